// QUBO whose matrix is a MatrixMarket file.
#include "io/formats.hpp"
#include "io/matrix_market.hpp"

namespace weiss {

namespace {

void read_mtx_qubo(Cursor& cursor, TermCollector& terms) {
  read_matrix_market(cursor, terms, {"entry", "entries", "variable", "variables", 1}, Mirror::kSum);
}

void write_mtx_qubo(const Form& form, TextSink& sink) { write_matrix_market(form, sink, 0.5); }

}  // namespace

const Format kMtxQuboFormat = {
    "mtx-qubo",
    ".mtx",
    "QUBO to minimise, the matrix of x'Qx (MatrixMarket)",
    "%%MatrixMarket matrix coordinate real symmetric\n"
    "% text          comments\n"
    "n n m           rows, columns and entries\n"
    "i j q           m lines, 1-based\n"
    "Also: array (all entries, column by column, after a line \"n n\"), integer, pattern (no q: 1),\n"
    "general. The value is x'Qx, minimised. In a general matrix (i,j) and (j,i) are entries of their\n"
    "own; in a symmetric one (i,j) stands for both: 2 q x_i x_j. Entries (i,i) are linear terms. An\n"
    "entry that comes twice is summed up. The format must be named: a graph (mtx-graph) looks alike.\n"
    "Example, min -3 x_1 - 2 x_2 + 4 x_1 x_2, best value -3:\n"
    "%%MatrixMarket matrix coordinate real symmetric\n"
    "2 2 3\n"
    "1 1 -3\n"
    "2 2 -2\n"
    "2 1 2\n",
    WEISS_ORIGIN_QUBO,
    WEISS_SENSE_MIN,
    false,
    "1-based, x'Qx: 2 q x_i x_j where symmetric",
    "%%MatrixMarket",
    is_matrix_market,
    read_mtx_qubo,
    write_mtx_qubo,
};

}  // namespace weiss

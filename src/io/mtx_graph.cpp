// Max-Cut of a graph whose weights are a MatrixMarket file.
#include "io/formats.hpp"
#include "io/matrix_market.hpp"

namespace weiss {

namespace {

void read_mtx_graph(Cursor& cursor, TermCollector& terms) {
  read_matrix_market(cursor, terms, {"entry", "entries", "node", "nodes", 1}, Mirror::kEqual);
}

void write_mtx_graph(const Form& form, TextSink& sink) { write_matrix_market(form, sink, 1.0); }

}  // namespace

const Format kMtxGraphFormat = {
    "mtx-graph",
    ".mtx",
    "weighted graph whose cut is maximised (MatrixMarket)",
    "%%MatrixMarket matrix coordinate real symmetric\n"
    "% text          comments\n"
    "n n m           rows, columns and entries\n"
    "i j w           m lines, 1-based\n"
    "Also: array (all entries, column by column, after a line \"n n\"), integer, pattern (no w: 1),\n"
    "general. Each edge counts once: in a general matrix (i,j) and (j,i) must be equal, or only one\n"
    "of them be listed; in a symmetric one (i,j) is the edge. Entries (i,i) count nothing; one that\n"
    "comes twice is summed up. The value is the weight of the cut, maximised. The format must be\n"
    "named: the matrix of a QUBO (mtx-qubo) looks alike.\n"
    "Example, a triangle of best cut 2:\n"
    "%%MatrixMarket matrix coordinate pattern symmetric\n"
    "3 3 3\n"
    "2 1\n"
    "3 1\n"
    "3 2\n",
    WEISS_ORIGIN_MAXCUT,
    WEISS_SENSE_MAX,
    false,
    "1-based, each edge once",
    "%%MatrixMarket",
    is_matrix_market,
    read_mtx_graph,
    write_mtx_graph,
};

}  // namespace weiss

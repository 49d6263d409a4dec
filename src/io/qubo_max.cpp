// QUBO to maximise, the form in which Weiss shares its instances.
#include "io/formats.hpp"
#include "io/pair_list.hpp"

namespace weiss {

namespace {

void read_qubo_max(Cursor& cursor, TermCollector& terms) {
  read_pair_list(cursor, terms, {{"term", "terms", "variable", "variables", 1}, PairValue::kRequired});
}

}  // namespace

const Format kQuboMaxFormat = {
    "qubo-max",
    ".qubo",
    "QUBO to maximise, each term written once",
    "n nnz           variables and terms\n"
    "i j q           nnz lines, 1-based, i <= j\n"
    "Lines that begin with # are comments. The value is the sum of q x_i x_j with each line counted\n"
    "once (an off-diagonal entry is not doubled), maximised; i = j is the linear term. A line i > j\n"
    "is the pair (j,i); a pair that comes twice is summed up.\n"
    "Example, max 3 x_1 + 2 x_2 - 4 x_1 x_2, best value 3:\n"
    "2 3\n"
    "1 1 3\n"
    "2 2 2\n"
    "1 2 -4\n",
    WEISS_ORIGIN_QUBO,
    WEISS_SENSE_MAX,
    false,
    "1-based, each pair once: q x_i x_j as written",
    nullptr,
    nullptr,
    read_qubo_max,
    write_pair_list,
};

}  // namespace weiss

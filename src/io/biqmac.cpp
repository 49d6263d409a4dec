// QUBO as Biq Mac's .sparse and Bonn's .bq files have it.
#include "io/formats.hpp"
#include "io/pair_list.hpp"

namespace weiss {

namespace {

void read_biqmac(Cursor& cursor, TermCollector& terms) { read_pair_list(cursor, terms, kSymmetricQubo); }

}  // namespace

const Format kBiqmacFormat = {
    "biqmac",
    ".sparse .bq",
    "symmetric QUBO to minimise, half of it listed (Biq Mac, Bonn .bq)",
    "n m             variables and entries\n"
    "i j q           m lines, 1-based\n"
    "Lines that begin with # are comments. The entries are those of a symmetric matrix Q, q_ij or\n"
    "q_ji being listed, not both: the value x'Qx, minimised, has 2 q x_i x_j for a line i != j and\n"
    "q x_i for i = j. A line i > j is the pair (j,i); a pair that comes twice is summed up.\n"
    "Example, min -3 x_1 - 2 x_2 + 4 x_1 x_2, best value -3:\n"
    "2 3\n"
    "1 1 -3\n"
    "2 2 -2\n"
    "1 2 2\n",
    WEISS_ORIGIN_QUBO,
    WEISS_SENSE_MIN,
    false,
    "1-based, half of a symmetric matrix: 2 q x_i x_j",
    nullptr,
    nullptr,
    read_biqmac,
    write_symmetric_pair_list,
};

}  // namespace weiss

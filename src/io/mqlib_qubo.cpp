// QUBO as MQLib has it. Its Max-Cut is our maxcut.
#include "io/formats.hpp"
#include "io/pair_list.hpp"

namespace weiss {

namespace {

void read_mqlib_qubo(Cursor& cursor, TermCollector& terms) { read_pair_list(cursor, terms, kSymmetricQubo); }

}  // namespace

const Format kMqlibQuboFormat = {
    "mqlib-qubo",
    "",
    "symmetric QUBO to maximise, half of it listed (MQLib)",
    "n m             variables and entries\n"
    "i j q           m lines, 1-based\n"
    "The same as biqmac, but maximised. The Max-Cut files of MQLib look alike: name maxcut for them.\n"
    "Example, max 3 x_1 + 2 x_2 - 4 x_1 x_2, best value 3:\n"
    "# a comment\n"
    "2 3\n"
    "1 1 3\n"
    "2 2 2\n"
    "1 2 -2\n",
    WEISS_ORIGIN_QUBO,
    WEISS_SENSE_MAX,
    false,
    "1-based, half of a symmetric matrix: 2 q x_i x_j",
    nullptr,
    nullptr,
    read_mqlib_qubo,
    write_symmetric_pair_list,
};

}  // namespace weiss

// Max-Cut as rudy, the G-set, the Bonn collection and MQLib have it.
#include "io/formats.hpp"
#include "io/pair_list.hpp"

namespace weiss {

namespace {

void read_maxcut(Cursor& cursor, TermCollector& terms) {
  read_pair_list(cursor, terms,
                 {{"edge", "edges", "node", "nodes", 1}, PairValue::kOptional, "#c", "MAX-CUT"});
}

}  // namespace

const Format kMaxcutFormat = {
    "maxcut",
    ".mc .rud .mac",
    "weighted graph whose cut is maximised (rudy, G-set, Bonn .mc, MQLib Max-Cut)",
    "n m             nodes and edges; \"MAX-CUT n m\" is the same (Bonn logoptimize)\n"
    "i j w           m lines, 1-based; the third column may be missing in all of them: weight 1\n"
    "Lines that begin with # or c are comments. Edges (i,i) count nothing; an edge that comes twice\n"
    "is summed up. The value is the weight of the cut, maximised.\n"
    "Example, a triangle of best cut 2:\n"
    "3 3\n"
    "1 2 1\n"
    "1 3 1\n"
    "2 3 1\n",
    WEISS_ORIGIN_MAXCUT,
    WEISS_SENSE_MAX,
    false,
    "1-based, each edge once",
    nullptr,
    nullptr,
    read_maxcut,
    write_pair_list,
};

}  // namespace weiss

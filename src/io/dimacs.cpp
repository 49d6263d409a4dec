// Graphs without weights as DIMACS has them, for their largest cut.
#include <algorithm>

#include "io/formats.hpp"
#include "io/problem_line.hpp"

namespace weiss {

namespace {

constexpr TermStyle kStyle = {"edge", "edges", "node", "nodes", 1};

bool is_graph(std::string_view kind) { return kind == "edge" || kind == "col" || kind == "edges"; }

bool is_dimacs(std::string_view head) { return is_graph(problem_kind(head)); }

void read_header(Cursor& cursor, TermCollector& terms) {
  constexpr char kHeader[] = "the line \"p edge n m\"";
  if (!cursor.begin_line_past("cC")) cursor.fail_line(std::string(kHeader) + " is missing");
  terms.begin_header(kStyle);
  if (cursor.word(kHeader) != "p" || cursor.at_line_end() || !is_graph(cursor.word(kHeader)))
    cursor.fail_line(std::string(kHeader) + " must come first; edge, edges and col are the same");
  terms.read_num_variables();
  terms.read_num_terms("edges");
  terms.end_header();
}

void read_dimacs(Cursor& cursor, TermCollector& terms) {
  read_header(cursor, terms);
  while (cursor.begin_line_past("cC")) {
    terms.begin_term();
    const std::string_view kind = cursor.word("an edge");
    if (kind == "n") cursor.fail("node weights are not supported: a cut has weights of edges alone");
    if (kind != "e") cursor.fail("an edge must begin with \"e\"");
    const int32_t i = terms.index("the first index");
    const int32_t j = terms.index("the second index");
    cursor.end_line();
    terms.add(i, j, 1.0);
  }
  terms.finish();
  // Many files list both directions of an edge: it is there or not, and has no weight to sum up.
  if (terms.duplicates == WEISS_DUPLICATES_SUM) terms.duplicates = WEISS_DUPLICATES_LAST;
}

void write_dimacs(const Form& form, TextSink& sink) {
  const Vector<double>& weight = form.terms.value;
  if (!std::all_of(weight.begin(), weight.end(), [](double w) { return w == 1.0; }))
    throw Error(WEISS_E_UNSUPPORTED, "a DIMACS graph has no weights but 1; maxcut has");
  sink.text("p edge ").integer(form.num_variables).text(" ").integer(form.num_terms()).text("\n");
  for (size_t k = 0; k < form.terms.row.size(); ++k) {
    sink.text("e ").integer(int64_t{form.terms.row[k]} + 1);
    sink.text(" ").integer(int64_t{form.terms.column[k]} + 1).text("\n");
  }
}

}  // namespace

const Format kDimacsFormat = {
    "dimacs",
    ".col .clq .edge .dimacs",
    "graph without weights whose cut is maximised (DIMACS)",
    "c text          comment, anywhere\n"
    "p edge n m      nodes and lines; also p col, p edges\n"
    "e i j           m lines, 1-based\n"
    "The value is the number of edges in the cut, maximised. An edge that comes twice, in either\n"
    "direction, is there once (with \"--duplicates error\" it is an error). Edges (i,i) count nothing.\n"
    "Node weights (\"n i w\") are refused.\n"
    "Example, a triangle of best cut 2:\n"
    "p edge 3 3\n"
    "e 1 2\n"
    "e 1 3\n"
    "e 2 3\n",
    WEISS_ORIGIN_MAXCUT,
    WEISS_SENSE_MAX,
    false,
    "1-based, each edge once",
    "a line \"p edge\"",
    is_dimacs,
    read_dimacs,
    write_dimacs,
};

}  // namespace weiss

// QUBO as D-Wave's qbsolv reads it, with the comments in which QUBOTools keeps a scale and an offset.
#include <cmath>

#include "io/formats.hpp"
#include "io/pair_list.hpp"
#include "io/problem_line.hpp"

namespace weiss {

namespace {

constexpr TermStyle kStyle = {"term", "terms", "variable", "variables", 0};

bool is_comment(char first) { return first == 'c' || first == 'C'; }

bool is_qbsolv(std::string_view head) { return problem_kind(head) == "qubo"; }

// QUBOTools: value = scale * (sum of terms + offset), in comments such as "c offset : 1.5".
struct Remarks {
  double scale = 1.0;
  double offset = 0.0;
};

void read_comment(Cursor& cursor, Remarks& remarks) {
  const std::string_view text = trimmed(cursor.rest_of_line().substr(1));
  const size_t colon = text.find(':');
  const std::string_view key = trimmed(text.substr(0, colon));
  const bool is_scale = key == "scale";
  if (colon != std::string_view::npos && (is_scale || key == "offset")) {
    double value = 0.0;
    if (!parse_number(trimmed(text.substr(colon + 1)), value))
      cursor.fail_line("the comment \"" + std::string(key) + " :\" must be followed by a finite number");
    if (is_scale && value <= 0.0)
      cursor.fail_line("the comment \"scale :\" must be followed by a number above 0");
    (is_scale ? remarks.scale : remarks.offset) = value;
  }
  cursor.skip_line();
}

struct Counts {
  int64_t diagonal = 0;
  int64_t couplers = 0;
};

Counts read_header(Cursor& cursor, TermCollector& terms) {
  terms.begin_header(kStyle);
  const std::string_view p = cursor.word("the header \"p qubo\"");
  if ((p != "p" && p != "P") || cursor.at_line_end() || cursor.word("qubo") != "qubo")
    cursor.fail_line("the line \"p qubo 0 maxNodes nNodes nCouplers\" must come first");
  const std::string_view topology = cursor.word("the topology");
  if (topology[0] != '0' && topology.substr(0, 13) != "unconstrained")
    cursor.fail("only the topology 0 or \"unconstrained\" is supported");
  Counts counts;
  terms.read_num_variables();
  counts.diagonal = terms.read_num_terms("diagonal terms");
  counts.couplers = terms.read_num_terms("couplers");
  terms.end_header();
  return counts;
}

void read_terms(Cursor& cursor, TermCollector& terms, const Counts& announced, Remarks& remarks) {
  Counts found;
  while (cursor.begin_line()) {
    if (is_comment(cursor.peek())) {
      read_comment(cursor, remarks);
      continue;
    }
    terms.begin_term();
    const int32_t i = terms.index("the first index");
    const int32_t j = terms.index("the second index");
    const double value = cursor.number("the value");
    cursor.end_line();
    terms.add(i, j, value);
    ++(i == j ? found.diagonal : found.couplers);
  }
  terms.finish();
  if (!terms.lenient() && found.diagonal != announced.diagonal)
    cursor.fail_line("the header announces " + std::to_string(announced.diagonal) + " diagonal terms and " +
                     std::to_string(announced.couplers) + " couplers, the input has " +
                     std::to_string(found.diagonal) + " and " + std::to_string(found.couplers));
}

void apply(const Remarks& remarks, Cursor& cursor, TermCollector& terms) {
  terms.offset = remarks.offset;
  if (remarks.scale != 1.0) {
    terms.scale_values(remarks.scale);
    terms.offset *= remarks.scale;
    if (!std::isfinite(terms.offset)) cursor.fail_line("scale * offset is more than a double can hold");
    terms.note("scale in a comment");
  }
  if (remarks.offset != 0.0) terms.note("offset in a comment");
}

void read_qbsolv(Cursor& cursor, TermCollector& terms) {
  Remarks remarks;
  for (;;) {
    if (!cursor.begin_line()) cursor.fail_line("the line \"p qubo 0 maxNodes nNodes nCouplers\" is missing");
    if (!is_comment(cursor.peek())) break;
    read_comment(cursor, remarks);
  }
  const Counts announced = read_header(cursor, terms);
  read_terms(cursor, terms, announced, remarks);
  apply(remarks, cursor, terms);
}

// Plain decimals: qbsolv reads exponents, QUBOTools does not.
void write_qbsolv(const Form& form, TextSink& sink) {
  sink.set_plain_decimal(true);
  if (form.offset != 0.0) sink.text("c offset : ").number(form.offset).text("\n");
  sink.text("p qubo 0 ").integer(form.num_variables).text(" ").integer(form.num_diagonal);
  sink.text(" ").integer(form.num_terms() - form.num_diagonal).text("\n");
  write_terms(form, sink, 0);
}

}  // namespace

const Format kQbsolvFormat = {
    "qbsolv",
    ".qubo",
    "QUBO to minimise (D-Wave qbsolv, QUBOTools)",
    "c text          comment, anywhere\n"
    "c offset : 1.5  constant of the value; likewise \"c scale : 2\", which multiplies all (QUBOTools)\n"
    "p qubo 0 maxNodes nNodes nCouplers\n"
    "i i q           nNodes lines: linear terms, 0 <= i < maxNodes\n"
    "i j q           nCouplers lines, in any order with the others\n"
    "The value is the sum of q x_i x_j with each line counted once, minimised. A line i > j is the\n"
    "pair (j,i); a pair that comes twice is summed up.\n"
    "Example, min -3 x_0 - 2 x_1 + 4 x_0 x_1, best value -3:\n"
    "p qubo 0 2 2 1\n"
    "0 0 -3\n"
    "1 1 -2\n"
    "0 1 4\n",
    WEISS_ORIGIN_QUBO,
    WEISS_SENSE_MIN,
    true,
    "0-based, each pair once: q x_i x_j as written",
    "a line \"p qubo\"",
    is_qbsolv,
    read_qbsolv,
    write_qbsolv,
};

}  // namespace weiss

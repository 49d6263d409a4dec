#include "io/pair_list.hpp"

namespace weiss {

namespace {

bool begin_line_below_comments(Cursor& cursor) {
  while (cursor.begin_line()) {
    if (cursor.peek() != '#') return true;
    cursor.skip_line();
  }
  return false;
}

void read_header(Cursor& cursor, TermCollector& terms, const TermStyle& style) {
  if (!begin_line_below_comments(cursor)) cursor.fail_line("the header \"n m\" is missing");
  terms.begin_header(style);
  terms.read_num_variables();
  terms.read_num_terms(style.terms);
  terms.end_header();
}

}  // namespace

void read_pair_list(Cursor& cursor, TermCollector& terms, const TermStyle& style, PairValue value) {
  read_header(cursor, terms, style);
  bool has_values = value == PairValue::kRequired;
  while (cursor.begin_line()) {
    terms.begin_term();
    const int32_t i = terms.index("the first index");
    const int32_t j = terms.index("the second index");
    // The first line tells whether there is a third column; the others must agree.
    if (terms.num_terms() == 0 && value == PairValue::kOptional) has_values = !cursor.at_line_end();
    const double number = has_values ? cursor.number("the value") : 1.0;
    cursor.end_line();
    terms.add(i, j, number);
  }
  terms.finish();
  if (!has_values && terms.num_terms() > 0) terms.note("no third column: all values 1");
}

void write_pair_list(const Form& form, TextSink& sink) {
  sink.integer(form.num_variables).text(" ").integer(form.num_terms()).text("\n");
  for (size_t k = 0; k < form.terms.row.size(); ++k) {
    sink.integer(int64_t{form.terms.row[k]} + 1).text(" ").integer(int64_t{form.terms.column[k]} + 1);
    sink.text(" ").number(form.terms.value[k]).text("\n");
  }
}

}  // namespace weiss

#include "io/pair_list.hpp"

namespace weiss {

int64_t read_pair_header(Cursor& cursor, TermCollector& terms, const PairList& list) {
  terms.begin_header(list.style);
  if (cursor.peek() == list.title[0] && cursor.word("the title") != list.title)
    cursor.fail(std::string("the header must be \"n m\" or \"") + list.title + " n m\"");
  terms.read_num_variables();
  const int64_t count = terms.read_num_terms(list.style.terms);
  terms.end_header();
  return count;
}

void read_pair_lines(Cursor& cursor, TermCollector& terms, const PairList& list, int64_t most) {
  bool has_values = list.value != PairValue::kOptional;
  while (terms.num_terms() < most && cursor.begin_line_past(list.comments)) {
    terms.begin_term();
    const int32_t i = terms.index("the first index");
    const int32_t j = terms.index("the second index");
    // The first line tells whether there is a third column; the others must agree.
    if (terms.num_terms() == 0 && !has_values) has_values = !cursor.at_line_end();
    const double number = has_values ? cursor.number("the value") : 1.0;
    if (list.value == PairValue::kSymmetric) terms.add_symmetric(i, j, number);
    else terms.add(i, j, number);
    cursor.end_line();
  }
  terms.finish();
  if (!has_values && terms.num_terms() > 0) terms.note("no third column: all values 1");
}

void read_pair_list(Cursor& cursor, TermCollector& terms, const PairList& list) {
  if (!cursor.begin_line_past(list.comments)) cursor.fail_line("the header \"n m\" is missing");
  read_pair_header(cursor, terms, list);
  read_pair_lines(cursor, terms, list);
}

void write_terms(const Form& form, TextSink& sink, int32_t index_base, double pair_factor) {
  for (size_t k = 0; k < form.terms.row.size(); ++k) {
    const int64_t i = form.terms.row[k];
    const int64_t j = form.terms.column[k];
    const double value = form.terms.value[k];
    sink.integer(i + index_base).text(" ").integer(j + index_base);
    sink.text(" ").number(i == j ? value : pair_factor * value).text("\n");
  }
}

namespace {

void write_list(const Form& form, TextSink& sink, double pair_factor) {
  sink.integer(form.num_variables).text(" ").integer(form.num_terms()).text("\n");
  write_terms(form, sink, 1, pair_factor);
}

}  // namespace

void write_pair_list(const Form& form, TextSink& sink) { write_list(form, sink, 1.0); }
void write_symmetric_pair_list(const Form& form, TextSink& sink) { write_list(form, sink, 0.5); }

}  // namespace weiss

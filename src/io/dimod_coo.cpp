// QUBO or Ising energy as dimod's coordinate text has it.
#include <algorithm>

#include "io/formats.hpp"
#include "io/pair_list.hpp"

namespace weiss {

namespace {

constexpr TermStyle kStyle = {"term", "terms", "variable", "variables", 0};

// The origin that a comment such as "# vartype=SPIN" tells; kAnyOrigin for other comments.
int32_t origin_told(const Cursor& cursor) {
  constexpr std::string_view kKey = "vartype";
  std::string_view text = cursor.rest_of_line();
  const size_t key = text.find(kKey);
  if (key == std::string_view::npos) return kAnyOrigin;
  text.remove_prefix(key + kKey.size());
  if (text.empty() || (text[0] != '=' && text[0] != ':')) return kAnyOrigin;
  text.remove_prefix(std::min(text.find_first_not_of(" \t", 1), text.size()));
  const std::string_view name = text.substr(0, text.find_first_of(" \t"));
  if (name == "BINARY") return WEISS_ORIGIN_QUBO;
  if (name == "SPIN") return WEISS_ORIGIN_ISING;
  cursor.fail_line("the vartype must be BINARY or SPIN");
}

void read_comment(Cursor& cursor, int32_t& origin) {
  const int32_t told = origin_told(cursor);
  if (told != kAnyOrigin && origin != kAnyOrigin && told != origin)
    cursor.fail_line("the vartype is not that of an earlier comment");
  if (told != kAnyOrigin) origin = told;
  cursor.skip_line();
}

void read_dimod_coo(Cursor& cursor, TermCollector& terms) {
  int32_t origin = kAnyOrigin;
  terms.begin_unannounced(kStyle);
  while (cursor.begin_line()) {
    if (cursor.peek() == '#') {
      read_comment(cursor, origin);
      continue;
    }
    terms.begin_term();
    const int32_t i = terms.index("the first index");
    const int32_t j = terms.index("the second index");
    const double value = cursor.number("the value");
    cursor.end_line();
    terms.add(i, j, value);
  }
  terms.finish();
  if (origin == kAnyOrigin)
    cursor.fail_line("the vartype is missing: a comment \"# vartype=BINARY\" or \"# vartype=SPIN\"");
  terms.origin = origin;
  terms.note(origin == WEISS_ORIGIN_ISING ? "vartype SPIN" : "vartype BINARY");
}

// dimod reads no exponents. The last variable gets a line in any case, as there is no other place that tells
// how many there are.
void write_dimod_coo(const Form& form, TextSink& sink) {
  sink.set_plain_decimal(true);
  sink.text(form.origin == WEISS_ORIGIN_ISING ? "# vartype=SPIN\n" : "# vartype=BINARY\n");
  write_terms(form, sink, 0);
  const Vector<int32_t>& column = form.terms.column;
  const int64_t last = form.num_variables - 1;
  if (last >= 0 && (column.empty() || *std::max_element(column.begin(), column.end()) < last))
    sink.integer(last).text(" ").integer(last).text(" 0\n");
}

}  // namespace

const Format kDimodCooFormat = {
    "dimod-coo",
    ".coo",
    "QUBO or Ising energy to minimise (dimod's coordinate text)",
    "# vartype=SPIN  a comment that must be there, once: SPIN or BINARY\n"
    "# text          other comments, anywhere\n"
    "i i h           0-based, linear term\n"
    "i j J           quadratic term\n"
    "The value is the sum of h v_i and J v_i v_j, minimised, v being 0, 1 (BINARY) or -1, +1 (SPIN).\n"
    "A line i > j is the pair (j,i); what comes twice is summed up. The largest index tells the number\n"
    "of variables; \"i i 0\" is written where nothing else would tell it. Lines that are none of these\n"
    "are errors (dimod skips them). Exponents are read, but not written, as dimod knows none.\n"
    "Example, min s_0 + 2 s_0 s_1, best value -3:\n"
    "# vartype=SPIN\n"
    "0 0 1\n"
    "0 1 2\n",
    kAnyOrigin,
    WEISS_SENSE_MIN,
    false,
    "0-based, each pair once as written",
    nullptr,
    nullptr,
    read_dimod_coo,
    write_dimod_coo,
};

}  // namespace weiss

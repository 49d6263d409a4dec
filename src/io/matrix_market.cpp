#include "io/matrix_market.hpp"

#include <cmath>
#include <string>

#include "io/square.hpp"
#include "model/text.hpp"

namespace weiss {

namespace {

constexpr std::string_view kBanner = "%%MatrixMarket";

struct Header {
  bool dense = false;
  bool pattern = false;  // no values: all 1
  bool symmetric = false;
};

// The next word of the banner in small letters.
std::string banner_word(Cursor& cursor, const char* what) {
  std::string text(cursor.word(what));
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

// %%MatrixMarket matrix coordinate|array real|integer|pattern general|symmetric
Header read_banner(Cursor& cursor) {
  if (!cursor.begin_line() || cursor.word("the banner") != kBanner)
    cursor.fail_line("the line \"%%MatrixMarket matrix ...\" must come first");
  cursor.name_line("banner");
  Header header;
  if (banner_word(cursor, "the object") != "matrix") cursor.fail("only a \"matrix\" is supported");
  const std::string layout = banner_word(cursor, "the layout");
  header.dense = layout == "array";
  if (!header.dense && layout != "coordinate") cursor.fail("the layout must be coordinate or array");
  const std::string field = banner_word(cursor, "the kind of numbers");
  header.pattern = field == "pattern";
  if (!header.pattern && field != "real" && field != "integer" && field != "double")
    cursor.fail("the numbers must be real, integer or pattern");
  if (header.dense && header.pattern) cursor.fail("an array must have numbers");
  const std::string symmetry = banner_word(cursor, "the symmetry");
  header.symmetric = symmetry == "symmetric";
  if (!header.symmetric && symmetry != "general") cursor.fail("the symmetry must be general or symmetric");
  cursor.end_line();
  return header;
}

void read_size(Cursor& cursor, TermCollector& terms, const TermStyle& style, const Header& header) {
  if (!cursor.begin_line_past("%")) cursor.fail_line("the line of the matrix' size is missing");
  terms.begin_header(style);
  terms.read_num_variables();
  const int64_t n = terms.num_variables();
  const int64_t columns = cursor.integer("the number of columns");
  if (columns != n)
    cursor.fail("the matrix must be square, but has " + std::to_string(n) + " rows and " +
                std::to_string(columns) + " columns");
  if (header.dense) terms.expect_numbers(header.symmetric ? n * (n + 1) / 2 : n * n);
  else terms.read_num_terms("entries");
  terms.end_header();
}

// In one half of a matrix a pair stands for both of its entries.
void add_half(TermCollector& terms, Mirror mirror, int32_t i, int32_t j, double value) {
  if (mirror == Mirror::kSum) terms.add_symmetric(i, j, value);
  else terms.add(i, j, value);
}

void read_entries(Cursor& cursor, TermCollector& terms, const Header& header, Mirror mirror) {
  while (cursor.begin_line()) {
    terms.begin_term();
    const int32_t i = terms.index("the row");
    const int32_t j = terms.index("the column");
    const double value = header.pattern ? 1.0 : cursor.fortran_number("the value");
    if (header.symmetric) add_half(terms, mirror, i, j, value);
    else terms.add(i, j, value);
    cursor.end_line();
  }
  terms.finish();
  if (!header.symmetric) terms.merge_mirrored(mirror);
}

// The value of a pair in an array, where both entries are there.
double mirrored_value(const Cursor& cursor, Mirror mirror, double first, double second) {
  if (mirror == Mirror::kEqual && first != second)
    cursor.fail("the entries of a pair must be equal, got " + number_text(first) + " and " +
                number_text(second));
  const double value = mirror == Mirror::kEqual ? first : first + second;
  if (!std::isfinite(value)) cursor.fail("the sum of a pair is more than a double can hold");
  return value;
}

void read_array(Cursor& cursor, TermCollector& terms, const Header& header, Mirror mirror) {
  constexpr char kColumn[] = "column";
  const auto read_number = [&] { return cursor.fortran_number("an entry"); };
  if (!header.symmetric) {
    read_square(cursor, terms, kColumn, read_number, [&](int32_t i, int32_t j, double first, double second) {
      const double value = i == j ? first : mirrored_value(cursor, mirror, first, second);
      if (value != 0.0) terms.add(i, j, value);
    });
    return;
  }
  const auto n = static_cast<int32_t>(terms.num_variables());
  for (int32_t j = 1; j <= n; ++j)
    for (int32_t i = j; i <= n; ++i) {
      const double value = next_entry(cursor, kColumn, j, read_number);
      if (value != 0.0) add_half(terms, mirror, i, j, value);
    }
  end_matrix(cursor, terms);
}

}  // namespace

bool is_matrix_market(std::string_view head) { return head.substr(0, kBanner.size()) == kBanner; }

void read_matrix_market(Cursor& cursor, TermCollector& terms, const TermStyle& style, Mirror mirror) {
  const Header header = read_banner(cursor);
  read_size(cursor, terms, style, header);
  if (header.dense) read_array(cursor, terms, header, mirror);
  else read_entries(cursor, terms, header, mirror);
  terms.note(header.symmetric ? "symmetric" : "general");
}

void write_matrix_market(const Form& form, TextSink& sink, double pair_factor) {
  sink.text(kBanner).text(" matrix coordinate real symmetric\n");
  sink.integer(form.num_variables).text(" ").integer(form.num_variables).text(" ");
  sink.integer(form.num_terms()).text("\n");
  for (size_t k = 0; k < form.terms.row.size(); ++k) {
    const int64_t i = form.terms.row[k];
    const int64_t j = form.terms.column[k];
    const double value = form.terms.value[k];
    sink.integer(j + 1).text(" ").integer(i + 1);  // the half below the diagonal
    sink.text(" ").number(i == j ? value : pair_factor * value).text("\n");
  }
}

}  // namespace weiss

// QUBO as Biq Mac's .mat files have it: the whole matrix.
#include "io/formats.hpp"
#include "io/square.hpp"
#include "model/text.hpp"

namespace weiss {

namespace {

void read_biqmac_matrix(Cursor& cursor, TermCollector& terms) {
  if (!cursor.begin_line_past("#")) cursor.fail_line("the header, the number of variables, is missing");
  terms.begin_header({"entry", "entries", "variable", "variables", 1});
  terms.read_num_variables();
  terms.expect_numbers(terms.num_variables() * terms.num_variables());
  terms.end_header();
  const auto read_number = [&] { return cursor.number("an entry"); };
  read_square(cursor, terms, "row", read_number, [&](int32_t i, int32_t j, double upper, double lower) {
    if (upper != lower)
      cursor.fail("the matrix must be symmetric, but entry (" + std::to_string(i) + "," + std::to_string(j) +
                  ") is " + number_text(upper) + " and (" + std::to_string(j) + "," + std::to_string(i) +
                  ") is " + number_text(lower));
    if (lower != 0.0) terms.add_symmetric(i, j, lower);
  });
}

void write_biqmac_matrix(const Form& form, TextSink& sink) {
  constexpr int64_t kMostRows = 1 << 14;
  const int64_t n = form.num_variables;
  if (n > kMostRows)
    throw Error(WEISS_E_UNSUPPORTED, "a matrix of " + std::to_string(n) + " rows would be written in full; " +
                                         "the most is " + std::to_string(kMostRows) +
                                         "; biqmac lists entries");
  Vector<double> matrix(static_cast<size_t>(n * n), form.terms.value.get_allocator());
  for (size_t k = 0; k < form.terms.row.size(); ++k) {
    const int64_t i = form.terms.row[k];
    const int64_t j = form.terms.column[k];
    const double value = i == j ? form.terms.value[k] : 0.5 * form.terms.value[k];
    matrix[static_cast<size_t>(i * n + j)] = value;
    matrix[static_cast<size_t>(j * n + i)] = value;
  }
  sink.integer(n).text("\n");
  for (size_t k = 0; k < matrix.size(); ++k)
    sink.number(matrix[k]).text((k + 1) % static_cast<size_t>(n) == 0 ? "\n" : " ");
}

}  // namespace

const Format kBiqmacMatrixFormat = {
    "biqmac-mat",
    ".mat",
    "symmetric QUBO to minimise, the whole matrix (Biq Mac .mat)",
    "n               variables\n"
    "q_11 ... q_1n   n rows of n numbers; where the lines break does not matter\n"
    "Lines above the header that begin with # are comments. The matrix must be symmetric. The value\n"
    "is x'Qx, minimised: 2 q_ij x_i x_j for each pair, and q_ii x_i.\n"
    "Example, min -3 x_1 - 2 x_2 + 4 x_1 x_2, best value -3:\n"
    "2\n"
    "-3 2\n"
    "2 -2\n",
    WEISS_ORIGIN_QUBO,
    WEISS_SENSE_MIN,
    false,
    "the whole of a symmetric matrix: 2 q x_i x_j",
    nullptr,
    nullptr,
    read_biqmac_matrix,
    write_biqmac_matrix,
};

}  // namespace weiss

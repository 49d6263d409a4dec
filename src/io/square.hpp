// Matrices that are written in full, row by row or column by column; where the lines break does not matter.
#pragma once

#include "io/cursor.hpp"
#include "io/term_collector.hpp"

namespace weiss {

// The next number of a matrix, wherever it stands. row, from 1, names it in messages.
template <class ReadNumber>
double next_entry(Cursor& cursor, const char* row_name, int64_t row, const ReadNumber& read_number) {
  if (!cursor.begin_line())
    cursor.fail_line("the matrix ends within " + (row_name + (" " + std::to_string(row))));
  cursor.name_line(row_name, row);
  return read_number();
}

// After the last number.
inline void end_matrix(Cursor& cursor, TermCollector& terms) {
  if (cursor.begin_line()) cursor.fail_line("unexpected text behind the last entry of the matrix");
  terms.finish();
}

// The n x n numbers of a matrix; n is in terms. Calls visit(i, j, a, b), i <= j, in the index base, as soon
// as both entries of a pair are known, a having come before b; a = b is the entry itself where i = j.
template <class ReadNumber, class Visit>
void read_square(Cursor& cursor, TermCollector& terms, const char* row_name, const ReadNumber& read_number,
                 const Visit& visit) {
  const int64_t n = terms.num_variables();
  const auto base = terms.index_base();
  Vector<double> upper(terms.memory());  // row by row
  const auto place = [n](int64_t i, int64_t j) { return static_cast<size_t>(i * n - i * (i + 1) / 2 + j); };
  for (int64_t row = 0; row < n; ++row) {
    for (int64_t k = 0; k < n; ++k) {
      const double value = next_entry(cursor, row_name, row + 1, read_number);
      if (k >= row) upper.push_back(value);
      if (k <= row)
        visit(static_cast<int32_t>(k) + base, static_cast<int32_t>(row) + base, upper[place(k, row)], value);
    }
  }
  end_matrix(cursor, terms);
}

}  // namespace weiss

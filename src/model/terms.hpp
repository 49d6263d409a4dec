// The quadratic terms of a weiss_problem_data, whichever form they come in.
#pragma once

#include <cstdint>

#include "weiss/problem.h"

namespace weiss {

// Throws E_ARGUMENT when a field or a term breaks the contract of weiss_problem_data; the message names the
// term. After it the terms may be visited.
void check_problem_data(const weiss_problem_data& data);

inline double term_value(const weiss_problem_data& data, int64_t k) noexcept {
  return data.value ? data.value[k] : 1.0;
}

// Calls visit(row, column, value) for each term in the order of input, 0-based, i = j included.
template <class Visit>
void for_each_term(const weiss_problem_data& data, Visit&& visit) {
  const int32_t base = data.index_base;
  if (!data.row_start) {
    for (int64_t k = 0; k < data.num_terms; ++k)
      visit(data.row[k] - base, data.column[k] - base, term_value(data, k));
    return;
  }
  const int64_t first = data.row_start[0];
  for (int64_t i = 0; i < data.num_spins; ++i)
    for (int64_t k = data.row_start[i] - first; k < data.row_start[i + 1] - first; ++k)
      visit(static_cast<int32_t>(i), data.column[k] - base, term_value(data, k));
}

}  // namespace weiss

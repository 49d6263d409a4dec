// Walks over the couplings of a problem.
#pragma once

#include <cstddef>

#include "model/problem.hpp"

namespace weiss {

// Calls visit(j, J_ij) for each coupling of spin i.
template <class Visit>
void for_each_neighbour(const Problem& problem, size_t i, Visit&& visit) {
  const auto end = static_cast<size_t>(problem.row_start[i + 1]);
  for (auto k = static_cast<size_t>(problem.row_start[i]); k < end; ++k)
    visit(static_cast<size_t>(problem.column[k]), problem.value[k]);
}

// Calls visit(i, j, J_ij) for each coupling, i < j, in the order of the rows.
template <class Visit>
void for_each_coupling(const Problem& problem, Visit&& visit) {
  for (size_t i = 0; i < problem.field.size(); ++i)
    for_each_neighbour(problem, i, [&](size_t j, double coupling) {
      if (j > i) visit(i, j, coupling);
    });
}

}  // namespace weiss

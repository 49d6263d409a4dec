#include "runtime/fallback.hpp"

#include <algorithm>

namespace weiss {

void start_of(const Problem& problem, const weiss_solver_input& input, Vector<int8_t>& spins) {
  spins.assign(static_cast<size_t>(problem.num_spins()), int8_t{1});
  if (input.num_starts > 0) std::copy_n(input.starts, spins.size(), spins.begin());
}

int64_t greedy_descent(const Problem& problem, int8_t* spins) {
  const auto n = static_cast<size_t>(problem.num_spins());
  int64_t visited = 0;
  for (bool improved = true; improved;) {
    improved = false;
    for (size_t i = 0; i < n; ++i) {
      double field = problem.field[i];
      for (size_t e = problem.row_begin(i); e < problem.row_end(i); ++e)
        field += problem.value[e] * spins[problem.column[e]];
      // A gain lost in rounding must not turn a spin to and fro for ever.
      if (spins[i] * field > 1e-12 * std::max(1.0, -field)) {
        spins[i] = static_cast<int8_t>(-spins[i]);
        improved = true;
      }
    }
    visited += problem.num_spins() + problem.num_entries();
  }
  return visited;
}

}  // namespace weiss

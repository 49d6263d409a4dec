// The one of several given starts that a scheme goes on from.
#pragma once

#include <algorithm>
#include <limits>
#include <weiss/ext/problem.hpp>

namespace weiss {
namespace bundled {

// The start of least energy, the first of equal ones; null when none is given.
inline const int8_t* best_start(const plugin::Problems& problems, const weiss_problem_view& problem,
                                const weiss_solver_input& input, const plugin::Run& run) {
  double least = std::numeric_limits<double>::infinity();
  const int8_t* best = nullptr;
  for (int32_t k = 0; k < input.num_starts; ++k) {
    const int8_t* const start = input.starts + k * problem.num_spins;
    const double energy = problems.energy(problem.problem, start);
    if (!best || energy < least) best = start;
    least = std::min(least, energy);
  }
  run.spend(problem.num_entries * input.num_starts);
  return best;
}

}  // namespace bundled
}  // namespace weiss

// Without fields a state and its complement are alike, and every mean spin is 0. What is said of spins is
// then relative to one that counts as +1: the one that the others depend on most.
#pragma once

#include <cmath>
#include <cstddef>
#include <weiss/plugin.hpp>

namespace weiss {
namespace bundled {

inline bool has_fields(const weiss_problem_view& problem) noexcept {
  return (problem.flags & WEISS_PROBLEM_HAS_FIELDS) != 0;
}

// The spin with the largest sum of |J|.
inline size_t strongest_spin(const weiss_problem_view& problem) noexcept {
  size_t strongest = 0;
  double most = -1.0;
  for (int64_t i = 0; i < problem.num_spins; ++i) {
    double sum = 0.0;
    for (const auto [spin, value] : plugin::row(problem, i)) {
      static_cast<void>(spin);
      sum += std::fabs(value);
    }
    if (sum <= most) continue;
    most = sum;
    strongest = static_cast<size_t>(i);
  }
  return strongest;
}

}  // namespace bundled
}  // namespace weiss

// The sizes in a problem that say how large good angles are. They do not change when spins are renumbered or
// spins without any term are added; a common factor scales them.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <weiss/plugin.hpp>

namespace weiss {
namespace bundled {

struct EnergyScale {
  bool fields = false;
  int64_t regular_degree = 0;  // when all couplings are equal and all coupled spins have as many; otherwise 0
  double mean_degree = 0.0;    // of the spins that have a term
  double coupling = 0.0;       // root of the mean J^2
  double local = 0.0;          // root of mean h^2 + mean_i sum_j J_ij^2: what acts on one spin
  double largest = 0.0;        // |h| or |J|

  explicit EnergyScale(const weiss_problem_view& problem) noexcept {
    fields = (problem.flags & WEISS_PROBLEM_HAS_FIELDS) != 0;
    bool regular = !fields;
    double first = 0.0;  // coupling
    int64_t active = 0, entries = 0;
    double couplings = 0.0, squared_fields = 0.0;
    for (int64_t i = 0; i < problem.num_spins; ++i) {
      int64_t degree = 0;
      for (const auto [spin, value] : plugin::row(problem, i)) {
        static_cast<void>(spin);
        if (value == 0.0) continue;  // in the pattern only
        ++degree;
        if (first == 0.0) first = value;
        regular = regular && value == first;
        couplings += value * value;
        largest = std::max(largest, std::fabs(value));
      }
      const double field = problem.field[i];
      if (degree == 0 && field == 0.0) continue;
      ++active;
      entries += degree;
      squared_fields += field * field;
      largest = std::max(largest, std::fabs(field));
      if (regular_degree == 0) regular_degree = degree;
      regular = regular && degree == regular_degree;
    }
    if (!regular) regular_degree = 0;
    if (active == 0) return;
    const auto spins = static_cast<double>(active);
    mean_degree = static_cast<double>(entries) / spins;
    if (entries > 0) coupling = std::sqrt(couplings / static_cast<double>(entries));
    local = std::sqrt((squared_fields + couplings) / spins);
  }
};

}  // namespace bundled
}  // namespace weiss

// What the parameters of a tabu search come to for a problem of n > 0 spins.
#pragma once

#include <algorithm>
#include <cstdint>

#include "weiss/search.h"

namespace weiss {

struct TabuPlan {
  TabuPlan(const weiss_tabu_params& params, int64_t n) noexcept
      : longest(std::min(n - 1, kLongestTenure)),
        tenure(std::min(params.tenure > 0 ? params.tenure : default_tenure(n), longest)),
        draws(
            static_cast<uint32_t>(std::min(params.tenure_range > 0 ? params.tenure_range : 10, longest) + 1)),
        max_idle(params.max_idle > 0 ? params.max_idle : 20 * n),
        max_steps(params.max_steps > 0 ? params.max_steps : INT64_MAX) {}

  static constexpr int64_t kLongestTenure = 1 << 30;
  static int64_t default_tenure(int64_t n) noexcept { return std::min(n / 100 + 10, n / 4); }

  // A spin is forbidden for the next tenure + (0 ... draws - 1) steps, but longest at most: a tenure below n
  // leaves at least one spin free in each step.
  int64_t longest;
  int64_t tenure;
  uint32_t draws;
  int64_t max_idle;
  int64_t max_steps;
};

}  // namespace weiss

// Budgets of a search, in solves of sub-problems and in descents of the whole state.
#pragma once

#include <algorithm>
#include <cstdint>

namespace weiss {
namespace contraction {

// What a search may still do, and what it did.
struct Budget {
  int64_t sub_problems;  // left; negative: no limit
  int64_t descents;
  int64_t solved = 0, descended = 0, accepted = 0;

  bool solves_left() const noexcept { return sub_problems != 0; }
  void solve(int64_t count) noexcept {
    solved += count;
    if (sub_problems > 0) sub_problems = std::max<int64_t>(sub_problems - count, 0);
  }
  void descend(int64_t count) noexcept {
    descended += count;
    if (descents > 0) descents = std::max<int64_t>(descents - count, 0);
  }
  // Descents that this step may use: up to twice the mean of those that are left, as few steps use all that
  // they may, but so that every later sub-problem has one.
  int64_t share(int64_t wanted) const noexcept {
    if (descents < 0 || sub_problems <= 0) return descents < 0 ? wanted : std::min(wanted, descents);
    const int64_t mean = descents / sub_problems;
    return std::min(wanted, std::max(mean, std::min(2 * mean, descents - sub_problems + 1)));
  }
};

}  // namespace contraction
}  // namespace weiss

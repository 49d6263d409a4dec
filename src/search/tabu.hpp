// One-flip tabu search.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

#include "base/random.hpp"
#include "search/flip_state.hpp"
#include "search/meter.hpp"
#include "search/ties.hpp"
#include "weiss/search.h"

namespace weiss {

// Which spins are forbidden, and until when.
template <class Field>
class TabuList {
 public:
  TabuList(const Problem& problem, int64_t padded_spins)
      : num_spins_(problem.num_spins()),
        free_at_(problem.environment->memory(), padded_spins, std::numeric_limits<Field>::max()),
        lane_best_(problem.environment->memory(), flip_lanes<Field>(padded_spins), Field(0)) {}

  // Frees all spins and makes a scan of them.
  FlipScan<Field> clear() noexcept {
    std::fill_n(free_at_.data(), num_spins_, Field(0));
    FlipScan<Field> scan = {};
    scan.free_at = free_at_.data();
    scan.lane_best = lane_best_.data();
    return scan;
  }

  // Ends the step scan.now in which the spin was flipped, and forbids it for the next tenure steps.
  void end_step(FlipScan<Field>& scan, int64_t spin, int64_t tenure) noexcept {
    ++scan.now;
    free_at_[spin] = scan.now + static_cast<Field>(tenure);
    if (scan.now < kEpoch) return;
    for (int64_t i = 0; i < num_spins_; ++i) free_at_[i] = std::max(free_at_[i] - scan.now, Field(0));
    scan.now = 0;
  }

  static constexpr int64_t kLongestTenure = 1 << 30;

 private:
  static constexpr Field kEpoch = 1 << 29;  // steps after which the count begins anew, far from overflow

  const int64_t num_spins_;
  AlignedArray<Field> free_at_;
  AlignedArray<Field> lane_best_;
};

// The best spin of all, forbidden or not.
template <class Rows>
int64_t pick_any(FlipState<Rows>& state, FlipScan<typename Rows::Field> scan, Random& random) noexcept {
  scan.now = std::numeric_limits<typename Rows::Field>::max();
  state.scan(scan);
  return pick_tie(scan, scan.best_any, random);
}

// Returns the steps made.
template <class Rows>
int64_t tabu(FlipState<Rows>& state, TabuList<typename Rows::Field>& list, const weiss_tabu_params& params,
             Meter& meter) noexcept {
  const int64_t n = state.num_spins();
  if (n == 0) return 0;
  // A tenure below n leaves at least one spin free in each step.
  const int64_t longest = std::min(n - 1, TabuList<typename Rows::Field>::kLongestTenure);
  const int64_t tenure = params.tenure > 0 ? params.tenure : std::min(n / 100 + 10, n / 4);
  const int64_t range = params.tenure_range > 0 ? params.tenure_range : 10;
  const auto draws = static_cast<uint32_t>(std::min<int64_t>(range, longest) + 1);
  const int64_t max_idle = params.max_idle > 0 ? params.max_idle : 20 * n;
  const int64_t max_steps = params.max_steps > 0 ? params.max_steps : INT64_MAX;
  const auto on_target = [&] { return params.has_target != 0 && state.best_energy() <= params.target; };

  Random random(params.seed);
  auto scan = list.clear();
  state.scan(scan);
  int64_t steps = 0, idle = 0;
  bool stop = meter.stopped() || on_target();
  while (!stop && steps < max_steps && idle < max_idle) {
    const bool aspires = scan.best_any > scan.best_free && state.improves(scan.best_any);
    const int64_t spin = aspires ? pick_any(state, scan, random) : pick_tie(scan, scan.best_free, random);
    list.end_step(scan, spin, std::min(std::min(tenure, longest) + random.below(draws), longest));
    const bool improved = state.step(spin, scan);
    ++steps;
    idle = improved ? 0 : idle + 1;
    stop = meter.spend(state.degree(spin) + n / 16 + 1) || (improved && on_target());
  }
  return steps;
}

}  // namespace weiss

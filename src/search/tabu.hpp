// One-flip tabu search on fields of reals; dense_tabu.hpp and sparse_tabu.hpp are those on integers.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

#include "base/random.hpp"
#include "search/flip_state.hpp"
#include "search/meter.hpp"
#include "search/tabu_plan.hpp"
#include "search/ties.hpp"
#include "weiss/search.h"

namespace weiss {

// Which spins are forbidden, and until when.
class TabuList {
 public:
  TabuList(const Problem& problem, int64_t padded_spins)
      : num_spins_(problem.num_spins()),
        free_at_(problem.environment->memory(), padded_spins, std::numeric_limits<double>::max()),
        lane_best_(problem.environment->memory(), flip_lanes(padded_spins), 0.0) {}

  // Frees all spins and makes a scan of them.
  FlipScan clear() noexcept {
    std::fill_n(free_at_.data(), num_spins_, 0.0);
    FlipScan scan = {};
    scan.free_at = free_at_.data();
    scan.lane_best = lane_best_.data();
    return scan;
  }

  // Ends the step scan.now in which the spin was flipped, and forbids it for the next tenure steps.
  void end_step(FlipScan& scan, int64_t spin, int64_t tenure) noexcept {
    ++scan.now;
    free_at_[spin] = scan.now + static_cast<double>(tenure);
    if (scan.now < kEpoch) return;
    for (int64_t i = 0; i < num_spins_; ++i) free_at_[i] = std::max(free_at_[i] - scan.now, 0.0);
    scan.now = 0;
  }

 private:
  static constexpr double kEpoch = 1 << 29;  // steps after which the count begins anew

  const int64_t num_spins_;
  AlignedArray<double> free_at_;
  AlignedArray<double> lane_best_;
};

// The best spin of all, forbidden or not.
template <class Rows>
int64_t pick_any(FlipState<Rows>& state, FlipScan scan, Random& random) noexcept {
  scan.now = std::numeric_limits<double>::max();
  state.scan(scan);
  return pick_tie(scan, scan.best_any, random);
}

// Returns the steps made.
template <class Rows>
int64_t tabu(FlipState<Rows>& state, TabuList& list, const weiss_tabu_params& params, Meter& meter) noexcept {
  const int64_t n = state.num_spins();
  if (n == 0) return 0;
  const TabuPlan plan(params, n);
  const auto on_target = [&] { return params.has_target != 0 && state.best_energy() <= params.target; };

  Random random(params.seed);
  auto scan = list.clear();
  state.scan(scan);
  int64_t steps = 0, idle = 0;
  bool stop = meter.stopped() || on_target();
  while (!stop && steps < plan.max_steps && idle < plan.max_idle) {
    const bool aspires = scan.best_any > scan.best_free && state.improves(scan.best_any);
    const int64_t spin = aspires ? pick_any(state, scan, random) : pick_tie(scan, scan.best_free, random);
    list.end_step(scan, spin, std::min(plan.tenure + random.below(plan.draws), plan.longest));
    const bool improved = state.step(spin, scan);
    ++steps;
    idle = improved ? 0 : idle + 1;
    stop = meter.spend(state.degree(spin) + n / 16 + 1) || (improved && on_target());
  }
  return steps;
}

}  // namespace weiss

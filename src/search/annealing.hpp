// Metropolis sweeps in the order of the index, from a first to a last temperature.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "base/random.hpp"
#include "search/descent.hpp"
#include "search/flip_state.hpp"
#include "search/meter.hpp"
#include "search/temperatures.hpp"
#include "search/thresholds.hpp"
#include "weiss/search.h"

namespace weiss {

// Temperatures of a schedule of params.sweeps sweeps.
class Schedule {
 public:
  Schedule(const weiss_anneal_params& params, TemperatureRange range) noexcept
      : linear_(params.schedule == WEISS_SCHEDULE_LINEAR),
        first_(is_set(params.t_first) ? params.t_first : range.first),
        last_(is_set(params.t_last) ? params.t_last : range.last),
        sweeps_(params.sweeps > 0 ? params.sweeps : 1000) {}

  // Is it a temperature? Zero, and what is none, stands for the default.
  static bool is_set(double temperature) noexcept { return temperature > 0.0 && std::isfinite(temperature); }

  int64_t sweeps() const noexcept { return sweeps_; }
  double temperature(int64_t sweep) const noexcept {
    const double done = sweeps_ > 1 ? static_cast<double>(sweep) / static_cast<double>(sweeps_ - 1) : 1.0;
    return linear_ ? first_ + (last_ - first_) * done : first_ * std::pow(last_ / first_, done);
  }

 private:
  const bool linear_;
  const double first_;
  const double last_;
  const int64_t sweeps_;
};

// One sweep; false when the meter says stop before its end.
template <class Rows>
bool sweep(FlipState<Rows>& state, const Thresholds<typename Rows::Field>& thresholds, Random& random,
           Meter& meter) noexcept {
  int64_t flips = 0;
  for (int64_t block = 0; block < state.num_spins(); block += FlipState<Rows>::kBlock)
    if (meter.spend(state.sweep_block(block, thresholds.window(random), flips))) return false;
  return true;
}

// Returns the sweeps made.
template <class Rows>
int64_t anneal(FlipState<Rows>& state, Thresholds<typename Rows::Field>& thresholds, const Schedule& schedule,
               uint64_t seed, Meter& meter) noexcept {
  // What the last descent may cost after a stop: some 8 ms where each unit is a cache miss.
  constexpr int64_t kGrace = 1'500'000;
  // A temperature holds for some sweeps where setting it would cost as much as they do.
  const int64_t hold = std::clamp<int64_t>(thresholds.size() / (4 * std::max<int64_t>(state.num_spins(), 1)),
                                           1, std::max<int64_t>(schedule.sweeps() / 64, 1));
  Random random(seed);
  thresholds.shuffle(random);
  int64_t sweeps = 0;
  for (; sweeps < schedule.sweeps() && !meter.stopped(); ++sweeps) {
    if (sweeps % hold == 0)
      thresholds.set_temperature(0.5 * schedule.temperature(sweeps) / state.unit());
    if (!sweep(state, thresholds, random, meter)) break;
  }
  descend(state, meter, kGrace);
  return sweeps;
}

}  // namespace weiss

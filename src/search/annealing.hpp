// Metropolis sweeps in the order of the index, from a first to a last temperature.
#pragma once

#include <algorithm>
#include <cstdint>

#include "base/random.hpp"
#include "search/flip_state.hpp"
#include "search/meter.hpp"
#include "search/schedule.hpp"
#include "search/thresholds.hpp"

namespace weiss {

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
  // A temperature holds for some sweeps where setting it would cost as much as they do.
  const int64_t hold = std::clamp<int64_t>(thresholds.size() / (4 * std::max<int64_t>(state.num_spins(), 1)),
                                           1, std::max<int64_t>(schedule.sweeps() / 64, 1));
  Random random(seed);
  thresholds.shuffle(random);
  int64_t sweeps = 0;
  for (; sweeps < schedule.sweeps() && !meter.stopped(); ++sweeps) {
    if (sweeps % hold == 0)
      thresholds.set_temperature(0.5 * schedule.temperature(sweeps) / state.unit(), random);
    if (!sweep(state, thresholds, random, meter)) break;
  }
  return sweeps;
}

}  // namespace weiss

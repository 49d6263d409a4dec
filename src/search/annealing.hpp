// Metropolis sweeps through a schedule of temperatures, whoever makes the sweeps.
#pragma once

#include <algorithm>
#include <cstdint>

#include "base/random.hpp"
#include "search/flip_state.hpp"
#include "search/meter.hpp"
#include "search/schedule.hpp"
#include "search/thresholds.hpp"

namespace weiss {

// sweep(random) makes one sweep with the thresholds, and returns false when the meter said stop before its
// end. unit is the energy of a field of 1; a temperature holds for hold sweeps where setting it would cost as much
// as they do. Returns the sweeps made.
template <class Field, class Sweep>
int64_t anneal(Thresholds<Field>& thresholds, const Schedule& schedule, double unit, int64_t hold,
               uint64_t seed, const Meter& meter, const Sweep& sweep) noexcept {
  hold = std::clamp<int64_t>(hold, 1, std::max<int64_t>(schedule.sweeps() / 64, 1));
  Random random(seed);
  thresholds.shuffle(random);
  int64_t sweeps = 0;
  for (; sweeps < schedule.sweeps() && !meter.stopped(); ++sweeps) {
    if (sweeps % hold == 0)
      thresholds.set_temperature(0.5 * schedule.temperature(sweeps) / unit, random);
    if (!sweep(random)) break;
  }
  return sweeps;
}

// One sweep in the order of the index; false when the meter says stop before its end.
template <class Rows>
bool sweep(FlipState<Rows>& state, const Thresholds<typename Rows::Field>& thresholds, Random& random,
           Meter& meter) noexcept {
  int64_t flips = 0;
  for (int64_t block = 0; block < state.num_spins(); block += FlipState<Rows>::kBlock)
    if (meter.spend(state.sweep_block(block, thresholds.window(random), flips))) return false;
  return true;
}

}  // namespace weiss

// One-flip descent in the order of the index.
#pragma once

#include <array>
#include <cstdint>

#include "search/flip_state.hpp"
#include "search/meter.hpp"

namespace weiss {

// Flips spins while that lowers the energy, pass after pass. Returns the flips made. When the meter says
// stop it goes on for grace units of work.
template <class Rows>
int64_t descend(FlipState<Rows>& state, Meter& meter, int64_t grace) noexcept {
  using Field = typename Rows::Field;
  if (meter.stopped() && grace <= 0) return 0;
  std::array<Field, FlipState<Rows>::kBlock + kFlipOverread> threshold;
  threshold.fill(-state.least_gain());
  int64_t flips = 0, flips_before;
  do {
    flips_before = flips;
    for (int64_t block = 0; block < state.num_spins(); block += FlipState<Rows>::kBlock) {
      const int64_t work = state.sweep_block(block, threshold.data(), flips);
      if (meter.spend(work) && (grace -= work) <= 0) return flips;
    }
  } while (flips != flips_before);
  return flips;
}

}  // namespace weiss

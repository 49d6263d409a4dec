// Random numbers: xoshiro256++ (Blackman, Vigna 2019), seeded from weiss_seed_derive. Same seed, same
// numbers on every machine.
#pragma once

#include <cstdint>

#include "weiss/base.h"

namespace weiss {

class Random {
 public:
  explicit Random(uint64_t seed) noexcept {
    for (uint64_t k = 0; k < 4; ++k) state_[k] = weiss_seed_derive(seed, k);
  }

  uint64_t next() noexcept {
    const uint64_t result = rotate(state_[0] + state_[3], 23) + state_[0];
    const uint64_t t = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = rotate(state_[3], 45);
    return result;
  }

  // Uniform in 0 ... bound - 1 for bound < 2^32, by multiplication (Lemire 2019); the bias, below
  // bound / 2^32, does not matter to a heuristic.
  uint32_t below(uint32_t bound) noexcept {
    return static_cast<uint32_t>(((next() >> 32) * bound) >> 32);
  }

  // Uniform in [0, 1), 53 bits.
  double uniform() noexcept { return static_cast<double>(next() >> 11) * 0x1p-53; }

 private:
  static uint64_t rotate(uint64_t x, int k) noexcept { return (x << k) | (x >> (64 - k)); }
  uint64_t state_[4];
};

}  // namespace weiss

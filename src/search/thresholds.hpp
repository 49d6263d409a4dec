// The random numbers of Metropolis sweeps. A flip that costs d is accepted with probability exp(-d / T),
// that is when d <= T x for an exponential variate x. A table holds quantiles of x in random order; each
// block of spins compares with a window of it that begins at a random place. So the loop needs neither a
// logarithm nor a random number for each spin, and draws of a spin in different sweeps are independent.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "base/aligned.hpp"
#include "base/random.hpp"
#include "model/integer_rows.hpp"
#include "search/flip_state.hpp"

namespace weiss {

template <class Field>
class Thresholds {
 public:
  Thresholds(Memory* memory, int64_t num_spins)
      : size_(table_size(num_spins)), variate_(memory, size_, 0.0),
        threshold_(memory, size_ + kWindow, Field(0)) {}

  int64_t size() const noexcept { return size_; }

  // New random numbers.
  void shuffle(Random& random) noexcept {
    for (int64_t k = 0; k < size_; ++k)
      variate_[k] = -std::log((static_cast<double>(k) + 0.5) / static_cast<double>(size_));
    for (int64_t k = size_ - 1; k > 0; --k)
      std::swap(variate_[k], variate_[random.below(static_cast<uint32_t>(k + 1))]);
  }

  // Sets the temperature, in units of the gains.
  void set_temperature(double temperature) noexcept {
    // The kernels compare gain >= -threshold, and no gain is below -kFieldBound.
    for (int64_t k = 0; k < size_; ++k)
      threshold_[k] = static_cast<Field>(std::min(temperature * variate_[k], kFieldBound - 1));
    std::copy_n(threshold_.data(), kWindow, threshold_.data() + size_);
  }

  // Thresholds for the spins of a block.
  const Field* window(Random& random) const noexcept {
    return threshold_.data() + random.below(static_cast<uint32_t>(size_));
  }

 private:
  static constexpr int64_t kWindow = 64 + kFlipOverread;

  // A power of two: large enough that windows seldom meet, small enough to stay in the nearest cache and
  // to cost little at each change of the temperature.
  static int64_t table_size(int64_t num_spins) noexcept {
    int64_t size = 256;
    while (size < 2048 && size < num_spins / 2) size *= 2;
    return size;
  }

  const int64_t size_;
  AlignedArray<double> variate_;
  AlignedArray<Field> threshold_;
};

}  // namespace weiss

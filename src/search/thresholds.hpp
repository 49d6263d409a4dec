// The random numbers of Metropolis sweeps. A flip that costs d is accepted with probability exp(-d / T),
// that is when d <= T x for an exponential variate x. A table holds quantiles of x in random order; each
// block of spins compares with a window of it that begins at a random place. So the loop needs neither a
// logarithm nor a random number for each spin, and draws of a spin in different sweeps are independent.
//
// What deviates from independent variates: those of a block never repeat (which is closer to the law than
// chance), and two blocks of a sweep may meet the same part of the table. Each spin by itself sees the law:
// exact in the tail, whose variates are drawn anew at each temperature, and to 1 in the table's size before.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>

#include "base/aligned.hpp"
#include "base/random.hpp"
#include "model/integer_rows.hpp"
#include "search/flip_state.hpp"

namespace weiss {

template <class Field>
class Thresholds {
 public:
  // A gain at least -threshold is accepted. No gain is below -kLargest - 1, and fields that stand for no spin
  // are below that.
  static constexpr double kLargest = std::is_same_v<Field, int8_t>    ? 125.0
                                     : std::is_same_v<Field, int16_t> ? 16383.0
                                                                      : kFieldBound - 1;

  Thresholds(Memory* memory, int64_t num_spins)
      : size_(table_size(num_spins)), variate_(memory, size_, Variate(0)),
        threshold_(memory, size_ + kWindow, Field(0)) {}

  int64_t size() const noexcept { return size_; }

  // New random numbers.
  void shuffle(Random& random) noexcept {
    for (int64_t k = 0; k < size_; ++k) variate_[k] = quantile(static_cast<double>(k) + 0.5);
    for (int64_t k = size_ - 1; k > 0; --k)
      std::swap(variate_[k], variate_[random.below(static_cast<uint32_t>(k + 1))]);
    const Variate least = quantile(static_cast<double>(kTail));
    size_t found = 0;
    for (int64_t k = 0; k < size_ && found < kTail; ++k)
      if (variate_[k] > least) tail_[found++] = k;
  }

  // Sets the temperature, in units of the gains.
  void set_temperature(double temperature, Random& random) noexcept {
    for (size_t k = 0; k < kTail; ++k)
      variate_[tail_[k]] = quantile(static_cast<double>(k + 1) - random.uniform());
    const auto factor = static_cast<Variate>(std::min(temperature, double{std::numeric_limits<float>::max()}));
    constexpr auto largest = static_cast<Variate>(kLargest);  // which single precision may round up
    constexpr auto most = static_cast<Field>(kLargest);
    for (int64_t k = 0; k < size_; ++k)
      threshold_[k] = std::min(static_cast<Field>(std::min(factor * variate_[k], largest)), most);
    std::copy_n(threshold_.data(), kWindow, threshold_.data() + size_);
  }

  // Thresholds of all spins at all places of a window.
  const Field* data() const noexcept { return threshold_.data(); }
  // Where the window of the next block begins.
  uint32_t place(Random& random) const noexcept { return random.below(static_cast<uint32_t>(size_)); }
  // Thresholds for the spins of a block.
  const Field* window(Random& random) const noexcept { return data() + place(random); }

 private:
  // Single precision for integers, which are made two to four times as fast.
  using Variate = std::conditional_t<std::is_integral_v<Field>, float, double>;

  static constexpr int64_t kWindow = 64 + kFlipOverread;
  static constexpr size_t kTail = 16;

  Variate quantile(double rank) const noexcept {
    return static_cast<Variate>(-std::log(rank / static_cast<double>(size_)));
  }

  // A power of two: large enough that windows seldom meet, small enough to stay in the nearest cache and
  // to cost little at each change of the temperature.
  static int64_t table_size(int64_t num_spins) noexcept {
    int64_t size = 256;
    while (size < 2048 && size < num_spins / 2) size *= 2;
    return size;
  }

  const int64_t size_;
  AlignedArray<Variate> variate_;
  AlignedArray<Field> threshold_;
  std::array<int64_t, kTail> tail_{};  // places of the largest variates
};

}  // namespace weiss

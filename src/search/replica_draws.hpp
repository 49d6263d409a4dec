// The random numbers of replicas. A flip that costs d is accepted with probability exp(-d / T), that is when
// d <= T x for an exponential variate x. A table holds variates, one from each of as many equal parts of
// their law, in random order; the lanes of a spin compare with a window of it that begins at a random place.
// So each lane draws from the law at each spin. Draws of a lane are independent but for the table, of which a
// part is renewed after each sweep; different lanes read the same numbers at different places.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

#include "base/aligned.hpp"
#include "base/random.hpp"
#include "simd/replica_kernels.h"

namespace weiss {

class ReplicaDraws {
 public:
  static constexpr int64_t kBlock = 64;  // spins that get their windows at once
  static constexpr int64_t kLanes = kReplicaLanes<int8_t>;

  ReplicaDraws(Memory* memory, int64_t num_spins)
      : size_(num_spins < 1024 ? 1024 : 4096), part_(memory, size_, uint16_t(0)),
        variate_(memory, size_ + kLanes, 0.0f) {}

  // Variates in the table, with the first ones repeated for windows at its end.
  int64_t size() const noexcept { return variate_.size(); }
  const float* variates() const noexcept { return variate_.data(); }

  // Begins anew, unless the seed is that of the last call: then the numbers go on.
  void seed(uint64_t seed) noexcept {
    if (seeded_ && seed == seed_) return;
    seeded_ = true;
    seed_ = seed;
    random_ = Random(seed);
    for (int64_t k = 0; k < size_; ++k) part_[k] = static_cast<uint16_t>(k);
    for (int64_t k = size_ - 1; k > 0; --k)
      std::swap(part_[k], part_[random_.below(static_cast<uint32_t>(k + 1))]);
    for (int64_t k = 0; k < size_; ++k) draw(k);
    next_ = 0;
  }
  void forget() noexcept { seeded_ = false; }

  // Windows for the spins of a block, [kBlock].
  const uint16_t* windows() noexcept {
    for (size_t k = 0; k < windows_.size();) {
      uint64_t bits = random_.next();
      for (int32_t of_this = 0; of_this < 4 && k < windows_.size(); ++of_this, bits >>= 16)
        windows_[k++] = static_cast<uint16_t>(bits & static_cast<uint64_t>(size_ - 1));
    }
    return windows_.data();
  }

  // After a sweep: new variates for two places of the table for each block, which also trade their parts of
  // the law.
  void renew(int64_t num_spins) noexcept {
    for (int64_t block = 0; block < num_spins; block += kBlock) {
      const int64_t other = static_cast<int64_t>(random_.next() & static_cast<uint64_t>(size_ - 1));
      std::swap(part_[next_], part_[other]);
      draw(next_);
      draw(other);
      next_ = (next_ + 1) & (size_ - 1);
    }
  }

 private:
  void draw(int64_t place) noexcept {
    const double u = (part_[place] + random_.uniform() + 0x1p-54) / static_cast<double>(size_);
    variate_[place] = static_cast<float>(-std::log(u));
    if (place < kLanes) variate_[size_ + place] = variate_[place];
  }

  const int64_t size_;  // a power of two
  AlignedArray<uint16_t> part_;
  AlignedArray<float> variate_;
  std::array<uint16_t, kBlock> windows_;
  Random random_ = Random(0);
  uint64_t seed_ = 0;
  int64_t next_ = 0;
  bool seeded_ = false;
};

}  // namespace weiss

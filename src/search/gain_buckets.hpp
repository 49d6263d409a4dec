// Gains in buckets: what a step of tabu search on sparse rows looks at instead of all spins.
//
// A spin is stored as one number, 2 * (bias + gain + (forbidden ? forbidden() : 0)) + (spin < 0), so that the
// code that changes a gain need not know whether the spin is free. A table maps it to one of at most 64
// buckets. Where gains are few, as with couplings of -1 and +1, each free one has a bucket of its own. Else
// buckets are narrow at a gain of 0, where the best free gain is in a search that has settled, and wider by a
// constant factor away from it: so few spins share the topmost, of however many there are.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/aligned.hpp"

namespace weiss {

class GainBuckets {
 public:
  // Gains are within -bound ... bound, and all of its parity when one_parity.
  GainBuckets(Memory* memory, int64_t bound, bool one_parity) : bound_(bound), shift_(one_parity ? 1 : 0) {
    const int exact_shift = shift_;
    while (num_cells() > kMaxCells) ++shift_;
    table_ = AlignedArray<uint8_t>(memory, 2 * num_cells(), uint8_t(0));

    const int64_t zero = bound_ >> shift_, last = num_cells() - 1;  // cells of the gain 0 and of the largest
    const auto name = [&](int64_t first_cell, int64_t end_cell) {
      std::fill(table_.data() + first_cell, table_.data() + end_cell, static_cast<uint8_t>(count_));
      const bool single = shift_ == exact_shift && end_cell - first_cell == 1;
      single_ |= uint64_t{single} << count_;
      ++count_;
    };
    count_ = 1;  // bucket 0: forbidden, and no candidate
    const int64_t least_reward = one_parity && bound_ % 2 == 0 ? 2 : 1;
    const int64_t reward = (bound_ + least_reward) >> shift_, end_reward = std::max(num_cells(), reward);
    const Widths rewards(end_reward - reward, kRewards);
    for (int64_t cell = reward, end = 0; cell < end_reward; cell = end) {
      end = std::min(reward + rewards.next(cell - reward), end_reward);
      largest_[static_cast<size_t>(count_)] = (end << shift_) - 1 - bound_;
      name(num_cells() + cell, num_cells() + end);
    }
    first_free_ = count_;
    const Widths losses(zero + 1, kLosses), gains(last - zero, kGains);
    int64_t edges[kLosses + 1], num_edges = 0;
    for (int64_t d = 0; d < zero + 1; d = losses.next(d)) edges[num_edges++] = d;
    edges[num_edges] = zero + 1;
    for (; num_edges > 0; --num_edges) name(zero + 1 - edges[num_edges], zero + 1 - edges[num_edges - 1]);
    for (int64_t d = 0; d < last - zero; d = gains.next(d))
      name(zero + 1 + d, zero + 1 + std::min(gains.next(d), last - zero));
  }

  int64_t bias() const noexcept { return bound_; }
  int64_t forbidden() const noexcept { return num_cells() << shift_; }
  // No spin is stored as a number above this, for gains of up to bound.
  static constexpr int64_t stored_limit(int64_t bound) noexcept { return 9 * bound + 16; }

  int64_t count() const noexcept { return count_; }
  // Buckets ascend with the gain, those of free spins from first_free() on; all others are of forbidden
  // spins. Of these only the ones from 1 on hold gains above 0, which are at most largest(bucket).
  int64_t first_free() const noexcept { return first_free_; }
  int64_t zero() const noexcept { return table_[bound_ >> shift_]; }  // of free spins whose gain is 0
  int64_t largest(int64_t bucket) const noexcept { return largest_[static_cast<size_t>(bucket)]; }
  // Do all free spins of the bucket have the same gain?
  bool single(int64_t bucket) const noexcept { return (single_ >> bucket & 1) != 0; }

  // The bucket of a stored spin is table()[stored >> shift()].
  const uint8_t* table() const noexcept { return table_.data(); }
  int shift() const noexcept { return shift_ + 1; }
  int64_t byte_size() const noexcept { return static_cast<int64_t>(table_.byte_size()); }

 private:
  static constexpr int64_t kMaxCells = 1 << 15;
  static constexpr int64_t kRewards = 7, kLosses = 40, kGains = 16;  // and bucket 0: 64

  // Divides 0 ... size - 1 into at most count parts, as narrow at 0 as can be: those at d are 8 d / ratio
  // wide.
  class Widths {
   public:
    Widths(int64_t size, int64_t count) noexcept {
      for (ratio_ = 512; ratio_ > 1 && parts(size) > count; --ratio_) {
      }
    }
    int64_t next(int64_t d) const noexcept { return d + std::max<int64_t>(8 * d / ratio_, 1); }

   private:
    int64_t parts(int64_t size) const noexcept {
      int64_t parts = 0;
      for (int64_t d = 0; d < size; d = next(d)) ++parts;
      return parts;
    }
    int64_t ratio_;
  };

  int64_t num_cells() const noexcept { return (2 * bound_ >> shift_) + 1; }

  const int64_t bound_;
  int shift_;
  int64_t count_ = 0;
  int64_t first_free_ = 0;
  uint64_t single_ = 0;
  std::array<int64_t, 64> largest_{};
  AlignedArray<uint8_t> table_;
};

}  // namespace weiss

// The spins of up to 64 buckets as sets of bits, with summaries: a bit of a higher level says whether a word
// of the level below it has any. So a member is found in one step for each level, and words of one place in
// all buckets lie side by side, which makes a move between buckets cheap.
#pragma once

#include <algorithm>
#include <cstdint>

namespace weiss {

inline int lowest_bit_of(uint64_t word) noexcept { return __builtin_ctzll(word); }
inline int highest_bit_of(uint64_t word) noexcept { return 63 - __builtin_clzll(word); }

// A bit of the word that is set, by lot: one of a random half, if there is any, the next from a random place
// on.
inline int pick_bit(uint64_t word, uint64_t lot) noexcept {
  const uint64_t half = word & lot;
  word = half != 0 ? half : word;
  const int turn = static_cast<int>(lot >> 58);
  return (lowest_bit_of(word >> turn | word << (-turn & 63)) + turn) & 63;
}

// Lots of one level from those of the level above.
inline uint64_t next_lot(uint64_t lot) noexcept { return lot * 0x9e3779b97f4a7c15u; }

// For up to 64^kLevels spins. Works on memory of its user's, so that it lives in registers while a loop runs.
template <int kLevels>
class BucketSets {
 public:
  // The words that it needs.
  static int64_t size(int64_t num_spins, int64_t num_buckets) noexcept {
    int64_t total = 0;
    for (int level = 0; level < kLevels; ++level) total += (num_spins = (num_spins + 63) / 64) * num_buckets;
    return total;
  }

  // Empty sets in words [size(num_spins, num_buckets)].
  BucketSets(uint64_t* words, int64_t num_spins, int64_t num_buckets) noexcept
      : num_spins_(static_cast<uint64_t>(num_spins)), buckets_(static_cast<uint64_t>(num_buckets)) {
    std::fill_n(words, size(num_spins, num_buckets), uint64_t{0});
    for (uint64_t*& level : level_) {
      level = words;
      words += (num_spins = (num_spins + 63) / 64) * num_buckets;
    }
  }

  void clear(uint64_t bucket) noexcept {
    uint64_t words = num_spins_;
    for (uint64_t* level : level_) {
      words = (words + 63) / 64;
      for (uint64_t at = 0; at < words; ++at) level[at * buckets_ + bucket] = 0;
    }
    filled_ &= ~(uint64_t{1} << bucket);
  }

  // Bit b: bucket b is not empty.
  uint64_t filled() const noexcept { return filled_; }

  void insert(uint64_t spin, uint64_t bucket) noexcept {
    for (uint64_t* level : level_) {
      level[(spin >> 6) * buckets_ + bucket] |= uint64_t{1} << (spin & 63);
      spin >>= 6;
    }
    filled_ |= uint64_t{1} << bucket;
  }

  void erase(uint64_t spin, uint64_t bucket) noexcept {
    uint64_t emptied = 1;
    for (uint64_t* level : level_) {
      uint64_t& word = level[(spin >> 6) * buckets_ + bucket];
      word &= ~(emptied << (spin & 63));
      emptied = word == 0;
      spin >>= 6;
    }
    filled_ &= ~(emptied << bucket);
  }

  // A member of a bucket that is not empty, by lot.
  uint64_t pick(uint64_t bucket, uint64_t lot) const noexcept {
    uint64_t at = 0;
    for (int level = kLevels - 1; level >= 0; --level) {
      at = at << 6 | static_cast<uint64_t>(pick_bit(level_[level][at * buckets_ + bucket], lot));
      lot = next_lot(lot);
    }
    return at;
  }

  // Calls visit(spin) for all members, ascending.
  template <class Visit>
  void for_each(uint64_t bucket, Visit&& visit) const noexcept {
    walk<kLevels - 1>(0, bucket, visit);
  }

 private:
  template <int kLevel, class Visit>
  void walk(uint64_t at, uint64_t bucket, Visit& visit) const noexcept {
    for (uint64_t rest = level_[kLevel][at * buckets_ + bucket]; rest != 0; rest &= rest - 1) {
      const uint64_t below = at << 6 | static_cast<uint64_t>(lowest_bit_of(rest));
      if constexpr (kLevel == 0)
        visit(below);
      else
        walk<kLevel - 1>(below, bucket, visit);
    }
  }

  uint64_t* level_[kLevels];
  uint64_t num_spins_;
  uint64_t buckets_;
  uint64_t filled_ = 0;
};

}  // namespace weiss

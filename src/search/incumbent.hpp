// The best state of a search. Copying n spins at each new best would dominate a descent of a large problem,
// so the flips since the last copy are kept in a journal: a new best is then a mark in it.
#pragma once

#include <algorithm>
#include <cstdint>

#include "base/aligned.hpp"

namespace weiss {

class Incumbent {
 public:
  // journal flips are kept, or as many as there are spins.
  Incumbent(Memory* memory, int64_t num_spins, int64_t journal = INT64_MAX)
      : spins_(memory, num_spins, int8_t(1)),
        journal_(memory, std::max<int64_t>(std::min(num_spins, journal), 64), 0) {}

  // The state spins is the best, whatever was before.
  void reset(const int8_t* spins) noexcept {
    std::copy_n(spins, spins_.size(), spins_.data());
    recorded_ = marked_ = 0;
    recording_ = true;
  }

  // The present state has one more spin flipped.
  void record(int64_t spin) noexcept {
    if (!recording_) return;
    if (recorded_ == journal_.size()) {
      settle();
      // Long since the best: only the next best is worth a copy, paid for by as many flips.
      recording_ = recorded_ <= journal_.size() / 2;
      if (!recording_) return;
    }
    journal_[recorded_++] = static_cast<int32_t>(spin);
  }

  // The present state, spins, is the best.
  void mark(const int8_t* spins) noexcept {
    if (recording_)
      marked_ = recorded_;
    else
      reset(spins);
  }

  const int8_t* spins() noexcept {
    settle();
    return spins_.data();
  }

 private:
  // Brings the copy up to the mark.
  void settle() noexcept {
    if (marked_ == 0) return;
    for (int64_t k = 0; k < marked_; ++k) {
      int8_t& spin = spins_[journal_[k]];
      spin = static_cast<int8_t>(-spin);
    }
    std::copy(journal_.data() + marked_, journal_.data() + recorded_, journal_.data());
    recorded_ -= marked_;
    marked_ = 0;
  }

  AlignedArray<int8_t> spins_;
  AlignedArray<int32_t> journal_;  // flips since the state spins_
  int64_t recorded_ = 0;
  int64_t marked_ = 0;  // the best is spins_ with the first marked_ flips
  bool recording_ = true;
};

}  // namespace weiss

// When forbidden spins become free: for each step to come the list of those that do. A step costs what it
// forbids and frees, however long tenures are.
#pragma once

#include <algorithm>
#include <cstdint>

#include "base/aligned.hpp"

namespace weiss {

class TabuRing {
 public:
  // For tenures of up to so many steps.
  TabuRing(Memory* memory, int64_t longest) : size_(64) {
    while (size_ <= longest + 1) size_ *= 2;
    entries_ = AlignedArray<Entry>(memory, size_, Entry{kNone, kNone, kNone});
  }

  int64_t longest() const noexcept { return size_ - 2; }
  int64_t byte_size() const noexcept { return static_cast<int64_t>(entries_.byte_size()); }

  // In this step one spin is forbidden until the step free_at, which is at most longest() + 1 later.
  void forbid(int64_t step, int64_t spin, int64_t free_at) noexcept {
    const auto entry = static_cast<int32_t>(step & (size_ - 1));
    int32_t& first = entries_[free_at & (size_ - 1)].first;
    entries_[entry].spin = static_cast<int32_t>(spin);
    entries_[entry].next = first;
    first = entry;
  }

  // Calls free(spin) for those whose time has come. To be called at each step.
  template <class Free>
  void expire(int64_t step, Free&& free) noexcept {
    int32_t& first = entries_[step & (size_ - 1)].first;
    int32_t entry = first;
    first = kNone;
    while (entry != kNone) {
      Entry& e = entries_[entry];
      if (e.spin != kNone) free(e.spin);
      e.spin = kNone;
      entry = e.next;
    }
  }

  // The spin is flipped before its time.
  void forget(int64_t spin) noexcept {
    for (int64_t k = 0; k < size_; ++k)
      if (entries_[k].spin == spin) entries_[k].spin = kNone;
  }

  // Frees all.
  template <class Free>
  void clear(Free&& free) noexcept {
    for (int64_t k = 0; k < size_; ++k) {
      if (entries_[k].spin != kNone) free(entries_[k].spin);
      entries_[k] = {kNone, kNone, kNone};
    }
  }

 private:
  static constexpr int32_t kNone = -1;
  struct Entry {
    int32_t spin;   // forbidden in this step
    int32_t next;   // another step whose spin becomes free along with it
    int32_t first;  // the list of those that become free in this step
  };

  int64_t size_;  // a power of two, so that a step is its place
  AlignedArray<Entry> entries_;
};

}  // namespace weiss

// From a spin of a problem to its place in a small set of members.
#pragma once

#include <cstdint>

#include "base/memory.hpp"

namespace weiss {

// Open addressing at a load of at most one half, so that time and memory follow the set and not the problem, and of
// one eighth in a small table: a spin that meets another one's slot is a branch that nobody predicts. Of a problem
// that fits the table, or that has no more spins than will be looked up, each spin has its own slot, and near spins
// near ones.
class MemberMap {
 public:
  MemberMap(int64_t num_members, int64_t num_spins, int64_t lookups, Memory* memory) : large_(memory) {
    uint32_t bits = 2;
    const auto holds = [&bits](int64_t count) { return int64_t{1} << bits >= count; };
    while (!holds(2 * num_members) || (!holds(8 * num_members) && !holds(kSmall))) ++bits;
    while (num_spins <= lookups && !holds(num_spins)) ++bits;
    const size_t size = size_t{1} << bits;
    if (num_spins > int64_t{1} << bits) {
      factor_ = 2654435769u;
      shift_ = 32 - bits;
    }
    mask_ = static_cast<uint32_t>(size - 1);
    if (size <= static_cast<size_t>(kSmall)) {
      slots_ = small_;
    } else {
      large_.resize(size);
      slots_ = large_.data();
    }
    for (size_t k = 0; k < size; ++k) slots_[k].spin = kNone;
  }
  MemberMap(const MemberMap&) = delete;
  MemberMap& operator=(const MemberMap&) = delete;

  static constexpr int32_t kNone = -1;

  // Returns false when the spin is there already.
  bool insert(int32_t spin, int32_t place) noexcept {
    Slot& slot = slots_[probe(spin)];
    if (slot.spin == spin) return false;
    slot = {spin, place};
    return true;
  }

  // The place of a member; kNone for other spins.
  int32_t find(int32_t spin) const noexcept {
    const Slot& slot = slots_[probe(spin)];
    return slot.spin == spin ? slot.place : kNone;
  }

 private:
  struct Slot {
    int32_t spin;
    int32_t place;
  };
  static constexpr int64_t kSmall = 128;

  // The slot of the spin, or the free one where it would stand. Fibonacci hashing (Knuth, TAOCP 3, 6.4).
  uint32_t probe(int32_t spin) const noexcept {
    uint32_t k = (static_cast<uint32_t>(spin) * factor_) >> shift_;
    while (slots_[k].spin != spin && slots_[k].spin != kNone) k = (k + 1) & mask_;
    return k;
  }

  uint32_t factor_ = 1;
  uint32_t shift_ = 0;
  uint32_t mask_;
  Slot* slots_;
  Slot small_[kSmall];
  Vector<Slot> large_;
};

}  // namespace weiss

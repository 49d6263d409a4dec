// The best distinct samples of a run, ordered by energy and then by spins (first difference, +1 first).
#pragma once

#include <cstdint>

#include "base/memory.hpp"

namespace weiss {

class SampleStore {
 public:
  explicit SampleStore(Memory* memory)
      : spins_(memory), energies_(memory), multiplicities_(memory), order_(memory) {}

  // Empties the store for samples of num_spins spins, of which the best capacity are kept.
  void reset(int64_t num_spins, int64_t capacity);

  // Adds a sample, or its multiplicity when it is there already. True when it is the first or better than
  // all before.
  bool add(const int8_t* spins, double energy, int64_t multiplicity);

  int64_t size() const noexcept { return static_cast<int64_t>(order_.size()); }
  int64_t seen() const noexcept { return seen_; }
  // Sample number rank, best first.
  const int8_t* spins(int64_t rank) const noexcept { return spins_.data() + slot(rank) * num_spins_; }
  double energy(int64_t rank) const noexcept { return energies_[static_cast<size_t>(slot(rank))]; }
  int64_t multiplicity(int64_t rank) const noexcept { return multiplicities_[static_cast<size_t>(slot(rank))]; }

 private:
  int64_t slot(int64_t rank) const noexcept { return order_[static_cast<size_t>(rank)]; }
  // Below 0, 0 or above 0 as the sample comes before, equals or comes after the one in a slot.
  int compare(const int8_t* spins, double energy, int64_t slot) const noexcept;

  int64_t num_spins_ = 0;
  int64_t capacity_ = 0;
  int64_t seen_ = 0;
  Vector<int8_t> spins_;  // one slot after another
  Vector<double> energies_;
  Vector<int64_t> multiplicities_;
  Vector<int32_t> order_;  // slots, best first
};

}  // namespace weiss

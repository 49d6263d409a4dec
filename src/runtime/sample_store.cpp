#include "runtime/sample_store.hpp"

#include <algorithm>
#include <cstring>

#include "base/saturate.hpp"

namespace weiss {

void SampleStore::reset(int64_t num_spins, int64_t capacity) {
  num_spins_ = num_spins;
  capacity_ = std::max<int64_t>(capacity, 1);
  seen_ = 0;
  spins_.clear();
  energies_.clear();
  multiplicities_.clear();
  order_.clear();
}

int SampleStore::compare(const int8_t* spins, double energy, int64_t slot) const noexcept {
  const double other = energies_[static_cast<size_t>(slot)];
  if (energy != other) return energy < other ? -1 : 1;
  // As bytes +1 is 0x01 and -1 is 0xFF, so memcmp puts +1 first.
  return num_spins_ == 0
             ? 0
             : std::memcmp(spins, spins_.data() + slot * num_spins_, static_cast<size_t>(num_spins_));
}

bool SampleStore::add(const int8_t* spins, double energy, int64_t multiplicity) {
  seen_ = saturated_sum(seen_, multiplicity);
  const bool best = order_.empty() || energy < this->energy(0);
  const auto place = std::lower_bound(order_.begin(), order_.end(), 0, [&](int32_t slot, int) {
    return compare(spins, energy, slot) > 0;
  });
  const auto rank = place - order_.begin();
  if (place != order_.end() && compare(spins, energy, *place) == 0) {
    int64_t& seen_here = multiplicities_[static_cast<size_t>(*place)];
    seen_here = saturated_sum(seen_here, multiplicity);
    return best;
  }
  if (size() == capacity_ && place == order_.end()) return best;  // worse than all that are kept

  int32_t slot = static_cast<int32_t>(order_.size());
  if (size() < capacity_) {
    const auto slots = order_.size() + 1;
    spins_.resize(slots * static_cast<size_t>(num_spins_));
    energies_.resize(slots);
    multiplicities_.resize(slots);
    order_.insert(place, slot);  // last, when nothing can fail any more: what is in order is there
  } else {  // the worst one's slot is written over
    slot = order_.back();
    order_.pop_back();
    order_.insert(order_.begin() + rank, slot);
  }
  std::copy(spins, spins + num_spins_, spins_.begin() + slot * num_spins_);
  energies_[static_cast<size_t>(slot)] = energy;
  multiplicities_[static_cast<size_t>(slot)] = multiplicity;
  return best;
}

}  // namespace weiss

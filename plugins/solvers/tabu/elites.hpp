// The best distinct states found so far, each with the tenure that led to it, and how new searches are made
// from them.
#pragma once

#include <algorithm>
#include <cstring>
#include <vector>

#include <weiss/plugin.hpp>

namespace {

class Elites {
 public:
  // With symmetric energies (no fields) s and -s count as one state.
  Elites(const weiss::plugin::Host& host, int64_t num_spins, int64_t capacity, bool symmetric)
      : num_spins_(num_spins),
        capacity_(capacity),
        symmetric_(symmetric),
        states_(at(capacity * num_spins), int8_t{1}, host) {}

  int64_t size() const noexcept { return static_cast<int64_t>(entries_.size()); }

  // Keeps the state when it is new and there is room, or a worse one to replace.
  void add(const int8_t* spins, double energy, int64_t tenure) {
    int64_t slot = 0;
    for (int64_t k = 0; k < size(); ++k) {
      if (entries_[at(k)].energy == energy && distance(state(k), spins) == 0) return;
      if (entries_[at(k)].energy > entries_[at(slot)].energy) slot = k;
    }
    if (size() < capacity_) {
      slot = size();
      entries_.push_back({});
    } else if (entries_[at(slot)].energy <= energy) {
      return;
    }
    entries_[at(slot)] = {energy, tenure};
    std::memcpy(state(slot), spins, at(num_spins_));
  }

  // A new start from a pool that is not empty: one elite with some spins turned, or where two elites agree
  // what they agree on and elsewhere a mixture. Returns the tenure of the elite.
  int64_t make_start(weiss::plugin::Random& random, int8_t* spins) const noexcept {
    const int64_t first = random.below(size());
    std::memcpy(spins, state(first), at(num_spins_));
    if (size() > 1 && random.below(2) == 0) {
      const int64_t second = (first + 1 + random.below(size() - 1)) % size();
      mix(random, state(second), spins);
    } else {
      turn(random, num_spins_ / 50 + random.below(num_spins_ / 8 + 1) + 2, spins);
    }
    return entries_[at(first)].tenure;
  }

 private:
  struct Entry {
    double energy;
    int64_t tenure;
  };

  static size_t at(int64_t k) noexcept { return static_cast<size_t>(k); }
  int8_t* state(int64_t k) noexcept { return states_.data() + k * num_spins_; }
  const int8_t* state(int64_t k) const noexcept { return states_.data() + k * num_spins_; }

  int64_t distance(const int8_t* a, const int8_t* b) const noexcept {
    int64_t unequal = 0;
    for (int64_t i = 0; i < num_spins_; ++i) unequal += a[i] != b[i];
    return symmetric_ ? std::min(unequal, num_spins_ - unequal) : unequal;
  }

  // Each spin in which other differs becomes other's with a fair coin.
  void mix(weiss::plugin::Random& random, const int8_t* other, int8_t* spins) const noexcept {
    int64_t unequal = 0;
    for (int64_t i = 0; i < num_spins_; ++i) unequal += spins[i] != other[i];
    const int sign = symmetric_ && 2 * unequal > num_spins_ ? -1 : 1;
    for (int64_t i = 0; i < num_spins_; ++i)
      if (spins[i] != sign * other[i] && random.below(2) == 0) spins[i] = static_cast<int8_t>(-spins[i]);
    turn(random, 2, spins);  // elites that differ little would only give themselves again
  }

  void turn(weiss::plugin::Random& random, int64_t count, int8_t* spins) const noexcept {
    for (int64_t k = 0; k < count; ++k) {
      int8_t& spin = spins[random.below(num_spins_)];
      spin = static_cast<int8_t>(-spin);
    }
  }

  const int64_t num_spins_;
  const int64_t capacity_;
  const bool symmetric_;
  weiss::plugin::Array<int8_t> states_;
  std::vector<Entry> entries_;
};

}  // namespace

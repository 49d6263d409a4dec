// The states that parents are drawn from: good ones that differ.
#pragma once

#include <algorithm>
#include <cstring>
#include <vector>

#include <weiss/plugin.hpp>

namespace {

// Without fields s and -s have the same energy.
inline bool is_symmetric(const weiss_problem_view& problem) noexcept {
  return (problem.flags & WEISS_PROBLEM_HAS_FIELDS) == 0;
}

class Population {
 public:
  // With symmetric energies s and -s count as one state.
  Population(const weiss::plugin::Host& host, int64_t num_spins, int64_t capacity, bool symmetric)
      : num_spins_(num_spins),
        capacity_(capacity),
        symmetric_(symmetric),
        states_(static_cast<size_t>(capacity * num_spins), int8_t{1}, host) {}

  int64_t num_spins() const noexcept { return num_spins_; }
  int64_t size() const noexcept { return static_cast<int64_t>(energies_.size()); }
  bool full() const noexcept { return size() == capacity_; }
  bool symmetric() const noexcept { return symmetric_; }
  const int8_t* state(int64_t k) const noexcept { return states_.data() + k * num_spins_; }
  double energy(int64_t k) const noexcept { return energies_[static_cast<size_t>(k)]; }
  int64_t best() const noexcept {
    return std::min_element(energies_.begin(), energies_.end()) - energies_.begin();
  }
  void clear() noexcept { energies_.clear(); }

  // Spins in which two states differ; of a state and its complement the nearer one counts.
  int64_t distance(const int8_t* a, const int8_t* b) const noexcept {
    const int64_t unequal = differing(a, b);
    return symmetric_ ? std::min(unequal, num_spins_ - unequal) : unequal;
  }
  // The sign that brings b nearest to a: -1 only where the complement has the same energy.
  int8_t alignment(const int8_t* a, const int8_t* b) const noexcept {
    return symmetric_ && 2 * differing(a, b) > num_spins_ ? int8_t{-1} : int8_t{1};
  }

  // A state within `near` of a member competes with that member, any other with the worst, so that the best
  // state's relatives do not crowd out the rest. Returns whether it was taken.
  bool add(const int8_t* spins, double energy, int64_t near) {
    int64_t nearest = -1, least = near + 1;
    for (int64_t k = 0; k < size(); ++k) {
      const int64_t d = distance(spins, state(k));
      if (d >= least) continue;
      least = d;
      nearest = k;
    }
    int64_t slot = nearest;
    if (nearest < 0 && !full()) {
      slot = size();
      energies_.push_back(energy);
    } else {
      if (nearest < 0) slot = std::max_element(energies_.begin(), energies_.end()) - energies_.begin();
      if (energy >= this->energy(slot)) return false;
    }
    replace(slot, spins, energy);
    return true;
  }
  void replace(int64_t slot, const int8_t* spins, double energy) noexcept {
    energies_[static_cast<size_t>(slot)] = energy;
    std::memcpy(states_.data() + slot * num_spins_, spins, static_cast<size_t>(num_spins_));
  }

 private:
  int64_t differing(const int8_t* a, const int8_t* b) const noexcept {
    int64_t unequal = 0;
    for (int64_t i = 0; i < num_spins_; ++i) unequal += a[i] != b[i];
    return unequal;
  }

  const int64_t num_spins_;
  const int64_t capacity_;
  const bool symmetric_;
  weiss::plugin::Array<int8_t> states_;
  std::vector<double> energies_;  // [size]
};

}  // namespace

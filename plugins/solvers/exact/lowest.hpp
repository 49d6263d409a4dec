// The lowest states of a small problem: a walk over blocks of states, in which only the fields change.
#pragma once

#include <algorithm>
#include <vector>

#include "../../common/state_table.hpp"

namespace {

class Lowest {
 public:
  struct State {
    double energy;  // without offset
    int64_t number;
    // The worst is the first of a heap; among equals the later one.
    bool operator<(const State& other) const noexcept {
      return energy != other.energy ? energy < other.energy : number < other.number;
    }
  };

  // Without fields s and -s have the same energy: only states that begin with +1 are looked at.
  Lowest(const weiss::plugin::Host& host, const weiss_problem_view& problem, int64_t count)
      : problem_(problem),
        count_(static_cast<size_t>(count)),
        m_(problem.num_spins),
        inner_(std::min(m_, weiss::bundled::kMostTabled)),
        pairs_(size_t{1} << inner_, 0.0, host),
        linear_(pairs_) {
    for (int64_t i = m_ - inner_; i < m_; ++i)
      for (const auto [j, value] : weiss::plugin::row(problem, i))
        if (j > i) pairs_[static_cast<size_t>(bit(i) | bit(j))] = value;
    weiss::bundled::walsh_hadamard(pairs_.data(), inner_);
  }

  // False when the run stopped it early.
  bool walk(const weiss::plugin::Run& run) {
    const int64_t states = int64_t{1} << ((problem_.flags & WEISS_PROBLEM_HAS_FIELDS) != 0 ? m_ : m_ - 1);
    const int64_t block = std::min(states, int64_t{1} << inner_);
    for (int64_t first = 0; first < states; first += block) {
      if (first > 0 && run.should_stop()) return false;
      take(first, block, fill_linear(first));
      run.spend(block / 4 + 1);
    }
    return true;
  }

  // Best first.
  const std::vector<State>& states() {
    std::sort(heap_.begin(), heap_.end());
    return heap_;
  }
  void spins(int64_t number, int8_t* spins) const noexcept {
    for (int64_t i = 0; i < m_; ++i) spins[i] = (number & bit(i)) != 0 ? int8_t{-1} : int8_t{1};
  }

 private:
  int64_t bit(int64_t spin) const noexcept { return int64_t{1} << (m_ - 1 - spin); }
  double sign(int64_t number, int64_t spin) const noexcept { return (number & bit(spin)) != 0 ? -1.0 : 1.0; }

  // The fields' energy of each state of the block; returns that of the outer spins among themselves.
  double fill_linear(int64_t first) noexcept {
    const int64_t num_outer = m_ - inner_;
    double outer = 0.0;
    for (int64_t i = 0; i < num_outer; ++i) {
      double field = problem_.field[i];
      for (const auto [j, value] : weiss::plugin::row(problem_, i))
        if (j < i) field += value * sign(first, j);
      outer += field * sign(first, i);
    }
    linear_[0] = 0.0;
    for (int64_t i = m_ - 1; i >= num_outer; --i) {
      double field = problem_.field[i];
      for (const auto [j, value] : weiss::plugin::row(problem_, i))
        if (j < num_outer) field += value * sign(first, j);
      const auto half = static_cast<size_t>(bit(i));
      for (size_t k = 0; k < half; ++k) {
        linear_[half + k] = linear_[k] - field;
        linear_[k] += field;
      }
    }
    return outer;
  }

  void take(int64_t first, int64_t block, double outer) {
    for (int64_t k = 0; k < block; ++k) {
      const double energy = outer + (pairs_[static_cast<size_t>(k)] + linear_[static_cast<size_t>(k)]);
      if (heap_.size() == count_ && energy >= heap_.front().energy) continue;
      if (heap_.size() == count_) {
        std::pop_heap(heap_.begin(), heap_.end());
        heap_.pop_back();
      }
      heap_.push_back({energy, first + k});
      std::push_heap(heap_.begin(), heap_.end());
    }
  }

  const weiss_problem_view& problem_;
  const size_t count_;
  const int64_t m_;
  const int64_t inner_;  // the last spins, which change within a block
  weiss::plugin::Array<double> pairs_;   // [2^inner] energy of their couplings
  weiss::plugin::Array<double> linear_;  // [2^inner] and of the fields on them
  std::vector<State> heap_;
};

}  // namespace

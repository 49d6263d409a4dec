// Ways to make one state of several.
#pragma once

#include <algorithm>

#include <weiss/ext/problem.hpp>
#include <weiss/plugin.hpp>

#include "population.hpp"

namespace {

using weiss::plugin::Array;
using weiss::plugin::Random;

// What the parents agree on stays, each other spin is drawn from one of them. Parents that hardly differ
// would only give themselves again: then some spins of the first are turned instead.
inline void mix(const Population& population, int64_t first, int64_t second, Random& random, int8_t* child) {
  constexpr int64_t kTooFew = 4;
  const int64_t n = population.num_spins();
  const int8_t* const a = population.state(first);
  const int8_t* const b = population.state(second);
  const int8_t sign = population.alignment(a, b);
  std::copy_n(a, n, child);
  if (population.distance(a, b) < kTooFew) {
    for (int64_t k = 0; k < n / 20 + 5; ++k) {
      int8_t& spin = child[random.below(n)];
      spin = static_cast<int8_t>(-spin);
    }
    return;
  }
  uint64_t bits = 1;
  for (int64_t i = 0; i < n; ++i) {
    if (a[i] == sign * b[i]) continue;
    if (bits == 1) bits = random.next() | uint64_t{1} << 63;
    if ((bits & 1) != 0) child[i] = static_cast<int8_t>(-child[i]);
    bits >>= 1;
  }
}

// Partition crossover (D. Whitley, D. Hains, A. Howe 2009 for tours; J. Houdayer 2001 and his clusters for
// spins): the spins in which two states differ fall into connected clusters, and flipping one of them does
// not change what flipping another is worth. So the best of 2^clusters children is found exactly, in one
// pass over the couplings of these spins.
class Partition {
 public:
  Partition(const weiss::plugin::Host& host, const weiss_problem_view& problem)
      : problem_(problem), mark_(static_cast<size_t>(problem.num_spins), int8_t{0}, host), cluster_(host) {}

  // Flips in spins each cluster of spins against other that lowers the energy, and those that cost nothing.
  // Returns the change of the energy; work receives the couplings visited.
  double improve(int8_t* spins, const int8_t* other, int64_t* work) {
    const int64_t n = problem_.num_spins;
    double change = 0.0;
    int64_t visited = n / 8;
    for (int64_t i = 0; i < n; ++i) mark_[static_cast<size_t>(i)] = spins[i] != other[i];
    for (int64_t i = 0; i < n; ++i) {
      if (mark_[static_cast<size_t>(i)] != kDiffers) continue;
      const double gain = collect(static_cast<int32_t>(i), spins, &visited);
      if (gain < 0.0) continue;
      change -= gain;
      for (const int32_t spin : cluster_) spins[spin] = static_cast<int8_t>(-spins[spin]);
    }
    *work = visited;
    return change;
  }

 private:
  static constexpr int8_t kDiffers = 1;
  static constexpr int8_t kSeen = 2;

  // The cluster of a spin, and what its flip saves: twice what its spins feel from outside of it, as no
  // neighbour of it differs that does not belong to it.
  double collect(int32_t first, const int8_t* spins, int64_t* visited) {
    cluster_.assign(1, first);
    mark_[static_cast<size_t>(first)] = kSeen;
    double felt = 0.0;
    for (size_t k = 0; k < cluster_.size(); ++k) {
      const int32_t i = cluster_[k];
      double field = problem_.field[i];
      for (const auto [j, value] : weiss::plugin::row(problem_, i)) {
        int8_t& mark = mark_[static_cast<size_t>(j)];
        if (mark == 0) {
          field += value * spins[j];
        } else if (mark == kDiffers) {
          mark = kSeen;
          cluster_.push_back(j);
        }
      }
      felt += spins[i] * field;
      *visited += problem_.row_start[i + 1] - problem_.row_start[i];
    }
    return 2.0 * felt;
  }

  const weiss_problem_view& problem_;
  Array<int8_t> mark_;      // [num_spins]
  Array<int32_t> cluster_;
};

// Groups of spins that are connected and stand alike to each other in all parents: what the parents agree on
// but for signs (J. Houdayer, O. C. Martin, Renormalization for discrete optimization, 1999). The problem of
// their signs has all parents among its states.
class Blocks {
 public:
  Blocks(const weiss::plugin::Host& host, const weiss_problem_view& problem)
      : problem_(problem),
        signature_(static_cast<size_t>(problem.num_spins), uint64_t{0}, host),
        group_(static_cast<size_t>(problem.num_spins), 0, host),
        stack_(host) {}

  const int32_t* group() const noexcept { return group_.data(); }
  int64_t count() const noexcept { return count_; }

  int64_t num_parents() const noexcept { return num_parents_; }

  void begin() noexcept {
    std::fill(signature_.begin(), signature_.end(), uint64_t{0});
    num_parents_ = 0;
  }
  // At most 64 of them.
  void add_parent(const int8_t* spins) noexcept {
    for (int64_t i = 0; i < problem_.num_spins; ++i) {
      uint64_t& s = signature_[static_cast<size_t>(i)];
      s = s << 1 | static_cast<uint64_t>(spins[i] < 0);
    }
    ++num_parents_;
  }
  // Two spins stand alike when they are equal in all parents, or in none.
  void connect() {
    const uint64_t all = num_parents_ == 64 ? ~uint64_t{0} : (uint64_t{1} << num_parents_) - 1;
    std::fill(group_.begin(), group_.end(), -1);
    count_ = 0;
    for (int64_t i = 0; i < problem_.num_spins; ++i) {
      if (group_[static_cast<size_t>(i)] >= 0) continue;
      const int32_t id = static_cast<int32_t>(count_++);
      group_[static_cast<size_t>(i)] = id;
      stack_.assign(1, static_cast<int32_t>(i));
      while (!stack_.empty()) {
        const int32_t u = stack_.back();
        stack_.pop_back();
        const uint64_t own = signature_[static_cast<size_t>(u)];
        for (const auto [v, value] : weiss::plugin::row(problem_, u)) {
          if (group_[static_cast<size_t>(v)] >= 0) continue;
          const uint64_t differ = own ^ signature_[static_cast<size_t>(v)];
          if (differ != 0 && differ != all) continue;
          group_[static_cast<size_t>(v)] = id;
          stack_.push_back(v);
        }
      }
    }
  }

 private:
  const weiss_problem_view& problem_;
  Array<uint64_t> signature_;  // [num_spins] bit k: the spin is down in the k-th parent from last
  Array<int32_t> group_;       // [num_spins]
  Array<int32_t> stack_;
  int64_t num_parents_ = 0;
  int64_t count_ = 0;
};

}  // namespace

// Ways to make one state of several.
#pragma once

#include <algorithm>
#include <cmath>

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

// Which couplings bind: those that are not far below the largest of both their spins. Where couplings differ by
// orders, as those that fall off with a distance, the weak ones alone should not make one cluster of all.
class Links {
 public:
  Links(const weiss::plugin::Host& host, const weiss_problem_view& problem)
      : largest_(static_cast<size_t>(problem.num_spins), 0.0, host) {
    for (int64_t i = 0; i < problem.num_spins; ++i)
      for (const auto [j, value] : weiss::plugin::row(problem, i))
        largest_[static_cast<size_t>(i)] = std::max(largest_[static_cast<size_t>(i)], std::fabs(value));
  }
  bool bind(int32_t i, int32_t j, double value) const noexcept {
    constexpr double kWeak = 0.1;
    return std::fabs(value) >= kWeak * std::min(largest_[static_cast<size_t>(i)], largest_[static_cast<size_t>(j)]);
  }

 private:
  Array<double> largest_;  // [num_spins] |J_ij|
};

// Partition crossover (for pseudo-Boolean functions Tinos, Whitley, Chicano 2015; clusters of spin glasses
// Houdayer 2001): the spins in which two states differ fall into clusters, connected by links. When all
// couplings are links, flipping one cluster does not change what flipping another is worth, and the best of
// 2^clusters children is found; else the clusters are tried one after another.
class Partition {
 public:
  Partition(const weiss::plugin::Host& host, const weiss_problem_view& problem, const Links& links)
      : problem_(problem), links_(links), mark_(static_cast<size_t>(problem.num_spins), kSame, host), cluster_(host) {}

  // Flips in spins each cluster of spins against other that lowers the energy, and those that cost nothing.
  // Returns the change of the energy; work receives the couplings visited.
  double improve(int8_t* spins, const int8_t* other, int64_t* work) {
    const int64_t n = problem_.num_spins;
    double change = 0.0;
    *work = n / 8;
    for (int64_t i = 0; i < n; ++i) mark_[static_cast<size_t>(i)] = spins[i] != other[i] ? kDiffers : kSame;
    for (int64_t i = 0; i < n; ++i) {
      if (mark_[static_cast<size_t>(i)] != kDiffers) continue;
      *work += collect(static_cast<int32_t>(i));
      const double gain = gain_of_cluster(spins);
      if (gain >= 0.0) {
        change -= gain;
        for (const int32_t spin : cluster_) spins[spin] = static_cast<int8_t>(-spins[spin]);
      }
      for (const int32_t spin : cluster_) mark_[static_cast<size_t>(spin)] = kSame;
    }
    return change;
  }

 private:
  static constexpr int8_t kSame = 0, kDiffers = 1, kInside = 2;

  // The cluster of a spin; returns the couplings of its members.
  int64_t collect(int32_t first) {
    int64_t couplings = 0;
    cluster_.assign(1, first);
    mark_[static_cast<size_t>(first)] = kInside;
    for (size_t k = 0; k < cluster_.size(); ++k) {
      const int32_t i = cluster_[k];
      for (const auto [j, value] : weiss::plugin::row(problem_, i)) {
        int8_t& mark = mark_[static_cast<size_t>(j)];
        if (mark != kDiffers || !links_.bind(i, j, value)) continue;
        mark = kInside;
        cluster_.push_back(j);
      }
      couplings += problem_.row_start[i + 1] - problem_.row_start[i];
    }
    return couplings;
  }

  // What the flip of the cluster saves: twice what its spins feel from outside of it.
  double gain_of_cluster(const int8_t* spins) const noexcept {
    double felt = 0.0;
    for (const int32_t i : cluster_) {
      double field = problem_.field[i];
      for (const auto [j, value] : weiss::plugin::row(problem_, i))
        if (mark_[static_cast<size_t>(j)] != kInside) field += value * spins[j];
      felt += spins[i] * field;
    }
    return 2.0 * felt;
  }

  const weiss_problem_view& problem_;
  const Links& links_;
  Array<int8_t> mark_;      // [num_spins]
  Array<int32_t> cluster_;
};

// Groups of spins that are connected by links and stand alike to each other in all parents: what the parents agree on
// but for signs (J. Houdayer, O. C. Martin, Renormalization for discrete optimization, 1999). The problem of
// their signs has all parents among its states.
class Blocks {
 public:
  Blocks(const weiss::plugin::Host& host, const weiss_problem_view& problem, const Links& links)
      : problem_(problem),
        links_(links),
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
          if ((differ != 0 && differ != all) || !links_.bind(u, v, value)) continue;
          group_[static_cast<size_t>(v)] = id;
          stack_.push_back(v);
        }
      }
    }
  }

 private:
  const weiss_problem_view& problem_;
  const Links& links_;
  Array<uint64_t> signature_;  // [num_spins] bit k: the spin is down in the k-th parent from last
  Array<int32_t> group_;       // [num_spins]
  Array<int32_t> stack_;
  int64_t num_parents_ = 0;
  int64_t count_ = 0;
};

}  // namespace

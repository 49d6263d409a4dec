// Which spins become one on the next level: pairs along strong bonds.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <weiss/plugin.hpp>

namespace {

using weiss::plugin::Array;
using weiss::plugin::Host;
using weiss::plugin::Random;
using weiss::plugin::Run;

// Spin i is sign[i] times super-spin group[i].
struct Grouping {
  explicit Grouping(const Host& host) : group(host), sign(host) {}
  Array<int32_t> group;
  Array<int8_t> sign;
  int64_t count = 0;
};

// In random order each spin that is still alone takes the free neighbour to which its bond is strongest,
// times a random factor; when none is free it joins a pair. With a state only satisfied bonds count and the
// signs are the state's, so that the state is the one with all super-spins up. Without, a pair's signs
// satisfy its bond.
class Matching {
 public:
  Matching(const Host& host, const weiss_problem_view& problem, const int8_t* state, const Run& run,
           Random& random)
      : problem_(problem), state_(state), random_(random), size_(host), grouping_(host) {
    const auto n = static_cast<size_t>(problem.num_spins);
    grouping_.group.assign(n, kAlone);
    if (state)
      grouping_.sign.assign(state, state + n);
    else
      grouping_.sign.assign(n, int8_t{1});
    size_.reserve(n);
    Array<int32_t> order(n, 0, host);
    std::iota(order.begin(), order.end(), 0);
    for (size_t k = n; k > 1; --k)
      std::swap(order[k - 1], order[static_cast<size_t>(random.below(static_cast<int64_t>(k)))]);
    constexpr size_t kBlock = 1 << 15;  // between two looks at the run
    for (size_t k = 0; k < n && !stopped_; ++k) {
      if (group(order[k]) == kAlone) place(order[k]);
      stopped_ = k % kBlock == 0 && run.should_stop();
    }
    grouping_.count = static_cast<int64_t>(size_.size());
  }

  bool stopped() const noexcept { return stopped_; }  // then some spins are in no group
  Grouping take() { return std::move(grouping_); }

 private:
  static constexpr int32_t kAlone = -1;
  static constexpr int8_t kMostMembers = 3;

  int32_t group(int32_t i) const noexcept { return grouping_.group[static_cast<size_t>(i)]; }

  void place(int32_t i) {
    int32_t free = kAlone, taken = kAlone;
    double best_free = 0.0, best_taken = 0.0, coupling_free = 0.0, coupling_taken = 0.0;
    for (const auto [j, value] : weiss::plugin::row(problem_, i)) {
      const double bond = state_ ? -value * (state_[i] * state_[j]) : std::fabs(value);
      if (bond <= 0.0) continue;
      const double rating = bond * (0.5 + random_.uniform());
      const int32_t of_j = group(j);
      if (of_j == kAlone && rating > best_free) {
        best_free = rating;
        free = j;
        coupling_free = value;
      } else if (of_j != kAlone && rating > best_taken && size_[static_cast<size_t>(of_j)] < kMostMembers) {
        best_taken = rating;
        taken = j;
        coupling_taken = value;
      }
    }
    if (free == kAlone && taken != kAlone) {
      join(i, group(taken));
      if (!state_) satisfy(i, taken, coupling_taken);
      return;
    }
    size_.push_back(0);
    const auto fresh = static_cast<int32_t>(size_.size() - 1);
    join(i, fresh);
    if (free == kAlone) return;
    join(free, fresh);
    if (!state_) satisfy(free, i, coupling_free);
  }

  void join(int32_t i, int32_t to) noexcept {
    grouping_.group[static_cast<size_t>(i)] = to;
    ++size_[static_cast<size_t>(to)];
  }
  void satisfy(int32_t i, int32_t j, double coupling) noexcept {
    const int8_t other = grouping_.sign[static_cast<size_t>(j)];
    grouping_.sign[static_cast<size_t>(i)] = coupling > 0.0 ? static_cast<int8_t>(-other) : other;
  }

  const weiss_problem_view& problem_;
  const int8_t* const state_;
  Random& random_;
  Array<int8_t> size_;  // of each group
  Grouping grouping_;
  bool stopped_ = false;
};

}  // namespace

// Which spins become one on the next level: pairs along strong bonds.
#pragma once

#include <algorithm>
#include <bitset>
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

// Values of each spin in up to 64 samples, a bit each, set for -1: the product of two spins is one xor.
struct Words {
  explicit Words(const Host& host) : of_spin(host) {}
  Array<uint64_t> of_spin;
  uint64_t mask = 0;  // which bits count; 0: there are no samples
};

// The words of the groups: of the first member of each.
inline Words words_of_groups(const Host& host, const Words& words, const Grouping& grouping) {
  Words result(host);
  result.mask = words.mask;
  if (words.mask == 0) return result;
  result.of_spin.assign(static_cast<size_t>(grouping.count), 0);
  for (size_t i = words.of_spin.size(); i-- > 0;) {
    const uint64_t word = words.of_spin[i];
    result.of_spin[static_cast<size_t>(grouping.group[i])] = grouping.sign[i] < 0 ? ~word : word;
  }
  return result;
}

// Which two spins belong together and how: the sign says whether alike or opposite, the size how much. By
// their coupling alone, or times the fourth power of their correlation in the samples; a coupling that is
// mostly unsatisfied in them says nothing.
class Relation {
 public:
  explicit Relation(const Words& words)
      : words_(words.of_spin.data()),
        mask_(words.mask),
        per_sample_(2.0 / static_cast<double>(std::bitset<64>(words.mask).count())) {}

  double operator()(int32_t i, int32_t j, double coupling) const noexcept {
    if (mask_ == 0) return -coupling;
    const std::bitset<64> differ((words_[i] ^ words_[j]) & mask_);
    const double correlation = 1.0 - per_sample_ * static_cast<double>(differ.count());
    if (correlation * coupling >= 0.0) return 0.0;
    return -coupling * (correlation * correlation) * (correlation * correlation);
  }

 private:
  const uint64_t* words_;
  uint64_t mask_;
  double per_sample_;
};

// In random order each spin that is still alone takes the free neighbour to which its bond is strongest,
// times a random factor; when none is free it joins a pair. With a state only bonds that it agrees with
// count, and the signs are the state's, so that the state is the one with all super-spins up. Without, a pair
// is oriented as its bond says.
class Matching {
 public:
  Matching(const Host& host, const weiss_problem_view& problem, const Relation& relation, const int8_t* state,
           const Run& run, Random& random)
      : problem_(problem), relation_(relation), state_(state), random_(random), size_(host), grouping_(host) {
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
  struct Bond {
    int32_t to = kAlone;
    double rating = 0.0;
    bool alike = true;
  };

  int32_t group(int32_t i) const noexcept { return grouping_.group[static_cast<size_t>(i)]; }

  void place(int32_t i) {
    Bond free, taken;
    for (const auto [j, value] : weiss::plugin::row(problem_, i)) {
      const double related = relation_(i, j, value);
      const double bond = state_ ? related * (state_[i] * state_[j]) : std::fabs(related);
      if (bond <= 0.0) continue;
      const double rating = bond * (0.5 + random_.uniform());
      const int32_t of_j = group(j);
      if (of_j == kAlone && rating > free.rating)
        free = {j, rating, related > 0.0};
      else if (of_j != kAlone && rating > taken.rating && size_[static_cast<size_t>(of_j)] < kMostMembers)
        taken = {j, rating, related > 0.0};
    }
    if (free.to == kAlone && taken.to != kAlone) {
      join(i, group(taken.to));
      if (!state_) orient(i, taken.to, taken.alike);
      return;
    }
    size_.push_back(0);
    const auto fresh = static_cast<int32_t>(size_.size() - 1);
    join(i, fresh);
    if (free.to == kAlone) return;
    join(free.to, fresh);
    if (!state_) orient(free.to, i, free.alike);
  }

  void join(int32_t i, int32_t to) noexcept {
    grouping_.group[static_cast<size_t>(i)] = to;
    ++size_[static_cast<size_t>(to)];
  }
  void orient(int32_t i, int32_t by, bool alike) noexcept {
    const int8_t other = grouping_.sign[static_cast<size_t>(by)];
    grouping_.sign[static_cast<size_t>(i)] = alike ? other : static_cast<int8_t>(-other);
  }

  const weiss_problem_view& problem_;
  const Relation& relation_;
  const int8_t* const state_;
  Random& random_;
  Array<int8_t> size_;  // of each group
  Grouping grouping_;
  bool stopped_ = false;
};

}  // namespace

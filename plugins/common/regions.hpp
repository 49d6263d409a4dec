// Parts that grow around seeds, one after another: how many, how large, from which seeds, and which spins they may
// take.
#pragma once

#include <algorithm>
#include <cstring>

#include "labels.hpp"
#include "state_of_task.hpp"

namespace weiss {
namespace bundled {

constexpr weiss_option_info seeds_option(const char* value) noexcept {
  return plugin::string_option("seeds",
                               "Where parts begin: at random spins, at those that gain most by a flip (times a random "
                               "0.5 to 1.5), or at random spins of a coupling that is not satisfied. Without a state "
                               "in the task: at random.",
                               value, "random|worst|frustrated");
}

// With leave to omit spins there are as many regions as asked for, else one, of the whole capacity. Without it they
// cover all spins: with leave to overlap, and when no number of parts is asked for, each has the whole capacity and
// begins where no other is; otherwise they share no spin, and their sizes differ by at most one.
class Regions {
 public:
  Regions(const plugin::Host& host, const weiss_problem_view& problem, const weiss_partition_task& task,
          int64_t part_size, const char* method)
      : host_(host), num_spins_(problem.num_spins), omit_(task.may_omit != 0),
        overlap_(task.may_overlap != 0 && (omit_ || (task.num_parts == 0 && task.imbalance == 0.0))),
        in_region_(static_cast<size_t>(num_spins_), 0, host), covered_(static_cast<size_t>(num_spins_), 0, host),
        seeds_(host), members_(host) {
    refuse_fixed(task, num_spins_, method);
    capacity_ = capacity_of(task, num_spins_, part_size);
    count_ = omit_ ? std::max<int64_t>(task.num_parts, 1) : PartSizes(host, num_spins_, task, part_size).count();
    if (task.imbalance > 0.0) capacity_ = std::min(capacity_, (num_spins_ + count_ - 1) / count_);
  }

  // Seeds in the order in which they are tried.
  void choose_seeds(const char* kind, const weiss_problem_view& problem, const int8_t* state,
                    const plugin::Array<double>& field, plugin::Random& random) {
    seeds_.resize(static_cast<size_t>(num_spins_));
    for (size_t i = 0; i < seeds_.size(); ++i) seeds_[i] = static_cast<int32_t>(i);
    shuffle(seeds_.data(), seeds_.data() + seeds_.size(), random);
    if (!state || std::strcmp(kind, "random") == 0) return;
    if (std::strcmp(kind, "frustrated") == 0) {
      std::stable_partition(seeds_.begin(), seeds_.end(),
                            [&](int32_t i) { return is_frustrated(problem, state, i); });
      return;
    }
    plugin::Array<double> gain(seeds_.size(), 0.0, host_);
    for (size_t i = 0; i < gain.size(); ++i) gain[i] = state[i] * field[i] * (0.5 + random.uniform());
    std::stable_sort(seeds_.begin(), seeds_.end(), [&](int32_t a, int32_t b) {
      return gain[static_cast<size_t>(a)] > gain[static_cast<size_t>(b)];
    });
  }

  // Calls grow(region, size) for one region after another, which takes so many spins; then the region is reported.
  template <class Grow>
  void report(const plugin::Run& run, const plugin::PartSink& sink, Grow&& grow) {
    int64_t covered = 0;
    for (int64_t p = 0; overlap_ && !omit_ ? covered < num_spins_ : p < count_; ++p) {
      members_.clear();
      grow(*this, size(p, covered));
      for (const int32_t i : members_) {
        covered += covered_[static_cast<size_t>(i)] == 0;
        covered_[static_cast<size_t>(i)] = 1;
        in_region_[static_cast<size_t>(i)] = 0;
      }
      run.spend(static_cast<int64_t>(members_.size()));
      sink.add(static_cast<int64_t>(members_.size()), members_.data());
    }
  }

  // ---- for grow ----
  const Labels& members() const noexcept { return members_; }
  bool is_free(int32_t i) const noexcept {
    return in_region_[static_cast<size_t>(i)] == 0 && (overlap_ || covered_[static_cast<size_t>(i)] == 0);
  }
  void take(int32_t i) {
    in_region_[static_cast<size_t>(i)] = 1;
    members_.push_back(i);
  }
  // A spin to begin with, or to go on with when no neighbour is free: one that no region has, if there is one.
  int32_t seed() noexcept {
    while (next_ < seeds_.size() && !is_new(seeds_[next_])) ++next_;
    if (next_ < seeds_.size()) return seeds_[next_];
    while (!is_free(seeds_[again_])) again_ = (again_ + 1) % seeds_.size();
    return seeds_[again_];
  }

 private:
  static bool is_frustrated(const weiss_problem_view& problem, const int8_t* state, int32_t i) noexcept {
    for (const auto [j, value] : plugin::row(problem, i))
      if (value * state[i] * state[j] > 0.0) return true;
    return false;
  }
  bool is_new(int32_t i) const noexcept {
    return in_region_[static_cast<size_t>(i)] == 0 && covered_[static_cast<size_t>(i)] == 0;
  }
  int64_t size(int64_t p, int64_t covered) const noexcept {
    if (overlap_) return capacity_;
    if (omit_) return std::min(capacity_, num_spins_ - covered - (count_ - 1 - p));  // one for each that follows
    return num_spins_ / count_ + (p < num_spins_ % count_ ? 1 : 0);
  }

  plugin::Host host_;
  const int64_t num_spins_;
  const bool omit_, overlap_;
  int64_t capacity_ = 0, count_ = 0;
  plugin::Array<char> in_region_;  // [spins] of the region at hand
  plugin::Array<char> covered_;    // [spins] by regions before
  Labels seeds_;                   // [spins]
  Labels members_;                 // of the region at hand
  size_t next_ = 0, again_ = 0;    // in seeds_
};

}  // namespace bundled
}  // namespace weiss

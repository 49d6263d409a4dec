// The soft variant: of a part that is solved, only what is sure to stay together becomes one super-spin.
#pragma once

#include <numeric>
#include <tuple>
#include <vector>

#include "../../common/state_table.hpp"
#include "candidates.hpp"

namespace {

// Merges, pair by pair of highest Boltzmann correlation in the gauge of a state, the spins of a part into clusters.
class Clusters {
 public:
  // Samples wanted of a part that is too large for a table of its states.
  static constexpr int64_t kSamples = 32;
  static bool needs_samples(int64_t part_size) noexcept { return part_size > weiss::bundled::kMostTabled; }

  // keep clusters of a part of capacity spins, of smaller ones in proportion.
  Clusters(const Host& host, int64_t keep, int64_t capacity) : keep_(keep), capacity_(capacity), table_(host) {}

  // label [spins of the part] gets 0 ... clusters - 1, numbered by their first spin; returns their number.
  int64_t find(const weiss_problem_view& part, const Candidates& candidates, int64_t index, const int8_t* state,
               std::vector<int32_t>& label) {
    const int64_t m = part.num_spins;
    const int64_t wanted = number(m);
    root_.resize(static_cast<size_t>(m));
    std::iota(root_.begin(), root_.end(), 0);
    int64_t left = m;
    if (wanted > 1) {
      rate_pairs(part, candidates, index, state);
      std::sort(pairs_.begin(), pairs_.end());
      for (const Pair& pair : pairs_)
        if (left > wanted) left -= join(std::get<2>(pair), std::get<3>(pair));
    }
    for (int32_t i = 1; i < m && left > wanted; ++i) left -= join(0, i);  // no coupling holds them together
    label.assign(static_cast<size_t>(m), -1);
    int32_t count = 0;
    for (int32_t i = 0; i < m; ++i) {
      int32_t& of_root = label[static_cast<size_t>(find_root(i))];  // the root is the cluster's first spin
      if (of_root < 0) of_root = count++;
      label[static_cast<size_t>(i)] = of_root;
    }
    return count;
  }

 private:
  // Rated by correlation, then by what their coupling gains, highest first.
  using Pair = std::tuple<double, double, int32_t, int32_t>;

  int64_t number(int64_t m) const noexcept {
    const int64_t share = m < capacity_ ? (2 * keep_ * m + capacity_) / (2 * capacity_) : keep_;
    return std::clamp<int64_t>(share, 1, std::max<int64_t>(m - 1, 1));
  }

  static double temperature(const weiss_problem_view& part) noexcept {
    double sum = 0.0;
    for (int64_t i = 0; i < part.num_spins; ++i) {
      double squares = part.field[i] * part.field[i];
      for (const auto [j, value] : weiss::plugin::row(part, i)) squares += value * value;
      sum += std::sqrt(squares);
    }
    return 0.6 * sum / static_cast<double>(part.num_spins);
  }

  void rate_pairs(const weiss_problem_view& part, const Candidates& candidates, int64_t index, const int8_t* state) {
    pairs_.clear();
    const double t = temperature(part);
    if (t <= 0.0) return;
    const bool tabled = !needs_samples(part.num_spins);
    if (tabled) {
      table_.fill(part);
      table_.to_moments(t);
    } else {
      weigh(candidates, index, t);
    }
    for (int32_t i = 0; i < part.num_spins; ++i) {
      int32_t next = i + 1;
      const auto rate = [&](int32_t j, double value) {
        const double gauge = state[i] * state[j];
        const double correlation =
            tabled ? table_.data()[table_.bit(i) | table_.bit(j)] : sampled(candidates, index, i, j);
        pairs_.emplace_back(-gauge * correlation, gauge * value, i, j);
      };
      for (const auto [j, value] : weiss::plugin::row(part, i)) {
        if (j < i) continue;
        for (; tabled && next < j; ++next) rate(next, 0.0);
        rate(j, value);
        next = j + 1;
      }
      for (; tabled && next < part.num_spins; ++next) rate(next, 0.0);
    }
  }

  // Boltzmann weights of the candidates, which stand for all states.
  void weigh(const Candidates& candidates, int64_t index, double t) {
    weight_.clear();
    double least = 0.0, sum = 0.0;
    for (int64_t k = 0; k < candidates.count(index); ++k) {
      const double energy = candidates.inner(index, k) + candidates.field(index, k);
      if (k == 0) least = energy;
      weight_.push_back(std::exp((least - energy) / t));
      sum += weight_.back();
    }
    for (double& weight : weight_) weight /= sum;
  }
  double sampled(const Candidates& candidates, int64_t index, int32_t i, int32_t j) const noexcept {
    double sum = 0.0;
    for (size_t k = 0; k < weight_.size(); ++k) {
      const int8_t* const spins = candidates.spins(index, static_cast<int64_t>(k));
      sum += weight_[k] * (spins[i] * spins[j]);
    }
    return sum;
  }

  int32_t find_root(int32_t i) noexcept {
    for (;;) {
      int32_t& above = root_[static_cast<size_t>(i)];
      if (above == i) return i;
      i = above = root_[static_cast<size_t>(above)];
    }
  }
  // Returns 1 when they were not together.
  int64_t join(int32_t i, int32_t j) noexcept {
    const int32_t a = find_root(i), b = find_root(j);
    root_[static_cast<size_t>(std::max(a, b))] = std::min(a, b);
    return a != b;
  }

  const int64_t keep_, capacity_;
  weiss::bundled::StateTable table_;
  std::vector<Pair> pairs_;
  std::vector<double> weight_;
  std::vector<int32_t> root_;
};

}  // namespace

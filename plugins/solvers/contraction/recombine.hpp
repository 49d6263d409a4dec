// Recombination: other good states, taken apart into the clusters of spins in which they differ from the
// present one, and put together anew.
#pragma once

#include "contract.hpp"
#include "region.hpp"

namespace weiss {
namespace contraction {

class Recombiner {
 public:
  Recombiner(const Host& host, int64_t num_spins)
      : signature_(at(num_spins), 0, host), group_of_(at(num_spins), -1, host) {}

  static constexpr int64_t kMostStates = 64;

  // Super-spins of count minima near the present state, each by a kick and a descent; at most groups of them,
  // those that promise most. False when nothing differs.
  bool recombine_nearby(State& state, Grower& grower, Seed seed, Rule rule, int64_t count, int64_t groups,
                        Random& random, SuperSpins& out) {
    for (int64_t k = 0; k < count; ++k) {
      const size_t mark = state.mark();
      kick(state, grower, seed, rule, random);
      state.descend(mark);
      state.changed_since(mark, changed_);
      state.undo(mark);
      for (const int32_t i : changed_) differs(i, k);
    }
    return take_apart(state, groups, random, out);
  }

  // The same with given states, each turned as a whole when nothing tells it from its mirror image and that
  // is nearer.
  bool recombine(const State& state, const std::vector<Array<int8_t>>& others, int64_t groups, Random& random,
                 SuperSpins& out) {
    const int64_t n = state.num_spins();
    for (size_t k = 0; k < others.size(); ++k) {
      const int8_t* const other = others[k].data();
      int64_t equal = 0;
      for (int64_t i = 0; i < n; ++i) equal += other[i] == state.spin(i);
      const int8_t sign = !state.has_fields() && 2 * equal < n ? int8_t{-1} : int8_t{1};
      for (int64_t i = 0; i < n; ++i)
        if (sign * other[i] != state.spin(i)) differs(static_cast<int32_t>(i), static_cast<int64_t>(k));
    }
    return take_apart(state, groups, random, out);
  }

 private:
  static size_t at(int64_t i) noexcept { return static_cast<size_t>(i); }

  // Turns a random half of a region.
  static void kick(State& state, Grower& grower, Seed seed, Rule rule, Random& random) {
    const int64_t n = state.num_spins();
    const int64_t size = std::min(n, 4 + random.below(std::max<int64_t>(std::min<int64_t>(n / 5, 200), 1)));
    for (const int32_t i : grower.grow(state, seed, rule, size, random))
      if (random.next() % 2 == 0) state.flip(i);
  }

  void differs(int32_t i, int64_t k) {
    uint64_t& signature = signature_[at(i)];
    if (signature == 0) differing_.push_back(i);
    signature |= uint64_t{1} << k;
  }

  bool take_apart(const State& state, int64_t groups, Random& random, SuperSpins& out) {
    if (differing_.empty()) return false;
    const int64_t clusters = split(state);
    if (clusters > groups) select(state, clusters, groups, random);
    assemble(state, std::min(clusters, groups), out);
    for (const int32_t i : differing_) {
      signature_[at(i)] = 0;
      group_of_[at(i)] = -1;
    }
    differing_.clear();
    return true;
  }

  // Connected spins that differ in the same states are a cluster; on full rows, where all is connected, one
  // signature is one cluster. Returns the number of clusters.
  int64_t split(const State& state) {
    int32_t clusters = 0;
    if (state.dense_row(0)) {
      signatures_.clear();
      for (const int32_t i : differing_) signatures_.push_back(signature_[at(i)]);
      std::sort(signatures_.begin(), signatures_.end());
      signatures_.erase(std::unique(signatures_.begin(), signatures_.end()), signatures_.end());
      for (const int32_t i : differing_)
        group_of_[at(i)] =
            static_cast<int32_t>(std::lower_bound(signatures_.begin(), signatures_.end(), signature_[at(i)]) -
                                 signatures_.begin());
      return static_cast<int64_t>(signatures_.size());
    }
    for (const int32_t root : differing_) {
      if (group_of_[at(root)] >= 0) continue;
      stack_.assign(1, root);
      group_of_[at(root)] = clusters;
      while (!stack_.empty()) {
        const int32_t i = stack_.back();
        stack_.pop_back();
        for (const auto [j, w] : plugin::row(state.problem(), i)) {
          if (group_of_[at(j)] >= 0 || signature_[at(j)] != signature_[at(i)]) continue;
          group_of_[at(j)] = clusters;
          stack_.push_back(j);
        }
      }
      ++clusters;
    }
    return clusters;
  }

  // Keeps the clusters that save most when they turn alone, up to some noise.
  void select(const State& state, int64_t clusters, int64_t groups, Random& random) {
    order_.clear();
    for (int32_t a = 0; a < static_cast<int32_t>(clusters); ++a) order_.emplace_back(0.0, a);
    for (const int32_t i : differing_) {
      const int32_t own = group_of_[at(i)];
      double& saved = order_[at(own)].first;
      saved += state.spin(i) * state.field(i);
      for (const auto [j, w] : plugin::row(state.problem(), i))
        if (group_of_[at(j)] == own) saved -= w * state.spin(i) * state.spin(j);
    }
    for (auto& [saved, cluster] : order_) saved *= 0.7 + 0.6 * random.uniform();
    std::sort(order_.begin(), order_.end(), [](const auto& x, const auto& y) {
      return x.first != y.first ? x.first > y.first : x.second < y.second;
    });
    number_.assign(at(clusters), -1);
    for (int64_t k = 0; k < groups; ++k) number_[at(order_[at(k)].second)] = static_cast<int32_t>(k);
    for (const int32_t i : differing_) group_of_[at(i)] = number_[at(group_of_[at(i)])];
  }

  // The groups of group_of_ as super-spins.
  void assemble(const State& state, int64_t groups, SuperSpins& out) {
    group_.clear();
    for (const int32_t i : differing_) group_.push_back(group_of_[at(i)]);
    out.assign(state, differing_, group_, groups);
    for (const int32_t i : differing_) {
      if (group_of_[at(i)] < 0) continue;
      for (const auto [j, w] : plugin::row(state.problem(), i))
        if (j > i && group_of_[at(j)] >= 0)
          out.add_coupling(group_of_[at(i)], group_of_[at(j)], w * state.spin(i) * state.spin(j));
    }
    out.clear_rounding(state.slack());
  }

  Array<uint64_t> signature_;  // bit k: differs in state k
  Array<int32_t> group_of_;
  std::vector<int32_t> differing_, changed_, group_, stack_, number_;
  std::vector<uint64_t> signatures_;
  std::vector<std::pair<double, int32_t>> order_;
};

}  // namespace contraction
}  // namespace weiss

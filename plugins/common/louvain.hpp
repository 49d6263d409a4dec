// Communities by the Louvain method (V. D. Blondel, J.-L. Guillaume, R. Lambiotte, E. Lefebvre, J. Stat.
// Mech. P10008, 2008): nodes move while the modularity grows, then communities become nodes, and so on.
//
// Modularity of a graph of total weight W: the sum over communities of W_c / W - resolution (K_c / 2 W)^2,
// where W_c is the weight within the community and K_c the sum of its nodes' degrees. Weights may be
// negative, and so may W: the formula is taken as it stands.
#pragma once

#include <cmath>
#include <numeric>

#include "labels.hpp"

namespace weiss {
namespace bundled {

struct CommunityRules {
  double resolution = 1.0;
  double threshold = 1e-7;       // least growth of the modularity for which a level is followed by another
  int64_t capacity = INT64_MAX;  // most spins of a community
};

// Moves of single nodes of one graph, which begin as communities of their own.
class LocalMoving {
 public:
  LocalMoving(const plugin::Host& host, const WeightedGraph& graph, const CommunityRules& rules)
      : graph_(graph),
        rules_(rules),
        size_(graph.size.begin(), graph.size.end(), host),
        label_(static_cast<size_t>(graph.num_nodes()), 0, host),
        degree_(label_.size(), 0.0, host),
        sum_(host),
        to_(label_.size(), 0.0, host),
        touched_(host) {
    std::iota(label_.begin(), label_.end(), 0);
    for (int64_t u = 0; u < graph.num_nodes(); ++u) {
      double& degree = degree_[static_cast<size_t>(u)];
      degree = 2.0 * graph.inner[static_cast<size_t>(u)];
      for (const auto [v, w] : graph.row(u)) degree += w;
      total_ += 0.5 * degree;
    }
    sum_ = degree_;
  }

  double total() const noexcept { return total_; }
  const Labels& label() const noexcept { return label_; }

  // Passes in random order until no node moves. Returns by how much the modularity has grown.
  double run(plugin::Random& random, const plugin::Run& run) {
    Labels order(label_);
    shuffle(order.data(), order.data() + order.size(), random);
    double growth = 0.0;
    for (bool moved = true; moved && !run.should_stop();) {
      moved = false;
      for (const int32_t u : order) {
        const double gain = move(u);
        growth += gain;
        moved |= gain > 0.0;
      }
      run.spend(graph_.num_entries() + graph_.num_nodes());
    }
    return growth;
  }

 private:
  // To the community of a neighbour where the modularity is largest. Returns the gain, 0 where u stays.
  double move(int32_t u) noexcept {
    const auto at = static_cast<size_t>(u);
    const int32_t own = label_[at];
    double size = 0.0;  // of the terms that a gain is a difference of
    for (const auto [v, w] : graph_.row(u)) {
      const int32_t community = label_[static_cast<size_t>(v)];
      if (to_[static_cast<size_t>(community)] == 0.0) touched_.push_back(community);
      to_[static_cast<size_t>(community)] += w;
      size += std::fabs(w);
    }
    sum_[static_cast<size_t>(own)] -= degree_[at];
    const double stays = value(at, own);
    double best = 1e-12 * size / std::fabs(total_);  // less could be rounding, and without end
    int32_t target = own;
    for (const int32_t community : touched_) {
      const double gain = value(at, community) - stays;
      if (community == own || !(gain > best) || !has_room(community, at)) continue;
      best = gain;
      target = community;
    }
    for (const int32_t community : touched_) to_[static_cast<size_t>(community)] = 0.0;
    touched_.clear();
    sum_[static_cast<size_t>(target)] += degree_[at];
    size_[static_cast<size_t>(own)] -= graph_.size[at];
    size_[static_cast<size_t>(target)] += graph_.size[at];
    label_[at] = target;
    return target == own ? 0.0 : best;
  }

  bool has_room(int32_t community, size_t u) const noexcept {
    return size_[static_cast<size_t>(community)] + graph_.size[u] <= rules_.capacity;
  }

  // What node u, out of all communities, adds to the modularity when it joins one.
  double value(size_t u, int32_t community) const noexcept {
    const auto c = static_cast<size_t>(community);
    return to_[c] / total_ - rules_.resolution * degree_[u] * sum_[c] / (2.0 * total_ * total_);
  }

  const WeightedGraph& graph_;
  const CommunityRules& rules_;
  double total_ = 0.0;
  plugin::Array<int64_t> size_;  // [communities] spins
  Labels label_;
  plugin::Array<double> degree_;
  plugin::Array<double> sum_;  // [communities] of degrees
  plugin::Array<double> to_;   // [communities] weight from the node at hand, else 0
  Labels touched_;             // communities next to it
};

// label [nodes] receives communities without gaps; returns their number. A graph of total weight 0 is one
// community when the capacity allows that. growth, unless null, receives the modularity of the result less
// that of single nodes.
inline int64_t find_communities(const plugin::Host& host, WeightedGraph graph, const CommunityRules& rules,
                                plugin::Random& random, const plugin::Run& run, Labels& label,
                                double* growth = nullptr) {
  label.resize(static_cast<size_t>(graph.num_nodes()));
  std::iota(label.begin(), label.end(), 0);
  double grown = 0.0;
  for (double step = std::numeric_limits<double>::infinity(); step > rules.threshold && !run.should_stop();) {
    LocalMoving moving(host, graph, rules);
    if (moving.total() == 0.0) {
      if (graph.num_nodes() <= rules.capacity) std::fill(label.begin(), label.end(), 0);
      break;
    }
    step = moving.run(random, run);
    grown += step;
    Labels community(moving.label());
    const int64_t count = compact(community);
    for (int32_t& l : label) l = community[static_cast<size_t>(l)];
    graph = contract(host, graph, community, count);
  }
  if (growth) *growth = grown;
  return compact(label);
}

}  // namespace bundled
}  // namespace weiss

// One half of a graph and the other: coarsen along heavy edges, halve the coarsest graph, refine at every level.
#pragma once

#include <algorithm>
#include <vector>

#include "../../common/bisection.hpp"

namespace {

using weiss::bundled::Bisection;
using weiss::bundled::Labels;
using weiss::bundled::SideLimits;
using weiss::bundled::WeightedGraph;
using weiss::plugin::Array;
using weiss::plugin::Host;
using weiss::plugin::Random;
using weiss::plugin::Run;

using Sides = Array<int8_t>;

constexpr int8_t kFree = -1;  // as a side: either will do

// The run should stop before there is a cut that keeps to the limits.
struct Stopped {};

class Halving {
 public:
  // tries: starts of the coarsest graph, of which the best goes on.
  Halving(const Host& host, const Run& run, Random& random, int tries)
      : host_(host), run_(run), random_(random), tries_(tries) {}

  // side [nodes]: 0 or 1 for a node that must stay there, or kFree; on return 0 or 1 for all. target: spins that
  // side 0 should begin with, within the limits. Throws Stopped.
  void run(const WeightedGraph& graph, Sides& side, SideLimits limits, int64_t target) {
    if (run_.should_stop()) throw Stopped();
    const int64_t n = graph.num_nodes();
    Labels coarse_of(host_);
    const int64_t count = n > kCoarsest ? match(graph, side, coarse_of) : n;
    if (count >= n - n / 20) {  // coarse enough, or edges that cannot be matched
      begin(graph, side, limits, target);
      return;
    }
    Sides coarse_side(static_cast<size_t>(count), kFree, host_);
    for (size_t u = 0; u < side.size(); ++u)
      if (side[u] != kFree) coarse_side[static_cast<size_t>(coarse_of[u])] = side[u];
    run(weiss::bundled::contract(host_, graph, coarse_of, count), coarse_side, limits, target);
    Sides frozen(side.size(), 0, host_);
    for (size_t u = 0; u < side.size(); ++u) frozen[u] = side[u] != kFree;
    for (size_t u = 0; u < side.size(); ++u) side[u] = coarse_side[static_cast<size_t>(coarse_of[u])];
    refine(graph, side, frozen, limits);
  }

 private:
  static constexpr int64_t kCoarsest = 96, kCoarse = 4096;  // nodes
  static constexpr int64_t kPassesOfStart = 10, kPasses = 3;  // most of them, of the coarsest graph and of others

  // Pairs each node with the free neighbour of heaviest edge, relative to the sizes. Returns the number of pairs and
  // single nodes.
  int64_t match(const WeightedGraph& graph, const Sides& side, Labels& label) {
    const int64_t n = graph.num_nodes();
    int64_t total = 0;
    for (const int32_t s : graph.size) total += s;
    const int64_t largest = std::max<int64_t>(2, 2 * total / kCoarsest);
    Labels order(static_cast<size_t>(n), 0, host_);
    for (size_t k = 0; k < order.size(); ++k) order[k] = static_cast<int32_t>(k);
    weiss::bundled::shuffle(order.data(), order.data() + n, random_);
    label.assign(static_cast<size_t>(n), -1);
    int32_t count = 0;
    for (const int32_t u : order) {
      if (label[static_cast<size_t>(u)] >= 0) continue;
      int32_t best = -1;
      double best_rating = 0.0;
      const int32_t own = graph.size[static_cast<size_t>(u)];
      for (const auto [v, w] : graph.row(u)) {
        const int32_t other = graph.size[static_cast<size_t>(v)];
        if (label[static_cast<size_t>(v)] >= 0 || own + other > largest) continue;
        if (side[static_cast<size_t>(u)] != side[static_cast<size_t>(v)]) continue;
        const double rating = w / other;
        if (best >= 0 && rating <= best_rating) continue;
        best = v;
        best_rating = rating;
      }
      label[static_cast<size_t>(u)] = count;
      if (best >= 0) label[static_cast<size_t>(best)] = count;
      ++count;
    }
    run_.spend(graph.num_entries() + n);
    return count;
  }

  // The best of some refined starts of the coarsest graph: grown around a node, or at random.
  void begin(const WeightedGraph& graph, Sides& side, SideLimits limits, int64_t target) {
    Sides frozen(side.size(), 0, host_), best(side);
    for (size_t u = 0; u < side.size(); ++u) frozen[u] = side[u] != kFree;
    double best_cut = 0.0;
    int64_t best_violation = -1;
    const bool is_coarse = graph.num_nodes() <= kCoarse;  // what cannot be matched may be as large as the problem
    for (int t = 0; t < (is_coarse ? tries_ : 1); ++t) {
      Sides trial(side);
      deal(graph, trial, target, t % 2 == 0);
      Bisection bisection(host_, run_, graph, trial, frozen);
      bisection.refine(widened(limits, graph), is_coarse ? kPassesOfStart : kPasses, kCoarse);
      const double cut = bisection.cut();
      const int64_t violation = limits.violation(bisection.size());
      run_.spend(graph.num_entries());
      if (best_violation >= 0 && (violation > best_violation || (violation == best_violation && cut >= best_cut)))
        continue;
      best_cut = cut;
      best_violation = violation;
      best = trial;
    }
    side = best;
  }

  // Gives free nodes to side 0 until it has target spins, in random order or breadth first.
  void deal(const WeightedGraph& graph, Sides& side, int64_t target, bool grown) {
    Labels order(side.size(), 0, host_), queue(host_);
    int64_t size = 0;
    for (size_t u = 0; u < side.size(); ++u) {
      order[u] = static_cast<int32_t>(u);
      if (side[u] == 0) size += graph.size[u];
    }
    weiss::bundled::shuffle(order.data(), order.data() + order.size(), random_);
    size_t head = 0, next = 0;
    while (size < target) {
      if (head == queue.size()) {
        while (next < order.size() && side[static_cast<size_t>(order[next])] != kFree) ++next;
        if (next == order.size()) break;
        queue.push_back(order[next]);
      }
      const int32_t u = queue[head++];
      if (side[static_cast<size_t>(u)] != kFree) continue;
      side[static_cast<size_t>(u)] = 0;
      size += graph.size[static_cast<size_t>(u)];
      if (!grown) continue;
      for (const auto [v, w] : graph.row(u))
        if (w > 0.0 && side[static_cast<size_t>(v)] == kFree) queue.push_back(v);
    }
    for (int8_t& s : side)
      if (s == kFree) s = 1;
  }

  void refine(const WeightedGraph& graph, Sides& side, const Sides& frozen, SideLimits limits) {
    const int64_t patience = std::max<int64_t>(500, graph.num_nodes() / 50);
    Bisection(host_, run_, graph, side, frozen).refine(widened(limits, graph), kPasses, patience);
  }

  // Heavy nodes do not fit exactly; what is too much goes when they have been taken apart.
  static SideLimits widened(SideLimits limits, const WeightedGraph& graph) noexcept {
    const int64_t heaviest = *std::max_element(graph.size.begin(), graph.size.end());
    return {limits.least - (heaviest - 1), limits.most + (heaviest - 1)};
  }

  Host host_;
  const Run& run_;
  Random& random_;
  int tries_;
};

}  // namespace

// Points to clusters of bounded sizes at the least total cost, exactly: a minimum cost flow.
#pragma once

#include <algorithm>
#include <limits>
#include <weiss/plugin.hpp>

namespace {

// Most and fewest points of a cluster.
struct SizeBounds {
  int64_t least;
  int64_t most;
};

// Every point begins in its cheapest cluster, which is optimal without bounds. Then points move one path at a
// time from clusters that have too many to clusters that have too few, along shortest paths of the residual
// graph (successive shortest paths). Points need no nodes of their own: of those in cluster a only the one
// whose move to b costs least matters, and heaps know it. So the graph has one node for each cluster, and a
// sink: cluster c sends it least ... most units of flow for nothing.
class SizedAssignment {
 public:
  // The least sizes must not add up to more than the points, the most not to fewer.
  SizedAssignment(const weiss::plugin::Host& host, int64_t num_points,
                  const weiss::plugin::Array<SizeBounds>& bounds)
      : points_(static_cast<size_t>(num_points)),
        clusters_(bounds.size()),
        bounds_(bounds),
        moves_(clusters_ * clusters_, weiss::plugin::Array<Move>(host), host),
        arc_((clusters_ + 1) * (clusters_ + 1), kNever, host),
        flow_(clusters_, 0, host),
        excess_(clusters_ + 1, 0, host),
        distance_(clusters_ + 1, 0, host),
        parent_(clusters_ + 1, 0, host) {}

  // cost [points * clusters] at least 0; label [points] receives the cluster of each point.
  void solve(const int32_t* cost, int32_t* label) {
    cost_ = cost;
    label_ = label;
    start_at_the_cheapest();
    while (move_along_the_shortest_path()) {
    }
  }

 private:
  struct Move {
    int32_t cost;
    int32_t point;
    // Of a heap whose top is the cheapest move.
    bool operator<(const Move& other) const noexcept {
      return cost != other.cost ? cost > other.cost : point > other.point;
    }
  };
  static constexpr int64_t kNever = std::numeric_limits<int64_t>::max();

  void start_at_the_cheapest() {
    for (auto& heap : moves_) heap.clear();
    std::fill(excess_.begin(), excess_.end(), 0);
    for (size_t p = 0; p < points_; ++p) {
      const int32_t* const cost = cost_ + p * clusters_;
      const auto nearest = static_cast<size_t>(std::min_element(cost, cost + clusters_) - cost);
      label_[p] = static_cast<int32_t>(nearest);
      ++excess_[nearest];
      for (size_t c = 0; c < clusters_; ++c)
        if (c != nearest) moves_[nearest * clusters_ + c].push_back(move(p, nearest, c));
    }
    for (auto& heap : moves_) std::make_heap(heap.begin(), heap.end());
    excess_[clusters_] = -static_cast<int64_t>(points_);
    for (size_t c = 0; c < clusters_; ++c) {
      flow_[c] = std::clamp(excess_[c], bounds_[c].least, bounds_[c].most);
      excess_[c] -= flow_[c];
      excess_[clusters_] += flow_[c];
    }
    for (size_t c = 0; c < clusters_; ++c) update_arcs(c);
  }

  Move move(size_t point, size_t from, size_t to) const noexcept {
    const int32_t* const cost = cost_ + point * clusters_;
    return {cost[to] - cost[from], static_cast<int32_t>(point)};
  }

  // The cheapest move that is still there; points that have left the cluster are dropped.
  const Move* cheapest(size_t from, size_t to) {
    auto& heap = moves_[from * clusters_ + to];
    while (!heap.empty() && label_[heap.front().point] != static_cast<int32_t>(from)) {
      std::pop_heap(heap.begin(), heap.end());
      heap.pop_back();
    }
    return heap.empty() ? nullptr : &heap.front();
  }

  // Lengths of the arcs of the residual graph from a cluster to all nodes, and from the sink, node clusters_,
  // to it.
  void update_arcs(size_t cluster) {
    const size_t nodes = clusters_ + 1;
    for (size_t to = 0; to < clusters_; ++to) {
      const Move* const best = to == cluster ? nullptr : cheapest(cluster, to);
      arc_[cluster * nodes + to] = best ? best->cost : kNever;
    }
    arc_[cluster * nodes + clusters_] = flow_[cluster] < bounds_[cluster].most ? 0 : kNever;
    arc_[clusters_ * nodes + cluster] = flow_[cluster] > bounds_[cluster].least ? 0 : kNever;
  }

  // False when all sizes are within their bounds.
  bool move_along_the_shortest_path() {
    const size_t nodes = clusters_ + 1;
    std::fill(parent_.begin(), parent_.end(), nodes);
    for (size_t v = 0; v < nodes; ++v) distance_[v] = excess_[v] > 0 ? 0 : kNever;
    // Bellman and Ford: lengths may be negative, but no cycle is.
    for (bool changed = true; changed;) {
      changed = false;
      for (size_t from = 0; from < nodes; ++from) {
        if (distance_[from] == kNever) continue;
        const int64_t* const arcs = arc_.data() + from * nodes;
        for (size_t to = 0; to < nodes; ++to) {
          const int64_t arc = arcs[to];
          if (arc == kNever || distance_[from] + arc >= distance_[to]) continue;
          distance_[to] = distance_[from] + arc;
          parent_[to] = from;
          changed = true;
        }
      }
    }
    size_t end = nodes;
    for (size_t v = 0; v < nodes; ++v)
      if (excess_[v] < 0 && distance_[v] != kNever && (end == nodes || distance_[v] < distance_[end]))
        end = v;
    if (end == nodes) return false;
    size_t node = end;
    for (; parent_[node] != nodes; node = parent_[node]) send(parent_[node], node);
    --excess_[node];
    ++excess_[end];
    for (node = end; node != nodes; node = parent_[node])
      if (node != clusters_) update_arcs(node);
    return true;
  }

  void send(size_t from, size_t to) {
    if (to == clusters_) {
      ++flow_[from];
    } else if (from == clusters_) {
      --flow_[to];
    } else {
      const auto point = static_cast<size_t>(cheapest(from, to)->point);
      label_[point] = static_cast<int32_t>(to);
      for (size_t c = 0; c < clusters_; ++c) {
        if (c == to) continue;
        auto& heap = moves_[to * clusters_ + c];
        heap.push_back(move(point, to, c));
        std::push_heap(heap.begin(), heap.end());
      }
    }
  }

  const size_t points_;
  const size_t clusters_;
  const weiss::plugin::Array<SizeBounds>& bounds_;
  const int32_t* cost_ = nullptr;
  int32_t* label_ = nullptr;
  weiss::plugin::Array<weiss::plugin::Array<Move>> moves_;  // [from * clusters + to]
  weiss::plugin::Array<int64_t> arc_;                       // [from * (clusters + 1) + to] lengths
  weiss::plugin::Array<int64_t> flow_;                      // from each cluster to the sink
  weiss::plugin::Array<int64_t> excess_;                    // of each node: what comes in less what goes out
  weiss::plugin::Array<int64_t> distance_;
  weiss::plugin::Array<size_t> parent_;
};

}  // namespace

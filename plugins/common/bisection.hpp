// Two sides of a graph, refined by moving one node after another as Fiduccia and Mattheyses do: each pass moves every
// node at most once, the best one first even when the cut grows, and goes back to the best state it has seen.
// C. M. Fiduccia, R. M. Mattheyses, A linear-time heuristic for improving network partitions, DAC 1982.
#pragma once

#include <algorithm>
#include <cmath>

#include "graph.hpp"
#include "labels.hpp"
#include "tournament.hpp"

namespace weiss {
namespace bundled {

// Spins that side 0 may have.
struct SideLimits {
  int64_t least, most;
  int64_t violation(int64_t size) const noexcept {
    return size > most ? size - most : size < least ? least - size : 0;
  }
};

class Bisection {
 public:
  // side: for each node 0 or 1. frozen: for each node whether it stays where it is; empty: none does.
  Bisection(const plugin::Host& host, const plugin::Run& run, const WeightedGraph& graph,
            plugin::Array<int8_t>& side, const plugin::Array<int8_t>& frozen)
      : run_(run), graph_(graph), side_(side), frozen_(frozen),
        movable_{Tournament(host), Tournament(host)}, moved_(host) {
    for (const double w : graph.weight) tiny_ += std::fabs(w) * 1e-13;
    for (int64_t u = 0; u < graph.num_nodes(); ++u) size_ += side[at(u)] == 0 ? graph.size[at(u)] : 0;
  }

  int64_t size() const noexcept { return size_; }  // spins of side 0

  double cut() const noexcept {
    double twice = 0.0;
    for (int64_t u = 0; u < graph_.num_nodes(); ++u)
      for (const auto [v, w] : graph_.row(u))
        if (side_[at(u)] != side_[at(v)]) twice += w;
    return 0.5 * twice;
  }

  // Passes until one changes nothing, or the run should stop. patience: moves without a new best that end a pass.
  // Charges the edges that it visits.
  void refine(SideLimits limits, int64_t max_passes, int64_t patience) {
    for (int64_t k = 0; k < max_passes && !run_.should_stop() && pass(limits, patience); ++k) {
    }
  }

 private:
  static constexpr size_t kMovesInABlock = 1024;  // between two looks at the run

  static size_t at(int64_t i) noexcept { return static_cast<size_t>(i); }

  void prepare() {
    const int64_t n = graph_.num_nodes();
    movable_[0].reset(n);
    movable_[1].reset(n);
    for (int64_t u = 0; u < n; ++u) {
      if (!frozen_.empty() && frozen_[at(u)]) continue;
      double gain = 0.0;
      for (const auto [v, w] : graph_.row(u)) gain += side_[at(u)] != side_[at(v)] ? w : -w;
      movable_[at(side_[at(u)])].set(u, gain);
    }
    run_.spend(graph_.num_entries() + n);
    moved_.clear();
  }

  // The side that the limits force, or the one whose best node gains more; the larger one when they tie.
  int side_to_leave(SideLimits limits, int32_t top0, int32_t top1) const noexcept {
    if (size_ > limits.most) return 0;
    if (size_ < limits.least) return 1;
    if (top0 < 0 || top1 < 0) return top0 < 0 ? 1 : 0;
    const double gain0 = movable_[0].value(top0), gain1 = movable_[1].value(top1);
    if (gain0 != gain1) return gain0 > gain1 ? 0 : 1;
    return 2 * size_ >= limits.least + limits.most ? 0 : 1;
  }

  bool pass(SideLimits limits, int64_t patience) {
    prepare();
    int64_t visited = 0;
    double gained = 0.0, best_gained = 0.0;
    int64_t least_violation = limits.violation(size_);
    const int64_t first_violation = least_violation;
    size_t best = 0;
    for (;;) {
      const int32_t top0 = movable_[0].top(), top1 = movable_[1].top();
      const int from = side_to_leave(limits, top0, top1);
      const int32_t u = from == 0 ? top0 : top1;
      if (u < 0 || static_cast<int64_t>(moved_.size() - best) > patience) break;
      if (moved_.size() % kMovesInABlock == 0 && run_.should_stop()) break;
      gained += movable_[at(from)].value(u);
      movable_[at(from)].remove(u);
      move(u);
      moved_.push_back(u);
      visited += graph_.degree(u);
      const int64_t violation = limits.violation(size_);
      if (violation < least_violation || (violation == least_violation && gained > best_gained + tiny_)) {
        least_violation = violation;
        best_gained = gained;
        best = moved_.size();
      }
    }
    while (moved_.size() > best) {
      take_back(moved_.back());
      moved_.pop_back();
    }
    run_.spend(visited);
    return least_violation < first_violation || best_gained > tiny_;
  }

  void move(int32_t u) {
    const int8_t old = side_[at(u)];
    take_back(u);
    for (const auto [v, w] : graph_.row(u)) {
      Tournament& movable = movable_[at(side_[at(v)])];
      const double gain = movable.value(v);
      if (gain == -std::numeric_limits<double>::infinity()) continue;
      movable.set(v, gain + (side_[at(v)] == old ? 2.0 * w : -2.0 * w));
    }
  }
  void take_back(int32_t u) noexcept {
    size_ += side_[at(u)] == 0 ? -graph_.size[at(u)] : graph_.size[at(u)];
    side_[at(u)] = static_cast<int8_t>(1 - side_[at(u)]);
  }

  const plugin::Run& run_;
  const WeightedGraph& graph_;
  plugin::Array<int8_t>& side_;
  const plugin::Array<int8_t>& frozen_;
  Tournament movable_[2];  // of each side: nodes that have not moved in this pass, by the weight that a move gains
  plugin::Array<int32_t> moved_;
  int64_t size_ = 0;
  double tiny_ = 0.0;
};

}  // namespace bundled
}  // namespace weiss

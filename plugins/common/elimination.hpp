// An order in which the spins of a sparse graph are eliminated one by one: the neighbours of an eliminated spin
// become neighbours of each other, and how many there are at most is the width of the order.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <queue>
#include <utility>
#include <vector>

#include <weiss/plugin.hpp>

namespace {

using weiss::plugin::Array;
using weiss::plugin::Host;

// Which spin goes next: the one whose neighbours lack the fewest couplings among each other, or the one with
// the fewest neighbours, where each breaks the ties of the other; or, from an end of the graph to the other,
// the neighbour of what is gone that has the fewest neighbours, the oldest first. Lattices want the last.
enum class Rule { kMinFill, kMinDegree, kSweep };

// Spins in the order of their elimination, and for each the spins that it leaves behind.
struct Elimination {
  explicit Elimination(const Host& host) : order(host), scope(host), scope_start(host) {}

  int64_t width() const noexcept {
    int64_t most = 0;
    for (size_t k = 0; k + 1 < scope_start.size(); ++k)
      most = std::max(most, scope_start[k + 1] - scope_start[k]);
    return most;
  }

  Array<int32_t> order;
  Array<int32_t> scope;        // of order[k]: scope_start[k] ... scope_start[k + 1] - 1, no order
  Array<int64_t> scope_start;
  int64_t blocked_by = 0;      // not 0: every spin that was left had this many neighbours or more
};

// The graph while spins are taken out of it.
class EliminationGraph {
 public:
  EliminationGraph(const Host& host, const weiss_problem_view& problem, Rule rule, int64_t max_width)
      : rule_(rule), max_width_(max_width), neighbours_(host), fill_(host), entry_(host),
        queue_(Later(), host) {
    const auto n = static_cast<size_t>(problem.num_spins);
    neighbours_.reserve(n);
    for (size_t i = 0; i < n; ++i)
      neighbours_.emplace_back(problem.column + problem.row_start[i], problem.column + problem.row_start[i + 1],
                               host);
    fill_.assign(n, 0);
    entry_.assign(n, kOutside);
    if (rule == Rule::kSweep) find_ends();
    for (size_t i = 0; i < n; ++i) rate(static_cast<int32_t>(i));
  }

  // Takes out spin after spin while some have at most max_width neighbours.
  Elimination run(const Host& host) {
    Elimination result(host);
    result.scope_start.push_back(0);
    while (!queue_.empty()) {
      const Candidate next = queue_.top();
      queue_.pop();
      if (is_stale(next)) continue;
      const Array<int32_t>& scope = neighbours_[static_cast<size_t>(next.spin)];
      result.order.push_back(next.spin);
      result.scope.insert(result.scope.end(), scope.begin(), scope.end());
      result.scope_start.push_back(static_cast<int64_t>(result.scope.size()));
      take_out(next.spin);
    }
    if (result.order.size() < neighbours_.size()) result.blocked_by = least_degree();
    return result;
  }

 private:
  struct Candidate {
    int64_t first;   // by the rule
    int64_t second;
    int32_t spin;
  };
  struct Later {
    bool operator()(const Candidate& a, const Candidate& b) const noexcept {
      if (a.first != b.first) return a.first > b.first;
      if (a.second != b.second) return a.second > b.second;
      return a.spin > b.spin;
    }
  };
  static constexpr int64_t kTaken = -1;
  static constexpr int64_t kOutside = INT64_MAX, kEnd = INT64_MAX - 1;  // of the front of a sweep

  int64_t degree(int32_t i) const noexcept {
    return static_cast<int64_t>(neighbours_[static_cast<size_t>(i)].size());
  }

  Candidate candidate(int32_t i) const noexcept {
    const int64_t fill = fill_[static_cast<size_t>(i)], entry = entry_[static_cast<size_t>(i)];
    if (rule_ == Rule::kSweep) return {entry < kEnd ? degree(i) : entry, entry, i};
    return rule_ == Rule::kMinFill ? Candidate{fill, degree(i), i} : Candidate{degree(i), fill, i};
  }

  bool is_stale(const Candidate& c) const noexcept {
    if (fill_[static_cast<size_t>(c.spin)] == kTaken || degree(c.spin) > max_width_) return true;
    const Candidate now = candidate(c.spin);
    return now.first != c.first || now.second != c.second;
  }

  // Couplings that the neighbours of i lack among each other; spins of many neighbours wait.
  void rate(int32_t i) {
    if (degree(i) > max_width_) return;
    if (rule_ != Rule::kSweep) {
      const Array<int32_t>& own = neighbours_[static_cast<size_t>(i)];
      int64_t present = 0;
      for (const int32_t j : own) present += common(own, neighbours_[static_cast<size_t>(j)]);
      fill_[static_cast<size_t>(i)] = degree(i) * (degree(i) - 1) / 2 - present / 2;
    }
    queue_.push(candidate(i));
  }

  static int64_t common(const Array<int32_t>& a, const Array<int32_t>& b) noexcept {
    int64_t count = 0;
    for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
      count += *x == *y;
      const bool step_x = *x <= *y, step_y = *y <= *x;
      x += step_x;
      y += step_y;
    }
    return count;
  }

  static bool insert(Array<int32_t>& set, int32_t spin) {
    const auto at = std::lower_bound(set.begin(), set.end(), spin);
    if (at != set.end() && *at == spin) return false;
    set.insert(at, spin);
    return true;
  }

  // Connects the neighbours of i and removes it; whose rating that changes is rated anew.
  void take_out(int32_t i) {
    const Array<int32_t> scope = std::move(neighbours_[static_cast<size_t>(i)]);
    neighbours_[static_cast<size_t>(i)].clear();
    fill_[static_cast<size_t>(i)] = kTaken;
    changed_.assign(scope.begin(), scope.end());
    for (const int32_t a : scope) {
      Array<int32_t>& of_a = neighbours_[static_cast<size_t>(a)];
      of_a.erase(std::lower_bound(of_a.begin(), of_a.end(), i));
      int64_t& entry = entry_[static_cast<size_t>(a)];
      if (entry >= kEnd) entry = clock_++;
    }
    for (size_t x = 0; x < scope.size(); ++x)
      for (size_t y = x + 1; y < scope.size(); ++y) {
        Array<int32_t>& of_x = neighbours_[static_cast<size_t>(scope[x])];
        Array<int32_t>& of_y = neighbours_[static_cast<size_t>(scope[y])];
        if (!insert(of_x, scope[y])) continue;
        insert(of_y, scope[x]);
        if (rule_ == Rule::kSweep) continue;  // no need of the missing couplings of others
        std::set_intersection(of_x.begin(), of_x.end(), of_y.begin(), of_y.end(), std::back_inserter(changed_));
      }
    std::sort(changed_.begin(), changed_.end());
    changed_.erase(std::unique(changed_.begin(), changed_.end()), changed_.end());
    for (const int32_t a : changed_) rate(a);
  }

  // A sweep of a component begins at the spin furthest from the spin furthest from its first.
  void find_ends() {
    std::vector<int32_t> seen(neighbours_.size(), 0), front;
    for (size_t i = 0; i < neighbours_.size(); ++i)
      if (seen[i] == 0) {
        const int32_t far = last_reached(static_cast<int32_t>(i), 1, seen, front);
        entry_[static_cast<size_t>(last_reached(far, 2, seen, front))] = kEnd;
      }
  }

  int32_t last_reached(int32_t from, int32_t mark, std::vector<int32_t>& seen, std::vector<int32_t>& front) const {
    front.assign(1, from);
    seen[static_cast<size_t>(from)] = mark;
    for (size_t at = 0; at < front.size(); ++at)
      for (const int32_t j : neighbours_[static_cast<size_t>(front[at])])
        if (seen[static_cast<size_t>(j)] != mark) {
          seen[static_cast<size_t>(j)] = mark;
          front.push_back(j);
        }
    return front.back();
  }

  int64_t least_degree() const noexcept {
    int64_t least = std::numeric_limits<int64_t>::max();
    for (size_t i = 0; i < neighbours_.size(); ++i)
      if (fill_[i] != kTaken) least = std::min(least, degree(static_cast<int32_t>(i)));
    return least;
  }

  const Rule rule_;
  const int64_t max_width_;
  Array<Array<int32_t>> neighbours_;  // ascending
  Array<int64_t> fill_;
  Array<int64_t> entry_;  // of a sweep: when the spin became a neighbour of what is gone
  int64_t clock_ = 0;
  std::priority_queue<Candidate, Array<Candidate>, Later> queue_;
  std::vector<int32_t> changed_;
};

inline Elimination eliminate(const Host& host, const weiss_problem_view& problem, Rule rule, int64_t max_width) {
  return EliminationGraph(host, problem, rule, max_width).run(host);
}

}  // namespace

// The problem that is left while spins are eliminated one after another: the substitutions s_j = sign s_i and
// s_i = sign on a graph that changes, and the way back.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>
#include <weiss/plugin.hpp>

namespace weiss {
namespace rqaoa {

// One of the neighbours of a spin, and the coupling with it.
struct Link {
  int32_t spin;
  int32_t edge;
};
using Row = plugin::Array<Link>;  // sorted by spin

// A coupling; value 0: it is gone.
struct Edge {
  int32_t a, b;
  double value;
};

// What a merge of two spins did to the neighbours of the one that is gone.
struct Merged {
  explicit Merged(const plugin::Host& host) : moved(host), joined(host) {}
  plugin::Array<int32_t> moved;   // their coupling is now one with the other spin
  plugin::Array<int32_t> joined;  // they had both, which are one now, or none if the sum is 0
};

// Spins keep their numbers.
class Graph {
 public:
  Graph(const plugin::Host& host, const weiss_problem_view& problem)
      : negligible_((problem.flags & WEISS_PROBLEM_INTEGER) != 0 ? 0.0 : kRounding),
        rows_(static_cast<size_t>(problem.num_spins), Row(host)),
        field_(problem.field, problem.field + problem.num_spins, host),
        state_(static_cast<size_t>(problem.num_spins), kActive, host),
        edges_(host),
        steps_(host),
        num_active_(problem.num_spins) {
    edges_.reserve(static_cast<size_t>(problem.num_entries / 2));
    for (int32_t i = 0; i < num_spins(); ++i)
      rows_[at(i)].reserve(static_cast<size_t>(plugin::row(problem, i).size()));
    // In this order every row comes out sorted: the pairs (k, j) with k < j precede those of row j.
    for (int32_t i = 0; i < num_spins(); ++i)
      for (const auto [j, value] : plugin::row(problem, i)) {
        if (j < i || value == 0.0) continue;
        const auto e = static_cast<int32_t>(edges_.size());
        edges_.push_back({i, j, value});
        rows_[at(i)].push_back({j, e});
        rows_[at(j)].push_back({i, e});
      }
    for (int32_t i = 0; i < num_spins(); ++i) retire_if_free(i);
  }

  int32_t num_spins() const noexcept { return static_cast<int32_t>(rows_.size()); }
  // Numbers of edges are below this; some may be gone.
  int32_t num_edges() const noexcept { return static_cast<int32_t>(edges_.size()); }
  const Edge& edge(int32_t e) const noexcept { return edges_[at(e)]; }
  const Row& row(int32_t spin) const noexcept { return rows_[at(spin)]; }
  double field(int32_t spin) const noexcept { return field_[at(spin)]; }

  // Spins that are left and have a coupling or a field. The others that are left are free: they may be
  // anything.
  int32_t num_active() const noexcept { return static_cast<int32_t>(num_active_); }
  bool active(int32_t spin) const noexcept { return state_[at(spin)] == kActive; }
  bool free(int32_t spin) const noexcept { return state_[at(spin)] == kFree; }

  // Of what acts on one spin: the root of the mean of h_i^2 + sum_j J_ij^2.
  double local_size() const noexcept {
    double sum = 0.0;
    for (const double field : field_) sum += field * field;
    for (const Edge& edge : edges_) sum += 2.0 * edge.value * edge.value;
    return std::sqrt(sum / num_active());
  }

  // s_drop = sign s_keep.
  void merge(int32_t keep, int32_t drop, int8_t sign, Merged& merged) {
    merged.moved.clear();
    merged.joined.clear();
    unlink(keep, drop);
    for (const Link link : row(drop)) {
      Edge& edge = edges_[at(link.edge)];
      if (link.spin == keep) {
        edge.value = 0.0;
        continue;
      }
      const auto own = find(keep, link.spin);
      unlink(link.spin, drop);
      if (own != row(keep).end()) {
        join(*own, sign * edge.value, keep);
        edge.value = 0.0;
        merged.joined.push_back(link.spin);
      } else {
        edge = {keep, link.spin, sign * edge.value};
        this->link(keep, link.spin, link.edge);
        this->link(link.spin, keep, link.edge);
        merged.moved.push_back(link.spin);
      }
    }
    add(field_[at(keep)], sign * field_[at(drop)]);
    eliminate(drop, keep, sign);
    retire_if_free(keep);
    for (const int32_t spin : merged.joined) retire_if_free(spin);
  }

  // s_spin = sign.
  void fix(int32_t spin, int8_t sign, plugin::Array<int32_t>& neighbours) {
    neighbours.clear();
    for (const Link link : row(spin)) {
      neighbours.push_back(link.spin);
      unlink(link.spin, spin);
      add(field_[at(link.spin)], sign * edge(link.edge).value);
      edges_[at(link.edge)].value = 0.0;
    }
    eliminate(spin, kNone, sign);
    for (const int32_t k : neighbours) retire_if_free(k);
  }

  // Renumbers the edges without those that are gone.
  void compact() {
    int32_t count = 0;
    for (const Edge edge : edges_) {
      if (edge.value == 0.0) continue;
      edges_[at(count)] = edge;
      find(edge.a, edge.b)->edge = count;
      find(edge.b, edge.a)->edge = count;
      ++count;
    }
    edges_.resize(static_cast<size_t>(count), Edge{});
  }

  // Gives the eliminated spins their values; those of all others are set.
  void lift(int8_t* spins) const noexcept {
    for (auto step = steps_.rbegin(); step != steps_.rend(); ++step)
      spins[step->spin] = static_cast<int8_t>(step->sign * (step->onto == kNone ? 1 : spins[step->onto]));
  }

 private:
  static constexpr int32_t kNone = -1;
  static constexpr double kRounding = 1e-13;
  static constexpr int8_t kActive = 0, kFree = 1, kEliminated = 2;

  struct Step {
    int32_t spin;
    int32_t onto;
    int8_t sign;
  };

  static size_t at(int32_t index) noexcept { return static_cast<size_t>(index); }

  Row::iterator place(int32_t spin, int32_t neighbour) noexcept {
    Row& row = rows_[at(spin)];
    return std::lower_bound(row.begin(), row.end(), neighbour,
                            [](const Link& link, int32_t wanted) { return link.spin < wanted; });
  }
  Row::iterator find(int32_t spin, int32_t neighbour) noexcept {
    const auto found = place(spin, neighbour);
    const auto end = rows_[at(spin)].end();
    return found != end && found->spin == neighbour ? found : end;
  }
  void link(int32_t spin, int32_t neighbour, int32_t edge) {
    rows_[at(spin)].insert(place(spin, neighbour), {neighbour, edge});
  }
  void unlink(int32_t spin, int32_t neighbour) noexcept { rows_[at(spin)].erase(find(spin, neighbour)); }

  // What is nothing but rounding must not look like a coupling; sums of integer problems are exact.
  void add(double& sum, double term) const noexcept {
    const double size = std::fabs(sum) + std::fabs(term);
    sum += term;
    if (std::fabs(sum) <= negligible_ * size) sum = 0.0;
  }
  void join(Link own, double value, int32_t keep) noexcept {
    Edge& edge = edges_[at(own.edge)];
    add(edge.value, value);
    if (edge.value != 0.0) return;
    unlink(keep, own.spin);
    unlink(own.spin, keep);
  }

  void eliminate(int32_t spin, int32_t onto, int8_t sign) {
    field_[at(spin)] = 0.0;
    rows_[at(spin)].clear();
    rows_[at(spin)].shrink_to_fit();
    state_[at(spin)] = kEliminated;
    --num_active_;
    steps_.push_back({spin, onto, sign});
  }
  void retire_if_free(int32_t spin) noexcept {
    if (!active(spin) || !row(spin).empty() || field(spin) != 0.0) return;
    state_[at(spin)] = kFree;
    --num_active_;
  }

  const double negligible_;
  std::vector<Row> rows_;
  plugin::Array<double> field_;
  plugin::Array<int8_t> state_;
  plugin::Array<Edge> edges_;
  plugin::Array<Step> steps_;
  int64_t num_active_;
};

}  // namespace rqaoa
}  // namespace weiss

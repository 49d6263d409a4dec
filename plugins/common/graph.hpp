// Graphs with weights, as partitioners see a problem: its couplings, those of some of its spins, or those of
// groups of spins.
#pragma once

#include <cmath>
#include <cstdint>

#include <weiss/plugin.hpp>

namespace weiss {
namespace bundled {

// The nodes of each group side by side, ascending. Nodes with a label below 0 are in none.
class Groups {
 public:
  Groups(const plugin::Host& host, const plugin::Array<int32_t>& label, int64_t count)
      : start_(static_cast<size_t>(count) + 1, 0, host), members_(host) {
    for (const int32_t l : label)
      if (l >= 0) ++start_[static_cast<size_t>(l) + 1];
    for (size_t g = 1; g < start_.size(); ++g) start_[g] += start_[g - 1];
    members_.resize(static_cast<size_t>(start_.back()));
    plugin::Array<int64_t> next(start_);
    for (size_t u = 0; u < label.size(); ++u)
      if (label[u] >= 0) members_[static_cast<size_t>(next[static_cast<size_t>(label[u])]++)] = static_cast<int32_t>(u);
  }

  int64_t count() const noexcept { return static_cast<int64_t>(start_.size()) - 1; }
  int64_t size(int64_t g) const noexcept {
    return start_[static_cast<size_t>(g) + 1] - start_[static_cast<size_t>(g)];
  }
  const int32_t* begin(int64_t g) const noexcept { return members_.data() + start_[static_cast<size_t>(g)]; }
  const int32_t* end(int64_t g) const noexcept { return members_.data() + start_[static_cast<size_t>(g) + 1]; }
  int32_t* begin(int64_t g) noexcept { return members_.data() + start_[static_cast<size_t>(g)]; }
  int32_t* end(int64_t g) noexcept { return members_.data() + start_[static_cast<size_t>(g) + 1]; }

 private:
  plugin::Array<int64_t> start_;    // [count + 1]
  plugin::Array<int32_t> members_;
};

struct Edge {
  int32_t node;
  double weight;
};

// Rows hold both directions of every edge, in no particular order, without loops and repeats.
struct WeightedGraph {
  explicit WeightedGraph(const plugin::Host& host)
      : start(1, 0, host), neighbour(host), weight(host), size(host), inner(host) {}

  int64_t num_nodes() const noexcept { return static_cast<int64_t>(size.size()); }
  int64_t num_entries() const noexcept { return start.back(); }
  int64_t degree(int64_t u) const noexcept {
    return start[static_cast<size_t>(u) + 1] - start[static_cast<size_t>(u)];
  }

  class Row {
   public:
    class Iterator {
     public:
      Iterator(const int32_t* node, const double* weight) noexcept : node_(node), weight_(weight) {}
      Edge operator*() const noexcept { return {*node_, *weight_}; }
      Iterator& operator++() noexcept {
        ++node_;
        ++weight_;
        return *this;
      }
      bool operator!=(const Iterator& other) const noexcept { return node_ != other.node_; }

     private:
      const int32_t* node_;
      const double* weight_;
    };
    Row(const WeightedGraph& graph, int64_t u) noexcept
        : graph_(graph), first_(graph.start[static_cast<size_t>(u)]), last_(graph.start[static_cast<size_t>(u) + 1]) {}
    Iterator begin() const noexcept { return {graph_.neighbour.data() + first_, graph_.weight.data() + first_}; }
    Iterator end() const noexcept { return {graph_.neighbour.data() + last_, graph_.weight.data() + last_}; }

   private:
    const WeightedGraph& graph_;
    int64_t first_, last_;
  };
  // For those who do not ask for it; graphs that are made of this one have none either.
  void drop_inner() { plugin::Array<double>(inner.get_allocator()).swap(inner); }

  // for (const auto [v, w] : graph.row(u)): the edges of node u.
  Row row(int64_t u) const noexcept { return Row(*this, u); }

  plugin::Array<int64_t> start;      // [nodes + 1]
  plugin::Array<int32_t> neighbour;  // [entries]
  plugin::Array<double> weight;      // [entries]
  plugin::Array<int32_t> size;       // [nodes] spins in the node
  plugin::Array<double> inner;       // [nodes] or empty: weight of the edges inside of the node, each counted once
};

enum class Weights { kSigned, kAbsolute, kUnit };

// A node for each spin, an edge for each coupling. Fields are left out.
inline WeightedGraph graph_of(const plugin::Host& host, const weiss_problem_view& problem, Weights weights) {
  WeightedGraph graph(host);
  const auto n = static_cast<size_t>(problem.num_spins);
  const int64_t entries = problem.num_entries;
  graph.start.assign(problem.row_start, problem.row_start + n + 1);
  graph.neighbour.assign(problem.column, problem.column + entries);
  graph.weight.assign(problem.value, problem.value + entries);
  if (weights != Weights::kSigned)
    for (double& w : graph.weight) w = weights == Weights::kUnit ? 1.0 : std::fabs(w);
  graph.size.assign(n, 1);
  graph.inner.assign(n, 0.0);
  return graph;
}

// The graph of the groups: label [nodes] in 0 ... count - 1, each taken. Weights of edges between two groups add
// up; an edge stays when the sum is 0. Linear in the edges.
inline WeightedGraph contract(const plugin::Host& host, const WeightedGraph& graph,
                              const plugin::Array<int32_t>& label, int64_t count) {
  const Groups groups(host, label, count);
  WeightedGraph coarse(host);
  coarse.start.reserve(static_cast<size_t>(count) + 1);
  coarse.size.assign(static_cast<size_t>(count), 0);
  const bool has_inner = !graph.inner.empty();
  if (has_inner) coarse.inner.assign(static_cast<size_t>(count), 0.0);
  int64_t most = 0;  // edges, when no two are between the same groups
  for (int64_t u = 0; u < graph.num_nodes(); ++u)
    for (const auto [v, w] : graph.row(u)) {
      static_cast<void>(w);
      most += label[static_cast<size_t>(u)] != label[static_cast<size_t>(v)] ? 1 : 0;
    }
  coarse.neighbour.reserve(static_cast<size_t>(most));
  coarse.weight.reserve(static_cast<size_t>(most));
  plugin::Array<int64_t> slot(static_cast<size_t>(count), -1, host);  // of the edge to a group in the row at hand
  for (int64_t g = 0; g < count; ++g) {
    const auto at = static_cast<size_t>(g);
    const int64_t row_begin = coarse.start.back();
    double twice_inside = 0.0;
    for (const int32_t* u = groups.begin(g); u != groups.end(g); ++u) {
      coarse.size[at] += graph.size[static_cast<size_t>(*u)];
      if (has_inner) coarse.inner[at] += graph.inner[static_cast<size_t>(*u)];
      for (const auto [v, w] : graph.row(*u)) {
        const int32_t other = label[static_cast<size_t>(v)];
        if (other == g) {
          twice_inside += w;
          continue;
        }
        int64_t& place = slot[static_cast<size_t>(other)];
        if (place < row_begin) {
          place = static_cast<int64_t>(coarse.neighbour.size());
          coarse.neighbour.push_back(other);
          coarse.weight.push_back(w);
        } else {
          coarse.weight[static_cast<size_t>(place)] += w;
        }
      }
    }
    if (has_inner) coarse.inner[at] += 0.5 * twice_inside;
    coarse.start.push_back(static_cast<int64_t>(coarse.neighbour.size()));
  }
  if (most - coarse.num_entries() > most / 16) {
    coarse.neighbour.shrink_to_fit();
    coarse.weight.shrink_to_fit();
  }
  return coarse;
}

// The edges among some nodes; node k of the result is members[k]. index [nodes of the graph] is room that holds
// -1 everywhere, before and after. Linear in the edges of the members.
inline WeightedGraph induced(const plugin::Host& host, const WeightedGraph& graph, const int32_t* members,
                             int64_t count, plugin::Array<int32_t>& index) {
  WeightedGraph result(host);
  result.start.reserve(static_cast<size_t>(count) + 1);
  for (int64_t k = 0; k < count; ++k) index[static_cast<size_t>(members[k])] = static_cast<int32_t>(k);
  size_t entries = 0;
  for (int64_t k = 0; k < count; ++k)
    for (const auto [v, w] : graph.row(members[k])) {
      static_cast<void>(w);
      entries += index[static_cast<size_t>(v)] >= 0 ? 1 : 0;
    }
  result.neighbour.reserve(entries);
  result.weight.reserve(entries);
  result.size.reserve(static_cast<size_t>(count));
  if (!graph.inner.empty()) result.inner.reserve(static_cast<size_t>(count));
  for (int64_t k = 0; k < count; ++k) {
    const auto u = static_cast<size_t>(members[k]);
    for (const auto [v, w] : graph.row(members[k])) {
      if (index[static_cast<size_t>(v)] < 0) continue;
      result.neighbour.push_back(index[static_cast<size_t>(v)]);
      result.weight.push_back(w);
    }
    result.start.push_back(static_cast<int64_t>(result.neighbour.size()));
    result.size.push_back(graph.size[u]);
    if (!graph.inner.empty()) result.inner.push_back(graph.inner[u]);
  }
  for (int64_t k = 0; k < count; ++k) index[static_cast<size_t>(members[k])] = -1;
  return result;
}

// Weight of the edges within groups, each counted once.
inline double weight_inside(const WeightedGraph& graph, const plugin::Array<int32_t>& label) noexcept {
  double twice = 0.0;
  for (int64_t u = 0; u < graph.num_nodes(); ++u)
    for (const auto [v, w] : graph.row(u))
      if (label[static_cast<size_t>(u)] >= 0 && label[static_cast<size_t>(u)] == label[static_cast<size_t>(v)])
        twice += w;
  return 0.5 * twice;
}

}  // namespace bundled
}  // namespace weiss

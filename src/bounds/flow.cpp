#include "bounds/flow.hpp"

#include <algorithm>
#include <cmath>

namespace weiss {

namespace {

constexpr int32_t kUnreached = INT32_MAX;

class Dinic {
 public:
  Dinic(ImplicationNetwork& network, int64_t max_work, Meter& meter)
      : network_(network), max_work_(max_work), meter_(meter), distance_(network.terminal.get_allocator()),
        current_(network.terminal.get_allocator()), queue_(network.terminal.get_allocator()),
        path_(network.terminal.get_allocator()) {
    distance_.resize(network.terminal.size());
    current_.resize(network.terminal.size());
    queue_.resize(network.terminal.size());
  }

  FlowResult run() {
    while (find_distances())
      if (!block()) return {value_, false, work_};
    return {value_, !stopped_, work_};
  }

 private:
  bool spend(int64_t arcs) noexcept {
    work_ += arcs;
    stopped_ = meter_.spend(arcs) || work_ > max_work_;
    return !stopped_;
  }

  // Distances to the sink by breadth-first search from it; false when no source can reach it, or stopped.
  bool find_distances() noexcept {
    std::fill(distance_.begin(), distance_.end(), kUnreached);
    size_t end = 0;
    for (size_t node = 0; node < network_.terminal.size(); ++node) {
      current_[node] = network_.arc_begin(node);
      if (network_.terminal[node] >= 0) continue;
      distance_[node] = 1;
      queue_[end++] = static_cast<uint32_t>(node);
    }
    bool met_source = false;
    if (!spend(network_.num_nodes())) return false;
    for (size_t begin = 0; begin < end; ++begin) {
      const size_t node = queue_[begin];
      const size_t last = network_.arc_end(node);
      for (size_t arc = network_.arc_begin(node); arc < last; arc += 2) {
        const size_t tail = network_.head(arc);
        if (distance_[tail] != kUnreached || network_.residual[network_.reverse(arc)] == 0) continue;
        distance_[tail] = distance_[node] + 1;
        met_source |= network_.terminal[tail] > 0;
        queue_[end++] = static_cast<uint32_t>(tail);
      }
      if (!spend(static_cast<int64_t>((last - network_.arc_begin(node)) / 2))) return false;
    }
    return met_source;
  }

  // Augments until no path along falling distances is left; false when stopped.
  bool block() {
    for (size_t source = 0; source < network_.terminal.size(); ++source) {
      if (distance_[source] == kUnreached) continue;
      while (network_.terminal[source] > 0 && find_path(source)) augment(source);
      if (stopped_) return false;
    }
    return true;
  }

  // Leaves in path_ the arcs from source to a node of distance 1 that the sink still takes from.
  bool find_path(size_t source) {
    path_.clear();
    size_t node = source;
    while (network_.terminal[node] >= 0) {
      const size_t begin = current_[node], end = network_.arc_end(node);
      size_t arc = begin;
      while (arc < end && !leads_nearer(node, arc)) arc += 2;
      current_[node] = arc;
      if (!spend(static_cast<int64_t>((arc - begin) / 2 + 1))) return false;
      if (arc < end) {
        path_.push_back(arc);
        node = network_.head(arc);
      } else if (path_.empty()) {
        return false;
      } else {  // a dead end: go back, and never come here again
        node = network_.head(network_.reverse(path_.back()));
        path_.pop_back();
        current_[node] += 2;
      }
    }
    return true;
  }

  bool leads_nearer(size_t node, size_t arc) const noexcept {
    return network_.residual[arc] > 0 && distance_[network_.head(arc)] == distance_[node] - 1;
  }

  void augment(size_t source) noexcept {
    const size_t sink = path_.empty() ? source : network_.head(path_.back());
    int64_t amount = std::min(network_.terminal[source], -network_.terminal[sink]);
    for (const size_t arc : path_) amount = std::min(amount, network_.residual[arc]);
    for (const size_t arc : path_) {
      network_.residual[arc] -= amount;
      network_.residual[network_.reverse(arc)] += amount;
    }
    network_.terminal[source] -= amount;
    network_.terminal[sink] += amount;
    value_ += amount;
  }

  ImplicationNetwork& network_;
  const int64_t max_work_;
  int64_t work_ = 0;
  Meter& meter_;
  bool stopped_ = false;
  int64_t value_ = 0;
  Vector<int32_t> distance_;  // arcs to the sink; kUnreached: it cannot be reached
  Vector<size_t> current_;    // arcs before it lead nowhere in this phase
  Vector<uint32_t> queue_;
  Vector<size_t> path_;
};

// For each entry (i, j) the place of (j, i): row by row upwards, each row meets its entries in order.
Vector<int64_t> find_opposites(const Problem& problem, Meter& meter) {
  Memory* memory = problem.environment->memory();
  Vector<int64_t> opposite(problem.column.size(), memory);
  Vector<int64_t> cursor(problem.row_start.begin(), problem.row_start.end() - 1, memory);
  for (size_t u = 0; u < problem.field.size(); ++u) {
    for (size_t k = problem.row_begin(u); k < problem.row_end(u); ++k)
      opposite[k] = cursor[static_cast<size_t>(problem.column[k])]++;
    meter.go_on(static_cast<int64_t>(problem.row_end(u) - problem.row_begin(u)));
  }
  return opposite;
}

}  // namespace

ImplicationNetwork::ImplicationNetwork(const Problem& of, const Vector<double>& field,
                                       const Vector<int8_t>& fixed, double scale, Meter& meter)
    : problem(of), link(of.environment->memory()), opposite(find_opposites(of, meter)),
      residual(of.environment->memory()), terminal(of.environment->memory()) {
  const auto capacity = [scale](double coefficient) {
    return static_cast<int64_t>(std::fabs(coefficient) * scale);
  };
  link.resize(problem.column.size());
  residual.resize(2 * problem.column.size());
  terminal.resize(2 * problem.field.size());
  for (size_t u = 0; u < problem.field.size(); ++u) {
    const int64_t pull = capacity(field[u]);
    terminal[2 * u] = field[u] > 0.0 ? -pull : pull;
    terminal[2 * u + 1] = -terminal[2 * u];
    meter.go_on(static_cast<int64_t>(problem.row_end(u) - problem.row_begin(u)));
    for (size_t k = problem.row_begin(u); k < problem.row_end(u); ++k) {
      const auto v = static_cast<size_t>(problem.column[k]);
      link[k] = static_cast<uint32_t>(2 * v + (problem.value[k] > 0.0 ? 1 : 0));
      residual[2 * k] = residual[2 * k + 1] = fixed[u] || fixed[v] ? 0 : capacity(problem.value[k]);
    }
  }
}

FlowResult maximize_flow(ImplicationNetwork& network, int64_t max_work, Meter& meter) {
  return Dinic(network, max_work, meter).run();
}

}  // namespace weiss

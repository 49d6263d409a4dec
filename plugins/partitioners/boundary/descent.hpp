// Moves of single spins that leave fewer spins with neighbours in other parts.
#pragma once

#include <numeric>

#include "../../common/labels.hpp"

namespace {

// How many neighbours of each spin are elsewhere is kept up to date, so a visit costs the couplings of one
// spin.
class BoundaryDescent {
 public:
  // label [spins] in 0 ... count - 1.
  BoundaryDescent(const weiss::plugin::Host& host, const weiss::bundled::WeightedGraph& graph,
                  weiss::bundled::Labels& label, int64_t count, int64_t capacity)
      : graph_(graph),
        label_(label),
        capacity_(capacity),
        size_(static_cast<size_t>(count), 0, host),
        elsewhere_(label.size(), 0, host),
        members_near_(size_.size(), 0, host),
        freed_(size_.size(), 0, host),
        near_(host) {
    for (int64_t u = 0; u < graph.num_nodes(); ++u) {
      ++size_[at(label_, u)];
      int32_t& outside = elsewhere_[static_cast<size_t>(u)];
      for (const auto [v, w] : graph.row(u)) outside += at(label_, v) != at(label_, u);
      boundary_ += outside > 0;
    }
  }

  // Spins with a neighbour in another part.
  int64_t boundary() const noexcept { return boundary_; }

  // Rounds over all spins in random order until none moves. A part that has grown above the capacity before
  // takes no more spins, but keeps those that it has.
  void run(weiss::plugin::Random& random, const weiss::plugin::Run& run) {
    weiss::bundled::Labels order(label_);
    std::iota(order.begin(), order.end(), 0);
    for (bool moved = true; moved && !run.should_stop();) {
      moved = false;
      weiss::bundled::shuffle(order.data(), order.data() + order.size(), random);
      for (const int32_t u : order) moved |= visit(u);
      run.spend(graph_.num_entries() + graph_.num_nodes());
    }
  }

 private:
  static size_t at(const weiss::bundled::Labels& label, int64_t u) noexcept {
    return static_cast<size_t>(label[static_cast<size_t>(u)]);
  }

  // Moves u to the first neighbouring part that makes the boundary smaller.
  bool visit(int32_t u) {
    if (elsewhere_[static_cast<size_t>(u)] == 0) return false;
    const size_t own = at(label_, u);
    int64_t exposed = 0;  // neighbours that u keeps off the boundary now
    for (const auto [v, w] : graph_.row(u)) {
      const size_t part = at(label_, v);
      const int32_t outside = elsewhere_[static_cast<size_t>(v)];
      if (part == own) {
        exposed += outside == 0;
        continue;
      }
      if (members_near_[part]++ == 0) near_.push_back(static_cast<int32_t>(part));
      freed_[part] += outside == 1;
    }
    size_t target = own;
    for (const int32_t p : near_) {
      const auto part = static_cast<size_t>(p);
      const int64_t change = exposed - freed_[part] - (members_near_[part] == graph_.degree(u));
      if (target == own && change < 0 && size_[part] < capacity_) {
        target = part;
        boundary_ += change;
      }
      members_near_[part] = freed_[part] = 0;
    }
    near_.clear();
    if (target == own) return false;
    move(u, own, target);
    return true;
  }

  void move(int32_t u, size_t from, size_t to) noexcept {
    --size_[from];
    ++size_[to];
    label_[static_cast<size_t>(u)] = static_cast<int32_t>(to);
    int32_t& outside = elsewhere_[static_cast<size_t>(u)];
    for (const auto [v, w] : graph_.row(u)) {
      const size_t part = at(label_, v);
      const int32_t step = part == from ? 1 : part == to ? -1 : 0;
      elsewhere_[static_cast<size_t>(v)] += step;
      outside += step;
    }
  }

  const weiss::bundled::WeightedGraph& graph_;
  weiss::bundled::Labels& label_;
  const int64_t capacity_;
  int64_t boundary_ = 0;
  weiss::plugin::Array<int64_t> size_;       // [parts] spins
  weiss::plugin::Array<int32_t> elsewhere_;  // [spins] neighbours in other parts
  // Of each part, for the spin at hand, else 0: its neighbours there, and those that would leave the
  // boundary.
  weiss::plugin::Array<int64_t> members_near_;
  weiss::plugin::Array<int64_t> freed_;
  weiss::bundled::Labels near_;  // parts next to it
};

}  // namespace

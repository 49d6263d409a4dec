#include "bounds/persistency.hpp"

#include <algorithm>

namespace weiss {

namespace {

constexpr uint32_t kUnseen = 0;
constexpr uint32_t kClosed = UINT32_MAX;

class Persistency {
 public:
  Persistency(const ImplicationNetwork& network, int8_t* value, Meter& meter)
      : network_(network), value_(value), meter_(meter),
        order_(network.terminal.size(), network.terminal.get_allocator()),
        low_(network.terminal.size(), network.terminal.get_allocator()),
        open_(network.terminal.get_allocator()), walk_(network.terminal.get_allocator()) {}

  void run() {
    std::fill_n(value_, network_.num_nodes() / 2, int8_t{0});
    follow_source();
    for (size_t node = 0; node < order_.size(); ++node)
      if (!decided(node) && order_[node] == kUnseen) visit(node);
  }

 private:
  struct Step {
    size_t node;
    size_t arc;  // the next to look at
  };

  bool decided(size_t node) const noexcept { return value_[node / 2] != 0; }
  void make_true(size_t node) noexcept { value_[node / 2] = node % 2 == 0 ? 1 : -1; }

  // Of the flow averaged with its mirror.
  bool is_open(size_t arc) const noexcept {
    return network_.residual[arc] > 0 || network_.residual[network_.mirror(arc)] > 0;
  }
  bool source_opens(size_t node) const noexcept {
    return network_.terminal[node] > 0 || network_.terminal[node ^ 1] < 0;
  }

  void follow_source() {
    for (size_t node = 0; node < order_.size(); ++node)
      if (!decided(node) && source_opens(node)) spread(node);
  }

  // Makes true what node implies.
  void spread(size_t first) {
    make_true(first);
    open_.assign(1, first);
    while (!open_.empty()) {
      const size_t node = open_.back();
      open_.pop_back();
      look_at(node);
      for (size_t arc = network_.arc_begin(node); arc < network_.arc_end(node); arc += 2) {
        const size_t head = network_.head(arc);
        if (decided(head) || !is_open(arc)) continue;
        make_true(head);
        open_.push_back(head);
      }
    }
  }

  // Strong components of what can be reached from first (Tarjan 1972), without recursion. Components come
  // out after all that they imply.
  void visit(size_t first) {
    enter(first);
    while (!walk_.empty()) {
      Step& step = walk_.back();
      const size_t node = step.node;
      size_t next = node;
      for (; step.arc < network_.arc_end(node) && next == node; step.arc += 2) {
        const size_t head = network_.head(step.arc);
        if (!is_open(step.arc) || closed(head)) continue;
        if (order_[head] == kUnseen)
          next = head;
        else
          low_[node] = std::min(low_[node], order_[head]);
      }
      if (next != node) {
        enter(next);
        continue;
      }
      walk_.pop_back();
      if (!walk_.empty()) low_[walk_.back().node] = std::min(low_[walk_.back().node], low_[node]);
      if (low_[node] == order_[node]) close(node);
    }
  }

  void look_at(size_t node) {
    meter_.go_on(static_cast<int64_t>(network_.arc_end(node) - network_.arc_begin(node)) / 2);
  }

  void enter(size_t node) {
    look_at(node);
    order_[node] = low_[node] = ++count_;
    open_.push_back(node);
    walk_.push_back({node, network_.arc_begin(node)});
  }

  // Its component is complete, or it was decided by the source or by its mirror.
  bool closed(size_t node) const noexcept {
    return order_[node] == kClosed || (order_[node] == kUnseen && decided(node));
  }

  // The component of root is what was opened since.
  void close(size_t root) {
    const auto begin = std::find(open_.rbegin(), open_.rend(), root).base() - 1;
    const uint32_t lowest = order_[root];
    // Its own mirror: the mirror of root was opened since then, too.
    const bool own_mirror = order_[root ^ 1] != kClosed && order_[root ^ 1] >= lowest;
    for (auto node = begin; node != open_.end(); ++node) {
      order_[*node] = kClosed;
      if (!own_mirror && !decided(*node)) make_true(*node);
    }
    open_.erase(begin, open_.end());
  }

  const ImplicationNetwork& network_;
  int8_t* value_;
  Meter& meter_;
  Vector<uint32_t> order_;  // in which nodes were entered, from 1; kClosed
  Vector<uint32_t> low_;    // earliest open node that is known to be reached
  Vector<size_t> open_;     // nodes of components that are not complete
  Vector<Step> walk_;
  uint32_t count_ = 0;
};

}  // namespace

void find_persistent(const ImplicationNetwork& network, int8_t* value, Meter& meter) {
  Persistency(network, value, meter).run();
}

}  // namespace weiss

// Many small parts at once: single nodes move to parts that have room, and pairs change places, as long as the weight
// inside of parts grows. What a node weighs towards each part is kept in a table while that is small, so that a look
// at a node costs its edges and a step for each member of the parts next to it; without the table each such step costs
// the edges of the member.
#pragma once

#include <algorithm>
#include <utility>

#include "../../common/labels.hpp"

namespace {

using weiss::bundled::Labels;
using weiss::bundled::WeightedGraph;
using weiss::plugin::Array;
using weiss::plugin::Host;
using weiss::plugin::Random;
using weiss::plugin::Run;

class Exchange {
 public:
  // Nodes of one spin each. fixed: for each node whether it stays in its part.
  Exchange(const Host& host, const Run& run, const WeightedGraph& graph, int64_t num_parts, int64_t capacity,
           const Array<int8_t>& fixed)
      : run_(run), graph_(graph), n_(static_cast<size_t>(graph.num_nodes())),
        num_parts_(static_cast<size_t>(num_parts)), capacity_(static_cast<size_t>(capacity)),
        slots_(capacity_ + 1), fixed_(fixed), label_(n_, 0, host),
        has_table_(num_parts_ * n_ <= kLargestTable), towards_(has_table_ ? num_parts_ * n_ : 0, 0.0, host),
        members_(num_parts_ * slots_, 0, host), slot_(n_, 0, host), count_(num_parts_, 0, host),
        edge_to_(n_, 0.0, host), seen_(num_parts_, -1, host), queue_(host), waits_(n_, 0, host), journal_(host) {
    double heaviest = 0.0;
    for (const double w : graph.weight) heaviest = std::max(heaviest, w);
    tiny_ = 1e-9 * heaviest;
    for (size_t u = 0; u < n_; ++u) has_hubs_ = has_hubs_ || is_hub(u);
  }

  const Labels& labels() const noexcept { return label_; }
  double inside() const noexcept { return inside_; }  // weight of the edges inside of parts

  void set(const Labels& label) {
    label_ = label;
    std::fill(count_.begin(), count_.end(), size_t{0});
    std::fill(towards_.begin(), towards_.end(), 0.0);
    inside_ = 0.0;
    for (size_t u = 0; u < n_; ++u) {
      join(u, part_of(u));
      if (!has_table_) continue;
      for (const auto [v, w] : graph_.row(static_cast<int64_t>(u))) towards_[part_of(u) * n_ + at(v)] += w;
    }
    for (size_t u = 0; u < n_; ++u) inside_ += 0.5 * towards(u, part_of(u));
    run_.spend(graph_.num_entries());
  }

  // Looks at every node, and at those that may gain by what has moved, until nobody does or the run should stop.
  void improve(Random& random) {
    double before = 0.0;
    do {
      before = inside_;
      for (size_t u = 0; u < n_; ++u) wait(u);
      settle(random);
    } while (has_hubs_ && inside_ > before + tiny_ && !run_.should_stop());
  }

  // Some random pairs change places; what improvement makes of that stays when it is not worse.
  void kick(Random& random, int64_t pairs) {
    const double before = inside_;
    journal_.clear();
    kicked_ = true;
    for (int64_t k = 0; k < pairs; ++k) {
      const auto u = at(random.below(static_cast<int64_t>(n_))), v = at(random.below(static_cast<int64_t>(n_)));
      if (part_of(u) == part_of(v) || fixed_[u] || fixed_[v]) continue;
      change_places(u, v);
    }
    settle(random);
    kicked_ = false;
    if (inside_ >= before - tiny_) return;
    while (!journal_.empty()) {
      const auto [u, part] = journal_.back();
      journal_.pop_back();
      move(at(u), part);
    }
    clear_queue();
  }

 private:
  static constexpr size_t kNone = SIZE_MAX;
  static constexpr size_t kLargestTable = size_t{1} << 20;
  static constexpr int64_t kManyNeighbours = 64;
  static constexpr int64_t kLooksInABlock = 256;  // between two looks at the run

  static size_t at(int64_t i) noexcept { return static_cast<size_t>(i); }
  size_t part_of(size_t u) const noexcept { return static_cast<size_t>(label_[u]); }
  double towards(size_t u, size_t part) const noexcept {
    if (has_table_) return towards_[part * n_ + u];
    double sum = 0.0;
    for (const auto [v, w] : graph_.row(static_cast<int64_t>(u))) sum += part_of(at(v)) == part ? w : 0.0;
    return sum;
  }

  bool is_hub(size_t u) const noexcept { return graph_.degree(static_cast<int64_t>(u)) > kManyNeighbours; }

  void wait(size_t u) {
    if (waits_[u]) return;
    waits_[u] = 1;
    queue_.push_back(static_cast<int32_t>(u));
  }

  void settle(Random& random) {
    weiss::bundled::shuffle(queue_.data(), queue_.data() + queue_.size(), random);
    int64_t looked = 0;
    for (size_t head = 0; head < queue_.size();) {
      if (++looked % kLooksInABlock == 0) {
        charge();
        if (run_.should_stop()) break;
      }
      const size_t u = at(queue_[head++]);
      waits_[u] = 0;
      if (head >= n_) {  // the queue stays as short as the graph
        queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(head));
        head = 0;
      }
      if (!fixed_[u]) place(u);
    }
    charge();
    clear_queue();
  }
  void charge() noexcept {
    run_.spend(work_);
    work_ = 0;
  }
  void clear_queue() noexcept {
    for (const int32_t u : queue_) waits_[at(u)] = 0;
    queue_.clear();
  }

  // The best move of u, if one gains.
  void place(size_t u) {
    const size_t from = part_of(u);
    double best = tiny_;
    size_t best_part = kNone, best_partner = kNone;
    const double own = towards(u, from);
    for (const auto [v, w] : graph_.row(static_cast<int64_t>(u))) edge_to_[at(v)] = w;
    const auto look = [&](size_t part) {
      const double lead = towards(u, part) - own;
      if (count_[part] < capacity_ && count_[from] > 1 && lead > best) {
        best = lead;
        best_part = part;
        best_partner = kNone;
      }
      const int32_t* const members = members_.data() + part * slots_;
      for (size_t k = 0; k < count_[part]; ++k) {
        const size_t v = at(members[k]);
        if (fixed_[v] || (!has_table_ && is_hub(v))) continue;  // a hub is dear to ask; it looks itself
        const double gain = lead + (towards(v, from) - towards(v, part)) - 2.0 * edge_to_[v];
        if (gain <= best) continue;
        best = gain;
        best_part = part;
        best_partner = v;
      }
      work_ += static_cast<int64_t>(count_[part]);
    };
    if (at(graph_.degree(static_cast<int64_t>(u))) >= num_parts_) {
      for (size_t part = 0; part < num_parts_; ++part)
        if (part != from && towards(u, part) > 0.0) look(part);
    } else {
      ++looks_;
      for (const auto [v, w] : graph_.row(static_cast<int64_t>(u))) {
        const size_t part = part_of(at(v));
        if (part == from || seen_[part] == looks_) continue;
        seen_[part] = looks_;
        look(part);
      }
    }
    for (const auto [v, w] : graph_.row(static_cast<int64_t>(u))) edge_to_[at(v)] = 0.0;
    if (best_partner != kNone)
      change_places(u, best_partner);
    else if (best_part != kNone)
      move(u, best_part);
  }

  void change_places(size_t u, size_t v) {
    const size_t from = part_of(u), to = part_of(v);
    leave(v);
    leave(u);
    shift(v, to, from);
    join(v, from);
    shift(u, from, to);
    join(u, to);
    call_around(u, from);
    call_around(v, to);
    note(u, from);
    note(v, to);
  }
  void move(size_t u, size_t to) {
    const size_t from = part_of(u);
    leave(u);
    shift(u, from, to);
    join(u, to);
    call_around(u, from);
    note(u, from);
  }
  // Who may gain by a move now: the neighbours of who has moved from a part, or, when these are very many, the members
  // of the two parts. Hubs wait for the next look at all.
  void call_around(size_t u, size_t from) {
    wait(u);
    if (!is_hub(u)) {
      for (const auto [v, w] : graph_.row(static_cast<int64_t>(u)))
        if (!is_hub(at(v))) wait(at(v));
      return;
    }
    for (const size_t part : {from, part_of(u)})
      for (size_t k = 0; k < count_[part]; ++k) wait(at(members_[part * slots_ + k]));
  }
  void note(size_t u, size_t from) {
    if (kicked_) journal_.emplace_back(static_cast<int32_t>(u), from);
  }
  // What the neighbours of u weigh towards the parts that it leaves and enters.
  void shift(size_t u, size_t from, size_t to) {
    inside_ += towards(u, to) - towards(u, from);
    for (const auto [v, w] : graph_.row(static_cast<int64_t>(u))) {
      if (has_table_) {
        towards_[from * n_ + at(v)] -= w;
        towards_[to * n_ + at(v)] += w;
      }
    }
    work_ += graph_.degree(static_cast<int64_t>(u));
  }
  void leave(size_t u) noexcept {
    const size_t part = part_of(u);
    int32_t* const members = members_.data() + part * slots_;
    const int32_t last = members[--count_[part]];
    members[slot_[u]] = last;
    slot_[at(last)] = slot_[u];
  }
  void join(size_t u, size_t part) noexcept {
    label_[u] = static_cast<int32_t>(part);
    slot_[u] = count_[part];
    members_[part * slots_ + count_[part]++] = static_cast<int32_t>(u);
  }

  const Run& run_;
  const WeightedGraph& graph_;
  const size_t n_, num_parts_, capacity_;
  const size_t slots_;      // of members of a part: one more, for when a change of places is taken back
  const Array<int8_t>& fixed_;
  Labels label_;
  const bool has_table_;
  Array<double> towards_;   // [parts * nodes] weight of a node's edges into a part
  Array<int32_t> members_;  // [parts * slots]
  Array<size_t> slot_;     // [nodes] in members_ of its part
  Array<size_t> count_;     // [parts]
  Array<double> edge_to_;   // [nodes] weight of the edge to the node that is looked at
  Array<int64_t> seen_;     // [parts] the look that has seen it
  Labels queue_;            // nodes to look at
  Array<char> waits_;       // [nodes] whether it is in the queue
  Array<std::pair<int32_t, size_t>> journal_;  // who left which part since the kick
  bool has_hubs_ = false, kicked_ = false;
  int64_t looks_ = 0, work_ = 0;
  double inside_ = 0.0, tiny_ = 0.0;
};

}  // namespace

// From a label for each spin to parts: what partitioners have in common that find groups of any size first.
//
//   refuse_fixed(task, "modularity"); refuse_number(task, "modularity");
//   int64_t count = compact(labels);
//   count = chop(host, labels, count, capacity, random);
//   count = fill_merge(host, graph_of(host, problem, Weights::kSigned), labels, count, capacity, random);
//   report(host, labels, count, sink);
#pragma once

#include <algorithm>
#include <limits>
#include <map>
#include <queue>
#include <string>

#include "graph.hpp"
#include "open_groups.hpp"
#include "part_sizes.hpp"

namespace weiss {
namespace bundled {

using Labels = plugin::Array<int32_t>;  // [nodes] 0 ... count - 1; below 0: in no part

// ---- what is asked ----

// Most spins of a part: what the task says, else the option part_size.
inline int64_t capacity_of(const weiss_partition_task& task, int64_t num_spins, int64_t part_size) noexcept {
  return std::clamp<int64_t>(task.max_part_spins > 0 ? task.max_part_spins : part_size, 1,
                             std::max<int64_t>(num_spins, 1));
}

// For what a method cannot do at all.
[[noreturn]] inline void refuse_task(const std::string& text) {
  throw plugin::Failure(WEISS_E_UNSUPPORTED, text);
}

// For methods that know no numbers of parts.
inline void refuse_fixed(const weiss_partition_task& task, int64_t num_spins, const char* method) {
  if (!task.fixed || std::all_of(task.fixed, task.fixed + num_spins, [](int32_t f) { return f < 0; })) return;
  refuse_task(std::string(method) + " cannot put fixed spins where they must go; multilevel-kl, random and "
                                    "contiguous can");
}
// For methods whose number of parts follows from the problem, and with it how even they are.
inline void refuse_number(const weiss_partition_task& task, const char* method) {
  if (task.num_parts > 0)
    refuse_task(std::string(method) + " chooses the number of parts itself; give a capacity alone, or use "
                                      "multilevel-kl, which makes the number that is asked for");
  if (task.imbalance > 0.0)
    refuse_task(std::string(method) + " makes parts of different sizes; give a capacity and no imbalance, or use "
                                      "multilevel-kl, which keeps to it");
}

// ---- labels ----

// Numbers the labels anew, without gaps, by their first node. Returns how many there are.
inline int64_t compact(Labels& label) {
  const auto most = label.empty() ? label.end() : std::max_element(label.begin(), label.end());
  const int32_t bound = most == label.end() ? 0 : *most + 1;
  Labels number(static_cast<size_t>(std::max(bound, 0)), -1, label.get_allocator());
  int32_t count = 0;
  for (int32_t& l : label) {
    if (l < 0) continue;
    int32_t& own = number[static_cast<size_t>(l)];
    if (own < 0) own = count++;
    l = own;
  }
  return count;
}

inline void shuffle(int32_t* first, int32_t* last, plugin::Random& random) noexcept {
  for (int64_t k = last - first; k > 1; --k) std::swap(first[k - 1], first[random.below(k)]);
}

// Shuffles the spins of a group above the capacity and cuts it into blocks of the capacity, the last one smaller.
// Blocks but the first get new labels. Returns how many there are now.
inline int64_t chop(const plugin::Host& host, Labels& label, int64_t count, int64_t capacity,
                    plugin::Random& random) {
  Groups groups(host, label, count);
  for (int64_t g = 0, old_count = count; g < old_count; ++g) {
    const int64_t size = groups.size(g);
    if (size <= capacity) continue;
    shuffle(groups.begin(g), groups.end(g), random);
    for (int64_t k = capacity; k < size; ++k) {
      if (k % capacity == 0) ++count;
      label[static_cast<size_t>(groups.begin(g)[k])] = static_cast<int32_t>(count - 1);
    }
  }
  return count;
}

// Adds the groups as parts, all of them even when the run should stop: some alone would be worth nothing.
inline void report(const plugin::Host& host, const Labels& label, int64_t count, const plugin::PartSink& sink) {
  const Groups groups(host, label, count);
  for (int64_t g = 0; g < count; ++g)
    if (groups.size(g) > 0) sink.add(groups.size(g), groups.begin(g));
}

// ---- fill-merge ----

// Merges the two groups of largest total weight between them that fit into the capacity together, as long as it is
// not negative; ties go at random. Pairs without an edge weigh 0, so groups are filled up at last.
class FillMerge {
 public:
  FillMerge(const plugin::Host& host, const WeightedGraph& graph, Labels& label, int64_t count, int64_t capacity,
            plugin::Random& random)
      : host_(host), capacity_(capacity), seed_(random.next()), random_(random), label_(label),
        into_(static_cast<size_t>(count), 0, host), size_(static_cast<size_t>(count), 0, host),
        between_(host), pairs_(Less(), plugin::Array<Pair>(host)) {
    const WeightedGraph groups = contract(host, graph, label, count);
    between_.reserve(static_cast<size_t>(count));
    for (int32_t g = 0; g < count; ++g) {
      into_[static_cast<size_t>(g)] = g;
      size_[static_cast<size_t>(g)] = groups.size[static_cast<size_t>(g)];
      between_.emplace_back(std::less<int32_t>(), host);
      for (const auto [other, w] : groups.row(g)) between_.back().emplace(other, w);
    }
    for (int32_t g = 0; g < count; ++g)
      for (const auto& [other, w] : between_[static_cast<size_t>(g)])
        if (g < other) offer(g, other, w);
  }

  // Returns how many groups are left.
  int64_t run() {
    while (!pairs_.empty()) {
      const Pair top = pairs_.top();
      pairs_.pop();
      if (fits(top.a, top.b) && weight(top.a, top.b) == top.weight) merge(top.a, top.b);
    }
    fill_up();
    for (int32_t& l : label_) l = root(l);
    return compact(label_);
  }

 private:
  using Weights = std::map<int32_t, double, std::less<int32_t>, plugin::Allocator<std::pair<const int32_t, double>>>;
  struct Pair {
    double weight;
    uint64_t tie;
    int32_t a, b;
  };
  struct Less {
    bool operator()(const Pair& x, const Pair& y) const noexcept {
      return x.weight != y.weight ? x.weight < y.weight : x.tie < y.tie;
    }
  };

  int64_t size(int32_t g) const noexcept { return size_[static_cast<size_t>(g)]; }
  bool lives(int32_t g) const noexcept { return into_[static_cast<size_t>(g)] == g; }
  bool fits(int32_t a, int32_t b) const noexcept {
    return lives(a) && lives(b) && size(a) + size(b) <= capacity_;
  }
  double weight(int32_t a, int32_t b) const noexcept {
    const Weights& of_a = between_[static_cast<size_t>(a)];
    const auto at = of_a.find(b);
    return at == of_a.end() ? 0.0 : at->second;
  }
  int32_t root(int32_t g) noexcept {
    while (!lives(g)) g = into_[static_cast<size_t>(g)] = into_[static_cast<size_t>(into_[static_cast<size_t>(g)])];
    return g;
  }
  // Pairs of weight 0 have their turn when all others are done.
  void offer(int32_t a, int32_t b, double w) {
    if (w > 0.0 && fits(a, b))
      pairs_.push({w, weiss_seed_derive(seed_, (static_cast<uint64_t>(a) << 32) | static_cast<uint32_t>(b)), a, b});
  }

  void merge(int32_t a, int32_t b) {
    if (between_[static_cast<size_t>(a)].size() < between_[static_cast<size_t>(b)].size()) std::swap(a, b);
    into_[static_cast<size_t>(b)] = a;
    size_[static_cast<size_t>(a)] += size_[static_cast<size_t>(b)];
    for (const auto& [other, w] : between_[static_cast<size_t>(b)]) {
      Weights& of_other = between_[static_cast<size_t>(other)];
      of_other.erase(b);
      if (other == a) continue;
      const double sum = between_[static_cast<size_t>(a)][other] += w;
      of_other[a] = sum;
      offer(a, other, sum);
    }
    between_[static_cast<size_t>(b)].clear();
  }

  // Pairs of weight 0, each as likely as any other: two groups are drawn until they make such a pair. When that
  // takes too long, the smallest group looks for its partners among all that it fits with.
  void fill_up() {
    OpenGroups open(host_, static_cast<int64_t>(into_.size()), capacity_);
    for (int32_t g = 0; g < static_cast<int32_t>(into_.size()); ++g)
      if (lives(g) && size(g) < capacity_) open.add(g, size(g));
    while (open.count() > 1) {
      if (open.count_up_to(capacity_ - size(open.at(0))) < 2) return;  // not even the two smallest fit
      auto [a, b] = draw(open);
      if (a == b) b = partner(open, a = open.at(0));
      open.remove(a, size(a));
      if (a == b) continue;
      open.remove(b, size(b));
      merge(a, b);
      const int32_t grown = lives(a) ? a : b;
      if (size(grown) < capacity_) open.add(grown, size(grown));
    }
  }
  // The same one twice when no pair was found.
  std::pair<int32_t, int32_t> draw(const OpenGroups& open) noexcept {
    for (int k = 0; k < 64; ++k) {
      const int32_t a = open.at(random_.below(open.count())), b = open.at(random_.below(open.count()));
      if (a != b && fits(a, b) && weight(a, b) == 0.0) return {a, b};
    }
    return {0, 0};
  }
  // Any one that makes such a pair with the smallest group; the group itself when there is none.
  int32_t partner(const OpenGroups& open, int32_t smallest) noexcept {
    const int64_t fitting = open.count_up_to(capacity_ - size(smallest));
    const auto neighbours = static_cast<int64_t>(between_[static_cast<size_t>(smallest)].size());
    if (fitting > 2 * (neighbours + 1)) {  // then most will do
      for (;;)
        if (const int32_t g = open.at(random_.below(fitting)); g != smallest && weight(smallest, g) == 0.0) return g;
    }
    int32_t found = smallest;
    int64_t seen = 0;
    for (int64_t k = 0; k < fitting; ++k) {
      const int32_t g = open.at(k);
      if (g != smallest && weight(smallest, g) == 0.0 && random_.below(++seen) == 0) found = g;
    }
    return found;
  }

  const plugin::Host host_;
  const int64_t capacity_;
  const uint64_t seed_;
  plugin::Random& random_;
  Labels& label_;
  Labels into_;                      // [groups] itself, or where it went
  plugin::Array<int64_t> size_;      // [groups]
  plugin::Array<Weights> between_;   // [groups] weight to each neighbouring group
  std::priority_queue<Pair, plugin::Array<Pair>, Less> pairs_;
};

// graph has the weights to merge by; labels are compact. Returns how many groups are left.
inline int64_t fill_merge(const plugin::Host& host, const WeightedGraph& graph, Labels& label, int64_t count,
                          int64_t capacity, plugin::Random& random) {
  return FillMerge(host, graph, label, count, capacity, random).run();
}

}  // namespace bundled
}  // namespace weiss

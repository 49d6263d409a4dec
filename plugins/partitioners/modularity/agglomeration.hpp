// Greedy agglomeration by modularity.
#pragma once

#include <queue>
#include <unordered_map>

#include "../../common/labels.hpp"

namespace {

// Communities begin as single nodes, and the two whose union adds most to the modularity become one, as long
// as some union adds to it. Gains are kept times 2 W^2, W the total weight, so they are exact for whole
// weights.
//
// Unions change the gains of all neighbours of a community, but where only its degree has grown they fall. So
// the queue keeps what a gain once was, an upper bound, and looks again when it is the first. Around a hub of
// very many neighbours all gains fall with each union: when the looks add up to many times the edges, a gain
// that has fallen by a twentieth or less since the last look is good enough. What is merged is the shorter
// list of neighbours into the longer one: each union costs what the smaller community has.
class Agglomeration {
 public:
  // Weights of the graph are at least 0; a community has at most capacity spins.
  Agglomeration(const weiss::plugin::Host& host, const weiss::bundled::WeightedGraph& graph,
                double resolution, int64_t capacity)
      : resolution_(resolution),
        capacity_(capacity),
        most_looks_(kLooks * graph.num_entries()),
        size_(graph.size.begin(), graph.size.end(), host),
        into_(static_cast<size_t>(graph.num_nodes()), 0, host),
        degree_(into_.size(), 0.0, host),
        neighbours_(host),
        between_(static_cast<size_t>(graph.num_entries() / 2), PairHash(), std::equal_to<uint64_t>(), host),
        queue_(Less(), weiss::plugin::Array<Candidate>(host)) {
    neighbours_.reserve(into_.size());
    for (int32_t u = 0; u < static_cast<int32_t>(into_.size()); ++u) {
      into_[static_cast<size_t>(u)] = u;
      neighbours_.emplace_back(host);
      for (const auto [v, w] : graph.row(u)) {
        degree_[static_cast<size_t>(u)] += w;
        neighbours_.back().push_back(v);
        if (u < v) between_.emplace(key(u, v), w);
      }
      total_ += 0.5 * degree_[static_cast<size_t>(u)];
    }
    for (int32_t u = 0; u < static_cast<int32_t>(into_.size()); ++u)
      for (const auto [v, w] : graph.row(u))
        if (u < v) offer(u, v, w);
  }

  // Returns by how much the modularity has grown.
  double run(const weiss::plugin::Run& run) {
    double growth = 0.0;
    for (int64_t step = 1; !queue_.empty(); ++step) {
      const Candidate top = queue_.top();
      queue_.pop();
      if (step % kBlock == 0) {
        run.spend(work_ + kBlock);
        work_ = 0;
        if (run.should_stop()) break;
      }
      if (!lives(top.a) || !lives(top.b) || !fits(top.a, top.b)) continue;
      const double weight = between_.find(key(top.a, top.b))->second;
      const double now = gain(top.a, top.b, weight);
      if (now < (step <= most_looks_ ? top.gain : kNearly * top.gain)) {
        offer(top.a, top.b, weight);
      } else {
        growth += now / (2.0 * total_ * total_);
        merge(top.a, top.b);
      }
    }
    run.spend(work_);
    return growth;
  }

  // label [nodes]: the community of each node, without gaps. Returns how many there are.
  int64_t write(weiss::bundled::Labels& label) {
    label.resize(into_.size());
    for (size_t u = 0; u < label.size(); ++u) label[u] = root(static_cast<int32_t>(u));
    return weiss::bundled::compact(label);
  }

 private:
  static constexpr int64_t kBlock = 4096;  // steps between two looks at the limits
  static constexpr int64_t kLooks = 32;    // for each direction of an edge, until kNearly counts
  static constexpr double kNearly = 0.95;

  struct Candidate {
    double gain;
    int32_t a, b;
  };
  struct Less {  // equal gains: the lower numbers first
    bool operator()(const Candidate& x, const Candidate& y) const noexcept {
      if (x.gain != y.gain) return x.gain < y.gain;
      return x.a != y.a ? x.a > y.a : x.b > y.b;
    }
  };
  struct PairHash {
    size_t operator()(uint64_t pair) const noexcept {
      return static_cast<size_t>(weiss_seed_derive(pair, 0));
    }
  };

  static uint64_t key(int32_t a, int32_t b) noexcept {
    return (static_cast<uint64_t>(std::min(a, b)) << 32) | static_cast<uint32_t>(std::max(a, b));
  }
  bool lives(int32_t a) const noexcept { return into_[static_cast<size_t>(a)] == a; }
  bool fits(int32_t a, int32_t b) const noexcept {
    return size_[static_cast<size_t>(a)] + size_[static_cast<size_t>(b)] <= capacity_;
  }
  int32_t root(int32_t a) noexcept {
    while (!lives(a))
      a = into_[static_cast<size_t>(a)] = into_[static_cast<size_t>(into_[static_cast<size_t>(a)])];
    return a;
  }
  double gain(int32_t a, int32_t b, double weight) const noexcept {
    return 2.0 * total_ * weight -
           resolution_ * degree_[static_cast<size_t>(a)] * degree_[static_cast<size_t>(b)];
  }
  void offer(int32_t a, int32_t b, double weight) {
    const double g = gain(a, b, weight);
    if (g > 0.0 && fits(a, b)) queue_.push({g, std::min(a, b), std::max(a, b)});
  }

  void merge(int32_t a, int32_t b) {
    if (neighbours_[static_cast<size_t>(a)].size() < neighbours_[static_cast<size_t>(b)].size())
      std::swap(a, b);
    into_[static_cast<size_t>(b)] = a;
    size_[static_cast<size_t>(a)] += size_[static_cast<size_t>(b)];
    degree_[static_cast<size_t>(a)] += degree_[static_cast<size_t>(b)];
    between_.erase(key(a, b));
    auto& of_a = neighbours_[static_cast<size_t>(a)];
    auto& of_b = neighbours_[static_cast<size_t>(b)];
    work_ += static_cast<int64_t>(of_b.size());
    for (const int32_t other : of_b) {
      if (!lives(other) || other == a) continue;
      const auto old = between_.find(key(b, other));
      const double weight = old->second;
      between_.erase(old);
      const auto [pair, is_new] = between_.emplace(key(a, other), 0.0);
      pair->second += weight;
      offer(a, other, pair->second);
      if (!is_new) continue;
      of_a.push_back(other);
      neighbours_[static_cast<size_t>(other)].push_back(a);
    }
    weiss::bundled::Labels(of_b.get_allocator()).swap(of_b);
  }

  using Between = std::unordered_map<uint64_t, double, PairHash, std::equal_to<uint64_t>,
                                     weiss::plugin::Allocator<std::pair<const uint64_t, double>>>;

  const double resolution_;
  const int64_t capacity_;
  const int64_t most_looks_;
  double total_ = 0.0;
  int64_t work_ = 0;
  weiss::plugin::Array<int64_t> size_;                       // [communities] spins
  weiss::bundled::Labels into_;                              // itself, or where it went
  weiss::plugin::Array<double> degree_;                      // [communities]
  weiss::plugin::Array<weiss::bundled::Labels> neighbours_;  // [communities] and some that are gone
  Between between_;                                          // weight between two communities
  std::priority_queue<Candidate, weiss::plugin::Array<Candidate>, Less> queue_;
};

}  // namespace

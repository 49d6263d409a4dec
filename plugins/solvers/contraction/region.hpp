// Regions: connected sets of spins that hang together strongly and are weakly held from outside.
#pragma once

#include "noise.hpp"
#include "state.hpp"

namespace weiss {
namespace contraction {

// Where a region begins.
enum class Seed { random, frustrated, unstable };
// Which spin joins next: the one of largest attachment / stability, of largest attachment, or any.
enum class Rule { stability, attachment, random };

// Grows regions spin by spin. The attachment of a spin is the sum of |J| to the region, its stability
// |field|. A heap whose keys only grow serves sparse problems, a pass over the row of the new spin dense
// ones; so a region costs its couplings.
class Grower {
 public:
  Grower(const Host& host, int64_t num_spins)
      : attachment_(at(num_spins), 0.0, host),
        weight_(at(num_spins), 0.0, host),
        place_(at(num_spins), kUnseen, host),
        noise_(0.3) {}

  // size distinct spins, at most all; valid until the next call.
  const std::vector<int32_t>& grow(const State& state, Seed seed, Rule rule, int64_t size, Random& random) {
    const int64_t n = state.num_spins();
    region_.clear();
    if (size >= n) {
      for (int64_t i = 0; i < n; ++i) region_.push_back(static_cast<int32_t>(i));
      return region_;
    }
    bool dense = false;
    for (int32_t next = first(state, seed, random);;) {
      region_.push_back(next);
      place_[at(next)] = kInside;
      if (static_cast<int64_t>(region_.size()) == size) break;
      if (rule == Rule::random) {
        next = outsider(n, random);
      } else if (const double* const row = state.dense_row(next)) {
        if (!dense) weigh_all(state, rule, random);
        dense = true;
        next = widest(n, row, next);
      } else {
        attach_neighbours(state, rule, next, random);
        next = heap_.empty() ? -1 : pop();
      }
      if (next < 0) next = outsider(n, random);
    }
    clear(dense);
    return region_;
  }

 private:
  static constexpr int32_t kUnseen = -1, kInside = -2;
  static size_t at(int64_t i) noexcept { return static_cast<size_t>(i); }

  int32_t first(const State& state, Seed seed, Random& random) const {
    const auto any = [&] { return static_cast<int32_t>(random.below(state.num_spins())); };
    int32_t chosen = any();
    if (seed == Seed::unstable) {
      for (int k = 0; k < 3; ++k) {
        const int32_t other = any();
        if (std::abs(state.field(other)) < std::abs(state.field(chosen))) chosen = other;
      }
    } else if (seed == Seed::frustrated) {
      const weiss_problem_view& problem = state.problem();
      for (int k = 0; k < 64; ++k, chosen = any()) {
        const int64_t degree = problem.row_start[chosen + 1] - problem.row_start[chosen];
        if (degree == 0) continue;
        const int64_t entry = problem.row_start[chosen] + random.below(degree);
        if (problem.value[entry] * state.spin(chosen) * state.spin(problem.column[entry]) > 0.0) break;
      }
    }
    return chosen;
  }

  double weight(const State& state, Rule rule, int64_t i, Random& random) const {
    const double noise = noise_(random.next());
    return rule == Rule::attachment ? noise
                                    : noise / (std::abs(state.field(i)) + 0.05 * state.scale() + 1e-300);
  }
  double key(int32_t i) const noexcept { return attachment_[at(i)] * weight_[at(i)]; }

  void attach_neighbours(const State& state, Rule rule, int32_t joined, Random& random) {
    for (const auto [j, w] : plugin::row(state.problem(), joined)) {
      int32_t& place = place_[at(j)];
      if (place == kInside) continue;
      if (place == kUnseen) {
        weight_[at(j)] = weight(state, rule, j, random);
        attachment_[at(j)] = 0.0;
        place = static_cast<int32_t>(heap_.size());
        heap_.push_back(j);
        touched_.push_back(j);
      }
      attachment_[at(j)] += std::abs(w);
      rise(place);
    }
  }

  void put(size_t place, int32_t spin) noexcept {
    heap_[place] = spin;
    place_[at(spin)] = static_cast<int32_t>(place);
  }
  void rise(int32_t from) noexcept {
    auto place = static_cast<size_t>(from);
    const int32_t spin = heap_[place];
    const double own = key(spin);
    for (; place > 0 && key(heap_[(place - 1) / 2]) < own; place = (place - 1) / 2)
      put(place, heap_[(place - 1) / 2]);
    put(place, spin);
  }
  int32_t pop() noexcept {
    const int32_t top = heap_.front();
    const int32_t spin = heap_.back();
    heap_.pop_back();
    if (heap_.empty()) return top;
    const double own = key(spin);
    size_t place = 0;
    for (size_t child = 1; child < heap_.size(); child = 2 * place + 1) {
      if (child + 1 < heap_.size() && key(heap_[child + 1]) > key(heap_[child])) ++child;
      if (key(heap_[child]) <= own) break;
      put(place, heap_[child]);
      place = child;
    }
    put(place, spin);
    return top;
  }

  void weigh_all(const State& state, Rule rule, Random& random) {
    for (int64_t i = 0; i < state.num_spins(); ++i) {
      weight_[at(i)] = place_[at(i)] == kInside ? 0.0 : weight(state, rule, i, random);
      attachment_[at(i)] = 0.0;
    }
  }
  // Attaches the spins of a full row and finds the one of largest key.
  int32_t widest(int64_t n, const double* row, int32_t joined) noexcept {
    weight_[at(joined)] = 0.0;
    double best = 0.0;
    int32_t chosen = -1;
    for (int64_t i = 0; i < n; ++i) {
      attachment_[at(i)] += std::abs(row[i]);
      const double own = attachment_[at(i)] * weight_[at(i)];
      if (own <= best) continue;
      best = own;
      chosen = static_cast<int32_t>(i);
    }
    return chosen;
  }

  // Some spin outside of the region.
  int32_t outsider(int64_t n, Random& random) const {
    int64_t i = random.below(n);
    while (place_[at(i)] == kInside) i = i + 1 == n ? 0 : i + 1;
    return static_cast<int32_t>(i);
  }

  void clear(bool dense) {
    for (const int32_t i : touched_) place_[at(i)] = kUnseen;
    for (const int32_t i : region_) place_[at(i)] = kUnseen;
    if (dense) std::fill(weight_.begin(), weight_.end(), 0.0);
    touched_.clear();
    heap_.clear();
  }

  Array<double> attachment_;
  Array<double> weight_;
  Array<int32_t> place_;  // in the heap, or kUnseen, kInside
  Noise noise_;
  std::vector<int32_t> heap_;
  std::vector<int32_t> touched_;
  std::vector<int32_t> region_;
};

}  // namespace contraction
}  // namespace weiss

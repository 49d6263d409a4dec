// The spins of a level in blocks of neighbours.
#pragma once

#include <weiss/plugin.hpp>

#include "matching.hpp"

namespace {

// An order in which breadth-first search fills one block after another; a block goes on from where an earlier
// one ended, or from another seed when it has no free neighbour left. So all blocks but the last are full.
class Balls {
 public:
  Balls(const Host& host, const weiss_problem_view& problem, int64_t size, Random& random)
      : size_(size), order_(host) {
    const int64_t n = problem.num_spins;
    Array<char> seen(static_cast<size_t>(n), 0, host);
    Array<int32_t> rim(host);  // neighbours of full blocks
    order_.reserve(static_cast<size_t>(n));
    size_t next_rim = 0;
    int64_t next_spin = n > 0 ? random.below(n) : 0;
    while (static_cast<int64_t>(order_.size()) < n) {
      const size_t first = order_.size();
      const size_t last = std::min(first + static_cast<size_t>(size), static_cast<size_t>(n));
      size_t at = first;
      for (; order_.size() < last; ++at) {
        if (at == order_.size()) {  // nothing left to grow from
          order_.push_back(next_seed(seen, rim, next_rim, next_spin));
          seen[static_cast<size_t>(order_.back())] = 1;
        }
        for (const auto [j, value] : weiss::plugin::row(problem, order_[at])) {
          (void)value;
          if (seen[static_cast<size_t>(j)] != 0 || order_.size() == last) continue;
          seen[static_cast<size_t>(j)] = 1;
          order_.push_back(j);
        }
      }
      for (at = std::max(at, first + 1) - 1; at < last; ++at)
        for (const auto [j, value] : weiss::plugin::row(problem, order_[at])) {
          (void)value;
          if (seen[static_cast<size_t>(j)] == 0) rim.push_back(j);
        }
    }
  }

  int64_t count() const noexcept { return (static_cast<int64_t>(order_.size()) + size_ - 1) / size_; }
  const int32_t* members(int64_t k) const noexcept { return order_.data() + k * size_; }
  int64_t size(int64_t k) const noexcept {
    return std::min(size_, static_cast<int64_t>(order_.size()) - k * size_);
  }

 private:
  static int32_t next_seed(const Array<char>& seen, const Array<int32_t>& rim, size_t& next_rim,
                           int64_t& next_spin) {
    while (next_rim < rim.size())
      if (const int32_t i = rim[next_rim++]; seen[static_cast<size_t>(i)] == 0) return i;
    while (seen[static_cast<size_t>(next_spin)] != 0)
      next_spin = (next_spin + 1) % static_cast<int64_t>(seen.size());
    return static_cast<int32_t>(next_spin);
  }

  const int64_t size_;
  Array<int32_t> order_;
};

}  // namespace

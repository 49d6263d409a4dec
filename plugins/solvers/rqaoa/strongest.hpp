// The spin or pair whose mean is farthest from 0, ties by the seed.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "graph.hpp"

namespace weiss {
namespace rqaoa {

// What to eliminate next: an edge or a spin of the graph, and its mean; 0 when all of them are.
struct Pick {
  bool pair;
  int32_t index;
  double mean;
};

// Means that differ by less are equal but for rounding.
constexpr double kTie = 1e-9;

// The largest of the numbers x first[k] + y second[k], for x and y that change each time while few of the
// others do. Bounds for blocks of neighbours tell which of them to look into.
class Largest {
 public:
  explicit Largest(const plugin::Host& host) : blocks_(host) {}

  // All numbers have changed, their count maybe too.
  void reset(int32_t count) {
    count_ = count;
    blocks_.assign(static_cast<size_t>((count + kBlock - 1) / kBlock), Block{0.0, 0.0, true});
  }
  // first[k] or second[k] has changed.
  void touch(int32_t k) noexcept { blocks_[static_cast<size_t>(k / kBlock)].stale = true; }

  struct Numbers {
    const double* first;
    const double* second;
    double x, y;
    double operator[](int32_t k) const noexcept { return x * first[k] + y * second[k]; }
  };

  // Its size, up to kRounding.
  double size(const Numbers& numbers) noexcept {
    double most = 0.0;
    for (size_t block = 0; block < blocks_.size(); ++block) {
      if (bound(block, numbers) <= most + kRounding) continue;
      most = std::fmax(most, most_of(begin(block), end(block), [&](int32_t k) { return numbers[k]; }));
    }
    return most;
  }
  // The first from k on and before last that is at least so large, -1: none.
  int32_t find(const Numbers& numbers, double least, int32_t k, int32_t last) noexcept {
    while (k < last) {
      const auto block = static_cast<size_t>(k / kBlock);
      const int32_t stop = std::min(last, end(block));
      for (; k < stop && bound(block, numbers) >= least; ++k)
        if (std::fabs(numbers[k]) >= least) return k;
      k = stop;
    }
    return -1;
  }
  int32_t count() const noexcept { return count_; }

 private:
  static constexpr int32_t kBlock = 64;
  static constexpr double kRounding = 1e-12;

  struct Block {
    double first, second;  // largest sizes
    bool stale;
  };

  static int32_t begin(size_t block) noexcept { return static_cast<int32_t>(block) * kBlock; }
  int32_t end(size_t block) const noexcept { return std::min(begin(block) + kBlock, count_); }

  double bound(size_t index, const Numbers& numbers) noexcept {
    Block& block = blocks_[index];
    if (block.stale) {
      block.first = most_of(begin(index), end(index), [&](int32_t k) { return numbers.first[k]; });
      block.second = most_of(begin(index), end(index), [&](int32_t k) { return numbers.second[k]; });
      block.stale = false;
    }
    return std::fabs(numbers.x) * block.first + std::fabs(numbers.y) * block.second;
  }
  template <class Number>
  static double most_of(int32_t k, int32_t end, const Number& number) noexcept {
    double most[4] = {};  // apart from each other, for the vector unit
    for (; k + 4 <= end; k += 4)
      for (int32_t l = 0; l < 4; ++l) {
        const double size = std::fabs(number(k + l));
        most[l] = most[l] < size ? size : most[l];
      }
    for (; k < end; ++k) most[0] = std::fmax(most[0], std::fabs(number(k)));
    return std::fmax(std::fmax(most[0], most[1]), std::fmax(most[2], most[3]));
  }

  int32_t count_ = 0;
  plugin::Array<Block> blocks_;
};

// The strongest of all pairs and spins. Of equal pairs the next one after a random place is taken, likewise
// of spins.
inline Pick strongest(Largest& pairs, const Largest::Numbers& of_pairs, Largest& spins,
                      const Largest::Numbers& of_spins, plugin::Random& ties) noexcept {
  const double most = std::fmax(pairs.size(of_pairs), spins.size(of_spins));
  if (!(most > kTie)) return {true, -1, 0.0};
  const auto next = [&](Largest& all, const Largest::Numbers& numbers) -> int32_t {
    if (all.count() == 0) return -1;
    const auto place = static_cast<int32_t>(ties.below(all.count()));
    const int32_t found = all.find(numbers, most - kTie, place, all.count());
    return found >= 0 ? found : all.find(numbers, most - kTie, 0, place);
  };
  const int32_t pair = next(pairs, of_pairs);
  const int32_t spin = next(spins, of_spins);
  if (spin < 0 || (pair >= 0 && ties.below(2) == 0)) return {true, pair, of_pairs[pair]};
  return {false, spin, of_spins[spin]};
}

// The pick, or when all means are 0 a coupling, or without any a spin, and a sign, by the seed.
inline Pick settled(const Graph& graph, const Pick& pick, plugin::Random& ties) noexcept {
  if (pick.index >= 0) return pick;
  const double mean = ties.below(2) == 0 ? 1.0 : -1.0;
  const auto search = [&ties](int32_t count, const auto& present) -> int32_t {
    if (count == 0) return -1;
    const int64_t first = ties.below(count);
    for (int64_t k = first; k < first + count; ++k)
      if (present(static_cast<int32_t>(k % count))) return static_cast<int32_t>(k % count);
    return -1;
  };
  const int32_t e = search(graph.num_edges(), [&](int32_t k) { return graph.edge(k).value != 0.0; });
  if (e >= 0) return {true, e, mean};
  return {false, search(graph.num_spins(), [&](int32_t k) { return graph.active(k); }), mean};
}

}  // namespace rqaoa
}  // namespace weiss

// Blocks of parts that are still to be told apart, and how a block is halved into two of half as many parts.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "halving.hpp"

namespace {

// What the parts must hold.
struct Demand {
  Demand(const Host& host, int64_t capacity_, int64_t num_parts, const int32_t* fixed_, int64_t num_spins)
      : capacity(capacity_), fixed(fixed_), need_before(static_cast<size_t>(num_parts) + 1, 0, host) {
    for (int64_t i = 0; fixed && i < num_spins; ++i)
      if (fixed[i] >= 0) ++need_before[static_cast<size_t>(fixed[i]) + 1];
    for (size_t p = 1; p < need_before.size(); ++p)
      need_before[p] = need_before[p - 1] + std::max<int64_t>(need_before[p], 1);
  }
  // Least spins of the parts first ... last - 1: those that are fixed, and one at least.
  int64_t need(int64_t first, int64_t last) const noexcept {
    return need_before[static_cast<size_t>(last)] - need_before[static_cast<size_t>(first)];
  }

  int64_t capacity;                  // most spins of a part
  const int32_t* fixed;              // [num_spins] part of a spin, or -1; null: none
  Array<int64_t> need_before;        // [parts + 1]
};

// Spins for the parts first ... last - 1.
struct Block {
  WeightedGraph graph;  // of the spins
  Labels spins;
  int64_t first, last;
  int64_t num_parts() const noexcept { return last - first; }
};

// The first half of the parts and the second, with as little weight between them as may be.
inline std::pair<Block, Block> halve(const Host& host, const Demand& demand, const Block& block, Halving& halving) {
  const int64_t middle = block.first + block.num_parts() / 2;
  const auto size = static_cast<int64_t>(block.spins.size());
  const int64_t parts0 = middle - block.first, parts1 = block.last - middle;
  const SideLimits limits = {
      std::max(demand.need(block.first, middle), size - parts1 * demand.capacity),
      std::min(size - demand.need(middle, block.last), parts0 * demand.capacity)};
  const int64_t even = size * parts0 / block.num_parts();
  Sides side(block.spins.size(), kFree, host);
  for (size_t k = 0; demand.fixed && k < side.size(); ++k) {
    const int32_t part = demand.fixed[block.spins[k]];
    if (part >= 0) side[k] = part < middle ? int8_t{0} : int8_t{1};
  }
  halving.run(block.graph, side, limits, std::clamp(even, limits.least, limits.most));
  if (limits.violation(std::count(side.begin(), side.end(), 0)) > 0) throw Stopped();  // stopped on the way

  Labels index(side.size(), -1, host), nodes[2] = {Labels(host), Labels(host)};
  for (size_t k = 0; k < side.size(); ++k) nodes[side[k]].push_back(static_cast<int32_t>(k));
  const auto half = [&](int s, int64_t first, int64_t last) {
    const auto count = static_cast<int64_t>(nodes[s].size());
    Block part{weiss::bundled::induced(host, block.graph, nodes[s].data(), count, index), Labels(host), first, last};
    for (const int32_t k : nodes[s]) part.spins.push_back(block.spins[static_cast<size_t>(k)]);
    return part;
  };
  return {half(0, block.first, middle), half(1, middle, block.last)};
}

}  // namespace

// A fair choice among equal gains, the same on every SIMD level.
#pragma once

#include <algorithm>
#include <cstdint>

#include "base/random.hpp"
#include "simd/flip_kernels.h"

namespace weiss {

// Lanes in which the kernels keep the best of n spins, see flip_kernels.h.
constexpr int64_t flip_lanes(int64_t n) noexcept {
  return (n + kFlipLanes * kFlipRows - 1) / (kFlipLanes * kFlipRows) * kFlipLanes;
}

// The position of the k-th element, k = 0, 1 ..., that has the property; there are more than k.
template <class Property>
int64_t find_kth(uint32_t k, const Property& property) noexcept {
  int64_t at = 0;
  while (!property(at) || k-- > 0) ++at;
  return at;
}

// A free spin of the gain best, which is that of some lane of the scan: first a lane by lot among those that
// hold it, then a spin by lot among the equals of the lane.
inline int64_t pick_tie(const FlipScan& scan, double best, Random& random) noexcept {
  constexpr int64_t lanes = kFlipLanes;
  const auto holds_best = [&scan, best](int64_t lane) { return scan.lane_best[lane] == best; };
  uint32_t ties = 0;
  for (int64_t lane = 0, end = flip_lanes(scan.n); lane < end; ++lane) ties += holds_best(lane);
  const int64_t lane = find_kth(random.below(ties), holds_best);

  const int64_t begin = lane / lanes * lanes * kFlipRows;
  const int64_t rows = std::min(kFlipRows, (scan.n - begin) / lanes);
  const auto spin_of = [begin, lane](int64_t row) { return begin + row * lanes + lane % lanes; };
  const auto is_best = [&](int64_t row) {
    const int64_t i = spin_of(row);
    return scan.free_at[i] <= scan.now && scan.spin[i] * scan.field[i] == best;
  };
  ties = 0;
  for (int64_t row = 0; row < rows; ++row) ties += is_best(row);
  return spin_of(find_kth(random.below(ties), is_best));
}

}  // namespace weiss

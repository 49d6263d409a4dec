// Spins in an order in which those that are coupled lie near each other, so that a flip touches few cache
// lines.
#pragma once

#include <cstdint>

#include "base/aligned.hpp"
#include "model/problem.hpp"
#include "search/meter.hpp"

namespace weiss {

// Both arrays are empty when the order is that of the problem.
struct VertexOrder {
  AlignedArray<int32_t> spin_at;   // of each place
  AlignedArray<int32_t> place_of;  // of each spin

  bool changes() const noexcept { return !spin_at.empty(); }
  int64_t spin(int64_t place) const noexcept { return spin_at.empty() ? place : spin_at[place]; }
  int64_t place(int64_t spin) const noexcept { return place_of.empty() ? spin : place_of[spin]; }
};

// The order of Cuthill and McKee (1969) where it brings spins clearly nearer to each other than they are,
// which it does for meshes whose spins come in no order, and not for random graphs; else the problem's.
// Throws what the watch throws.
VertexOrder local_order(const Problem& problem, Watch& watch);

}  // namespace weiss

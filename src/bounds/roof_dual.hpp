// Roof duality: the bound of the linear relaxation and the spins that it decides, by one maximum flow.
#pragma once

#include <cstdint>

#include "model/problem.hpp"
#include "search/meter.hpp"

namespace weiss {

struct RoofDual {
  explicit RoofDual(Memory* memory) : value(memory), anchor(memory) {}

  double bound = 0.0;      // no energy is below it
  bool complete = false;   // false: stopped, the bound is the one so far, and nothing is decided
  int64_t work = 0;        // arcs looked at
  Vector<int8_t> value;    // [num_spins] -1, 0 or +1: see weiss_bound_roof_dual
  // [num_spins] In a component without fields the spin that was taken as +1; values there are relative to
  // it. -1 in the others.
  Vector<int32_t> anchor;
};

// max_work: arcs that may be looked at.
RoofDual roof_dual(const Problem& problem, int64_t max_work, Meter& meter);

}  // namespace weiss

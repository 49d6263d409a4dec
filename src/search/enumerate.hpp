// Exact minimum of a small problem by looking at every state.
#pragma once

#include <cstdint>

#include "model/problem.hpp"
#include "weiss/plugin.h"

namespace weiss {

struct EnumerateResult {
  double energy;
  bool complete;  // false: the run said stop, and spins is the best so far
};

// spins [num_spins] becomes the first minimum in the order "first difference, +1 first". run may be null.
// Throws Error(E_LIMIT) for more than 30 spins. Allocates nothing.
EnumerateResult enumerate(const Problem& problem, const weiss_run* run, int8_t* spins);

}  // namespace weiss

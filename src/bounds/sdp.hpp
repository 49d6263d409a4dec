// The bound of semidefinite programming, see weiss/bounds.h: unit vectors (unit_vectors.hpp), their dual, its
// proof (cholesky.hpp), and states by random hyperplanes.
#pragma once

#include <cstdint>

#include "model/problem.hpp"
#include "search/meter.hpp"
#include "weiss/bounds.h"

namespace weiss {

struct SdpBound {
  double bound = 0.0;
  double value = 0.0;    // energy of the vectors
  bool complete = true;  // else the meter said stop, and the bound is what was proven by then
};

// params are known to be in range. roundings [params.num_roundings * n] or null.
SdpBound sdp_bound(const Problem& problem, const weiss_sdp_params& params, int8_t* roundings, Meter& meter);

}  // namespace weiss

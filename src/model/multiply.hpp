// The coupling matrix times many vectors at once.
#pragma once

#include <cstdint>

#include "model/problem.hpp"

namespace weiss {

// y = J x for count vectors, vector k of spin i at [i * count + k]. Equal bits at every SIMD level.
void multiply(const Problem& problem, int64_t count, const double* x, double* y) noexcept;

}  // namespace weiss

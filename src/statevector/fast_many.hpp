// QAOA with the X mixer for many problems of few spins, one in each lane of a register.
#pragma once

#include <cstdint>

#include "base/environment.hpp"
#include "model/problem.hpp"
#include "weiss/plugin.h"

namespace weiss {

// Most spins for which a problem in each lane is faster than one after another: their states fit the first
// cache.
constexpr int64_t kFastManySpins = 7;

// Mean energies without the offsets: problem k of problems [count], with at most kFastManySpins spins, at its
// own parameters [2 * depth] (gammas, then betas) in parameters [count * 2 * depth]. Neighbours with equally
// many spins share registers. Charges 2^n units a layer and problem; false: the run said stop, values are
// undefined.
bool fast_values_many(const EnvironmentPtr& environment, const weiss_run* run, int64_t count,
                      const Problem* const* problems, int32_t depth, const double* parameters,
                      double* values);

}  // namespace weiss

// New problems from a problem. Each is Ising and keeps the energy exactly: integer when the parent is. With a run
// they throw Error(WEISS_STOPPED) when it says stop, and charge nothing.
#pragma once

#include <cstdint>

#include "model/problem.hpp"
#include "weiss/plugin.h"

namespace weiss {

// The energy of the spins members with all others clamped to spins, or to mean_spins when spins is null.
// See weiss_problem_clamp.
ProblemPtr clamp(const Problem& parent, int64_t num_members, const int32_t* members, const int8_t* spins,
                 const double* mean_spins, bool with_offset, const weiss_run* run = nullptr);

// Groups of spins as super-spins. See weiss_problem_contract.
ProblemPtr contract(const Problem& parent, int64_t num_groups, const int32_t* group, const int8_t* sign,
                    const weiss_run* run = nullptr);

// Connected components, numbered by their smallest spin. Returns how many.
int64_t components(const Problem& problem, int32_t* component);

}  // namespace weiss

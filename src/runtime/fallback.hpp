// What stands in for a solver that failed inside of a scheme.
#pragma once

#include "model/problem.hpp"
#include "weiss/plugin.h"

namespace weiss {

// The first start of input, or all +1.
void start_of(const Problem& problem, const weiss_solver_input& input, Vector<int8_t>& spins);

// One-flip descent in the order of the index, from and into spins. Returns the couplings visited.
int64_t greedy_descent(const Problem& problem, int8_t* spins);

}  // namespace weiss

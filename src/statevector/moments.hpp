// First and second moments of Z over the basis states, in one pass for all qubits.
//
// Folding the upper half of a table of probabilities onto the lower one takes the top bit out of it, and the
// difference of the halves has the moments of the top bit times each other bit as its own first moments. So
// all first moments take 2 additions for each state, all second ones 2 more.
#pragma once

#include <cstdint>

#include "base/memory.hpp"
#include "statevector/blocks.hpp"

namespace weiss {

// sum_x p(x) Z_i(x) into marginals [n] and sum_x p(x) Z_i(x) Z_j(x) into correlations [n * n], 1 on the
// diagonal; either may be null. The numbers p may have any sign.
void z_moments(Memory* memory, const Threads& threads, int32_t num_qubits, const Weights& p,
               double* marginals, double* correlations);

}  // namespace weiss

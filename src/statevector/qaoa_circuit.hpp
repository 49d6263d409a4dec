// The circuit of QAOA as gates, for every mixer of weiss/qaoa.h and any number of spins.
#pragma once

#include "model/problem.hpp"
#include "statevector/circuit.hpp"
#include "statevector/mixers.hpp"

namespace weiss {

// Adds the start and depth layers to a circuit of as many qubits as the problem has spins. parameters as of
// weiss_qaoa_num_parameters.
void add_qaoa(const Problem& problem, const Mixer& mixer, int32_t depth, const double* parameters,
              Circuit& circuit);

}  // namespace weiss

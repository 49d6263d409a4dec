// What a circuit that starts from all 0 gives, with noise or without.
#pragma once

#include <cstdint>

#include "base/memory.hpp"
#include "statevector/circuit.hpp"
#include "statevector/pauli.hpp"
#include "weiss/plugin.h"

namespace weiss {

// All of these throw Error(WEISS_STOPPED) when the run, which may be null, says stop.

// Output as of weiss_circuit_sample; returns the number of distinct states.
int64_t sample_circuit(const Circuit& circuit, const weiss_run* run, const weiss_noise& noise, uint64_t seed,
                       int64_t shots, uint64_t* states, int64_t* counts);

struct PauliTerm {
  Pauli pauli;
  double coefficient;
};

struct NoisyMean {
  double value;
  double standard_error;
};
NoisyMean expect_circuit(const Circuit& circuit, const weiss_run* run, const weiss_noise& noise,
                         uint64_t seed, int64_t trajectories, const Vector<PauliTerm>& terms);

}  // namespace weiss

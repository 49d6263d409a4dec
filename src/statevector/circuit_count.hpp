// What a circuit needs: gates by the number of their qubits, rotations, depth.
#pragma once

#include "statevector/circuit.hpp"

namespace weiss {

// decomposed: as the OpenQASM 2 writer writes it.
weiss_circuit_counts count_gates(const Circuit& circuit, bool decomposed);

}  // namespace weiss

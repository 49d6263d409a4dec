// A Pauli string on at most 64 qubits as bit masks: P|k> = i^num_y (-1)^popcount(k & z) |k ^ x>, where x are
// the qubits with X or Y and z those with Y or Z.
#pragma once

#include <cstdint>

namespace weiss {

struct Pauli {
  uint64_t x = 0;
  uint64_t z = 0;
  int32_t num_y = 0;  // modulo 4 counts
};

// Reads text of num_qubits letters of "IXYZ", qubit 0 first. Throws E_ARGUMENT that names the letter.
Pauli parse_pauli(const char* text, int32_t num_qubits);

}  // namespace weiss

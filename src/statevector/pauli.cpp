#include "statevector/pauli.hpp"

#include <cstring>
#include <string>

#include "base/error.hpp"

namespace weiss {

Pauli parse_pauli(const char* text, int32_t num_qubits) {
  if (!text) throw Error(WEISS_E_ARGUMENT, "pauli is NULL");
  const size_t length = std::strlen(text);
  if (length != static_cast<size_t>(num_qubits))
    throw Error(WEISS_E_ARGUMENT, "a Pauli string has " + std::to_string(length) +
                                      " letters; write one for each of the " + std::to_string(num_qubits) +
                                      " qubits");
  Pauli pauli;
  for (int32_t i = 0; i < num_qubits; ++i) {
    const uint64_t bit = uint64_t{1} << i;
    switch (text[i]) {
      case 'I': break;
      case 'X': pauli.x |= bit; break;
      case 'Z': pauli.z |= bit; break;
      case 'Y':
        pauli.x |= bit;
        pauli.z |= bit;
        ++pauli.num_y;
        break;
      default:
        throw Error(WEISS_E_ARGUMENT,
                    "letter " + std::to_string(i) + " of a Pauli string is none of I, X, Y, Z");
    }
  }
  return pauli;
}

}  // namespace weiss

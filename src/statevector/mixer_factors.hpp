// The mixers of weiss/qaoa.h as products of exp(-i beta G), in the order in which they act.
#pragma once

#include <cstdint>

#include "statevector/mixers.hpp"

namespace weiss {

struct MixerFactor {
  enum Kind {
    kSpin,   // G = cosine Z_a + sine X_a
    kPair,   // G = (X_a X_b + Y_a Y_b) / 2, which exchanges 01 and 10
    kStart,  // G = |start><start|
  };
  Kind kind;
  int32_t qubits[2];
  double cosine, sine;

  // For weiss_statevector::matrix, of kSpin and kPair.
  int32_t num_qubits() const noexcept { return kind == kPair ? 2 : 1; }
  void unitary(double beta, double* matrix) const noexcept;  // exp(-i beta G)
  void generator(double* matrix) const noexcept;             // G
};

Vector<MixerFactor> mixer_factors(Memory* memory, const Mixer& mixer, int64_t num_spins);

}  // namespace weiss

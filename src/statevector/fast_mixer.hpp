// Angles of a layer as the kernels take them.
#pragma once

#include <cmath>
#include <cstdint>

namespace weiss {

constexpr double kHalfPi = 1.57079632679489661923;

inline double quarter_turns(double radians) noexcept { return radians / kHalfPi; }

// A mixing angle within +-pi/4, and what else is to be done.
struct FastMixer {
  double tangent;  // of the angle, within -1 ... 1
  double scale;    // its cosine to the number of qubits
  bool turned;     // all spins are turned over
};

// exp(-i (beta + pi/2) sum X) turns all spins over and mixes by beta, up to a phase.
inline FastMixer fast_mixer(double beta, int32_t num_qubits) noexcept {
  bool turned = false;
  if (!(std::fabs(beta) <= kHalfPi / 2)) {
    int quotient = 0;
    beta = std::remquo(beta, kHalfPi, &quotient);
    turned = quotient % 2 != 0;
  }
  const double tangent = std::tan(beta);
  const double square = 1.0 / (1.0 + tangent * tangent);  // of the cosine
  double scale = num_qubits % 2 == 0 ? 1.0 : std::sqrt(square), power = square;
  for (int32_t k = num_qubits / 2; k > 0; k >>= 1, power *= power)
    if (k & 1) scale *= power;
  return {tangent, scale, turned};
}

}  // namespace weiss

#include "statevector/mixer_factors.hpp"

#include <algorithm>
#include <cmath>
#include <complex>

namespace weiss {

namespace {

using Complex = std::complex<double>;

// same 1 + other G on what G does not take to 0, and rest elsewhere.
void write_matrix(const MixerFactor& factor, Complex rest, Complex same, Complex other,
                  double* matrix) noexcept {
  Complex m[16] = {};
  if (factor.kind == MixerFactor::kPair) {
    m[0] = m[15] = rest;
    m[5] = m[10] = same;
    m[6] = m[9] = other;
  } else {
    m[0] = same + other * factor.cosine;
    m[1] = m[2] = other * factor.sine;
    m[3] = same - other * factor.cosine;
  }
  const int size = factor.kind == MixerFactor::kPair ? 16 : 4;
  for (int k = 0; k < size; ++k) {
    matrix[2 * k] = m[k].real();
    matrix[2 * k + 1] = m[k].imag();
  }
}

}  // namespace

void MixerFactor::unitary(double beta, double* matrix) const noexcept {
  write_matrix(*this, 1.0, std::cos(beta), Complex(0.0, -std::sin(beta)), matrix);
}

void MixerFactor::generator(double* matrix) const noexcept { write_matrix(*this, 0.0, 0.0, 1.0, matrix); }

Vector<MixerFactor> mixer_factors(Memory* memory, const Mixer& mixer, int64_t num_spins) {
  Vector<MixerFactor> factors(memory);
  if (mixer.kind == WEISS_MIXER_GROVER) {
    factors.push_back({MixerFactor::kStart, {0, 0}, 0.0, 0.0});
    return factors;
  }
  factors.reserve(mixer.pairs.size() + static_cast<size_t>(num_spins));
  for (const Mixer::Pair& pair : mixer.pairs)
    factors.push_back({MixerFactor::kPair, {pair.a, pair.b}, 0.0, 0.0});
  for (int32_t i = 0; i < num_spins; ++i) {
    if (!mixer.free(i)) continue;
    const bool tilted = !mixer.tilt.empty();
    const double tilt = tilted ? mixer.tilt[static_cast<size_t>(i)] : 0.0;
    factors.push_back(
        {MixerFactor::kSpin, {i, 0}, tilted ? std::cos(tilt) : 0.0, tilted ? std::sin(tilt) : 1.0});
  }
  return factors;
}

}  // namespace weiss

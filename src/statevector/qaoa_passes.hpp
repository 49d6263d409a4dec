// What circuits of QAOA with any mixer need of registers beyond gates.
#pragma once

#include <cstdint>
#include <functional>

#include "statevector/mixers.hpp"
#include "statevector/register.hpp"

namespace weiss {

// The state that a circuit with this mixer begins with.
void set_start(Statevector& state, const Mixer& mixer);

// Neighbouring amplitudes that are worked on at a time.
constexpr int64_t kAmplitudesAtATime = 512;

// Multiplies amplitude k by the complex number that factors(first, count, re, im) writes for it, count <=
// kAmplitudesAtATime. Called from several threads at once; it must not throw.
using Factors = std::function<void(int64_t first, int64_t count, double* re, double* im)>;
void multiply(Statevector& state, const Factors& factors);

// state += (re + i im) other; both of one size and precision.
void add(Statevector& state, const Statevector& other, double re, double im);

// Im(conj(lambda_k) psi_k) of count amplitudes from first on; both of one size and precision.
void imaginary_products(const Statevector& lambda, const Statevector& psi, int64_t first, int64_t count,
                        double* out);

}  // namespace weiss

// See energy_kernels.h.
#pragma once

#include "simd/csr_impl.h"
#include "simd/dense_impl.h"
#include "simd/energy_kernels.h"

namespace weiss {
namespace {

// Element by element, which the compiler turns into the registers of the architecture.
template <class T>
inline void gains(int64_t n, const T* f, const int8_t* spins, double factor, double* out) {
  for (int64_t i = 0; i < n; ++i)
    out[i] = factor * (static_cast<double>(spins[i]) * static_cast<double>(f[i]));
}

void gains_f64(int64_t n, const double* f, const int8_t* spins, double factor, double* out) {
  gains(n, f, spins, factor, out);
}

void gains_i32(int64_t n, const int32_t* f, const int8_t* spins, double factor, double* out) {
  gains(n, f, spins, factor, out);
}

constexpr EnergyKernels energy_kernels = {
    energy_csr,     energy_dense, energies_csr,     energies_dense,  fields_csr,
    fields_csr_i32, fields_dense, fields_dense_i16, fields_dense_i8, gains_f64,
    gains_i32};

}  // namespace
}  // namespace weiss

// See energy_kernels.h.
#pragma once

#include "simd/arch.h"
#include "simd/energy_kernels.h"

namespace weiss {
namespace {

double row_sum(const CsrView& p, const int8_t* spins, int64_t i) {
  double sum = 0.0;
  for (int64_t k = p.row_start[i]; k < p.row_start[i + 1]; ++k) sum += p.value[k] * spins[p.column[k]];
  return sum;
}

double energy_csr(const CsrView* p, const int8_t* spins) {
  double sum = 0.0, error = 0.0;
  for (int64_t i = 0; i < p->n; ++i) {
    const double x = spins[i] * (p->field[i] + 0.5 * row_sum(*p, spins, i));
    const double t = sum + x;
    const double rest = t - sum;
    error += (sum - (t - rest)) + (x - rest);
    sum = t;
  }
  return sum + error;
}

void energies_csr(const CsrView* p, int64_t count, const int8_t* spins, int8_t*, double* energies) {
  for (int64_t k = 0; k < count; ++k) energies[k] = energy_csr(p, spins + k * p->n);
}

void fields_csr(const CsrView* p, const int8_t* spins, int64_t begin, int64_t end, double* f) {
  for (int64_t i = begin; i < end; ++i) f[i] = p->field[i] + row_sum(*p, spins, i);
}

void fields_dense(int64_t n, int64_t stride, const double* rows, const double* field, const int8_t* spins,
                  double* f) {
  for (int64_t i = 0; i < n; ++i) {
    double sum = 0.0;
    for (int64_t j = 0; j < n; ++j) sum += rows[i * stride + j] * spins[j];
    f[i] = field[i] + sum;
  }
}

template <class T>
void gains(int64_t n, const T* f, const int8_t* spins, double factor, double* out) {
  for (int64_t i = 0; i < n; ++i) out[i] = factor * (spins[i] * static_cast<double>(f[i]));
}

constexpr EnergyKernels energy_kernels = {energy_csr,   energies_csr,   fields_csr,
                                          fields_dense, gains<double>, gains<int32_t>};

}  // namespace
}  // namespace weiss

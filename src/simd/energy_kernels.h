// Energies and fields of whole states. See kernels.h for the rules of this header.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace weiss {

// Couplings as CSR rows with both directions; fields [n]; spins of -1 and +1.
struct CsrView {
  int64_t n;
  const int64_t* row_start;
  const int32_t* column;
  const double* value;
  const double* field;
};

struct EnergyKernels {
  // sum_i s_i (h_i + 1/2 sum_j J_ij s_j), rows added with compensation (Neumaier), so that the result is
  // exact for integer data below 2^53 and good to a few units in the last place otherwise.
  double (*energy_csr)(const CsrView* problem, const int8_t* spins);

  // The same for count states at once, spins [count * n], energies [count]: equal bits to energy_csr.
  // scratch [8 * n] is for eight states side by side; null: one state after another.
  void (*energies_csr)(const CsrView* problem, int64_t count, const int8_t* spins, int8_t* scratch,
                       double* energies);

  // f_i = h_i + sum_j J_ij s_j for i in begin ... end - 1, into f[i].
  void (*fields_csr)(const CsrView* problem, const int8_t* spins, int64_t begin, int64_t end, double* f);

  // f_i from full rows of stride entries, i in 0 ... n - 1.
  void (*fields_dense)(int64_t n, int64_t stride, const double* rows, const double* field,
                       const int8_t* spins, double* f);

  // out[i] = factor * s_i * f_i: all flip gains for factor 2.
  void (*gains_f64)(int64_t n, const double* f, const int8_t* spins, double factor, double* out);
  void (*gains_i32)(int64_t n, const int32_t* f, const int8_t* spins, double factor, double* out);
};

}  // namespace weiss

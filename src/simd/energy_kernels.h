// Energies and fields of whole states. See kernels.h for the rules of this header. Spins are -1 and +1.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace weiss {

// Couplings as CSR rows with both directions, columns without repeats; fields [n].
struct CsrView {
  int64_t n;
  const int64_t* row_start;  // [n + 1]
  const int32_t* column;
  const double* value;
  const double* field;
};

// The same in integers, for problems whose fields all stay within int32.
struct CsrViewI32 {
  int64_t n;
  const int64_t* row_start;
  const int32_t* column;
  const int32_t* value;
  const int32_t* field;
};

// Couplings as full rows: row i starts at i * stride. Entries from n on and the diagonal are 0; stride is
// at least n, rounded up to 8.
struct DenseView {
  int64_t n;
  int64_t stride;
  const double* rows;
  const double* field;
};

struct EnergyKernels {
  // sum_i s_i (h_i + 1/2 sum_j J_ij s_j). Rows are added up with compensation (Neumaier 1974), so the
  // result is exact for integer data below 2^53 and good to a few units in the last place of
  // sum |J| + sum |h| otherwise.
  double (*energy_csr)(const CsrView* problem, const int8_t* spins);
  double (*energy_dense)(const DenseView* problem, const int8_t* spins);

  // The same for count states at once, spins [count * n], energies [count]: equal bits to one at a time.
  // scratch [8 * n] is for eight states side by side; null: one state after another.
  void (*energies_csr)(const CsrView* problem, int64_t count, const int8_t* spins, int8_t* scratch,
                       double* energies);
  void (*energies_dense)(const DenseView* problem, int64_t count, const int8_t* spins, double* energies);

  // f_i = h_i + sum_j J_ij s_j for i in begin ... end - 1, into f[i].
  void (*fields_csr)(const CsrView* problem, const int8_t* spins, int64_t begin, int64_t end, double* f);
  void (*fields_csr_i32)(const CsrViewI32* problem, const int8_t* spins, int64_t begin, int64_t end,
                         int32_t* f);

  // f_i from full rows, i in 0 ... n - 1.
  void (*fields_dense)(const DenseView* problem, const int8_t* spins, double* f);
  void (*fields_dense_i16)(int64_t n, int64_t stride, const int16_t* rows, const int32_t* field,
                           const int8_t* spins, int32_t* f);
  void (*fields_dense_i8)(int64_t n, int64_t stride, const int8_t* rows, const int32_t* field,
                          const int8_t* spins, int32_t* f);

  // out[i] = factor * s_i * f_i: all flip gains for factor 2.
  void (*gains_f64)(int64_t n, const double* f, const int8_t* spins, double factor, double* out);
  void (*gains_i32)(int64_t n, const int32_t* f, const int8_t* spins, double factor, double* out);
};

}  // namespace weiss

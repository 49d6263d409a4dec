// Products of the coupling matrix with many vectors. See kernels.h for the rules of this header.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "energy_kernels.h"

namespace weiss {

struct MultiplyKernels {
  // y[i * count + k] = sum_j J_ij x[j * count + k] for all rows i and vectors k < count. The terms of a sum
  // are added one after another in the order of j, so both kernels return the same bits for finite x.
  // csr visits the entries of a row; tiles spreads four rows at a time over all columns, which pays where
  // most entries are there.
  void (*csr)(const CsrView* problem, int64_t count, const double* x, double* y);
  void (*tiles)(const CsrView* problem, int64_t count, const double* x, double* y);
};

}  // namespace weiss

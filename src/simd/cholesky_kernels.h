// Dense Cholesky factorisation by blocks of columns (bounds/cholesky.hpp). See kernels.h for the rules of this
// header. All tables return the same bits: each number is a sum in the order of the columns.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace weiss {

constexpr int kCholeskyBlock = 64;  // columns of a block

struct CholeskyKernels {
  // For rows i of count and columns j of a block: out[i * stride + j] -= sum_{k < depth} left[i * stride + k] *
  // right[k * kCholeskyBlock + j].
  void (*subtract_products)(int64_t count, int64_t depth, int64_t stride, const double* left,
                            const double* right, double* out);

  // For rows i of count: rows[i * stride + j] of a block becomes the x with sum_j x_j L_kj = what was there, in
  // column k, for the lower triangle L of the block given transposed: L_kj = triangle[j * kCholeskyBlock + k].
  void (*substitute)(int64_t count, int64_t stride, const double* triangle, double* rows);
};

}  // namespace weiss

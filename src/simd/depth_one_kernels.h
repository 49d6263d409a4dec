// Products of cosines for the closed form of QAOA at depth one (statevector/depth_one.hpp). See kernels.h for the
// rules of this header. All tables return the same bits.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace weiss {

// Full symmetric rows of cosines and sines of an angle x_uv for each pair: row u starts at u * stride, a multiple
// of 8. x is 0 on the diagonal and from n to stride - 1. slope is dx/dt, for derivatives by t; null: none are wanted.
struct CosineRows {
  int64_t n;
  int64_t stride;
  const double* cosine;
  const double* sine;
  const double* slope;
};

struct DepthOneKernels {
  // sine[k], cosine[k] of factor * x[k], to a few units in the last place plus 2^-52 |factor * x[k]|, for angles
  // below 2^30. count is a multiple of 8.
  void (*sine_cosine)(int64_t count, double factor, const double* x, double* sine, double* cosine);

  // products[k * stride + v] = product of cosine_vj over j but k, for k in 0 ... n - 1, and over all j for k = n:
  // [(n + 1) * stride]. slopes, as long, are the derivatives; null without.
  void (*leave_one_out)(const CosineRows* rows, double* products, double* slopes);

  // Products of cos(x_uk + x_vk) and of cos(x_uk - x_vk) over k but u and v, into sum[v] and difference[v], for v
  // from the last multiple of 8 up to u to stride - 1. Derivatives as above.
  void (*pair_products)(const CosineRows* rows, int64_t u, double* sum, double* difference, double* sum_slope,
                        double* difference_slope);
};

}  // namespace weiss

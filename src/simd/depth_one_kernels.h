// The closed form of QAOA at depth one on full rows (statevector/depth_one.hpp). See kernels.h for the rules
// of this header. All tables return the same bits.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace weiss {

// Full symmetric rows: row u starts at u * stride, a multiple of 8. coupling is 0 on the diagonal and from n
// to stride - 1; sine and cosine are those of x_uv = t * coupling_uv.
struct CosineRows {
  int64_t n;
  int64_t stride;
  const double* coupling;
  const double* sine;
  const double* cosine;
  double* product;        // [(n + 1) * stride] see leave_one_out
  double* product_slope;  // derivatives by t; null: the functions below compute none
};

// Sine and cosine of t * h for a field h, with their derivatives by t.
struct FieldTurn {
  double sine, cosine;
  double sine_slope, cosine_slope;
};

struct DepthOneKernels {
  // sine[k], cosine[k] of factor * x[k], to a few units in the last place plus 2^-52 |factor * x[k]|, for
  // angles below 2^30.
  void (*sine_cosine)(int64_t count, double factor, const double* x, double* sine, double* cosine);

  // product[k * stride + v] = product of cosine_vj over j but k, for k in 0 ... n - 1, and over all j for k =
  // n.
  void (*leave_one_out)(const CosineRows* rows);

  // Products of cos(x_uk + x_vk) and of cos(x_uk - x_vk) over k but u and v, into sum[v] and difference[v],
  // for v from the last multiple of 8 up to u to stride - 1.
  void (*pair_products)(const CosineRows* rows, int64_t u, double* sum, double* difference);

  // Adds what the pairs of u have in a mean energy, for each v, to sums [3 * stride] and, with derivatives,
  // sum_slopes [3 * stride]:
  //   sums[v]              coupling_uv sin x_uv product_uv                            for all v
  //   sums[stride + v]     coupling_uv cos y (difference[v] - sum[v])                 for v > u; y of the
  //   field sums[2 * stride + v] coupling_uv sin y (difference[v] + sum[v])                 for v > u
  void (*add_pairs)(const CosineRows* rows, int64_t u, const FieldTurn* field, double* sums,
                    double* sum_slopes);
};

}  // namespace weiss

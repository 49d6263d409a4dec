// The mixing method for the SDP bound (bounds/unit_vectors.hpp): one unit vector for each spin, improved one after
// another. See kernels.h for the rules of this header. All tables return the same bits.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace weiss {

// Couplings as CSR rows with both directions, and the vectors. A vector is rank numbers, a multiple of 16;
// field [rank] is working memory.
struct MixingRows {
  const int64_t* row_start;
  const int32_t* column;
  const float* value;
  int64_t rank;
  float* vector;  // that of spin i begins at i * rank
  float* field;
};

struct MixingKernels {
  // For the spins from begin to end - 1 in turn: with g = sum_j C_ij v_j, the vector of spin i goes to -g/|g|, the
  // best one given all others, and then by relaxation times the way that it came beyond it, on the sphere. It
  // stays when g is 0. Returns what the sum over pairs of C_ij v_i.v_j lost.
  double (*sweep)(const MixingRows* rows, int64_t begin, int64_t end, double relaxation);

  // Of the same spins: norm[i] = |g|, product[i] = g.v_i, the vectors unchanged.
  void (*fields)(const MixingRows* rows, int64_t begin, int64_t end, double* norm, double* product);
};

}  // namespace weiss

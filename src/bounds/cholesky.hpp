// Proves that a symmetric matrix has no negative eigenvalue, by a factorisation whose rounding errors are
// bounded.
#pragma once

#include <cstdint>

#include "base/aligned.hpp"
#include "bounds/elimination.hpp"
#include "bounds/quadratic_form.hpp"
#include "search/meter.hpp"
#include "simd/kernels.h"

namespace weiss {

// Cholesky factors of C + Diag(d): the head column by column on its sparse pattern, the tail in dense blocks.
// Both parts keep their memory from one attempt to the next.
class Cholesky {
 public:
  Cholesky(const QuadraticForm& form, const Elimination& elimination, const CholeskyKernels& kernels);

  // Does the factorisation of C + Diag(diagonal [size]) come to its end in floating point? Then
  // C + Diag(diagonal) * (1 + slack()) is positive semidefinite, exactly. False also when the meter says
  // stop.
  bool factors(const double* diagonal, Meter& meter);

  // By the analysis of Demmel (1989; Higham 2002, theorem 10.3; Rump 2006), with N rows and u = 2^-53: the
  // computed factor R has |C + Diag(d) - R'R|_ij <= g sqrt(d_i d_j) with g = (N + 2) u / (1 - 2 (N + 2) u),
  // in whatever order sums are taken, and by Cauchy and Schwarz the matrix with these entries is at most g N
  // Diag(d).
  double slack() const noexcept;

 private:
  bool factor_head(const double* diagonal, Meter& meter);
  bool factor_tail(Meter& meter);
  bool factor_block(double* block);

  const QuadraticForm& form_;
  const Elimination& elimination_;
  const CholeskyKernels& kernels_;
  const int64_t stride_;
  Vector<double> number_;      // of the head, as elimination.below
  Vector<double> column_;      // the present one, spread out
  AlignedArray<double> tail_;  // [stride * stride] lower triangle by rows, padded with ones on the diagonal
  AlignedArray<double> transposed_;  // [stride * kCholeskyBlock] the rows of one block
};

}  // namespace weiss

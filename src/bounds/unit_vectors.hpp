// The low-rank mixing method (Wang, Chang, Kolter 2017): minimises sum_ij C_ij v_i.v_j / 2 over unit vectors
// by exact coordinate descent, with over-relaxation. In float: the bound is valid for any vectors, these are
// to be fast.
#pragma once

#include <cstdint>

#include "base/aligned.hpp"
#include "bounds/quadratic_form.hpp"
#include "search/meter.hpp"
#include "simd/kernels.h"

namespace weiss {

class UnitVectors {
 public:
  // rank is rounded up to the kernels' lanes; 0: ceil(sqrt(2 N)) + 1, less where the vectors would take more
  // than 256 MiB.
  UnitVectors(const QuadraticForm& form, const MixingKernels& kernels, int64_t rank, uint64_t seed);

  // Sweeps until one lowers the sum by less than tolerance of it; at most max_sweeps. Returns the sweeps
  // made.
  int64_t descend(double tolerance, int64_t max_sweeps, Meter& meter);

  // y [size]: |sum_j C_ij v_j|. Returns sum_ij C_ij v_i.v_j / 2.
  double fields(double* y);

  // signs [size]: on which side of a random hyperplane each vector lies.
  void cut(uint64_t seed, int8_t* signs);

  int64_t rank() const noexcept { return rank_; }

 private:
  MixingRows rows() noexcept;

  const QuadraticForm& form_;
  const MixingKernels& kernels_;
  const int64_t rank_;
  AlignedArray<float> value_;
  AlignedArray<float> vector_;
  AlignedArray<float> field_;
  double gained_ = 0.0;  // by all sweeps
  int64_t sweeps_ = 0;
};

}  // namespace weiss

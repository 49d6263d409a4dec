// See qaoa_kernels.h.
#pragma once

#include "simd/qaoa_gradient_impl.h"

namespace weiss {
namespace {

// out[k] = first + sum_j field[j] s_j(k) for all states k of num_spins spins.
template <class Real>
inline void tabulate_fields(int32_t num_spins, const double* field, double first, Real* out) {
  for (int32_t j = 0; j < num_spins; ++j) first += field[j];
  out[0] = static_cast<Real>(first);
  for (int32_t j = 0; j < num_spins; ++j) {
    const int64_t half = int64_t{1} << j;
    const Real change = static_cast<Real>(2.0 * field[j]);
    for (int64_t k = 0; k < half; ++k) out[half + k] = out[k] - change;
  }
}

template <class Real>
void add_fields(int32_t num_spins, const double* field, double base, const Real* in, Real* sums, Real* out) {
  constexpr int32_t near_spins = 6;
  constexpr int64_t block = int64_t{1} << near_spins;
  Real near[block];
  tabulate_fields(near_spins, field, 0.0, near);
  tabulate_fields(num_spins - near_spins, field + near_spins, base, sums);
  for (int64_t k = 0; k < int64_t{1} << (num_spins - near_spins); ++k) {
    const Packed<Real> sum = packed<Real>(static_cast<double>(sums[k]));
    for (int64_t l = 0; l < block; l += kWidth<Real>)
      store<Real>(out + k * block + l, load<Real>(in + k * block + l) + (load<Real>(near + l) + sum));
  }
}

template <class Real>
constexpr QaoaKernels<Real> qaoa_kernels = {kLaneQubits<Real> + kLowQubitsAboveLanes,
                                            kHighQubits,
                                            kTopQubits,
                                            kTableCodes,
                                            tabulate_phases<Real>,
                                            low_pass<Real>,
                                            high_pass<Real>,
                                            high_mean<Real>,
                                            top_pass<Real>,
                                            top_mean<Real>,
                                            mean_of_costs<Real>,
                                            weigh_pass<Real>,
                                            back_pass<Real>,
                                            inner_pass<Real>,
                                            mix_inner_pass<Real>,
                                            top_inner<Real>,
                                            add_fields<Real>};

}  // namespace
}  // namespace weiss

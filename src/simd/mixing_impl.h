// See mixing_kernels.h.
#pragma once

#include <math.h>

#include "simd/mixing_kernels.h"
#include "simd/registers.h"

namespace weiss {
namespace {

using FloatRegister = Register<float>;

// Sixteen virtual lanes: what is added up over the numbers of a vector is so in one order on every architecture.
constexpr int kFloatLanes = 16;
constexpr int kFloatSize = static_cast<int>(FloatRegister::size);
constexpr int kFloatRegisters = kFloatLanes / kFloatSize;
static_assert(kFloatLanes % kFloatSize == 0, "a register is wider than the virtual lanes");

// Writes count numbers of g = sum_j C_ij v_j, from number first on: a sum in registers over all neighbours.
template <int count>
inline void field_block(const MixingRows& rows, int64_t i, int64_t first, float* out) {
  constexpr int registers = count / kFloatSize;
  FloatRegister sum[registers];
#pragma GCC unroll 16
  for (int k = 0; k < registers; ++k) sum[k] = FloatRegister(0.0f);
  for (int64_t e = rows.row_start[i], end = rows.row_start[i + 1]; e < end; ++e) {
    const float* v = rows.vector + rows.column[e] * rows.rank + first;
    const FloatRegister coupling(rows.value[e]);
#pragma GCC unroll 16
    for (int k = 0; k < registers; ++k)
      sum[k] = sum[k] + coupling * FloatRegister::load_unaligned(v + k * kFloatSize);
  }
#pragma GCC unroll 16
  for (int k = 0; k < registers; ++k) sum[k].store_unaligned(out + first + k * kFloatSize);
}

inline void field_of(const MixingRows& rows, int64_t i, float* out) {
  // As many sums as there are registers for, and enough of them to hide the latency of an addition.
  constexpr int wide = kFloatSize >= 8 ? 64 : 32;
  int64_t k = 0;
  for (; k + wide <= rows.rank; k += wide) field_block<wide>(rows, i, k, out);
  for (; k < rows.rank; k += kFloatLanes) field_block<kFloatLanes>(rows, i, k, out);
}

inline double dot(const float* x, const float* y, int64_t rank) {
  FloatRegister sum[kFloatRegisters];
#pragma GCC unroll 16
  for (int r = 0; r < kFloatRegisters; ++r) sum[r] = FloatRegister(0.0f);
  for (int64_t k = 0; k < rank; k += kFloatLanes)
#pragma GCC unroll 16
    for (int r = 0; r < kFloatRegisters; ++r)
      sum[r] = sum[r] + FloatRegister::load_unaligned(x + k + r * kFloatSize) *
                            FloatRegister::load_unaligned(y + k + r * kFloatSize);
  float lanes[kFloatLanes];
  for (int r = 0; r < kFloatRegisters; ++r) sum[r].store_unaligned(lanes + r * kFloatSize);
  double total = 0.0;
  for (const float lane : lanes) total += static_cast<double>(lane);
  return total;
}

// v = a g + b v
inline void combine(float a, const float* g, float b, float* v, int64_t rank) {
  const FloatRegister of_g(a);
  const FloatRegister of_v(b);
  for (int64_t k = 0; k < rank; k += kFloatSize)
    (of_g * FloatRegister::load_unaligned(g + k) + of_v * FloatRegister::load_unaligned(v + k))
        .store_unaligned(v + k);
}

double sweep(const MixingRows* rows, int64_t begin, int64_t end, double relaxation) {
  const int64_t rank = rows->rank;
  float* const g = rows->field;
  double lost = 0.0;
  for (int64_t i = begin; i < end; ++i) {
    float* const v = rows->vector + i * rank;
    field_of(*rows, i, g);
    const double square = dot(g, g, rank);
    if (!(square > 0.0)) continue;
    const double norm = sqrt(square);
    const double product = dot(g, v, rank);
    // (1 + r) (-g/|g|) - r v, whose square is (1 + r)^2 + r^2 + 2 r (1 + r) g.v/|g| for unit vectors.
    const double r = relaxation;
    const double along = product / norm;
    const double length = sqrt((1.0 + r) * (1.0 + r) + r * r + 2.0 * r * (1.0 + r) * along);
    if (!(length > 0.5)) continue;
    combine(static_cast<float>(-(1.0 + r) / (norm * length)), g, static_cast<float>(-r / length), v, rank);
    lost += product + norm * ((1.0 + r) + r * along) / length;
  }
  return lost;
}

void fields(const MixingRows* rows, int64_t begin, int64_t end, double* norm, double* product) {
  for (int64_t i = begin; i < end; ++i) {
    field_of(*rows, i, rows->field);
    norm[i] = sqrt(dot(rows->field, rows->field, rows->rank));
    product[i] = dot(rows->field, rows->vector + i * rows->rank, rows->rank);
  }
}

constexpr MixingKernels mixing_kernels = {sweep, fields};

}  // namespace
}  // namespace weiss

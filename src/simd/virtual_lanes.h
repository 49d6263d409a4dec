// Eight virtual lanes of doubles, the same on every architecture: one, two, four or eight registers. Lanes
// are added up in one order, so that every architecture returns the same bits.
#pragma once

#include "simd/registers.h"

namespace weiss {
namespace {

using DoubleRegister = Register<double>;

constexpr int kLanes = 8;
constexpr int kRegisterLanes = static_cast<int>(DoubleRegister::size);
constexpr int kRegisters = kLanes / kRegisterLanes;
static_assert(kLanes % kRegisterLanes == 0, "a register is wider than the virtual lanes");

struct Lanes {
  DoubleRegister r[kRegisters];
};

// Lanes whose register k is make(k).
template <class Make>
inline Lanes make_lanes(const Make& make) {
  if constexpr (kRegisters == 1)
    return {{make(0)}};
  else if constexpr (kRegisters == 2)
    return {{make(0), make(1)}};
  else if constexpr (kRegisters == 4)
    return {{make(0), make(1), make(2), make(3)}};
  else
    return {{make(0), make(1), make(2), make(3), make(4), make(5), make(6), make(7)}};
}

inline Lanes broadcast(double x) {
  return make_lanes([&](int) { return DoubleRegister(x); });
}

inline Lanes load_lanes(const double* p) {
  return make_lanes([&](int k) { return DoubleRegister::load_unaligned(p + k * kRegisterLanes); });
}

inline void store_lanes(double* p, const Lanes& x) {
  for (int k = 0; k < kRegisters; ++k) x.r[k].store_unaligned(p + k * kRegisterLanes);
}

inline Lanes operator+(const Lanes& x, const Lanes& y) {
  return make_lanes([&](int k) { return x.r[k] + y.r[k]; });
}

inline Lanes operator-(const Lanes& x, const Lanes& y) {
  return make_lanes([&](int k) { return x.r[k] - y.r[k]; });
}

inline Lanes operator*(const Lanes& x, const Lanes& y) {
  return make_lanes([&](int k) { return x.r[k] * y.r[k]; });
}

inline double sum_of_lanes(const Lanes& x) {
  double p[kLanes];
  store_lanes(p, x);
  return ((p[0] + p[4]) + (p[2] + p[6])) + ((p[1] + p[5]) + (p[3] + p[7]));
}

// Eight spins as doubles; two or four at a time would cost more.
#if defined(WEISS_ARCH_avx2)
inline Lanes load_spins(const int8_t* p) {
  const __m256i x = _mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p)));
  return {{_mm256_cvtepi32_pd(_mm256_castsi256_si128(x)),
           _mm256_cvtepi32_pd(_mm256_extracti128_si256(x, 1))}};
}
#elif defined(WEISS_ARCH_sse2)
inline Lanes load_spins(const int8_t* p) {
  const __m128i x8 = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(p));
  const __m128i x16 = _mm_srai_epi16(_mm_unpacklo_epi8(x8, x8), 8);
  const __m128i low = _mm_srai_epi32(_mm_unpacklo_epi16(x16, x16), 16);
  const __m128i high = _mm_srai_epi32(_mm_unpackhi_epi16(x16, x16), 16);
  return {{_mm_cvtepi32_pd(low), _mm_cvtepi32_pd(_mm_unpackhi_epi64(low, low)), _mm_cvtepi32_pd(high),
           _mm_cvtepi32_pd(_mm_unpackhi_epi64(high, high))}};
}
#elif defined(WEISS_ARCH_neon64)
inline Lanes load_spins(const int8_t* p) {
  const int16x8_t x16 = vmovl_s8(vld1_s8(p));
  const int32x4_t low = vmovl_s16(vget_low_s16(x16));
  const int32x4_t high = vmovl_s16(vget_high_s16(x16));
  return {{vcvtq_f64_s64(vmovl_s32(vget_low_s32(low))), vcvtq_f64_s64(vmovl_s32(vget_high_s32(low))),
           vcvtq_f64_s64(vmovl_s32(vget_low_s32(high))), vcvtq_f64_s64(vmovl_s32(vget_high_s32(high)))}};
}
#else
inline Lanes load_spins(const int8_t* p) {
  return make_lanes([&](int k) { return load_widened<double>(p + k * kRegisterLanes); });
}
#endif

// A sum with the errors of its additions beside it (Neumaier 1974, with the error from Knuth's two-sum,
// which needs no branch).
template <class T>
struct CompensatedSum {
  T total;
  T error;

  void add(const T& x) {
    const T next = total + x;
    const T added = next - total;
    error = error + ((total - (next - added)) + (x - added));
    total = next;
  }
};

}  // namespace
}  // namespace weiss

// Registers of this architecture for kernels that mix integer widths: loads that widen, and masks as bits.
// The generic versions are the reference of the intrinsics. Rules as in arch.h.
#pragma once

#include "simd/arch.h"

namespace weiss {
namespace {

#if defined(WEISS_ARCH_scalar)

// A register of one lane.
template <class T>
struct Register {
  using value_type = T;
  static constexpr size_t size = 1;
  T x;
  Register() = default;
  explicit Register(T value) : x(value) {}
  static Register load_unaligned(const T* p) { return Register(*p); }
  void store_unaligned(T* p) const { *p = x; }
  friend Register operator+(Register a, Register b) { return Register(static_cast<T>(a.x + b.x)); }
  friend Register operator-(Register a, Register b) { return Register(static_cast<T>(a.x - b.x)); }
  friend Register operator*(Register a, Register b) { return Register(static_cast<T>(a.x * b.x)); }
  friend bool operator<(Register a, Register b) { return a.x < b.x; }
  friend bool operator<=(Register a, Register b) { return a.x <= b.x; }
  friend bool operator>=(Register a, Register b) { return a.x >= b.x; }
  friend Register min(Register a, Register b) { return a.x < b.x ? a : b; }
  friend Register max(Register a, Register b) { return a.x < b.x ? b : a; }
  friend Register select(bool mask, Register a, Register b) { return mask ? a : b; }
};

#else

template <class T>
using Register = xsimd::batch<T, Arch>;

#endif

// Reads consecutive numbers of a narrower type.
template <class T, class Narrow>
inline Register<T> load_widened(const Narrow* p) {
  T lanes[Register<T>::size];
  for (size_t l = 0; l < Register<T>::size; ++l) lanes[l] = static_cast<T>(p[l]);
  return Register<T>::load_unaligned(lanes);
}
template <>
inline Register<double> load_widened<double, double>(const double* p) {
  return Register<double>::load_unaligned(p);
}

// Bit l of the result is set when lane l of the mask is.
#if defined(WEISS_ARCH_scalar)
inline uint32_t mask_bits(bool mask) { return mask; }
#else
template <class T>
inline uint32_t mask_bits(const xsimd::batch_bool<T, Arch>& mask) {
  bool lanes[Register<T>::size];
  mask.store_unaligned(lanes);
  uint32_t bits = 0;
  for (size_t l = 0; l < Register<T>::size; ++l) bits |= static_cast<uint32_t>(lanes[l]) << l;
  return bits;
}
#endif

#if defined(WEISS_ARCH_avx512)

template <>
inline Register<int32_t> load_widened<int32_t, int8_t>(const int8_t* p) {
  return _mm512_cvtepi8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
}
template <>
inline Register<int32_t> load_widened<int32_t, int16_t>(const int16_t* p) {
  return _mm512_cvtepi16_epi32(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)));
}
template <>
inline Register<double> load_widened<double, int8_t>(const int8_t* p) {
  return _mm512_cvtepi32_pd(_mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p))));
}
template <>
inline uint32_t mask_bits<int32_t>(const xsimd::batch_bool<int32_t, Arch>& mask) {
  return static_cast<uint32_t>(mask.data);
}
template <>
inline uint32_t mask_bits<double>(const xsimd::batch_bool<double, Arch>& mask) {
  return static_cast<uint32_t>(mask.data);
}

#elif defined(WEISS_ARCH_avx2)

inline __m128i load_4_bytes(const int8_t* p) {
  int32_t bytes;
  __builtin_memcpy(&bytes, p, sizeof bytes);
  return _mm_cvtsi32_si128(bytes);
}
template <>
inline Register<int32_t> load_widened<int32_t, int8_t>(const int8_t* p) {
  return _mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p)));
}
template <>
inline Register<int32_t> load_widened<int32_t, int16_t>(const int16_t* p) {
  return _mm256_cvtepi16_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
}
template <>
inline Register<double> load_widened<double, int8_t>(const int8_t* p) {
  return _mm256_cvtepi32_pd(_mm_cvtepi8_epi32(load_4_bytes(p)));
}
template <>
inline uint32_t mask_bits<int32_t>(const xsimd::batch_bool<int32_t, Arch>& mask) {
  return static_cast<uint32_t>(_mm256_movemask_ps(_mm256_castsi256_ps(mask.data)));
}
template <>
inline uint32_t mask_bits<double>(const xsimd::batch_bool<double, Arch>& mask) {
  return static_cast<uint32_t>(_mm256_movemask_pd(mask.data));
}

#elif defined(WEISS_ARCH_sse2)

template <>
inline Register<int32_t> load_widened<int32_t, int8_t>(const int8_t* p) {
  int32_t bytes;
  __builtin_memcpy(&bytes, p, sizeof bytes);
  __m128i x = _mm_cvtsi32_si128(bytes);
  x = _mm_unpacklo_epi8(x, x);
  return _mm_srai_epi32(_mm_unpacklo_epi16(x, x), 24);
}
template <>
inline Register<int32_t> load_widened<int32_t, int16_t>(const int16_t* p) {
  const __m128i x = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(p));
  return _mm_srai_epi32(_mm_unpacklo_epi16(x, x), 16);
}
template <>
inline uint32_t mask_bits<int32_t>(const xsimd::batch_bool<int32_t, Arch>& mask) {
  return static_cast<uint32_t>(_mm_movemask_ps(_mm_castsi128_ps(mask.data)));
}
template <>
inline uint32_t mask_bits<double>(const xsimd::batch_bool<double, Arch>& mask) {
  return static_cast<uint32_t>(_mm_movemask_pd(mask.data));
}

#endif

// Position of the lowest bit that is set; bits is not 0.
inline int64_t lowest_bit(uint32_t bits) {
#if defined(__GNUC__)
  return __builtin_ctz(bits);
#else
  int64_t position = 0;
  for (; !(bits & 1u); bits >>= 1) ++position;
  return position;
#endif
}

}  // namespace
}  // namespace weiss

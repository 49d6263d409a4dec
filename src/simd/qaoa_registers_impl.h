// Registers of the QAOA kernels: vectors of the compiler, which permutes and selects their lanes by itself.
// Rules as in arch.h. Without an instruction for it, a multiplication and addition are rounded twice.
#pragma once

#include <utility>

#include "simd/arch.h"

namespace weiss {
namespace {

#if defined(WEISS_ARCH_scalar)

template <class Real>
constexpr int kWidth = 1;
template <class T, int Width>
struct PackedType {
  using type = T;
};

#else

template <class Real>
constexpr int kWidth = static_cast<int>(xsimd::batch<Real, Arch>::size);
template <class T, int Width>
struct PackedType {
  typedef T type __attribute__((vector_size(sizeof(T) * Width)));
};

#endif

template <class Real>
using Packed = typename PackedType<Real, kWidth<Real>>::type;

template <class Real>
struct BitsOf;
template <>
struct BitsOf<double> {
  using type = uint64_t;
};
template <>
struct BitsOf<float> {
  using type = uint32_t;
};
template <class Real>
using PackedBits = typename PackedType<typename BitsOf<Real>::type, kWidth<Real>>::type;

template <class Real>
constexpr int kLaneQubits = kWidth<Real> == 1   ? 0
                            : kWidth<Real> == 2 ? 1
                            : kWidth<Real> == 4 ? 2
                            : kWidth<Real> == 8 ? 3
                                                : 4;

template <class Real>
inline Packed<Real> load(const Real* p) {
  Packed<Real> x;
  __builtin_memcpy(&x, p, sizeof x);
  return x;
}
template <class Real>
inline void store(Real* p, const Packed<Real>& x) {
  __builtin_memcpy(p, &x, sizeof x);
}

// Lanes value(0), value(1) ...
template <class Real, class Value>
inline Packed<Real> packed_lanes(const Value& value) {
  Real lanes[kWidth<Real>];
  for (int l = 0; l < kWidth<Real>; ++l) lanes[l] = static_cast<Real>(value(l));
  return load<Real>(lanes);
}
template <class Real>
inline Packed<Real> packed(double x) {
  return Packed<Real>{} + static_cast<Real>(x);
}

// Not inlined into loops: see largest_of in flip_impl.h.
template <class Real>
[[gnu::noinline]] double sum_of(const Real* lanes) {
  double sum = 0.0;
  for (int l = 0; l < kWidth<Real>; ++l) sum += static_cast<double>(lanes[l]);
  return sum;
}
template <class Real>
inline double lane_sum(const Packed<Real>& x) {
  Real lanes[kWidth<Real>];
  store<Real>(lanes, x);
  return sum_of<Real>(lanes);
}

template <class Real>
inline PackedBits<Real> bits_of(const Packed<Real>& x) {
  return __builtin_bit_cast(PackedBits<Real>, x);
}
template <class Real>
inline Packed<Real> from_bits(const PackedBits<Real>& x) {
  return __builtin_bit_cast(Packed<Real>, x);
}

// a * b + c and c - a * b
#if defined(WEISS_ARCH_avx512)
inline __m512d multiply_add(__m512d a, __m512d b, __m512d c) { return _mm512_fmadd_pd(a, b, c); }
inline __m512 multiply_add(__m512 a, __m512 b, __m512 c) { return _mm512_fmadd_ps(a, b, c); }
inline __m512d subtract_product(__m512d a, __m512d b, __m512d c) { return _mm512_fnmadd_pd(a, b, c); }
inline __m512 subtract_product(__m512 a, __m512 b, __m512 c) { return _mm512_fnmadd_ps(a, b, c); }
#elif defined(WEISS_ARCH_avx2)
inline __m256d multiply_add(__m256d a, __m256d b, __m256d c) { return _mm256_fmadd_pd(a, b, c); }
inline __m256 multiply_add(__m256 a, __m256 b, __m256 c) { return _mm256_fmadd_ps(a, b, c); }
inline __m256d subtract_product(__m256d a, __m256d b, __m256d c) { return _mm256_fnmadd_pd(a, b, c); }
inline __m256 subtract_product(__m256 a, __m256 b, __m256 c) { return _mm256_fnmadd_ps(a, b, c); }
#elif defined(WEISS_ARCH_neon64)
inline float64x2_t multiply_add(float64x2_t a, float64x2_t b, float64x2_t c) { return vfmaq_f64(c, a, b); }
inline float32x4_t multiply_add(float32x4_t a, float32x4_t b, float32x4_t c) { return vfmaq_f32(c, a, b); }
inline float64x2_t subtract_product(float64x2_t a, float64x2_t b, float64x2_t c) {
  return vfmsq_f64(c, a, b);
}
inline float32x4_t subtract_product(float32x4_t a, float32x4_t b, float32x4_t c) {
  return vfmsq_f32(c, a, b);
}
#else
template <class T>
inline T multiply_add(const T& a, const T& b, const T& c) {
  return a * b + c;
}
template <class T>
inline T subtract_product(const T& a, const T& b, const T& c) {
  return c - a * b;
}
#endif

// Lane l of the result is lane l ^ Mask of x.
#if defined(WEISS_ARCH_scalar)
template <class Real, int Mask>
inline Real permuted(Real x) {
  return x;
}
#else
template <int Mask, class Vector, size_t... Lane>
inline Vector permute_lanes(const Vector& x, std::index_sequence<Lane...>) {
  return __builtin_shufflevector(x, x, (static_cast<int>(Lane) ^ Mask)...);
}
template <class Real, int Mask>
inline Packed<Real> permuted(const Packed<Real>& x) {
  return permute_lanes<Mask>(x, std::make_index_sequence<static_cast<size_t>(kWidth<Real>)>());
}
#endif
template <class Real>
inline Packed<Real> reversed(const Packed<Real>& x) {
  return permuted<Real, kWidth<Real> - 1>(x);
}

// body(Index<0>()) ... body(Index<Count - 1>()), unrolled: each index is a constant.
template <int Value>
struct Index {
  static constexpr int value = Value;
  constexpr operator int() const { return Value; }
};
template <int Count, int First = 0, class Body>
[[gnu::always_inline]] inline void unrolled(const Body& body) {
  if constexpr (First < Count) {
    body(Index<First>());
    unrolled<Count, First + 1>(body);
  }
}

inline bool odd_parity(int64_t x) { return __builtin_parityll(static_cast<unsigned long long>(x)) != 0; }

}  // namespace
}  // namespace weiss

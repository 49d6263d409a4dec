// See statevector_kernels.h. A qubit below log2 of the lanes of a register pairs lanes of one register, one
// above pairs registers.
#pragma once

#include "simd/qaoa_phase_impl.h"
#include "simd/registers.h"
#include "simd/statevector_kernels.h"

namespace weiss {
namespace {

template <class T>
constexpr uint64_t kLaneMask = Register<T>::size - 1;

// ---- lanes ----

// Lane l of what it returns is lane l ^ bits of its argument; bits that are no lane's do not count.
template <class T>
class LaneFlip {
 public:
  explicit LaneFlip(uint64_t bits);
  Register<T> operator()(Register<T> v) const;

 private:
#if defined(WEISS_ARCH_avx512)
  __m512i source_;
#elif defined(WEISS_ARCH_avx2)
  __m256i source_;
#else
  uint64_t bits_;
#endif
};

#if defined(WEISS_ARCH_avx512)

template <class T>
inline LaneFlip<T>::LaneFlip(uint64_t bits) {
  const auto mask = static_cast<int64_t>(bits & kLaneMask<T>);
  if constexpr (sizeof(T) == 8)
    source_ = _mm512_xor_si512(_mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0), _mm512_set1_epi64(mask));
  else
    source_ = _mm512_xor_si512(_mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
                               _mm512_set1_epi32(static_cast<int32_t>(mask)));
}
template <class T>
inline Register<T> LaneFlip<T>::operator()(Register<T> v) const {
  if constexpr (sizeof(T) == 8)
    return _mm512_permutexvar_pd(source_, v.data);
  else
    return _mm512_permutexvar_ps(source_, v.data);
}

#elif defined(WEISS_ARCH_avx2)

template <class T>
inline LaneFlip<T>::LaneFlip(uint64_t bits) {  // in lanes of four bytes
  const auto mask = static_cast<int32_t>((bits & kLaneMask<T>) * (sizeof(T) / 4));
  source_ = _mm256_xor_si256(_mm256_set_epi32(7, 6, 5, 4, 3, 2, 1, 0), _mm256_set1_epi32(mask));
}
template <class T>
inline Register<T> LaneFlip<T>::operator()(Register<T> v) const {
  if constexpr (sizeof(T) == 8)
    return _mm256_castps_pd(_mm256_permutevar8x32_ps(_mm256_castpd_ps(v.data), source_));
  else
    return _mm256_permutevar8x32_ps(v.data, source_);
}

#else

template <class T>
inline LaneFlip<T>::LaneFlip(uint64_t bits) : bits_(bits & kLaneMask<T>) {}
template <class T>
inline Register<T> LaneFlip<T>::operator()(Register<T> v) const {
#if !defined(WEISS_ARCH_scalar)
  if constexpr (Register<T>::size == 2) {
    if (bits_ & 1) v = __builtin_shufflevector(v.data, v.data, 1, 0);
  } else {
    static_assert(Register<T>::size == 4, "wider registers have a permutation of their own");
    if (bits_ & 1) v = __builtin_shufflevector(v.data, v.data, 1, 0, 3, 2);
    if (bits_ & 2) v = __builtin_shufflevector(v.data, v.data, 2, 3, 0, 1);
  }
#endif
  return v;
}

#endif

template <class T>
struct ComplexRegister {
  Register<T> re, im;
};

template <class T>
inline ComplexRegister<T> load_complex(const T* re, const T* im, uint64_t k) {
  return {Register<T>::load_unaligned(re + k), Register<T>::load_unaligned(im + k)};
}

template <class T>
inline void store_complex(T* re, T* im, uint64_t k, const ComplexRegister<T>& v) {
  v.re.store_unaligned(re + k);
  v.im.store_unaligned(im + k);
}

template <class T>
inline ComplexRegister<T> flip_lanes(const LaneFlip<T>& flip, const ComplexRegister<T>& v) {
  return {flip(v.re), flip(v.im)};
}

// Calls body(k) for each register in begin ... end - 1 whose first index k has none of the bits.
template <class T, class Body>
inline void for_each_register(uint64_t begin, uint64_t end, uint64_t bits, const Body& body) {
  if (begin & bits) return;  // of a bit as high as the range or higher: it is set in all of it
  for (uint64_t k = begin; k < end; k = ((k | bits) + Register<T>::size) & ~bits) body(k);
}

// ---- rotation ----

inline bool is_odd(uint64_t bits) { return __builtin_parityll(bits); }

template <class T, bool imaginary>
inline void rotate(T* re, T* im, const PairRotation& rotation, uint64_t begin, uint64_t end) {
  using R = Register<T>;
  const uint64_t far_x = rotation.x & ~kLaneMask<T>, far_z = rotation.z & ~kLaneMask<T>;
  const LaneFlip<T> flip(rotation.x);
  const R cosine(static_cast<T>(rotation.cosine));
  T signed_sine[R::size];
  for (uint64_t l = 0; l < R::size; ++l)
    signed_sine[l] = static_cast<T>(is_odd((l ^ (rotation.x & kLaneMask<T>)) & rotation.z) ? -rotation.sine
                                                                                           : rotation.sine);
  const R plus = R::load_unaligned(signed_sine), minus = R(T(0)) - plus;

  // own and partner are a_k and a_{k ^ x}; far is k ^ x without lanes.
  const auto rotated = [&](const ComplexRegister<T>& own, const ComplexRegister<T>& partner, uint64_t far) {
    const R sine = is_odd(far & far_z) ? minus : plus;
    if constexpr (imaginary)
      return ComplexRegister<T>{cosine * own.re - sine * partner.im, cosine * own.im + sine * partner.re};
    else
      return ComplexRegister<T>{cosine * own.re + sine * partner.re, cosine * own.im + sine * partner.im};
  };

  if (far_x == 0) {
    for_each_register<T>(begin, end, 0, [&](uint64_t k) {
      const ComplexRegister<T> v = load_complex(re, im, k);
      store_complex(re, im, k, rotated(v, flip_lanes(flip, v), k));
    });
  } else {
    const uint64_t top = uint64_t{1} << (63 - __builtin_clzll(far_x));
    for_each_register<T>(begin, end, top, [&](uint64_t k) {
      const ComplexRegister<T> v = load_complex(re, im, k), w = load_complex(re, im, k ^ far_x);
      store_complex(re, im, k, rotated(v, flip_lanes(flip, w), k ^ far_x));
      store_complex(re, im, k ^ far_x, rotated(w, flip_lanes(flip, v), k));
    });
  }
}

template <class T>
void rotate_pairs(T* re, T* im, const PairRotation* rotation, int64_t begin, int64_t end) {
  const auto first = static_cast<uint64_t>(begin), last = static_cast<uint64_t>(end);
  if (rotation->imaginary)
    rotate<T, true>(re, im, *rotation, first, last);
  else
    rotate<T, false>(re, im, *rotation, first, last);
}

// ---- matrix ----

// targets qubits, the highest far of which pair registers. Amplitude r of a group becomes the sum over f of
// entry (r, r ^ f) times amplitude r ^ f. The far bits of r choose one of the registers of the group, the
// others a lane, so that coefficients differ from lane to lane.
template <class T, int targets, int far>
inline void multiply(T* re, T* im, const QubitMatrix& matrix, uint64_t begin, uint64_t end) {
  using R = Register<T>;
  constexpr int near = targets - far;
  constexpr uint64_t terms = 1u << targets, registers = 1u << far, flips = 1u << near;
  const uint64_t target_bits[] = {uint64_t{1} << matrix.low, targets == 2 ? uint64_t{1} << matrix.high : 0};
  const auto mask_of = [&](uint64_t pattern) {  // bits of the index for bits of a row
    return ((pattern & 1) ? target_bits[0] : 0) | ((pattern & 2) ? target_bits[1] : 0);
  };

  const LaneFlip<T> flip[] = {LaneFlip<T>(0), LaneFlip<T>(mask_of(1)), LaneFlip<T>(mask_of(2)),
                              LaneFlip<T>(mask_of(3))};  // the last two only with two targets near

  T coefficients[2][registers][terms][R::size];
  for (uint64_t r = 0; r < registers; ++r)
    for (uint64_t f = 0; f < terms; ++f)
      for (uint64_t l = 0; l < R::size; ++l) {
        uint64_t row = r << near;
        for (int t = 0; t < near; ++t) row |= ((l & target_bits[t]) != 0 ? uint64_t{1} : 0) << t;
        const double* const entry = matrix.entries + 2 * (row * terms + (row ^ f));
        coefficients[0][r][f][l] = static_cast<T>(entry[0]);
        coefficients[1][r][f][l] = static_cast<T>(entry[1]);
      }

  for_each_register<T>(begin, end, mask_of((registers - 1) << near), [&](uint64_t k) {
    ComplexRegister<T> flipped[registers][flips];
    for (uint64_t r = 0; r < registers; ++r) {
      flipped[r][0] = load_complex(re, im, k | mask_of(r << near));
      for (uint64_t f = 1; f < flips; ++f) flipped[r][f] = flip_lanes(flip[f], flipped[r][0]);
    }
    for (uint64_t r = 0; r < registers; ++r) {
      ComplexRegister<T> sum{R(T(0)), R(T(0))};
      for (uint64_t f = 0; f < terms; ++f) {
        const ComplexRegister<T>& v = flipped[r ^ (f >> near)][f & (flips - 1)];
        const R a = R::load_unaligned(coefficients[0][r][f]), b = R::load_unaligned(coefficients[1][r][f]);
        sum.re = sum.re + (a * v.re - b * v.im);
        sum.im = sum.im + (a * v.im + b * v.re);
      }
      store_complex(re, im, k | mask_of(r << near), sum);
    }
  });
}

template <class T>
void multiply_groups(T* re, T* im, const QubitMatrix* matrix, int64_t begin, int64_t end) {
  const auto first = static_cast<uint64_t>(begin), last = static_cast<uint64_t>(end);
  const auto pairs_lanes = [](int32_t qubit) { return (uint64_t{1} << qubit) <= kLaneMask<T>; };
  if (matrix->num_targets == 1) {
    if (pairs_lanes(matrix->low))
      multiply<T, 1, 0>(re, im, *matrix, first, last);
    else
      multiply<T, 1, 1>(re, im, *matrix, first, last);
  } else if (pairs_lanes(matrix->high)) {
    multiply<T, 2, 0>(re, im, *matrix, first, last);
  } else if (pairs_lanes(matrix->low)) {
    multiply<T, 2, 1>(re, im, *matrix, first, last);
  } else {
    multiply<T, 2, 2>(re, im, *matrix, first, last);
  }
}

// ---- phases ----

void phases(const double* x, double quarter_turns, int64_t count, double* cosine, double* sine) {
  const PhaseFunction<double> function(quarter_turns, 1.0);
  for (int64_t k = 0; k < count; k += kWidth<double>) {
    Packed<double> c, s;
    function(load<double>(x + k), &c, &s);
    store<double>(cosine + k, c);
    store<double>(sine + k, s);
  }
}

constexpr StatevectorKernels statevector_kernels = {rotate_pairs<double>, rotate_pairs<float>,
                                                    multiply_groups<double>, multiply_groups<float>, phases};

}  // namespace
}  // namespace weiss

// Spins and the set of free spins as tabu search wants them: as masks of registers. With AVX-512 the bits of
// the state are such masks; elsewhere they are expanded to lanes once, and then each flip changes one lane.
#pragma once

#include "simd/dense_tabu_kernels.h"
#include "simd/registers.h"

namespace weiss {
namespace {

template <class Field>
constexpr Field kLeast = 0;
template <>
constexpr int16_t kLeast<int16_t> = INT16_MIN;
template <>
constexpr int32_t kLeast<int32_t> = INT32_MIN;

template <class Field>
constexpr int64_t kTabuLanes = static_cast<int64_t>(Register<Field>::size);

inline void change_bit(uint64_t* bits, int64_t i) { bits[i >> 6] ^= uint64_t{1} << (i & 63); }

#if !defined(WEISS_ARCH_avx512)

template <class Field>
class TabuMasks {
 public:
  using R = Register<Field>;

  template <class Tabu>
  explicit TabuMasks(const Tabu& t)
      : sign_(static_cast<Field*>(t.lanes)), most_(sign_ + t.blocks * kTabuBlock), down_(t.down),
        free_(t.free) {
    for (int64_t i = 0; i < t.blocks * kTabuBlock; ++i) {
      sign_[i] = down_[i >> 6] >> (i & 63) & 1 ? Field(-1) : Field(1);
      most_[i] = most(free_[i >> 6] >> (i & 63) & 1);
    }
  }

  void flip(int64_t i) {
    change_bit(down_, i);
    sign_[i] = static_cast<Field>(-sign_[i]);
  }
  void change_free(int64_t i) {
    change_bit(free_, i);
    most_[i] = static_cast<Field>(~most_[i]);
  }

  // The gains of the spins from i on, of these fields.
  R gain(const R& field, int64_t i) const {
    return with_sign(field, R::load_unaligned(sign_ + i));
  }
  // The larger of best and the gains of the free spins.
  R best_free(const R& best, const R& gain, int64_t i) const {
    return max(best, min(gain, R::load_unaligned(most_ + i)));
  }

 private:
  static constexpr Field most(bool is_free) {
    return is_free ? static_cast<Field>(~kLeast<Field>) : kLeast<Field>;
  }
#if defined(WEISS_ARCH_avx2)
  static Register<int16_t> with_sign(const Register<int16_t>& x, const Register<int16_t>& sign) {
    return _mm256_sign_epi16(x, sign);
  }
  static Register<int32_t> with_sign(const Register<int32_t>& x, const Register<int32_t>& sign) {
    return _mm256_sign_epi32(x, sign);
  }
#else
  static R with_sign(const R& x, const R& sign) {
    const R zero(Field(0));
    return select(sign < zero, zero - x, x);
  }
#endif

  Field* const sign_;  // -1 or 1
  Field* const most_;  // the largest gain of a free spin, the least number of a forbidden one
  uint64_t* const down_;
  uint64_t* const free_;
};

#else

// The bits of the lanes from spin i on, for lanes of this type.
inline __mmask32 lane_mask(const uint64_t* bits, int64_t i, int16_t) {
  return _load_mask32(reinterpret_cast<__mmask32*>(const_cast<uint64_t*>(bits)) + i / 32);
}
inline __mmask16 lane_mask(const uint64_t* bits, int64_t i, int32_t) {
  return _load_mask16(reinterpret_cast<__mmask16*>(const_cast<uint64_t*>(bits)) + i / 16);
}
inline __m512i negate_where(__mmask32 mask, __m512i x) {
  return _mm512_mask_sub_epi16(x, mask, _mm512_setzero_si512(), x);
}
inline __m512i negate_where(__mmask16 mask, __m512i x) {
  return _mm512_mask_sub_epi32(x, mask, _mm512_setzero_si512(), x);
}
inline __m512i max_where(__mmask32 mask, __m512i x, __m512i y) { return _mm512_mask_max_epi16(x, mask, x, y); }
inline __m512i max_where(__mmask16 mask, __m512i x, __m512i y) { return _mm512_mask_max_epi32(x, mask, x, y); }

template <class Field>
class TabuMasks {
 public:
  using R = Register<Field>;

  template <class Tabu>
  explicit TabuMasks(const Tabu& t) : down_(t.down), free_(t.free) {}

  void flip(int64_t i) { change_bit(down_, i); }
  void change_free(int64_t i) { change_bit(free_, i); }

  R gain(const R& field, int64_t i) const { return negate_where(lane_mask(down_, i, Field()), field); }
  R best_free(const R& best, const R& gain, int64_t i) const {
    return max_where(lane_mask(free_, i, Field()), best, gain);
  }

 private:
  uint64_t* const down_;
  uint64_t* const free_;
};

#endif

// The largest lane, in every lane.
template <class Field>
inline Register<Field> largest_everywhere(const Register<Field>& x) {
  Field lanes[kTabuLanes<Field>];
  x.store_unaligned(lanes);
  Field largest = lanes[0];
  for (int64_t l = 1; l < kTabuLanes<Field>; ++l) largest = lanes[l] > largest ? lanes[l] : largest;
  return Register<Field>(largest);
}

template <class Field>
inline Field first_lane(const Register<Field>& x) {
  Field lanes[kTabuLanes<Field>];
  x.store_unaligned(lanes);
  return lanes[0];
}

// Bit l is set where lane l of x and y are equal.
template <class Field>
inline uint64_t equal_bits(const Register<Field>& x, const Register<Field>& y) {
  return mask_bits(x <= y) & mask_bits(y <= x);
}

// Whether some lane of x is above that of y; equal to it.
template <class Field>
inline bool any_above(const Register<Field>& x, const Register<Field>& y) {
  return mask_bits(y < x) != 0;
}
template <class Field>
inline bool any_equal(const Register<Field>& x, const Register<Field>& y) {
  return equal_bits<Field>(x, y) != 0;
}

#if defined(WEISS_ARCH_avx512)

template <>
inline Register<int16_t> largest_everywhere<int16_t>(const Register<int16_t>& x) {
  __m512i m = _mm512_max_epi16(x, _mm512_shuffle_i64x2(x, x, 0x4e));
  m = _mm512_max_epi16(m, _mm512_shuffle_i64x2(m, m, 0xb1));
  m = _mm512_max_epi16(m, _mm512_shuffle_epi32(m, static_cast<_MM_PERM_ENUM>(0x4e)));
  m = _mm512_max_epi16(m, _mm512_shuffle_epi32(m, static_cast<_MM_PERM_ENUM>(0xb1)));
  return _mm512_max_epi16(m, _mm512_rol_epi32(m, 16));
}
template <>
inline Register<int32_t> largest_everywhere<int32_t>(const Register<int32_t>& x) {
  __m512i m = _mm512_max_epi32(x, _mm512_shuffle_i64x2(x, x, 0x4e));
  m = _mm512_max_epi32(m, _mm512_shuffle_i64x2(m, m, 0xb1));
  m = _mm512_max_epi32(m, _mm512_shuffle_epi32(m, static_cast<_MM_PERM_ENUM>(0x4e)));
  return _mm512_max_epi32(m, _mm512_shuffle_epi32(m, static_cast<_MM_PERM_ENUM>(0xb1)));
}
template <>
inline int16_t first_lane<int16_t>(const Register<int16_t>& x) {
  return static_cast<int16_t>(_mm_cvtsi128_si32(_mm512_castsi512_si128(x)));
}
template <>
inline int32_t first_lane<int32_t>(const Register<int32_t>& x) {
  return _mm_cvtsi128_si32(_mm512_castsi512_si128(x));
}
template <>
inline uint64_t equal_bits<int16_t>(const Register<int16_t>& x, const Register<int16_t>& y) {
  return _mm512_cmpeq_epi16_mask(x, y);
}
template <>
inline uint64_t equal_bits<int32_t>(const Register<int32_t>& x, const Register<int32_t>& y) {
  return _mm512_cmpeq_epi32_mask(x, y);
}
template <>
inline bool any_above<int16_t>(const Register<int16_t>& x, const Register<int16_t>& y) {
  return _mm512_cmpgt_epi16_mask(x, y) != 0;
}
template <>
inline bool any_above<int32_t>(const Register<int32_t>& x, const Register<int32_t>& y) {
  return _mm512_cmpgt_epi32_mask(x, y) != 0;
}

template <>
inline Register<int16_t> load_widened<int16_t, int8_t>(const int8_t* p) {
  return _mm512_cvtepi8_epi16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)));
}

#elif defined(WEISS_ARCH_avx2)

template <>
inline Register<int16_t> largest_everywhere<int16_t>(const Register<int16_t>& x) {
  __m256i m = _mm256_max_epi16(x, _mm256_permute2x128_si256(x, x, 1));
  m = _mm256_max_epi16(m, _mm256_shuffle_epi32(m, 0x4e));
  m = _mm256_max_epi16(m, _mm256_shuffle_epi32(m, 0xb1));
  return _mm256_max_epi16(m, _mm256_shufflehi_epi16(_mm256_shufflelo_epi16(m, 0xb1), 0xb1));
}
template <>
inline Register<int32_t> largest_everywhere<int32_t>(const Register<int32_t>& x) {
  __m256i m = _mm256_max_epi32(x, _mm256_permute2x128_si256(x, x, 1));
  m = _mm256_max_epi32(m, _mm256_shuffle_epi32(m, 0x4e));
  return _mm256_max_epi32(m, _mm256_shuffle_epi32(m, 0xb1));
}
template <>
inline int16_t first_lane<int16_t>(const Register<int16_t>& x) {
  return static_cast<int16_t>(_mm_cvtsi128_si32(_mm256_castsi256_si128(x)));
}
template <>
inline int32_t first_lane<int32_t>(const Register<int32_t>& x) {
  return _mm_cvtsi128_si32(_mm256_castsi256_si128(x));
}
template <>
inline uint64_t equal_bits<int16_t>(const Register<int16_t>& x, const Register<int16_t>& y) {
  const __m256i equal = _mm256_cmpeq_epi16(x, y);
  return static_cast<uint32_t>(_mm_movemask_epi8(
      _mm_packs_epi16(_mm256_castsi256_si128(equal), _mm256_extracti128_si256(equal, 1))));
}
template <>
inline uint64_t equal_bits<int32_t>(const Register<int32_t>& x, const Register<int32_t>& y) {
  return static_cast<uint32_t>(_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_cmpeq_epi32(x, y))));
}
template <>
inline bool any_above<int16_t>(const Register<int16_t>& x, const Register<int16_t>& y) {
  return _mm256_movemask_epi8(_mm256_cmpgt_epi16(x, y)) != 0;
}
template <>
inline bool any_equal<int16_t>(const Register<int16_t>& x, const Register<int16_t>& y) {
  return _mm256_movemask_epi8(_mm256_cmpeq_epi16(x, y)) != 0;
}
template <>
inline Register<int16_t> load_widened<int16_t, int8_t>(const int8_t* p) {
  return _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
}

#elif defined(WEISS_ARCH_sse2)

template <>
inline uint64_t equal_bits<int16_t>(const Register<int16_t>& x, const Register<int16_t>& y) {
  const __m128i equal = _mm_packs_epi16(_mm_cmpeq_epi16(x, y), _mm_setzero_si128());
  return static_cast<uint32_t>(_mm_movemask_epi8(equal));
}
template <>
inline bool any_above<int16_t>(const Register<int16_t>& x, const Register<int16_t>& y) {
  return _mm_movemask_epi8(_mm_cmpgt_epi16(x, y)) != 0;
}
template <>
inline Register<int16_t> load_widened<int16_t, int8_t>(const int8_t* p) {
  const __m128i x = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(p));
  return _mm_srai_epi16(_mm_unpacklo_epi8(x, x), 8);
}

#endif

template <>
inline Register<int16_t> load_widened<int16_t, int16_t>(const int16_t* p) {
  return Register<int16_t>::load_unaligned(p);
}

}  // namespace
}  // namespace weiss

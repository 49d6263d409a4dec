// See dense_chain_kernels.h.
#pragma once

#include "simd/arch.h"
#include "simd/dense_chain_kernels.h"
#include "simd/lane_vector.h"

namespace weiss {
namespace {

// Lanes of T, read from as many numbers of a narrower type.
template <class T, class Narrow>
inline Vector<T> load_wide(const Narrow* p) {
  if constexpr (sizeof(T) == sizeof(Narrow)) {
    return load<Vector<T>>(p);
  } else {
    typedef Narrow Part __attribute__((vector_size(kVectorBytes / sizeof(T) * sizeof(Narrow))));
    return __builtin_convertvector(load<Part>(p), Vector<T>);
  }
}

// 64 numbers.
template <class T>
struct Row64 {
  static constexpr int64_t kLanes = kVectorBytes / static_cast<int64_t>(sizeof(T));
  static constexpr int64_t kVectors = kDenseChainBlock / kLanes;
  Vector<T> v[kVectors];
};

template <class T, class Narrow>
inline Row64<T> load_row(const Narrow* p) {
  Row64<T> row;
  for (int64_t k = 0; k < Row64<T>::kVectors; ++k) row.v[k] = load_wide<T>(p + k * Row64<T>::kLanes);
  return row;
}

// Bit l is set where number l is negative.
template <class T>
inline uint64_t negative(const Row64<T>& row) {
  uint64_t bits = 0;
#if defined(WEISS_ARCH_avx512)
  for (int64_t k = 0; k < Row64<T>::kVectors; ++k) {
    const __m512i v = reinterpret_cast<__m512i>(row.v[k]);
    if constexpr (sizeof(T) == 2)
      bits |= static_cast<uint64_t>(_mm512_movepi16_mask(v)) << (32 * k);
    else
      bits |= static_cast<uint64_t>(_mm512_movepi32_mask(v)) << (16 * k);
  }
#elif defined(WEISS_ARCH_avx2)
  for (int64_t k = 0; k < Row64<T>::kVectors; k += sizeof(T) == 2 ? 2 : 1) {
    const __m256i v = reinterpret_cast<__m256i>(row.v[k]);
    if constexpr (sizeof(T) == 2) {
      const __m256i w = reinterpret_cast<__m256i>(row.v[k + 1]);
      const __m256i bytes = _mm256_permute4x64_epi64(_mm256_packs_epi16(v, w), 0xd8);
      bits |= static_cast<uint64_t>(static_cast<uint32_t>(_mm256_movemask_epi8(bytes))) << (16 * k);
    } else {
      bits |= static_cast<uint64_t>(static_cast<uint32_t>(_mm256_movemask_ps(_mm256_castsi256_ps(v))))
              << (8 * k);
    }
  }
#elif defined(WEISS_ARCH_sse2)
  for (int64_t k = 0; k < Row64<T>::kVectors; k += sizeof(T) == 2 ? 2 : 1) {
    const __m128i v = reinterpret_cast<__m128i>(row.v[k]);
    if constexpr (sizeof(T) == 2) {
      const __m128i bytes = _mm_packs_epi16(v, reinterpret_cast<__m128i>(row.v[k + 1]));
      bits |= static_cast<uint64_t>(static_cast<uint32_t>(_mm_movemask_epi8(bytes))) << (8 * k);
    } else {
      bits |= static_cast<uint64_t>(static_cast<uint32_t>(_mm_movemask_ps(_mm_castsi128_ps(v)))) << (4 * k);
    }
  }
#else
  for (int64_t l = 0; l < kDenseChainBlock; ++l)
    bits |= static_cast<uint64_t>(row.v[l / Row64<T>::kLanes][l % Row64<T>::kLanes] < 0) << l;
#endif
  return bits;
}

inline int64_t lowest(uint64_t bits) { return __builtin_ctzll(bits); }

// Spins of a block that turn, as bits.
template <class Row, class Field>
inline uint64_t decide(const Row* couplings, const Field* field, const Field* threshold, int8_t* spins) {
  Row64<Field> spin = load_row<Field>(spins), slack = load_row<Field>(field);
  const Row64<Field> allowed = load_row<Field>(threshold);
  for (int64_t k = 0; k < Row64<Field>::kVectors; ++k)
    slack.v[k] = slack.v[k] * spin.v[k] + allowed.v[k];
  uint64_t turned = 0, ahead = ~uint64_t{0};
  for (uint64_t free; (free = ~negative(slack) & ahead) != 0;) {
    const int64_t i = lowest(free);
    turned |= uint64_t{1} << i;
    ahead = ~uint64_t{0} << i << 1;
    const Row64<Field> row = load_row<Field>(couplings + i * kDenseChainBlock);
    const auto twice = static_cast<Field>(2 * spins[i]);
    for (int64_t k = 0; k < Row64<Field>::kVectors; ++k) slack.v[k] -= row.v[k] * (spin.v[k] * twice);
  }
  return turned;
}

// What the rows of a block are added up in. By symmetry their sum is bounded as a field is.
template <class Row, class Field>
struct SumOf {
  using type = Field;
};
template <>
struct SumOf<int8_t, int32_t> {
  using type = int16_t;
};

// Of the fields begin ... end - 1, as many at a time as kVectors vectors of sums: those that are left over are
// left out. Returns where it stopped.
template <int64_t kVectors, class Row, class Field>
inline int64_t add_rows_of(int64_t begin, int64_t end, const Row* const* row, int64_t num_up, int64_t num_down,
                           Field* field) {
  using Sum = typename SumOf<Row, Field>::type;
  using V = Vector<Sum>;
  constexpr int64_t lanes = kVectorBytes / static_cast<int64_t>(sizeof(Sum)), step = lanes * kVectors;
  for (; begin + step <= end; begin += step) {
    V sum[kVectors] = {};
    for (int64_t r = 0; r < num_up; ++r)
      for (int64_t k = 0; k < kVectors; ++k) sum[k] += load_wide<Sum>(row[r] + begin + k * lanes);
    for (int64_t r = num_up; r < num_up + num_down; ++r)
      for (int64_t k = 0; k < kVectors; ++k) sum[k] -= load_wide<Sum>(row[r] + begin + k * lanes);
    if constexpr (sizeof(Sum) == sizeof(Field)) {
      for (int64_t k = 0; k < kVectors; ++k) {
        Field* const at = field + begin + k * lanes;
        store(at, load<V>(at) + sum[k] + sum[k]);
      }
    } else {
      Sum sums[step];
      for (int64_t k = 0; k < kVectors; ++k) store(sums + k * lanes, sum[k]);
      constexpr int64_t wide = kVectorBytes / static_cast<int64_t>(sizeof(Field));
      for (int64_t l = 0; l < step; l += wide) {
        const Vector<Field> x = load_wide<Field>(sums + l);
        store(field + begin + l, load<Vector<Field>>(field + begin + l) + x + x);
      }
    }
  }
  return begin;
}

// field += 2 * (the first num_up rows - the next num_down)
template <class Row, class Field>
inline void add_rows(int64_t n, const Row* const* row, int64_t num_up, int64_t num_down, Field* field) {
  constexpr int64_t kBlockVectors =
      kDenseChainBlock * static_cast<int64_t>(sizeof(typename SumOf<Row, Field>::type)) / kVectorBytes;
  const int64_t rest = add_rows_of<8, Row, Field>(0, n, row, num_up, num_down, field);
  add_rows_of<(kBlockVectors < 8 ? kBlockVectors : 8), Row, Field>(rest, n, row, num_up, num_down, field);
}

template <class Row, class Field>
int64_t sweep_dense(int64_t n, int64_t stride, const Row* rows, const Row* diagonal, int64_t begin, int64_t end,
                    const Field* threshold, const uint32_t* window, int8_t* spins, Field* field) {
  int64_t flips = 0;
  for (int64_t b = begin; b < end; ++b) {
    const int64_t first = b * kDenseChainBlock;
    const uint64_t turned =
        decide<Row, Field>(diagonal + first * kDenseChainBlock, field + first, threshold + window[b - begin],
                           spins + first);
    const Row* up[kDenseChainBlock];
    const Row* down[kDenseChainBlock];
    int64_t num_up = 0, num_down = 0;
    for (uint64_t left = turned; left != 0; left &= left - 1) {
      const int64_t i = first + lowest(left);
      const Row* const row = rows + i * stride;
      spins[i] = static_cast<int8_t>(-spins[i]);
      up[num_up] = row;
      down[num_down] = row;
      num_up += spins[i] > 0;
      num_down += spins[i] < 0;
    }
    if (turned == 0) continue;
    for (int64_t r = 0; r < num_down; ++r) up[num_up + r] = down[r];
    add_rows<Row, Field>(n, up, num_up, num_down, field);
    flips += num_up + num_down;
  }
  return flips;
}

constexpr DenseChainKernels dense_chain_kernels = {sweep_dense<int8_t, int16_t>, sweep_dense<int8_t, int32_t>,
                                                   sweep_dense<int16_t, int16_t>,
                                                   sweep_dense<int16_t, int32_t>};

}  // namespace
}  // namespace weiss

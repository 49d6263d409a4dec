// The kernels of replica_kernels.h for couplings of 8 bits in sparse rows.
#pragma once

#include "simd/replica_impl.h"

#if defined(WEISS_ARCH_avx512) || defined(WEISS_ARCH_avx2) || defined(WEISS_ARCH_sse2)
#include <immintrin.h>
#endif

namespace weiss {
namespace {

constexpr int64_t kPairParts = kReplicaCellBytes / kVectorBytes;

// Numbers of the lanes in one part of a cell. In each 16 bytes of a cell the first eight are of the low half.
struct PairLanes {
  Vector<int16_t> low, high;
};

// Adds J0 x0 + J1 x1, couplings being J0, J1, J0, J1 in four bytes. Each x is a byte of 0 or 1.
inline void add_pair(PairLanes& sum, const Vector<uint8_t>& x0, const Vector<uint8_t>& x1, int32_t couplings) {
#if defined(WEISS_ARCH_avx512)
  const __m512i both = _mm512_set1_epi32(couplings), a = (__m512i)x0, b = (__m512i)x1;
  sum.low += (Vector<int16_t>)_mm512_maddubs_epi16(_mm512_unpacklo_epi8(a, b), both);
  sum.high += (Vector<int16_t>)_mm512_maddubs_epi16(_mm512_unpackhi_epi8(a, b), both);
#elif defined(WEISS_ARCH_avx2)
  const __m256i both = _mm256_set1_epi32(couplings), a = (__m256i)x0, b = (__m256i)x1;
  sum.low += (Vector<int16_t>)_mm256_maddubs_epi16(_mm256_unpacklo_epi8(a, b), both);
  sum.high += (Vector<int16_t>)_mm256_maddubs_epi16(_mm256_unpackhi_epi8(a, b), both);
#else
  typedef uint8_t Half __attribute__((vector_size(kVectorBytes / 2)));
  const auto add = [](Vector<int16_t>& to, const void* bytes, int16_t coupling) {
    to += __builtin_convertvector(load<Half>(bytes), Vector<int16_t>) * coupling;
  };
  const auto first = static_cast<int8_t>(couplings), second = static_cast<int8_t>(couplings >> 8);
  const auto* const a = reinterpret_cast<const char*>(&x0);
  const auto* const b = reinterpret_cast<const char*>(&x1);
  add(sum.low, a, first);
  add(sum.high, a + kVectorBytes / 2, first);
  add(sum.low, b, second);
  add(sum.high, b + kVectorBytes / 2, second);
#endif
}

// x as numbers of 0 or 1.
inline PairLanes widened(const Vector<uint8_t>& x) {
  PairLanes wide = {};
  add_pair(wide, x, x, 0x00010001);
  return wide;
}

// Bytes of masks of 0 or -1.
inline Vector<uint8_t> narrowed(const PairLanes& mask) {
#if defined(WEISS_ARCH_avx512)
  return (Vector<uint8_t>)_mm512_packs_epi16((__m512i)mask.low, (__m512i)mask.high);
#elif defined(WEISS_ARCH_avx2)
  return (Vector<uint8_t>)_mm256_packs_epi16((__m256i)mask.low, (__m256i)mask.high);
#elif defined(WEISS_ARCH_sse2)
  return (Vector<uint8_t>)_mm_packs_epi16((__m128i)mask.low, (__m128i)mask.high);
#else
  typedef uint8_t Half __attribute__((vector_size(kVectorBytes / 2)));
  Vector<uint8_t> bytes;
  auto* const to = reinterpret_cast<char*>(&bytes);
  store(to, __builtin_convertvector(mask.low, Half));
  store(to + kVectorBytes / 2, __builtin_convertvector(mask.high, Half));
  return bytes;
#endif
}

// Calls visit(spin, p, cost, x) for spins begin ... end - 1 in turn and each part p of their lanes, x in bytes.
// It returns which lanes flip, as masks. Returns how many did.
template <class Visit>
inline int64_t visit_pairs(const PairReplicaView& view, int64_t begin, int64_t end, const Visit& visit) {
  auto* const cells = static_cast<char*>(view.cells);
  Vector<uint8_t> flips[kPairParts] = {};
  for (int64_t i = begin; i < end; ++i) {
    PairLanes sums[kPairParts] = {};
    const int64_t last = view.row_start[i + 1];
    const int32_t* couplings = view.value + (view.row_start[i] + i) / 2;
    for (int64_t e = view.row_start[i]; e < last; e += 2, ++couplings) {
      const char* const first = cells + view.column[e] * kReplicaCellBytes;
      const char* const second = cells + view.column[e + (e + 1 < last)] * kReplicaCellBytes;
      for (int64_t p = 0; p < kPairParts; ++p)
        add_pair(sums[p], load<Vector<uint8_t>>(first + p * kVectorBytes),
                 load<Vector<uint8_t>>(second + p * kVectorBytes), *couplings);
    }
    char* const own = cells + i * kReplicaCellBytes;
    for (int64_t p = 0; p < kPairParts; ++p) {
      const auto x = load<Vector<uint8_t>>(own + p * kVectorBytes);
      const PairLanes down = widened(x);
      const auto cost_of = [&](const Vector<int16_t>& sum, const Vector<int16_t>& one) {
        return signed_by<int16_t>((Vector<uint16_t>)(-one), sum + sum - view.base[i]);
      };
      const Vector<uint8_t> flip =
          narrowed(visit(i, p, PairLanes{cost_of(sums[p].low, down.low), cost_of(sums[p].high, down.high)}, x));
      flips[p] -= flip;
      store(own + p * kVectorBytes, x ^ (flip & 1));
    }
  }
  return total_of<uint8_t>(flips, kPairParts);
}

// Where the lanes of the halves of a part begin.
constexpr int64_t kHalfLanes = kVectorBytes / 2, kHighLanes = kReplicaCellBytes / 2;

inline int64_t sweep_pairs(const PairReplicaView* view, int64_t begin, int64_t end, const uint16_t* window,
                           const int16_t* threshold) {
  return visit_pairs(*view, begin, end,
                     [=](int64_t i, int64_t p, const PairLanes& cost, const Vector<uint8_t>&) {
                       const int16_t* const low = threshold + window[i - begin] + p * kHalfLanes;
                       return PairLanes{cost.low <= load<Vector<int16_t>>(low),
                                        cost.high <= load<Vector<int16_t>>(low + kHighLanes)};
                     });
}

inline int64_t sweep_pairs_each(const PairReplicaView* view, int64_t begin, int64_t end, const uint16_t* window,
                                const float* variate, const float* temperature) {
  return visit_pairs(*view, begin, end,
                     [=](int64_t i, int64_t p, const PairLanes& cost, const Vector<uint8_t>&) {
                       const auto thresholds = [=](int64_t first) {
                         int16_t threshold[kHalfLanes];
                         for (int64_t l = 0; l < kHalfLanes; ++l)
                           threshold[l] = threshold_at<int16_t>(variate[window[i - begin] + first + l],
                                                                temperature[first + l]);
                         return load<Vector<int16_t>>(threshold);
                       };
                       const int64_t low = p * kHalfLanes;
                       return PairLanes{cost.low <= thresholds(low), cost.high <= thresholds(low + kHighLanes)};
                     });
}

inline void add_pair_energies(const PairReplicaView* view, int64_t begin, int64_t end, double* energy) {
  int32_t total[kReplicaCellBytes] = {};
  visit_pairs(*view, begin, end,
              [&](int64_t i, int64_t p, const PairLanes& cost, const Vector<uint8_t>& x) {
                const PairLanes down = widened(x);
                const auto add = [&](int64_t first, const Vector<int16_t>& costs, const Vector<int16_t>& one) {
                  int16_t of_lane[kHalfLanes], is_down[kHalfLanes];
                  store(of_lane, costs);
                  store(is_down, one);
                  for (int64_t l = 0; l < kHalfLanes; ++l)
                    total[first + l] += (is_down[l] ? -view->field[i] : view->field[i]) - of_lane[l];
                };
                add(p * kHalfLanes, cost.low, down.low);
                add(p * kHalfLanes + kHighLanes, cost.high, down.high);
                return PairLanes{};
              });
  for (int64_t l = 0; l < kReplicaCellBytes; ++l) energy[l] += total[l];
}

}  // namespace
}  // namespace weiss

// The dense kernels of replica_kernels.h.
#pragma once

#include "simd/replica_impl.h"

#if defined(WEISS_ARCH_avx512) || defined(WEISS_ARCH_avx2)
#include <immintrin.h>
#endif

namespace weiss {
namespace {

// For each pair of bytes x0, x1 of 0 or 1 in a group of four the sum J0 x0 + J1 x1, and likewise for the other
// pair, with the four couplings that begin at row.
inline Vector<int16_t> pair_sums(const Vector<uint8_t>& x, const int8_t* row) {
  int32_t four;
  __builtin_memcpy(&four, row, sizeof four);
#if defined(WEISS_ARCH_avx512)
  return (Vector<int16_t>)_mm512_maddubs_epi16((__m512i)x, _mm512_set1_epi32(four));
#elif defined(WEISS_ARCH_avx2)
  return (Vector<int16_t>)_mm256_maddubs_epi16((__m256i)x, _mm256_set1_epi32(four));
#else
  const auto pairs = (Vector<int16_t>)x;
  const auto couplings = (Vector<int16_t>)(Vector<int32_t>{} + four);
  return (pairs & 1) * ((couplings << 8) >> 8) + (pairs >> 8) * (couplings >> 8);
#endif
}

constexpr int64_t kQuad = 4;

// Sums sum_j J_ij x_j of four spins in a row, in all lanes.
struct QuadSums {
  static constexpr int64_t parts = LaneCell<int32_t>::parts;
  Vector<int32_t> of[kQuad][parts];
};

inline QuadSums quad_sums(const DenseReplicaView& view, int64_t quad) {
  // Sums of so many numbers of up to 2 * 127 stay within int16.
  constexpr int64_t kChunk = 128;
  constexpr int64_t parts = QuadSums::parts;
  const int8_t* row[kQuad];  // there are none beyond the last spin
  for (int64_t b = 0; b < kQuad; ++b) {
    const int64_t spin = kQuad * quad + b;
    row[b] = view.rows + (spin < view.num_spins ? spin : view.num_spins - 1) * view.stride;
  }
  const auto* const cells = static_cast<const char*>(view.cells);
  const int64_t num_quads = (view.num_spins + kQuad - 1) / kQuad;
  QuadSums sums = {};
  for (int64_t begin = 0; begin < num_quads; begin += kChunk) {
    const int64_t end = begin + kChunk < num_quads ? begin + kChunk : num_quads;
    Vector<int16_t> pairs[kQuad][parts] = {};
    for (int64_t q = begin; q < end; ++q)
      for (int64_t p = 0; p < parts; ++p) {
        const auto x = load<Vector<uint8_t>>(cells + q * kReplicaCellBytes + p * kVectorBytes);
        for (int64_t b = 0; b < kQuad; ++b) pairs[b][p] += pair_sums(x, row[b] + q * kQuad);
      }
    for (int64_t b = 0; b < kQuad; ++b)
      for (int64_t p = 0; p < parts; ++p) {
        const auto both = (Vector<int32_t>)pairs[b][p];
        sums.of[b][p] += ((both << 16) >> 16) + (both >> 16);
      }
  }
  return sums;
}

// Calls visit(spin, p, cost, x) for spins begin ... end - 1 in turn and each part p of their lanes; x is 0 or 1.
// It returns which lanes flip. Returns how many did.
template <class Visit>
inline int64_t visit_quads(const DenseReplicaView& view, int64_t begin, int64_t end, const Visit& visit) {
  Vector<uint32_t> flips = {};
  for (int64_t first = begin; first < end; first += kQuad) {
    QuadSums sums = quad_sums(view, first / kQuad);
    char* const cell = static_cast<char*>(view.cells) + first / kQuad * kReplicaCellBytes;
    const int64_t last = first + kQuad < end ? first + kQuad : end;
    for (int64_t i = first; i < last; ++i)
      for (int64_t p = 0; p < QuadSums::parts; ++p) {
        const int64_t b = i - first;
        auto spins = load<Vector<int32_t>>(cell + p * kVectorBytes);
        const Vector<int32_t> x = (spins >> (int32_t)(8 * b)) & 1;
        const Vector<int32_t> sum = sums.of[b][p];
        const Vector<int32_t> cost = signed_by<int32_t>((Vector<uint32_t>)(-x), sum + sum - view.base[i]);
        const Vector<int32_t> flip = visit(i, p, cost, x);
        flips -= (Vector<uint32_t>)flip;
        spins ^= (flip & 1) << (int32_t)(8 * b);
        store(cell + p * kVectorBytes, spins);
        const Vector<int32_t> change = flip & (1 - x - x);
        for (int64_t c = b + 1; c < last - first; ++c)
          sums.of[c][p] += change * (int32_t)view.rows[(first + c) * view.stride + i];
      }
  }
  return total_of<uint32_t>(&flips, 1);
}

inline int64_t sweep_dense(const DenseReplicaView* view, int64_t begin, int64_t end, const uint16_t* window,
                           const int32_t* threshold) {
  return visit_quads(*view, begin, end,
                     [=](int64_t i, int64_t p, const Vector<int32_t>& cost, const Vector<int32_t>&) {
                       const int32_t* const drawn = threshold + window[i - begin] + p * LaneCell<int32_t>::lanes;
                       return (Vector<int32_t>)(cost <= load<Vector<int32_t>>(drawn));
                     });
}

inline int64_t sweep_dense_each(const DenseReplicaView* view, int64_t begin, int64_t end, const uint16_t* window,
                                const float* variate, const float* temperature) {
  return visit_quads(*view, begin, end,
                     [=](int64_t i, int64_t p, const Vector<int32_t>& cost, const Vector<int32_t>&) {
                       constexpr int64_t lanes = LaneCell<int32_t>::lanes;
                       int32_t threshold[lanes];
                       for (int64_t l = 0; l < lanes; ++l)
                         threshold[l] = threshold_at<int32_t>(variate[window[i - begin] + p * lanes + l],
                                                              temperature[p * lanes + l]);
                       return (Vector<int32_t>)(cost <= load<Vector<int32_t>>(threshold));
                     });
}

inline void add_dense_energies(const DenseReplicaView* view, int64_t begin, int64_t end, double* energy) {
  int64_t total[kReplicaLanes<int32_t>] = {};
  visit_quads(*view, begin, end,
              [&](int64_t i, int64_t p, const Vector<int32_t>& cost, const Vector<int32_t>& x) {
                constexpr int64_t lanes = LaneCell<int32_t>::lanes;
                const auto h = signed_by<int32_t>((Vector<uint32_t>)(-x), Vector<int32_t>{} + view->field[i]);
                int32_t costs_of_lanes[lanes], fields_of_lanes[lanes];
                store(costs_of_lanes, cost);
                store(fields_of_lanes, h);
                for (int64_t l = 0; l < lanes; ++l)
                  total[p * lanes + l] += int64_t{fields_of_lanes[l]} - int64_t{costs_of_lanes[l]};
                return Vector<int32_t>{};
              });
  for (int64_t l = 0; l < kReplicaLanes<int32_t>; ++l) energy[l] += static_cast<double>(total[l]);
}

}  // namespace
}  // namespace weiss

// See replica_kernels.h.
#pragma once

#include "simd/lane_vector.h"
#include "simd/replica_kernels.h"

namespace weiss {
namespace {

// The registers of one cell.
template <class T>
struct LaneCell {
  static constexpr int64_t parts = kReplicaCellBytes / kVectorBytes;
  static constexpr int64_t lanes = kVectorBytes / static_cast<int64_t>(sizeof(T));  // in a part
  Vector<T> part[parts];
};

template <class T>
inline Vector<T> masked(const Vector<typename LaneBits<T>::type>& mask, const Vector<T>& x) {
  return (Vector<T>)(mask & (Vector<typename LaneBits<T>::type>)x);
}

// a + b and a - b; of integers without regard to what wraps.
template <class T>
inline Vector<T> sum(const Vector<T>& a, const Vector<T>& b) {
  using Bits = Vector<typename LaneBits<T>::type>;
  if constexpr (sizeof(T) == 8)
    return a + b;
  else
    return (Vector<T>)((Bits)a + (Bits)b);
}
template <class T>
inline Vector<T> difference(const Vector<T>& a, const Vector<T>& b) {
  using Bits = Vector<typename LaneBits<T>::type>;
  if constexpr (sizeof(T) == 8)
    return a - b;
  else
    return (Vector<T>)((Bits)a - (Bits)b);
}

// x, or -x where the mask is set.
template <class T>
inline Vector<T> signed_by(const Vector<typename LaneBits<T>::type>& mask, const Vector<T>& x) {
  using Bits = Vector<typename LaneBits<T>::type>;
  if constexpr (sizeof(T) == 8)
    return (Vector<T>)((Bits)x ^ (mask & 0x8000000000000000u));
  else
    return (Vector<T>)(((Bits)x ^ mask) - mask);
}

// Costs of a spin in all lanes of a group. Two sums in turn: one would wait for itself.
template <class T, bool kUnit>
inline LaneCell<T> costs(const ReplicaView<T>& view, int64_t spin) {
  using Bits = typename LaneBits<T>::type;
  constexpr int64_t parts = LaneCell<T>::parts;
  const char* const cells = static_cast<const char*>(view.cells);
  LaneCell<T> even = {}, odd = {};
  const auto add = [&](LaneCell<T>& to, int64_t e) {
    const char* const cell = cells + view.column[e] * kReplicaCellBytes;
    for (int64_t p = 0; p < parts; ++p) {
      const auto mask = load<Vector<Bits>>(cell + p * kVectorBytes);
      if constexpr (kUnit)
        to.part[p] = difference<T>(to.part[p], (Vector<T>)mask);
      else
        to.part[p] = sum<T>(to.part[p], masked<T>(mask, Vector<T>{} + view.value[e]));
    }
  };
  int64_t e = view.row_start[spin];
  const int64_t end = view.row_start[spin + 1];
  for (; e + 1 < end; e += 2) {
    add(even, e);
    add(odd, e + 1);
  }
  if (e < end) add(even, e);
  const Vector<T> base = Vector<T>{} + view.base[spin];
  const char* const own = cells + spin * kReplicaCellBytes;
  LaneCell<T> cost;
  for (int64_t p = 0; p < parts; ++p) {
    const Vector<T> x = sum<T>(even.part[p], odd.part[p]);
    cost.part[p] = signed_by<T>(load<Vector<Bits>>(own + p * kVectorBytes), difference<T>(sum<T>(x, x), base));
  }
  return cost;
}

// The sum of small counts of all lanes of vectors.
template <class Count>
inline int64_t total_of(const Vector<Count>* counts, int64_t vectors) {
  constexpr int64_t lanes = kVectorBytes / static_cast<int64_t>(sizeof(Count));
  Count lane[lanes];
  int64_t total = 0;
  for (int64_t p = 0; p < vectors; ++p) {
    store(lane, counts[p]);
    int32_t part = 0;
    for (int64_t l = 0; l < lanes; ++l) part += static_cast<int32_t>(lane[l]);
    total += part;
  }
  return total;
}

// threshold_of(i, p) gives the thresholds of spin i for part p of its lanes.
template <class T, bool kUnit, class ThresholdOf>
inline int64_t sweep_spins(const ReplicaView<T>& view, int64_t begin, int64_t end, const ThresholdOf& threshold_of) {
  using Count = typename LaneBits<T>::type;
  using Bits = Vector<Count>;
  Bits flips = {};
  for (int64_t i = begin; i < end; ++i) {
    const LaneCell<T> cost = costs<T, kUnit>(view, i);
    char* const own = static_cast<char*>(view.cells) + i * kReplicaCellBytes;
    for (int64_t p = 0; p < LaneCell<T>::parts; ++p) {
      const Bits flip = (Bits)(cost.part[p] <= threshold_of(i, p));
      flips -= flip;
      store(own + p * kVectorBytes, load<Bits>(own + p * kVectorBytes) ^ flip);
    }
  }
  return total_of<Count>(&flips, 1);
}

template <bool kValue>
struct Constant {
  static constexpr bool value = kValue;
};
// Calls body with whether all couplings are 1.
template <class T, class Body>
inline void with_couplings(const ReplicaView<T>& view, const Body& body) {
  if constexpr (sizeof(T) < 8) {
    if (!view.value) return body(Constant<true>());
  }
  body(Constant<false>());
}

template <class T, class ThresholdOf>
inline int64_t sweep_any(const ReplicaView<T>& view, int64_t begin, int64_t end, const ThresholdOf& threshold_of) {
  int64_t flips = 0;
  with_couplings(view, [&](auto unit) { flips = sweep_spins<T, unit.value>(view, begin, end, threshold_of); });
  return flips;
}

template <class T>
int64_t sweep_replicas(const ReplicaView<T>* view, int64_t begin, int64_t end, const uint16_t* window,
                       const T* threshold) {
  return sweep_any(*view, begin, end, [=](int64_t i, int64_t p) {
    return load<Vector<T>>(threshold + window[i - begin] + p * LaneCell<T>::lanes);
  });
}

// What no cost is above.
template <class T>
constexpr float kMostCost = 0x1p30f;
template <>
constexpr float kMostCost<int8_t> = 127.0f;
template <>
constexpr float kMostCost<int16_t> = 32767.0f;
template <>
constexpr float kMostCost<double> = 0x1.fffffep127f;

template <class T>
inline T threshold_at(float variate, float temperature) {
  const float threshold = variate * temperature;
  const float cut = threshold < kMostCost<T> ? threshold : kMostCost<T>;
  if constexpr (sizeof(T) == 8)
    return cut;
  else
    return static_cast<T>(static_cast<int32_t>(cut));
}

template <class T>
int64_t sweep_replicas_each(const ReplicaView<T>* view, int64_t begin, int64_t end, const uint16_t* window,
                            const float* variate, const float* temperature) {
  T threshold[kReplicaLanes<T>];
  return sweep_any(*view, begin, end, [&](int64_t i, int64_t p) {
    const int64_t first = p * LaneCell<T>::lanes;
    const float* const drawn = variate + window[i - begin];
    for (int64_t l = first; l < first + LaneCell<T>::lanes; ++l)
      threshold[l] = threshold_at<T>(drawn[l], temperature[l]);
    return load<Vector<T>>(threshold + first);
  });
}

template <class T>
void set_replica_thresholds(int64_t count, const float* variate, float temperature, T* threshold) {
  for (int64_t k = 0; k < count; ++k) threshold[k] = threshold_at<T>(variate[k], temperature);
}

// What 4096 numbers of twice the largest field add up to.
template <class T>
struct LaneSum {
  using type = int32_t;
};
template <>
struct LaneSum<int32_t> {
  using type = int64_t;
};
template <>
struct LaneSum<double> {
  using type = double;
};

template <class T, bool kUnit>
inline void sum_energies(const ReplicaView<T>& view, int64_t begin, int64_t end, double* energy) {
  using Bits = Vector<typename LaneBits<T>::type>;
  using Sum = typename LaneSum<T>::type;
  Sum total[kReplicaLanes<T>] = {};
  for (int64_t i = begin; i < end; ++i) {
    const LaneCell<T> cost = costs<T, kUnit>(view, i);
    const char* const own = static_cast<const char*>(view.cells) + i * kReplicaCellBytes;
    T costs_of_lanes[kReplicaLanes<T>], fields_of_lanes[kReplicaLanes<T>];
    for (int64_t p = 0; p < LaneCell<T>::parts; ++p) {
      const int64_t first = p * LaneCell<T>::lanes;
      store(costs_of_lanes + first, cost.part[p]);
      store(fields_of_lanes + first,
            signed_by<T>(load<Bits>(own + p * kVectorBytes), Vector<T>{} + view.field[i]));
    }
    for (int64_t l = 0; l < kReplicaLanes<T>; ++l)
      total[l] += static_cast<Sum>(fields_of_lanes[l]) - static_cast<Sum>(costs_of_lanes[l]);
  }
  for (int64_t l = 0; l < kReplicaLanes<T>; ++l) energy[l] += static_cast<double>(total[l]);
}

template <class T>
void add_replica_energies(const ReplicaView<T>* view, int64_t begin, int64_t end, double* energy) {
  with_couplings(*view, [=](auto unit) { sum_energies<T, unit.value>(*view, begin, end, energy); });
}

template <class T>
constexpr ReplicaLaneKernels<ReplicaView<T>, T> replica_lane_kernels = {
    sweep_replicas<T>, sweep_replicas_each<T>, set_replica_thresholds<T>, add_replica_energies<T>};

}  // namespace
}  // namespace weiss

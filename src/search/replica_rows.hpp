// The numbers of a problem as the lanes of replicas count them.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <memory>
#include <type_traits>

#include "base/aligned.hpp"
#include "model/dense.hpp"
#include "model/problem.hpp"
#include "search/meter.hpp"
#include "simd/replica_kernels.h"

namespace weiss {

// The energy that a 1 of the lanes stands for: integers are divided by what they have in common, and other
// numbers brought below 1 by a power of two, which rounds nothing.
struct ReplicaUnit {
  double unit;
  double largest;  // of |h_i| + sum_j |J_ij|, in these units
  bool integer;
};
ReplicaUnit replica_unit(const Problem& problem) noexcept;

// The least that a flip must save to count, as a cost. A cost is a fresh sum of rounded terms.
template <class T>
T least_cost(const ReplicaUnit& unit) noexcept {
  return std::is_integral_v<T> ? T(1) : static_cast<T>(unit.integer ? 1.0 : 0x1p-44 * unit.largest);
}

// a_i = h_i + sum_j J_ij and h_i of the kernels.
template <class T>
struct ReplicaFields {
  ReplicaFields(const Problem& problem, const ReplicaUnit& unit, Watch& watch)
      : base(problem.environment->memory(), problem.num_spins(), T(0)),
        own(problem.environment->memory(), problem.num_spins(), T(0)) {
    for (int64_t i = 0; i < problem.num_spins(); ++i) {
      const auto at = static_cast<size_t>(i);
      double sum = problem.field[at] / unit.unit;
      own[i] = static_cast<T>(sum);
      for (size_t k = problem.row_begin(at); k < problem.row_end(at); ++k) sum += problem.value[k] / unit.unit;
      base[i] = static_cast<T>(sum);
      watch.pass(problem.row_start[at + 1] - problem.row_start[at]);
    }
  }
  AlignedArray<T> base;
  AlignedArray<T> own;
};

// Nanoseconds of a sweep of a group, see ReplicaTail.
inline double replica_sweep_time(const Problem& problem, double coupling) noexcept {
  return 15.0 * static_cast<double>(problem.num_spins()) + coupling * static_cast<double>(problem.num_entries());
}

// Couplings as the sparse rows of the problem, a spin as a lane of all bits or none.
template <class T>
class SparseReplicaRows {
 public:
  using Number = T;
  using View = ReplicaView<T>;
  static constexpr int64_t kLanes = kReplicaLanes<T>;

  SparseReplicaRows(const Problem& problem, const ReplicaUnit& unit, Watch& watch)
      : problem_(problem), unit_(unit), fields_(problem, unit, watch) {
    const bool all_one = std::is_integral_v<T> && std::all_of(problem.value.begin(), problem.value.end(),
                                                              [&](double value) { return value == unit.unit; });
    if (all_one) return;
    value_ = AlignedArray<T>(problem.environment->memory(), problem.num_entries(), T(0));
    for (int64_t k = 0; k < value_.size(); ++k) {
      value_[k] = static_cast<T>(problem.value[static_cast<size_t>(k)] / unit.unit);
      watch.pass(1);
    }
  }

  static const ReplicaLaneKernels<View, T>& kernels(const ReplicaKernels& all) noexcept {
    if constexpr (std::is_same_v<T, int8_t>) return all.i8;
    if constexpr (std::is_same_v<T, int16_t>) return all.i16;
    if constexpr (std::is_same_v<T, int32_t>) return all.i32;
    if constexpr (std::is_same_v<T, double>) return all.f64;
  }
  static int64_t group_bytes(int64_t num_spins) noexcept { return num_spins * kReplicaCellBytes; }
  static void put(uint8_t* cells, int64_t spin, int64_t lane, bool down) noexcept {
    const uint64_t bits = down ? ~uint64_t{0} : 0;
    std::memcpy(cells + place(spin, lane), &bits, sizeof(T));
  }
  static bool is_down(const uint8_t* cells, int64_t spin, int64_t lane) noexcept {
    return cells[place(spin, lane)] != 0;
  }

  double unit() const noexcept { return unit_.unit; }
  T least() const noexcept { return least_cost<T>(unit_); }
  double sweep_time() const noexcept { return replica_sweep_time(problem_, value_.size() == 0 ? 0.3 : 0.55); }
  View view(void* cells) const noexcept {
    return {problem_.row_start.data(), problem_.column.data(), value_.data(), fields_.base.data(),
            fields_.own.data(), cells};
  }
  // The work of looking at spins begin ... end - 1: their couplings, and one for each spin.
  int64_t work(int64_t begin, int64_t end) const noexcept {
    return problem_.row_start[static_cast<size_t>(end)] - problem_.row_start[static_cast<size_t>(begin)] + end -
           begin;
  }

 private:
  static int64_t place(int64_t spin, int64_t lane) noexcept {
    return spin * kReplicaCellBytes + lane * static_cast<int64_t>(sizeof(T));
  }

  const Problem& problem_;
  const ReplicaUnit unit_;
  const ReplicaFields<T> fields_;
  AlignedArray<T> value_;  // empty when all couplings are 1
};

// Couplings of 8 bits two by two, and a spin as a byte of a lane. Sums of 16 bits are in units of the lanes.
class PairReplicaRows {
 public:
  using Number = int16_t;
  using View = PairReplicaView;
  static constexpr int64_t kLanes = kReplicaCellBytes;

  PairReplicaRows(const Problem& problem, const ReplicaUnit& unit, Watch& watch)
      : problem_(problem), unit_(unit), fields_(problem, unit, watch),
        value_(problem.environment->memory(), pairs_before(problem.num_spins()), 0) {
    for (int64_t i = 0; i < problem.num_spins(); ++i) {
      const int64_t begin = problem.row_start[static_cast<size_t>(i)];
      const int64_t end = problem.row_start[static_cast<size_t>(i) + 1];
      const auto coupling = [&](int64_t k) {
        return k < end ? static_cast<uint8_t>(static_cast<int32_t>(problem.value[static_cast<size_t>(k)] / unit.unit))
                       : uint32_t{0};
      };
      int64_t pair = pairs_before(i);
      for (int64_t k = begin; k < end; k += 2)
        value_[pair++] = static_cast<int32_t>((coupling(k) | coupling(k + 1) << 8) * 0x10001u);
      watch.pass(end - begin);
    }
  }

  static const ReplicaLaneKernels<View, int16_t>& kernels(const ReplicaKernels& all) noexcept { return all.pairs; }
  static int64_t group_bytes(int64_t num_spins) noexcept { return num_spins * kReplicaCellBytes; }
  static void put(uint8_t* cells, int64_t spin, int64_t lane, bool down) noexcept {
    cells[place(spin, lane)] = down ? 1 : 0;
  }
  static bool is_down(const uint8_t* cells, int64_t spin, int64_t lane) noexcept {
    return cells[place(spin, lane)] != 0;
  }

  double unit() const noexcept { return unit_.unit; }
  int16_t least() const noexcept { return 1; }
  double sweep_time() const noexcept { return replica_sweep_time(problem_, 0.65); }
  View view(void* cells) const noexcept {
    return {problem_.row_start.data(), problem_.column.data(), value_.data(), fields_.base.data(),
            fields_.own.data(), cells};
  }
  // The work of looking at spins begin ... end - 1: their couplings, and one for each spin.
  int64_t work(int64_t begin, int64_t end) const noexcept {
    return problem_.row_start[static_cast<size_t>(end)] - problem_.row_start[static_cast<size_t>(begin)] + end -
           begin;
  }

 private:
  int64_t pairs_before(int64_t spin) const noexcept {
    return (problem_.row_start[static_cast<size_t>(spin)] + spin) / 2;
  }
  static int64_t place(int64_t spin, int64_t lane) noexcept {
    return spin * kReplicaCellBytes + lane % 32 / 8 * 16 + lane / 32 * 8 + lane % 8;
  }

  const Problem& problem_;
  const ReplicaUnit unit_;
  const ReplicaFields<int16_t> fields_;
  AlignedArray<int32_t> value_;
};

// Couplings as full rows of 8 bits, in units of 1 / scale of the problem, and a spin as a byte of a lane.
class DenseReplicaRows {
 public:
  using Number = int32_t;
  using View = DenseReplicaView;
  static constexpr int64_t kLanes = kReplicaLanes<int32_t>;

  DenseReplicaRows(const Problem& problem, const ReplicaUnit&, Watch& watch)
      : problem_(problem), unit_{1.0 / problem.scale, 0.0, true}, rows_(problem.dense_rows()),
        fields_(problem, unit_, watch) {}

  static const ReplicaLaneKernels<View, int32_t>& kernels(const ReplicaKernels& all) noexcept { return all.dense; }
  static int64_t group_bytes(int64_t num_spins) noexcept { return (num_spins + 3) / 4 * kReplicaCellBytes; }
  static void put(uint8_t* cells, int64_t spin, int64_t lane, bool down) noexcept {
    cells[place(spin, lane)] = down ? 1 : 0;
  }
  static bool is_down(const uint8_t* cells, int64_t spin, int64_t lane) noexcept {
    return cells[place(spin, lane)] != 0;
  }

  double unit() const noexcept { return unit_.unit; }
  int32_t least() const noexcept { return 1; }
  double sweep_time() const noexcept {
    const auto n = static_cast<double>(problem_.num_spins());
    return 0.2 * n * n;
  }
  View view(void* cells) const noexcept {
    return {problem_.num_spins(), rows_->stride, rows_->rows8.data(), fields_.base.data(), fields_.own.data(),
            cells};
  }
  int64_t work(int64_t begin, int64_t end) const noexcept {
    // Four couplings at a time.
    return (end - begin) * (problem_.num_spins() / 4 + 1);
  }

 private:
  static int64_t place(int64_t spin, int64_t lane) noexcept {
    return spin / 4 * kReplicaCellBytes + lane * 4 + spin % 4;
  }

  const Problem& problem_;
  const ReplicaUnit unit_;
  const std::shared_ptr<const DenseRows> rows_;
  const ReplicaFields<int32_t> fields_;
};

}  // namespace weiss

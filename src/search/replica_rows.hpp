// The numbers of a problem as the lanes of replicas count them.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <type_traits>

#include "base/aligned.hpp"
#include "model/integer_rows.hpp"
#include "model/problem.hpp"
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

template <class T>
class ReplicaRows {
 public:
  ReplicaRows(const Problem& problem, const ReplicaUnit& unit)
      : problem_(problem), unit_(unit), base_(memory(), problem.num_spins(), T(0)),
        field_(memory(), problem.num_spins(), T(0)) {
    const bool all_one = std::is_integral_v<T> && std::all_of(problem.value.begin(), problem.value.end(),
                                                              [&](double value) { return value == unit.unit; });
    if (!all_one) value_ = AlignedArray<T>(memory(), std::max<int64_t>(problem.num_entries(), 1), T(0));
    for (int64_t i = 0; i < problem.num_spins(); ++i) {
      const auto at = static_cast<size_t>(i);
      field_[i] = number(problem.field[at]);
      double base = static_cast<double>(field_[i]);
      for (size_t k = problem.row_begin(at); k < problem.row_end(at); ++k) {
        const T value = number(problem.value[k]);
        base += static_cast<double>(value);
        if (!all_one) value_[static_cast<int64_t>(k)] = value;
      }
      base_[i] = static_cast<T>(base);
    }
  }

  double unit() const noexcept { return unit_.unit; }
  // The least that a flip must save to count, as a cost.
  T least() const noexcept {
    // A cost is a fresh sum of rounded terms.
    return std::is_integral_v<T> ? T(1) : static_cast<T>(unit_.integer ? 1.0 : 0x1p-44 * unit_.largest);
  }

  ReplicaView<T> view(void* cells) const noexcept {
    return {problem_.row_start.data(), problem_.column.data(), value_.data(), base_.data(), field_.data(), cells};
  }
  // Couplings and spins of spins begin ... end - 1: the work of looking at them.
  int64_t work(int64_t begin, int64_t end) const noexcept {
    return problem_.row_start[static_cast<size_t>(end)] - problem_.row_start[static_cast<size_t>(begin)] + end -
           begin;
  }

 private:
  Memory* memory() const noexcept { return problem_.environment->memory(); }
  T number(double value) const noexcept { return static_cast<T>(value / unit_.unit); }

  const Problem& problem_;
  const ReplicaUnit unit_;
  AlignedArray<T> value_;  // empty when all couplings are 1
  AlignedArray<T> base_;
  AlignedArray<T> field_;
};

}  // namespace weiss

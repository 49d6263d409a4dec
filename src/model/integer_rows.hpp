// CSR values of an integer problem as int32, for the sparse engines.
#pragma once

#include <cstdint>
#include <memory>

#include "base/aligned.hpp"
#include "model/problem.hpp"

namespace weiss {

struct IntegerRows {
  // J * scale and h * scale, in the order of the problem's column array. fits is false, and the arrays are
  // empty, when the fields of some spin could reach kFieldBound: the engines then work on doubles.
  bool fits = false;
  AlignedArray<int32_t> value;
  AlignedArray<int32_t> field;

  int64_t memory() const noexcept { return static_cast<int64_t>(value.byte_size() + field.byte_size()); }
};

// What |h_i| + sum_j |J_ij| of every spin stays below, in units of the scale: a field plus a threshold of
// that size, or a field minus twice a coupling, are then within int32.
constexpr double kFieldBound = 1 << 30;

// Whether the fields of the problem are integers below kFieldBound.
bool fits_int32(const Problem& problem) noexcept;

// h * scale, for a problem whose fields fit.
AlignedArray<int32_t> integer_fields(const Problem& problem);

// Throws Error(E_LIMIT) when the rows do not fit the memory limit.
std::shared_ptr<const IntegerRows> build_integer_rows(const Problem& problem);

}  // namespace weiss

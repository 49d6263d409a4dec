// Full coupling rows for the dense engines, in the narrowest type that holds them exactly.
#pragma once

#include <cstdint>
#include <memory>

#include "base/aligned.hpp"
#include "model/problem.hpp"

namespace weiss {

struct DenseRows {
  // Row i starts at i * stride; entries from num_spins to stride - 1 and the diagonal are 0. Exactly one of
  // the arrays is in use. Integer rows hold J * scale of the problem, and every field in those units stays
  // within int32 (see IntegerRows), else rows64 holds J itself.
  int64_t stride = 0;  // a multiple of 64
  AlignedArray<int8_t> rows8;
  AlignedArray<int16_t> rows16;
  AlignedArray<double> rows64;
  AlignedArray<int32_t> field;  // h * scale, with integer rows

  int64_t memory() const noexcept {
    return static_cast<int64_t>(rows8.byte_size() + rows16.byte_size() + rows64.byte_size() +
                                field.byte_size());
  }
};

// Throws Error(E_LIMIT) with a forecast when the rows do not fit the memory limit.
std::shared_ptr<const DenseRows> build_dense_rows(const Problem& problem);

}  // namespace weiss

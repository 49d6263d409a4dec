// The couplings of a problem as one symmetric matrix: fields are couplings to one more spin. What the SDP
// bound works on.
#pragma once

#include <cstdint>

#include "model/problem.hpp"

namespace weiss {

// E(s) = offset + 2^exponent * s' C s / 2. Rows are numbered breadth first, so that neighbours lie near each
// other; spins without couplings and field are left out. Coefficients are scaled by the power of two that
// brings the largest |C_ij| into [1/2, 1): exactly, but for numbers below 2^-1022 of it.
struct QuadraticForm {
  explicit QuadraticForm(const Problem& problem);

  int64_t size() const noexcept { return static_cast<int64_t>(spin.size()); }
  int64_t entries() const noexcept { return static_cast<int64_t>(column.size()); }

  Memory* memory;
  int exponent = 0;
  int64_t extra = -1;    // the row of the additional spin; -1 without fields
  Vector<int32_t> spin;  // [size] the spin of the problem that a row stands for; num_spins for the extra one
  Vector<int64_t> row_start;  // [size + 1]
  Vector<int32_t> column;     // both directions
  Vector<double> value;
};

}  // namespace weiss

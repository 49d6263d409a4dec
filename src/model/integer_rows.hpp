// CSR values of an integer problem as int32, for the sparse engines.
#pragma once

#include <cstdint>

#include "base/memory.hpp"

namespace weiss {

struct IntegerRows {
  explicit IntegerRows(Memory* memory) : value(memory), field(memory) {}

  // J * scale and h * scale, in the order of the problem's column array. fits is false, and the arrays are
  // empty, when some sum_j |J_ij| + |h_i| reaches 2^30: the engines then work on doubles.
  bool fits = false;
  Vector<int32_t> value;
  Vector<int32_t> field;
};

}  // namespace weiss

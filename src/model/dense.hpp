// Full coupling rows for the dense engines, in the narrowest type that holds them exactly.
#pragma once

#include <cstdint>

#include "base/memory.hpp"

namespace weiss {

struct DenseRows {
  explicit DenseRows(Memory* memory) : rows8(memory), rows16(memory), rows64(memory) {}

  // Row i starts at i * stride; entries from n to stride - 1 and the diagonal are 0. Exactly one of the
  // arrays is in use. Integer rows hold J * scale of the problem, and every field in those units stays
  // within int32 (proven by sum_j |J_ij| + |h_i| < 2^30), else rows64 holds J itself.
  int64_t stride = 0;  // a multiple of 64
  Vector<int8_t> rows8;
  Vector<int16_t> rows16;
  Vector<double> rows64;
};

}  // namespace weiss

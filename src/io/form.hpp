// A problem in the terms of a file: the Ising energy as it is, or turned back into cut weights or QUBO
// coefficients.
#pragma once

#include <cstdint>

#include "model/build.hpp"

namespace weiss {

// Terms in the order in which they are to be written, 0-based, i <= j, those with i = j (linear terms of a
// QUBO, fields of an Ising energy) first; none is 0.
struct Form {
  explicit Form(Memory* memory) : terms(memory) {}

  int32_t origin = WEISS_ORIGIN_QUBO;
  int32_t sense = WEISS_SENSE_MIN;
  int64_t num_variables = 0;
  int64_t num_diagonal = 0;
  int64_t num_terms() const noexcept { return static_cast<int64_t>(terms.row.size()); }
  double offset = 0.0;
  TermArrays terms;
};

// The form of a problem from which the very same problem is built, with equal bits of couplings, fields and
// offset. sense is that of the form's values, the energy being value or -value.
// Throws E_UNSUPPORTED when there is none, or when it needs an offset and allow_offset is false.
Form form_of(const Problem& problem, int32_t origin, int32_t sense, bool allow_offset);

}  // namespace weiss

// What the coefficients of a problem prove: integer arithmetic, bounds, the better data structure.
#pragma once

#include "model/problem.hpp"

namespace weiss {

// Sets flags, scale and trivial_bound from rows, fields and offset; turns -0.0 into 0. Throws E_ARGUMENT when
// energies could pass the range of double.
//
// INTEGER is set when a power of two times every coefficient is an integer and scale * (|offset| + sum |h|
// + sum |J|) < 2^53. Then each field, energy and partial sum is a multiple of 1 / scale below 2^53 / scale,
// so plain double arithmetic on the coefficients as they are makes no rounding error at all, in any order
// (nor do halves of sums of couplings: they need no more digits). Decimal scales are not tried: 0.1 is no
// multiple of a tenth once it is a double.
void find_properties(Problem& problem);

// The same for a problem made from parent by exact steps that do not raise |offset| + sum |h| + sum |J|:
// it is integer on the parent's scale when the parent is.
void inherit_properties(Problem& problem, const Problem& parent);

}  // namespace weiss

// The least eigenvalue of a symmetric matrix, nearly: from above, by the Lanczos method.
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.hpp"
#include "bounds/quadratic_form.hpp"
#include "search/meter.hpp"

namespace weiss {

// An estimate of the least eigenvalue of W^-1/2 (C + Diag y) W^-1/2 and by how much its last steps moved it.
// The truth may lie lower: who needs a bound must prove it (bounds/cholesky.hpp).
struct LeastEigenvalue {
  double value = 0.0;
  double change = 0.0;
};

// y and weight [size], all weights > 0. scale is the size of eigenvalues that matter: the steps end when the
// estimate moves by less than accuracy.
LeastEigenvalue least_eigenvalue(const QuadraticForm& form, const double* y, const double* weight,
                                 double accuracy, uint64_t seed, Meter& meter);

}  // namespace weiss

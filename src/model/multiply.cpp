#include "model/multiply.hpp"

namespace weiss {

void multiply(const Problem& problem, int64_t count, const double* x, double* y) noexcept {
  const MultiplyKernels& kernels = problem.environment->kernels().multiply;
  const int64_t n = problem.num_spins();
  const CsrView view = {n, problem.row_start.data(), problem.column.data(), problem.value.data(),
                        problem.field.data()};
  // Tiles visit the zeros, too, and must spread the entries first: with many vectors that pays off, as x is
  // then read once for four rows.
  constexpr int64_t kLeastCount = 48;
  const bool mostly_full = 4 * problem.num_entries() >= 3 * n * n;
  (mostly_full && count >= kLeastCount ? kernels.tiles : kernels.csr)(&view, count, x, y);
}

}  // namespace weiss

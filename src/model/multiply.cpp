#include "model/multiply.hpp"

namespace weiss {

void multiply(const Problem& problem, int64_t count, const double* x, double* y) noexcept {
  const MultiplyKernels& kernels = problem.environment->kernels().multiply;
  const int64_t n = problem.num_spins();
  const CsrView view = {n, problem.row_start.data(), problem.column.data(), problem.value.data(),
                        problem.field.data()};
  // Tiles visit the zeros, too, but read x once for four rows; spreading the entries must pay off.
  constexpr int64_t kLeastCount = 8;
  const bool mostly_full = problem.num_entries() >= n * n / 4;
  (mostly_full && count >= kLeastCount ? kernels.tiles : kernels.csr)(&view, count, x, y);
}

}  // namespace weiss

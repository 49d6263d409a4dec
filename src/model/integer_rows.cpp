#include "model/integer_rows.hpp"

#include <cmath>

namespace weiss {

bool fits_int32(const Problem& problem) noexcept {
  if (!problem.integer()) return false;
  for (int64_t i = 0; i < problem.num_spins(); ++i) {
    double sum = std::fabs(problem.field[static_cast<size_t>(i)]);
    for (int64_t k = problem.row_start[static_cast<size_t>(i)];
         k < problem.row_start[static_cast<size_t>(i) + 1]; ++k)
      sum += std::fabs(problem.value[static_cast<size_t>(k)]);
    if (!(sum * problem.scale < kFieldBound)) return false;
  }
  return true;
}

std::shared_ptr<const IntegerRows> build_integer_rows(const Problem& problem) {
  auto rows = std::make_shared<IntegerRows>();
  rows->fits = fits_int32(problem);
  if (!rows->fits) return rows;

  Memory* memory = problem.environment->memory();
  const int64_t entries = problem.num_entries(), n = problem.num_spins();
  memory->require((entries + n) * static_cast<int64_t>(sizeof(int32_t)), "integer couplings");
  const auto scaled = [&](double x) { return static_cast<int32_t>(x * problem.scale); };
  rows->value = AlignedArray<int32_t>(memory, entries, 0);
  rows->field = AlignedArray<int32_t>(memory, n, 0);
  for (int64_t k = 0; k < entries; ++k) rows->value[k] = scaled(problem.value[static_cast<size_t>(k)]);
  for (int64_t i = 0; i < n; ++i) rows->field[i] = scaled(problem.field[static_cast<size_t>(i)]);
  return rows;
}

}  // namespace weiss

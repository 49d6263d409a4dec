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

AlignedArray<int32_t> integer_fields(const Problem& problem) {
  AlignedArray<int32_t> field(problem.environment->memory(), problem.num_spins(), 0);
  for (int64_t i = 0; i < field.size(); ++i)
    field[i] = static_cast<int32_t>(problem.field[static_cast<size_t>(i)] * problem.scale);
  return field;
}

std::shared_ptr<const IntegerRows> build_integer_rows(const Problem& problem) {
  auto rows = std::make_shared<IntegerRows>();
  rows->fits = fits_int32(problem);
  if (!rows->fits) return rows;

  Memory* memory = problem.environment->memory();
  const int64_t entries = problem.num_entries();
  memory->require((entries + problem.num_spins()) * static_cast<int64_t>(sizeof(int32_t)),
                  "integer couplings");
  rows->value = AlignedArray<int32_t>(memory, entries, 0);
  for (int64_t k = 0; k < entries; ++k)
    rows->value[k] = static_cast<int32_t>(problem.value[static_cast<size_t>(k)] * problem.scale);
  rows->field = integer_fields(problem);
  return rows;
}

}  // namespace weiss

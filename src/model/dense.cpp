#include "model/dense.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/integer_rows.hpp"

namespace weiss {

namespace {

template <class T>
AlignedArray<T> fill_rows(const Problem& problem, int64_t stride, double scale) {
  Memory* memory = problem.environment->memory();
  const int64_t n = problem.num_spins();
  const int64_t entries = n * stride, most = INT64_MAX / static_cast<int64_t>(sizeof(T));
  memory->require(std::min(entries, most) * static_cast<int64_t>(sizeof(T)), "dense coupling rows");
  AlignedArray<T> rows(memory, entries, T(0));
  for (int64_t i = 0; i < n; ++i) {
    T* const row = rows.data() + i * stride;
    const auto end = static_cast<size_t>(problem.row_start[static_cast<size_t>(i) + 1]);
    for (auto k = static_cast<size_t>(problem.row_start[static_cast<size_t>(i)]); k < end; ++k)
      row[problem.column[k]] = static_cast<T>(problem.value[k] * scale);
  }
  return rows;
}

}  // namespace

std::shared_ptr<const DenseRows> build_dense_rows(const Problem& problem) {
  auto rows = std::make_shared<DenseRows>();
  const int64_t n = problem.num_spins();
  rows->stride = (n + 63) / 64 * 64;

  double largest = 0.0;
  for (const double value : problem.value) largest = std::fmax(largest, std::fabs(value));
  largest *= problem.scale;
  if (largest > std::numeric_limits<int16_t>::max() || !fits_int32(problem)) {
    rows->rows64 = fill_rows<double>(problem, rows->stride, 1.0);
    return rows;
  }
  if (largest <= std::numeric_limits<int8_t>::max())
    rows->rows8 = fill_rows<int8_t>(problem, rows->stride, problem.scale);
  else
    rows->rows16 = fill_rows<int16_t>(problem, rows->stride, problem.scale);
  rows->field = integer_fields(problem);
  return rows;
}

}  // namespace weiss

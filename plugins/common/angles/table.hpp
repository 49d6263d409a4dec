// Tables of published circuit angles, as they were published. What converts them is rules.hpp.
#pragma once

#include <cstddef>
#include <cstdint>

namespace weiss {
namespace bundled {

struct AngleRow {
  int32_t degree;  // of a regular graph; 0: any
  int32_t depth;
  double value;  // what the angles reach, in the units of the table
};

// Rows by degree and depth; their angles, gamma_1..gamma_p, beta_1..beta_p, one row after another.
struct AngleTable {
  const AngleRow* rows;
  size_t num_rows;
  const double* angles;

  struct Entry {
    const AngleRow* row = nullptr;
    const double* gammas = nullptr;
    const double* betas = nullptr;
  };

  constexpr Entry at(size_t k) const noexcept {
    const double* gammas = angles;
    for (size_t before = 0; before < k; ++before) gammas += 2 * rows[before].depth;
    return {rows + k, gammas, gammas + rows[k].depth};
  }
  // The deepest row of a degree up to a depth; row is null when there is none.
  constexpr Entry deepest(int64_t degree, int64_t depth) const noexcept {
    size_t found = num_rows;
    for (size_t k = 0; k < num_rows; ++k)
      if (rows[k].degree == degree && rows[k].depth <= depth) found = k;
    return found < num_rows ? at(found) : Entry{};
  }
};

template <size_t R, size_t A>
constexpr AngleTable table_of(const AngleRow (&rows)[R], const double (&angles)[A]) {
  size_t expected = 0;
  for (const AngleRow& row : rows) expected += 2 * static_cast<size_t>(row.depth);
  return expected == A ? AngleTable{rows, R, angles} : throw "a row has too many or too few angles";
}

}  // namespace bundled
}  // namespace weiss

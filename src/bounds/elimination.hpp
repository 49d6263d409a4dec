// In what order, and with what fill, the rows of a sparse symmetric matrix are eliminated.
#pragma once

#include <cstdint>

#include "bounds/quadratic_form.hpp"
#include "search/meter.hpp"

namespace weiss {

// An order of approximately minimum degree (Amestoy, Davis, Duff 1996): rows are eliminated one by one while
// what is left is sparse, the head; the rest, the tail, is best factored as a dense matrix. Rows of very many
// neighbours go to the tail at once.
struct Elimination {
  Elimination(const QuadraticForm& form, Meter& meter);

  int64_t size() const noexcept { return static_cast<int64_t>(position.size()); }
  int64_t tail() const noexcept { return size() - head; }

  int64_t head = 0;
  Vector<int32_t> order;         // [size] row at each position: the head, then the tail
  Vector<int32_t> position;      // [size] and back
  Vector<int64_t> column_start;  // [head + 1]
  Vector<int32_t> below;         // positions below the diagonal of each column of the head, ascending
  bool affordable = false;       // else the rest is not filled in
};

// Limits of what is affordable: some gibibyte, and half a minute of one core.
constexpr int64_t kMostFill = int64_t{1} << 26;  // numbers in the head, each with its position
constexpr int64_t kMostTail = 8192;              // rows in the tail
constexpr double kMostProducts = 1.5e11;

}  // namespace weiss

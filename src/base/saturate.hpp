// Sums of what plugins say, which may be any number: they stop at the ends of the range.
#pragma once

#include <cstdint>

namespace weiss {

constexpr int64_t saturated_sum(int64_t a, int64_t b) noexcept {
  if (b > 0 && a > INT64_MAX - b) return INT64_MAX;
  if (b < 0 && a < INT64_MIN - b) return INT64_MIN;
  return a + b;
}

}  // namespace weiss

#include "statevector/moments.hpp"

namespace weiss {

namespace {

// Adds the upper half of 2 * half numbers to the lower one, and writes lower minus upper unless difference is
// null.
void fold(double* p, int64_t half, double* difference) noexcept {
  const double* const upper = p + half;
  if (difference)
    for (int64_t k = 0; k < half; ++k) difference[k] = p[k] - upper[k];
  for (int64_t k = 0; k < half; ++k) p[k] += upper[k];
}

// Sum of the first half of 2 * half numbers minus that of the second, which is added to the first.
double fold_to_moment(double* p, int64_t half) noexcept {
  const double* const upper = p + half;
  constexpr int64_t kLanes = 4;
  double lanes[kLanes] = {};
  int64_t k = 0;
  for (; k + kLanes <= half; k += kLanes)
    for (int64_t l = 0; l < kLanes; ++l) {
      const double x = p[k + l], y = upper[k + l];
      lanes[l] += x - y;
      p[k + l] = x + y;
    }
  for (; k < half; ++k) {
    lanes[0] += p[k] - upper[k];
    p[k] += upper[k];
  }
  return (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]);
}

}  // namespace

void StretchMoments::compute(double* p) noexcept {
  double difference[int64_t{1} << (kMaxBits - 1)];
  for (int j = bits_ - 1; j >= 0; --j) {
    const int64_t half = int64_t{1} << j;
    if (!second_) {
      first_[j] = fold_to_moment(p, half);
      continue;
    }
    fold(p, half, difference);
    for (int i = j - 1; i >= 0; --i) second_moments_[i][j] = fold_to_moment(difference, int64_t{1} << i);
    first_[j] = difference[0];
  }
  total_ = p[0];
}

}  // namespace weiss

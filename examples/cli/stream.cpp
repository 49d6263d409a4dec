#include "stream.hpp"

#include <cmath>

#include "weiss/base.h"

namespace cli {

namespace {

// Natural logarithm of x > 0 by its atanh series: the one of a C library differs between machines in the
// last bit, and so would the files.
double portable_log(double x) noexcept {
  int exponent = 0;
  double m = std::frexp(x, &exponent);
  if (m < 0.70710678118654752) {
    m *= 2;
    --exponent;
  }
  const double t = (m - 1) / (m + 1), t2 = t * t;
  double sum = 0;
  for (int k = 25; k >= 1; k -= 2) sum = sum * t2 + 1.0 / k;
  return 2 * t * sum + exponent * 0.69314718055994531;
}

}  // namespace

uint64_t Stream::next() noexcept { return weiss_seed_derive(seed_, counter_++); }

double Stream::normal() noexcept {
  if (has_spare_) {
    has_spare_ = false;
    return spare_;
  }
  double x = 0, y = 0, square = 0;
  do {
    x = 2 * uniform() - 1;
    y = 2 * uniform() - 1;
    square = x * x + y * y;
  } while (square >= 1 || square == 0);
  const double factor = std::sqrt(-2 * portable_log(square) / square);
  has_spare_ = true;
  spare_ = y * factor;
  return x * factor;
}

int64_t Stream::failures(double p) noexcept {
  const double log_miss = portable_log(1 - p);
  const double count = log_miss < 0 ? portable_log(1 - uniform()) / log_miss : 0x1p63;
  return count < 0x1p63 ? static_cast<int64_t>(count) : INT64_MAX;
}

}  // namespace cli

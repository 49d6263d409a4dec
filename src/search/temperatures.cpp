#include "search/temperatures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

// In a random state the field of spin i is h_i plus a sum of +-J_ij: of size q_i = sqrt(sum_j J_ij^2) around
// h_i. By mean-field theory a spin glass freezes at T = q, and graphs of few neighbours below, so a start at
// about q melts everything without waste. q of the spins with large couplings counts, as they freeze first:
// an upper quantile, so that a few hubs do not raise it.
//
// At the end no spin should turn any more, except for nothing. The smallest price of a flip is about twice
// the weakest coupling of the spin, and a rate of 1 in 100 is hardly ever. Where couplings differ the weakest
// says little about the field, but in a low state fields well below q are rare (in a spin glass their density
// falls off linearly towards 0), so cooling below q / 10 adds little that the final descent does not do.
//
// A spin whose own field outweighs all its couplings never turns, so it does not count.

namespace weiss {

namespace {

constexpr int64_t kSample = 1024;  // spins looked at, evenly spread

struct Sizes {
  std::array<double, kSample> typical;  // q_i
  std::array<double, kSample> weakest;  // least |J_ij|
  size_t count = 0;
};

double quantile(std::array<double, kSample>& values, size_t count, double fraction) noexcept {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(fraction * static_cast<double>(count - 1));
  std::nth_element(values.begin(), at, values.begin() + static_cast<std::ptrdiff_t>(count));
  return *at;
}

void sample(const Problem& problem, bool with_decided, Sizes& sizes) noexcept {
  const int64_t n = problem.num_spins(), taken = std::min(n, kSample);
  for (int64_t s = 0; s < taken; ++s) {
    const auto i = static_cast<size_t>(s * n / taken);
    double sum = 0.0, squares = 0.0, least = std::numeric_limits<double>::infinity();
    const auto end = static_cast<size_t>(problem.row_start[i + 1]);
    for (auto k = static_cast<size_t>(problem.row_start[i]); k < end; ++k) {
      const double size = std::fabs(problem.value[k]);
      if (size == 0.0) continue;
      sum += size;
      squares += size * size;
      least = std::min(least, size);
    }
    const double h = std::fabs(problem.field[i]);
    if (with_decided && sum == 0.0) sum = squares = least = h;
    if (sum == 0.0 || (h >= sum && !with_decided)) continue;
    sizes.typical[sizes.count] = std::sqrt(squares);
    sizes.weakest[sizes.count] = least;
    ++sizes.count;
  }
}

}  // namespace

TemperatureRange temperature_range(const Problem& problem) noexcept {
  Sizes sizes;
  sample(problem, false, sizes);
  if (sizes.count == 0) sample(problem, true, sizes);
  if (sizes.count == 0) return {1.0, 1.0};
  const double rate = std::log(100.0);
  const double weakest = quantile(sizes.weakest, sizes.count, 0.5);
  const double middle = quantile(sizes.typical, sizes.count, 0.5);
  const double large = quantile(sizes.typical, sizes.count, 0.9);
  const double last = std::max(2.0 * weakest / rate, middle / 10.0);
  return {std::max(1.1 * large, last), last};
}

}  // namespace weiss

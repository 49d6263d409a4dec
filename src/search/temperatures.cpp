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
// A spin whose own field outweighs all its couplings never turns, so it does not count. A hub, which most
// spins feel more than all the rest together, is a field in disguise, as the extra spin of the Max-Cut form of
// a QUBO is: its couplings count as fields.

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

constexpr int32_t kNone = -1;

// Calls look(i) for the spins of the sample; returns their number.
template <class Look>
int64_t for_each_sampled(const Problem& problem, const Look& look) noexcept {
  const int64_t n = problem.num_spins(), taken = std::min(n, kSample);
  for (int64_t s = 0; s < taken; ++s) look(static_cast<size_t>(s * n / taken));
  return taken;
}

// The spin that spin i feels at least as much as all others together; kNone when there is none.
int32_t ruler_of(const Problem& problem, size_t i) noexcept {
  double largest = 0.0, squares = 0.0;
  int32_t ruler = kNone;
  for (size_t k = problem.row_begin(i); k < problem.row_end(i); ++k) {
    const double square = problem.value[k] * problem.value[k];
    squares += square;
    if (square <= largest) continue;
    largest = square;
    ruler = problem.column[k];
  }
  return 2.0 * largest >= squares ? ruler : kNone;
}

// The ruler of most spins, or kNone, by their majority vote (Boyer, Moore 1981).
int32_t find_hub(const Problem& problem) noexcept {
  int32_t hub = kNone;
  int64_t lead = 0, votes = 0;
  const int64_t sampled = for_each_sampled(problem, [&](size_t i) {
    const int32_t ruler = ruler_of(problem, i);
    if (lead == 0) hub = ruler;
    lead += ruler == hub ? 1 : -1;
  });
  if (hub == kNone) return kNone;
  for_each_sampled(problem, [&](size_t i) { votes += ruler_of(problem, i) == hub; });
  return 2 * votes > sampled ? hub : kNone;
}

void sample(const Problem& problem, int32_t hub, bool with_decided, Sizes& sizes) noexcept {
  for_each_sampled(problem, [&](size_t i) {
    double sum = 0.0, squares = 0.0, least = std::numeric_limits<double>::infinity();
    double h = std::fabs(problem.field[i]);
    for (size_t k = problem.row_begin(i); k < problem.row_end(i); ++k) {
      const double size = std::fabs(problem.value[k]);
      if (problem.column[k] == hub) h += size;
      if (size == 0.0 || problem.column[k] == hub) continue;
      sum += size;
      squares += size * size;
      least = std::min(least, size);
    }
    double typical = std::sqrt(squares);
    if (with_decided && sum == 0.0) typical = sum = least = h;
    const bool decided = h >= sum || static_cast<int32_t>(i) == hub;
    if (sum == 0.0 || (decided && !with_decided)) return;
    sizes.typical[sizes.count] = typical;
    sizes.weakest[sizes.count] = least;
    ++sizes.count;
  });
}

}  // namespace

TemperatureRange temperature_range(const Problem& problem) noexcept {
  Sizes sizes;
  const int32_t hub = find_hub(problem);
  sample(problem, hub, false, sizes);
  if (sizes.count == 0) sample(problem, hub, true, sizes);
  if (sizes.count == 0) return {1.0, 1.0};
  const double rate = std::log(100.0);
  const double weakest = quantile(sizes.weakest, sizes.count, 0.5);
  const double middle = quantile(sizes.typical, sizes.count, 0.5);
  const double large = quantile(sizes.typical, sizes.count, 0.9);
  const double last = std::max(2.0 * weakest / rate, middle / 10.0);
  return {std::max(1.1 * large, last), last};
}

}  // namespace weiss

#include "statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cli {

namespace {

constexpr double kTail = 0.025;                    // of a 95% interval, on each side
constexpr double kNormalTail = 1.959963984540054;  // the standard normal exceeds it with that probability
constexpr double kInfinite = std::numeric_limits<double>::infinity();

// Probability of at most count events when mean are expected.
double poisson_at_most(int64_t count, double mean) {
  double sum = 0;
  for (int64_t k = 0; k <= count; ++k) {
    const auto events = static_cast<double>(k);
    sum += std::exp(events * std::log(mean) - mean - std::lgamma(events + 1));
  }
  return sum;
}

// The mean at which at most count events come with the probability; it falls as the mean grows.
double poisson_mean(int64_t count, double probability) {
  double low = 0, high = static_cast<double>(count) + 10 * std::sqrt(static_cast<double>(count) + 1) + 10;
  for (int step = 0; step < 100; ++step) {
    const double middle = (low + high) / 2;
    (poisson_at_most(count, middle) > probability ? low : high) = middle;
  }
  return (low + high) / 2;
}

// Probability of at most count heads in tosses of a fair coin.
double heads_at_most(int64_t count, int64_t tosses) {
  const auto n = static_cast<double>(tosses);
  double sum = 0;
  for (int64_t k = 0; k <= count; ++k) {
    const auto heads = static_cast<double>(k);
    sum += std::exp(std::lgamma(n + 1) - std::lgamma(heads + 1) - std::lgamma(n - heads + 1) -
                    n * std::log(2.0));
  }
  return sum;
}

}  // namespace

double median(std::vector<double> values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::sort(values.begin(), values.end());
  const double upper = values[values.size() / 2], lower = values[(values.size() - 1) / 2];
  return lower == upper ? lower : lower + (upper - lower) / 2;
}

Interval success_interval(int64_t hits, int64_t runs) {
  if (runs == 0) return {0, 1};
  const double n = static_cast<double>(runs), p = static_cast<double>(hits) / n;
  const double z = kNormalTail, spread = z * z / n;
  const double centre = (p + spread / 2) / (1 + spread);
  const double reach = z * std::sqrt(p * (1 - p) / n + spread / (4 * n)) / (1 + spread);
  return {hits == 0 ? 0 : centre - reach, hits == runs ? 1 : centre + reach};
}

Interval poisson_interval(int64_t count) {
  return {count == 0 ? 0 : poisson_mean(count - 1, 1 - kTail), poisson_mean(count, kTail)};
}

TimeToSolution time_to_solution(int64_t hits, double total_seconds) {
  const double factor = std::log(100.0) * total_seconds;
  const Interval events = poisson_interval(hits);
  return {hits > 0 ? factor / static_cast<double>(hits) : kInfinite,
          {factor / events.high, events.low > 0 ? factor / events.low : kInfinite}};
}

double sign_test(int64_t wins, int64_t losses) {
  return std::min(1.0, 2 * heads_at_most(std::min(wins, losses), wins + losses));
}

Interval median_interval(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const auto count = static_cast<int64_t>(values.size());
  // As many of the outermost values on each side as the median hardly ever lies among.
  int64_t outside = -1;
  while (outside + 1 < count / 2 && heads_at_most(outside + 1, count) <= kTail) ++outside;
  if (outside < 0) return {-kInfinite, kInfinite};
  return {values[static_cast<size_t>(outside)], values[static_cast<size_t>(count - 1 - outside)]};
}

}  // namespace cli

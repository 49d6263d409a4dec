// Factors exp(width g), g normal: what breaks ties and makes each choice a little different.
#pragma once

#include <array>
#include <cmath>
#include <weiss/plugin.hpp>

namespace weiss {
namespace contraction {

// A table of quantiles instead of a logarithm and a cosine for each factor.
class Noise {
 public:
  explicit Noise(double width) noexcept {
    for (size_t k = 0; k < kSize; ++k)
      factors_[k] = std::exp(width * quantile((static_cast<double>(k) + 0.5) / kSize));
  }
  double operator()(uint64_t bits) const noexcept { return factors_[bits % kSize]; }

 private:
  static constexpr size_t kSize = 1024;

  // Of the normal law, by bisection of its distribution function.
  static double quantile(double p) noexcept {
    double low = -6.0, high = 6.0;
    for (int k = 0; k < 50; ++k) {
      const double middle = 0.5 * (low + high);
      (0.5 * std::erfc(-middle / std::sqrt(2.0)) < p ? low : high) = middle;
    }
    return low;
  }

  std::array<double, kSize> factors_{};
};

}  // namespace contraction
}  // namespace weiss

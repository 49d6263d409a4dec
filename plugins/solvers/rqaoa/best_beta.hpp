// The best mixer angle of depth 1 at a given gamma.
#pragma once

#include <array>
#include <cmath>

namespace weiss {
namespace rqaoa {

// <E>(beta) = a sin 2 beta + b sin 4 beta + c sin^2 2 beta at depth 1 and one gamma, without the offset.
struct MixerCurve {
  double a, b, c;

  double value(double beta) const noexcept {
    const double sine = std::sin(2.0 * beta);
    return sine * (a + 2.0 * b * std::cos(2.0 * beta) + c * sine);
  }
};

struct BestBeta {
  double beta;
  double value;
};

namespace detail {

constexpr int kSamples = 16;
constexpr double kPi = 3.14159265358979323846;

struct Circle {
  std::array<double, kSamples> sine, cosine;
  Circle() noexcept {
    for (size_t k = 0; k < kSamples; ++k) {
      sine[k] = std::sin(static_cast<double>(k) * 2.0 * kPi / kSamples);
      cosine[k] = std::cos(static_cast<double>(k) * 2.0 * kPi / kSamples);
    }
  }
};

// Newton's method from x = 2 beta, near a minimum.
inline BestBeta polished(const MixerCurve& curve, double x) noexcept {
  for (int k = 0; k < 8; ++k) {
    const double sine = std::sin(x), cosine = std::cos(x);
    const double sine2 = 2.0 * sine * cosine, cosine2 = 1.0 - 2.0 * sine * sine;
    const double slope = curve.a * cosine + 2.0 * curve.b * cosine2 + curve.c * sine2;
    const double bend = -curve.a * sine - 4.0 * curve.b * sine2 + 2.0 * curve.c * cosine2;
    if (!(bend > 0.0)) break;
    const double step = slope / bend;
    x -= std::fmin(std::fmax(step, -0.3), 0.3);
    if (std::fabs(step) < 1e-14) break;
  }
  return {0.5 * x, curve.value(0.5 * x)};
}

}  // namespace detail

// The minimum over beta in (-pi/2, pi/2]. A polynomial of degree 2 in sine and cosine has two minima at most:
// each sample that is below its neighbours is followed to the bottom.
inline BestBeta best_beta(const MixerCurve& curve) noexcept {
  if (curve.a == 0.0) {
    const double radius = std::hypot(curve.b, 0.5 * curve.c);
    return {0.25 * std::atan2(-curve.b, 0.5 * curve.c), 0.5 * curve.c - radius};
  }
  static const detail::Circle circle;
  std::array<double, detail::kSamples> value;
  for (size_t k = 0; k < value.size(); ++k)
    value[k] = circle.sine[k] * (curve.a + 2.0 * curve.b * circle.cosine[k] + curve.c * circle.sine[k]);
  BestBeta best = {0.0, 0.0};  // beta = 0: the uniform superposition
  for (size_t k = 0; k < value.size(); ++k) {
    const double left = value[(k + value.size() - 1) % value.size()];
    const double right = value[(k + 1) % value.size()];
    if (value[k] > left || value[k] > right) continue;
    const double from = static_cast<double>(k) * 2.0 * detail::kPi / detail::kSamples;
    const BestBeta found = detail::polished(curve, from > detail::kPi ? from - 2.0 * detail::kPi : from);
    if (found.value < best.value) best = found;
  }
  return best;
}

}  // namespace rqaoa
}  // namespace weiss

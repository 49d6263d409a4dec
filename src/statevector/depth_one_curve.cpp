#include "statevector/depth_one_curve.hpp"

#include <cmath>

namespace weiss {

double BetaCurve::at(double beta) const noexcept {
  const double s = std::sin(2.0 * beta);
  return (a + c * s) * s + b * std::sin(4.0 * beta);
}

double BetaCurve::slope(double beta) const noexcept {
  return 2.0 * a * std::cos(2.0 * beta) + 4.0 * b * std::cos(4.0 * beta) + 2.0 * c * std::sin(4.0 * beta);
}

// Where the value is least, the signs of the sine and of the cosine of 2 beta are such that the terms in a
// and b are not positive. So it suffices to minimise
//   g(y) = -|a| sin y - |b| sin 2y + c sin^2 y   for y in [0, pi/2].
// There g' changes its sign once: (1 + q^2) g' with q = tan y is 2|b| q^2 + 2 c q - 2|b| - |a| sqrt(1 + q^2),
// and its quadratic part divided by the root starts at -2|b| and then rises, or falls first and rises then.
double BetaCurve::best_beta() const noexcept {
  const double first = std::fabs(a), second = std::fabs(b);
  if (first == 0.0 && second == 0.0 && c >= 0.0) return 0.0;
  const double sine_sign = a < 0.0 ? 1.0 : -1.0;
  const double cosine_sign = b * sine_sign > 0.0 ? -1.0 : 1.0;

  // Newton's steps, and halves of the bracket where they lead out of it.
  double low = 0.0, high = 2.0 * std::atan(1.0), y = 0.5 * high;
  for (int step = 0; step < 100; ++step) {
    const double sine = std::sin(y), cosine = std::cos(y);
    const double sine2 = 2.0 * sine * cosine, cosine2 = (cosine - sine) * (cosine + sine);
    const double slope = -first * cosine - 2.0 * second * cosine2 + c * sine2;
    const double curvature = first * sine + 4.0 * second * sine2 + 2.0 * c * cosine2;
    if (std::fabs(slope) <= 1e-17 * curvature || high - low < 1e-16) break;
    (slope < 0.0 ? low : high) = y;
    const double newton = y - slope / curvature;
    y = curvature > 0.0 && newton > low && newton < high ? newton : 0.5 * (low + high);
  }
  return 0.5 * std::atan2(sine_sign * std::sin(y), cosine_sign * std::cos(y));
}

}  // namespace weiss

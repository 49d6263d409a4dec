// The mean energy of QAOA at depth one as a function of beta, at a fixed gamma.
#pragma once

namespace weiss {

struct BetaCurve {
  // <E> = a sin(2 beta) + b sin(4 beta) + c sin^2(2 beta), without the offset.
  double a = 0.0;
  double b = 0.0;
  double c = 0.0;

  double at(double beta) const noexcept;
  double slope(double beta) const noexcept;

  // The beta in [-pi/2, pi/2] with the least value; 0 when the curve is flat.
  double best_beta() const noexcept;
};

}  // namespace weiss

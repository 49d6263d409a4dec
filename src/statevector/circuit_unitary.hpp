// Small unitary matrices as rotations, up to a global phase.
#pragma once

#include <array>
#include <complex>

namespace weiss {

using Complex = std::complex<double>;
using Matrix2 = std::array<Complex, 4>;   // row-major
using Matrix4 = std::array<Complex, 16>;  // index bit(a) + 2 bit(b)

// RZ(phi) RY(theta) RZ(lambda): the matrix is, up to a global phase,
//   cos(theta/2)               -e^{i lambda} sin(theta/2)
//   e^{i phi} sin(theta/2)     e^{i (phi + lambda)} cos(theta/2)
struct EulerAngles {
  double theta;
  double phi;
  double lambda;
};
EulerAngles euler_angles(const Matrix2& unitary) noexcept;

// U = (after_b x after_a) exp(i (x XX + y YY + z ZZ)) (before_b x before_a), up to a global phase: the
// decomposition of Cartan (Kraus, Cirac, quant-ph/0011050).
struct CartanFactors {
  Matrix2 before_a, before_b;
  double x, y, z;
  Matrix2 after_a, after_b;
};
CartanFactors cartan_factors(const Matrix4& unitary) noexcept;

}  // namespace weiss

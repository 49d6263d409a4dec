#include "statevector/circuit_unitary.hpp"

#include <cmath>
#include <utility>

namespace weiss {

namespace {

using Real4 = std::array<double, 16>;

// Columns: the Bell states with phases that make XX, YY and ZZ diagonal and every product of two
// one-qubit unitaries of determinant 1 real orthogonal.
const Matrix4& magic_basis() noexcept {
  static const double r = std::sqrt(0.5);
  static const Complex i(0.0, r);
  static const Matrix4 basis = {r, 0, 0, i, 0, i, r, 0, 0, i, -r, 0, r, 0, 0, -i};
  return basis;
}

template <class Matrix>
Matrix product(const Matrix& a, const Matrix& b) noexcept {
  Matrix c{};
  for (size_t r = 0; r < 4; ++r)
    for (size_t k = 0; k < 4; ++k)
      for (size_t s = 0; s < 4; ++s) c[4 * r + s] += a[4 * r + k] * b[4 * k + s];
  return c;
}

template <class Matrix>
Matrix transposed(const Matrix& a) noexcept {
  Matrix t;
  for (size_t r = 0; r < 4; ++r)
    for (size_t s = 0; s < 4; ++s) t[4 * s + r] = a[4 * r + s];
  return t;
}

Matrix4 adjoint(const Matrix4& a) noexcept {
  Matrix4 t = transposed(a);
  for (Complex& z : t) z = std::conj(z);
  return t;
}

double determinant(Real4 a) noexcept {
  double result = 1.0;
  for (size_t c = 0; c < 4; ++c) {
    size_t pivot = c;
    for (size_t r = c + 1; r < 4; ++r)
      if (std::abs(a[4 * r + c]) > std::abs(a[4 * pivot + c])) pivot = r;
    if (pivot != c) {
      for (size_t s = 0; s < 4; ++s) std::swap(a[4 * pivot + s], a[4 * c + s]);
      result = -result;
    }
    result *= a[4 * c + c];
    for (size_t r = c + 1; r < 4; ++r) {
      const double factor = a[4 * r + c] / a[4 * c + c];
      for (size_t s = c; s < 4; ++s) a[4 * r + s] -= factor * a[4 * c + s];
    }
  }
  return result;
}

// An orthogonal P for which P^T re P and P^T im P are both diagonal; the two are symmetric and commute. By
// Jacobi rotations that serve both at once (Bunse-Gerstner, Byers, Mehrmann, SIAM J. Matrix Anal. 14, 1993).
Real4 joint_eigenvectors(Real4 re, Real4 im) noexcept {
  Real4 vectors = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};
  const auto rotate_columns = [](Real4& a, size_t p, size_t q, double c, double s) {
    for (size_t r = 0; r < 4; ++r) {
      const double x = a[4 * r + p], y = a[4 * r + q];
      a[4 * r + p] = c * x + s * y;
      a[4 * r + q] = c * y - s * x;
    }
  };
  const auto rotate = [&](Real4& a, size_t p, size_t q, double c, double s) {
    rotate_columns(a, p, q, c, s);
    a = transposed(a);
    rotate_columns(a, p, q, c, s);
  };
  for (int sweep = 0; sweep < 50; ++sweep) {
    bool moved = false;
    for (size_t p = 0; p < 3; ++p)
      for (size_t q = p + 1; q < 4; ++q) {
        double on = 0.0, off = 0.0;
        for (const Real4* a : {&re, &im}) {
          const double difference = (*a)[5 * p] - (*a)[5 * q], twice = 2.0 * (*a)[4 * p + q];
          on += difference * difference - twice * twice;
          off += 2.0 * difference * twice;
        }
        const double angle = 0.25 * std::atan2(off, on);
        if (std::abs(angle) < 1e-16 || std::hypot(re[4 * p + q], im[4 * p + q]) < 1e-16) continue;
        moved = true;
        const double c = std::cos(angle), s = std::sin(angle);
        rotate(re, p, q, c, s);
        rotate(im, p, q, c, s);
        rotate_columns(vectors, p, q, c, s);
      }
    if (!moved) break;
  }
  return vectors;
}

// The factors of a matrix that is a product of one-qubit unitaries, up to phases.
void split_product(const Matrix4& matrix, Matrix2& a, Matrix2& b) noexcept {
  size_t row = 0, column = 0;
  for (size_t r = 0; r < 4; ++r)
    for (size_t s = 0; s < 4; ++s)
      if (std::abs(matrix[4 * r + s]) > std::abs(matrix[4 * row + column])) row = r, column = s;
  const auto entry = [&](size_t r, size_t s) { return matrix[4 * r + s]; };
  for (size_t r = 0; r < 2; ++r)
    for (size_t s = 0; s < 2; ++s) {
      a[2 * r + s] = entry((row & 2) + r, (column & 2) + s);
      b[2 * r + s] = entry((row & 1) + 2 * r, (column & 1) + 2 * s);
    }
}

}  // namespace

EulerAngles euler_angles(const Matrix2& u) noexcept {
  const double theta = 2.0 * std::atan2(std::abs(u[2]), std::abs(u[0]));
  const double phase = std::arg(u[0]), phi = std::arg(u[2]) - phase;
  // The phase of an entry that is nearly 0 says nothing: lambda comes from a large one.
  const double lambda =
      std::abs(u[0]) > std::abs(u[2]) ? std::arg(u[3]) - phase - phi : std::arg(-u[1]) - phase;
  return {theta, phi, lambda};
}

CartanFactors cartan_factors(const Matrix4& unitary) noexcept {
  const Matrix4& basis = magic_basis();
  const Matrix4 inverse = adjoint(basis);
  const Matrix4 v = product(inverse, product(unitary, basis));
  // v = left diag(e^{i phase}) right with orthogonal left and right, so v^T v = right^T diag(e^{2 i phase})
  // right.
  const Matrix4 square = product(transposed(v), v);
  Real4 re, im;
  for (size_t k = 0; k < 16; ++k) re[k] = square[k].real(), im[k] = square[k].imag();
  Real4 right = transposed(joint_eigenvectors(re, im));
  if (determinant(right) < 0.0)
    for (size_t s = 0; s < 4; ++s) right[s] = -right[s];

  Matrix4 right_complex, left = v;
  for (size_t k = 0; k < 16; ++k) right_complex[k] = right[k];
  left = product(v, transposed(right_complex));
  const Matrix4 diagonal = product(right_complex, product(square, transposed(right_complex)));
  std::array<double, 4> phase;
  for (size_t k = 0; k < 4; ++k) {
    phase[k] = 0.5 * std::arg(diagonal[5 * k]);
    for (size_t r = 0; r < 4; ++r) left[4 * r + k] *= std::polar(1.0, -phase[k]);
  }
  Real4 left_real;
  for (size_t k = 0; k < 16; ++k) left_real[k] = left[k].real();
  if (determinant(left_real) < 0.0) {
    phase[0] += std::acos(-1.0);
    for (size_t r = 0; r < 4; ++r) left[4 * r] = -left[4 * r];
  }

  CartanFactors factors;
  split_product(product(basis, product(right_complex, inverse)), factors.before_a, factors.before_b);
  split_product(product(basis, product(left, inverse)), factors.after_a, factors.after_b);
  factors.x = 0.25 * (phase[0] + phase[1] - phase[2] - phase[3]);
  factors.y = 0.25 * (-phase[0] + phase[1] - phase[2] + phase[3]);
  factors.z = 0.25 * (phase[0] - phase[1] - phase[2] + phase[3]);
  return factors;
}

}  // namespace weiss

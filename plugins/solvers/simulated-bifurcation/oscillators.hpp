// The equations of motion of simulated bifurcation for many replicas: oscillator i of replica k at
// [i * count + k]. Each step is one of symplectic Euler, first momenta, then positions.
#pragma once

#include <cstdint>

namespace {

// What does not change within a step.
struct Motion {
  double dt;
  double stiffness;  // a_0 - a(t)
  double a0;
  double c0;
};

// y += dt (-(a_0 - a) x - c_0 (h + J x)), equation (1) of README.md; product is J x, or J sgn(x) for discrete
// bifurcation. The paper maximises sum J s s / 2, so its sign of J is the other one.
inline void push(int64_t n, int64_t count, const Motion& m, const double* x, const double* product,
                 const double* field, double* y) noexcept {
  for (int64_t i = 0; i < n; ++i) {
    const double h = field[i];
    for (int64_t k = i * count; k < (i + 1) * count; ++k)
      y[k] -= m.dt * (m.stiffness * x[k] + m.c0 * (h + product[k]));
  }
}

// x += dt a_0 y, equation (2).
inline void move(int64_t size, const Motion& m, const double* y, double* x) noexcept {
  const double step = m.dt * m.a0;
  for (int64_t k = 0; k < size; ++k) x[k] += step * y[k];
}

// Perfectly inelastic walls at |x| = 1, equation (3): who hits one stays there at rest.
inline void stop_at_walls(int64_t size, double* x, double* y) noexcept {
  for (int64_t k = 0; k < size; ++k) {
    const bool inside = x[k] >= -1.0 && x[k] <= 1.0;
    y[k] = inside ? y[k] : 0.0;
    x[k] = x[k] > 1.0 ? 1.0 : (x[k] < -1.0 ? -1.0 : x[k]);
  }
}

inline void signs(int64_t size, const double* x, double* out) noexcept {
  for (int64_t k = 0; k < size; ++k) out[k] = x[k] < 0.0 ? -1.0 : 1.0;
}

}  // namespace

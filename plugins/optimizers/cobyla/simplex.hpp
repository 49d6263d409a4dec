// The simplex that interpolates the function: its best vertex, the steps from there to the others, and the
// inverse of the matrix of those steps.
#pragma once

#include <limits>

#include "../../common/objective.hpp"

namespace {

class Simplex {
 public:
  using Point = weiss::bundled::Point;

  Simplex(const weiss::plugin::Host& host, size_t dimension)
      : n_(dimension),
        base_(n_, 0.0, host),
        steps_(n_ * n_, 0.0, host),
        inverse_(n_ * n_, 0.0, host),
        values_(n_, 0.0, host) {}

  size_t dimension() const noexcept { return n_; }
  const Point& base() const noexcept { return base_; }
  double base_value() const noexcept { return base_value_; }

  // The first vertex, and the right-angled simplex around it with steps along the axes.
  void begin(const Point& start, double f) {
    base_ = start;
    base_value_ = f;
  }
  void begin_axis(size_t j, double length, double f) noexcept {
    std::fill_n(step_row(j), n_, 0.0);
    step_row(j)[j] = length;
    normal_row(j)[j] = 1.0 / length;
    values_[j] = f;
    if (f < base_value_) rebase(j);
  }

  // Moves the best vertex into the base.
  void promote_best() noexcept {
    const auto best = std::min_element(values_.begin(), values_.end());
    if (*best < base_value_) rebase(static_cast<size_t>(best - values_.begin()));
  }

  // The gradient of the linear function through all vertices.
  void gradient(Point& g) const noexcept {
    std::fill(g.begin(), g.end(), 0.0);
    for (size_t j = 0; j < n_; ++j)
      for (size_t i = 0; i < n_; ++i) g[i] += (values_[j] - base_value_) * normal(j)[i];
  }

  const double* step(size_t j) const noexcept { return steps_.data() + j * n_; }
  // Row j of the inverse: at right angles to all steps but its own, along which it is 1.
  const double* normal(size_t j) const noexcept { return inverse_.data() + j * n_; }
  // Distance of vertex j from the base.
  double length(size_t j) const noexcept { return std::sqrt(dot(step(j), step(j))); }
  // Distance of vertex j from the face through all others.
  double height(size_t j) const noexcept { return 1.0 / std::sqrt(dot(normal(j), normal(j))); }
  // The height of vertex j, moved to base + d, over its present height.
  double growth(size_t j, const Point& d) const noexcept { return dot(normal(j), d.data()); }
  double distance(size_t j, const Point& d) const noexcept {
    double sum = 0.0;
    for (size_t i = 0; i < n_; ++i) sum += (step(j)[i] - d[i]) * (step(j)[i] - d[i]);
    return std::sqrt(sum);
  }

  // Moves vertex j to base + d.
  void replace(size_t j, const Point& d, double f) noexcept {
    std::copy(d.begin(), d.end(), step_row(j));
    values_[j] = f;
    const double scale = 1.0 / dot(normal(j), d.data());
    for (size_t i = 0; i < n_; ++i) normal_row(j)[i] *= scale;
    for (size_t k = 0; k < n_; ++k) {
      if (k == j) continue;
      const double share = dot(normal(k), d.data());
      for (size_t i = 0; i < n_; ++i) normal_row(k)[i] -= share * normal(j)[i];
    }
    checked_ = (checked_ + 1) % n_;
    if (!(error(checked_) < kWorstError)) refine();
  }

 private:
  double* step_row(size_t j) noexcept { return steps_.data() + j * n_; }
  double* normal_row(size_t j) noexcept { return inverse_.data() + j * n_; }
  double dot(const double* a, const double* b) const noexcept {
    double sum = 0.0;
    for (size_t i = 0; i < n_; ++i) sum += a[i] * b[i];
    return sum;
  }

  // Steps are now taken from vertex j.
  void rebase(size_t j) noexcept {
    for (size_t k = 0; k < n_; ++k) {
      if (k == j) continue;
      for (size_t i = 0; i < n_; ++i) {
        step_row(k)[i] -= step(j)[i];
        normal_row(j)[i] += normal(k)[i];
      }
    }
    for (size_t i = 0; i < n_; ++i) {
      base_[i] += step(j)[i];
      step_row(j)[i] = -step(j)[i];
      normal_row(j)[i] = -normal(j)[i];
    }
    std::swap(values_[j], base_value_);
  }

  // Largest difference of the product of the inverse with step j from a unit vector.
  double error(size_t j) const noexcept {
    double largest = 0.0;
    for (size_t k = 0; k < n_; ++k)
      largest = std::max(largest, std::fabs(dot(normal(k), step(j)) - (k == j ? 1.0 : 0.0)));
    return largest;
  }
  // Inverse = (2 - inverse * steps) * inverse (Schulz): squares the error that updates have left.
  void refine() {
    const Point old(inverse_);
    for (size_t k = 0; k < n_; ++k) {
      for (size_t i = 0; i < n_; ++i) normal_row(k)[i] *= 2.0;
      for (size_t j = 0; j < n_; ++j) {
        const double product = dot(old.data() + k * n_, step(j));
        for (size_t i = 0; i < n_; ++i) normal_row(k)[i] -= product * old[j * n_ + i];
      }
    }
  }

  static constexpr double kWorstError = 1e-8;

  const size_t n_;
  Point base_;     // [n]
  Point steps_;    // [n * n] step j in row j
  Point inverse_;  // [n * n]
  Point values_;   // [n]
  double base_value_ = 0.0;
  size_t checked_ = 0;
};

}  // namespace

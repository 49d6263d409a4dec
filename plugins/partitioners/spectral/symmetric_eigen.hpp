// All eigenvalues and eigenvectors of a dense symmetric matrix: Householder's tridiagonal form, then the QL
// method with implicit shifts (J. H. Wilkinson, C. Reinsch, Handbook for Automatic Computation II, 1971).
#pragma once

#include <algorithm>
#include <cmath>
#include <numeric>
#include <weiss/plugin.hpp>

namespace {

class SymmetricEigen {
 public:
  // matrix [n * n], both halves; it is overwritten.
  SymmetricEigen(const weiss::plugin::Host& host, size_t n, double* matrix)
      : n_(n),
        matrix_(matrix),
        diagonal_(n, 0.0, host),
        beside_(n, 0.0, host),
        vectors_(n * n, 0.0, host),
        order_(n, 0, host),
        work_(n, 0.0, host),
        norm_(n, 0.0, host) {
    for (size_t e = 0; e < n * n; ++e) negligible_ = std::max(negligible_, 1e-17 * std::abs(matrix[e]));
    make_tridiagonal();
    for (size_t i = 0; i < n; ++i) {
      vectors_[i * n + i] = 1.0;
      negligible_ = std::max(negligible_, 1e-16 * (std::abs(diagonal_[i]) + std::abs(beside_[i])));
    }
    for (size_t l = 0; l < n; ++l) deflate(l);
    std::iota(order_.begin(), order_.end(), size_t{0});
    std::stable_sort(order_.begin(), order_.end(),
                     [this](size_t a, size_t b) { return diagonal_[a] < diagonal_[b]; });
  }

  // Of the k-th smallest eigenvalue; vector receives [n].
  double value(size_t k) const noexcept { return diagonal_[order_[k]]; }
  void vector(size_t k, double* vector) const noexcept {
    const double* const row = vectors_.data() + order_[k] * n_;
    std::copy(row, row + n_, vector);
    for (size_t step = n_; step-- > 0;) {
      if (norm_[step] == 0.0) continue;
      const double* const v = matrix_ + step * n_;
      double along = 0.0;
      for (size_t i = step + 1; i < n_; ++i) along += v[i] * vector[i];
      along *= 2.0 / norm_[step];
      for (size_t i = step + 1; i < n_; ++i) vector[i] -= along * v[i];
    }
  }

 private:
  // Reflections, each by the vector that then stands in row k of the matrix behind the diagonal, with its
  // square norm in norm_[k], bring the matrix to three diagonals.
  void make_tridiagonal() noexcept {
    for (size_t k = 0; k < n_; ++k) {
      double* const v = matrix_ + k * n_;
      diagonal_[k] = v[k];
      if (k + 1 == n_) break;
      double tail = 0.0;
      for (size_t i = k + 2; i < n_; ++i) tail += v[i] * v[i];
      if (tail <= negligible_ * negligible_) {
        beside_[k] = v[k + 1];
        continue;
      }
      beside_[k] =
          v[k + 1] > 0.0 ? -std::sqrt(tail + v[k + 1] * v[k + 1]) : std::sqrt(tail + v[k + 1] * v[k + 1]);
      v[k + 1] -= beside_[k];
      norm_[k] = tail + v[k + 1] * v[k + 1];
      reflect(k, v);
    }
  }

  // A <- H A H for what is left behind row k, H = I - 2 v v' / v'v.
  void reflect(size_t k, const double* v) noexcept {
    // Row by row, not a sum after the other: the same sums, since the matrix stays symmetric to the last bit.
    std::fill(work_.begin(), work_.end(), 0.0);
    for (size_t j = k + 1; j < n_; ++j) {
      const double* const row = matrix_ + j * n_;
      const double factor = v[j];
      for (size_t i = k + 1; i < n_; ++i) work_[i] += row[i] * factor;
    }
    double along = 0.0;
    for (size_t i = k + 1; i < n_; ++i) {
      work_[i] = 2.0 * work_[i] / norm_[k];
      along += work_[i] * v[i];
    }
    along /= norm_[k];
    for (size_t i = k + 1; i < n_; ++i) work_[i] -= along * v[i];
    for (size_t i = k + 1; i < n_; ++i) {
      double* const row = matrix_ + i * n_;
      for (size_t j = k + 1; j < n_; ++j) row[j] -= v[i] * work_[j] + work_[i] * v[j];
    }
  }

  // Steps of QL until row l of the tridiagonal matrix stands alone. Rotations turn whole rows of vectors_.
  void deflate(size_t l) noexcept {
    for (int step = 0; step < 60; ++step) {
      size_t m = l;
      for (; m + 1 < n_; ++m)
        if (std::abs(beside_[m]) <= negligible_) break;
      if (m == l) return;
      double g = (diagonal_[l + 1] - diagonal_[l]) / (2.0 * beside_[l]);
      const double root = std::hypot(g, 1.0);
      g = diagonal_[m] - diagonal_[l] + beside_[l] / (g + (g >= 0.0 ? root : -root));
      double sine = 1.0, cosine = 1.0, p = 0.0;
      size_t i = m;
      for (; i-- > l;) {
        const double f = sine * beside_[i], b = cosine * beside_[i];
        const double r = std::hypot(f, g);
        beside_[i + 1] = r;
        if (r == 0.0) {
          diagonal_[i + 1] -= p;
          beside_[m] = 0.0;
          break;
        }
        sine = f / r;
        cosine = g / r;
        g = diagonal_[i + 1] - p;
        const double t = (diagonal_[i] - g) * sine + 2.0 * cosine * b;
        p = sine * t;
        diagonal_[i + 1] = g + p;
        g = cosine * t - b;
        rotate(i, sine, cosine);
      }
      if (i + 1 > l) continue;  // stopped on the way
      diagonal_[l] -= p;
      beside_[l] = g;
      beside_[m] = 0.0;
    }
  }

  void rotate(size_t i, double sine, double cosine) noexcept {
    double* const a = vectors_.data() + i * n_;
    double* const b = a + n_;
    for (size_t k = 0; k < n_; ++k) {
      const double f = b[k];
      b[k] = sine * a[k] + cosine * f;
      a[k] = cosine * a[k] - sine * f;
    }
  }

  const size_t n_;
  double* const matrix_;
  weiss::plugin::Array<double> diagonal_;
  weiss::plugin::Array<double> beside_;   // [k]: of rows k and k + 1
  weiss::plugin::Array<double> vectors_;  // eigenvectors of the tridiagonal matrix, one in each row
  weiss::plugin::Array<size_t> order_;
  weiss::plugin::Array<double> work_;
  weiss::plugin::Array<double> norm_;
  double negligible_ = 0.0;  // against the largest entries: far below rounding
};

}  // namespace

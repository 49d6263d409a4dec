// Eigenvectors of the smallest eigenvalues of a Laplacian: by a dense solver when it is small, else by
// subspace iteration with Chebyshev filters (Y. Zhou, Y. Saad, M. L. Tiago, J. R. Chelikowsky, J. Comput.
// Phys. 219, 2006).
#pragma once

#include <algorithm>
#include <cmath>
#include <weiss/plugin.hpp>

#include "laplacian.hpp"
#include "symmetric_eigen.hpp"

namespace {

// A block of vectors keeps as many directions of an eigenspace as it has columns, so a null space of large
// dimension is no trouble, as it would be for the steps of Lanczos from one vector.
class FilteredSubspace {
 public:
  FilteredSubspace(const weiss::plugin::Host& host, const Laplacian& laplacian, size_t columns, uint64_t seed)
      : host_(host),
        laplacian_(laplacian),
        rows_(laplacian.size()),
        columns_(columns),
        largest_(laplacian.largest()),
        basis_(rows_ * columns, 0.0, host),
        image_(rows_ * columns, 0.0, host),
        other_(rows_ * columns, 0.0, host),
        small_(columns * columns, 0.0, host),
        turn_(columns * columns, 0.0, host),
        values_(columns, 0.0, host) {
    weiss::plugin::Random random(seed);
    for (double& x : basis_) x = random.uniform() - 0.5;
    orthonormalise();
    rotate_to_ritz_vectors();
  }

  // Rounds until the first wanted vectors have residuals below a part in ten thousand of the largest
  // eigenvalue.
  void run(size_t wanted, double accuracy, const weiss::plugin::Run& run) {
    for (int round = 0; round < kMostRounds && residual(wanted) > accuracy * largest_; ++round) {
      if (run.should_stop()) break;
      filter(run);
      orthonormalise();
      rotate_to_ritz_vectors();
      run.spend(static_cast<int64_t>(8 * rows_ * columns_));
    }
  }

  double value(size_t k) const noexcept { return values_[k]; }
  double entry(size_t i, size_t k) const noexcept { return basis_[i * columns_ + k]; }

 private:
  static constexpr int kMostRounds = 40;
  static constexpr double kMostGain = 18.0;  // logarithm: more would drown the smaller columns in rounding
  static constexpr double kMostDegree = 40.0;

  // Multiplies each column by a Chebyshev polynomial that is small between the largest Ritz value and the
  // largest eigenvalue, and grows below.
  void filter(const weiss::plugin::Run& run) {
    const double low = std::min(values_.back(), 0.95 * largest_);
    const double half = 0.5 * (largest_ - low), middle = 0.5 * (largest_ + low);
    const double growth = std::acosh(middle / half);
    const int degree = static_cast<int>(std::clamp(kMostGain / growth, 2.0, kMostDegree));
    double scale = 1.0;  // keeps the value at 0 near 1
    laplacian_.multiply(columns_, basis_.data(), image_.data());
    const double first = half / -middle;
    for (size_t e = 0; e < basis_.size(); ++e) image_[e] = (image_[e] - middle * basis_[e]) * (first / half);
    scale = first;
    for (int k = 2; k <= degree; ++k) {
      const double next = 1.0 / (2.0 / first - scale);
      laplacian_.multiply(columns_, image_.data(), other_.data());
      for (size_t e = 0; e < basis_.size(); ++e) {
        const double value =
            2.0 * (next / half) * (other_[e] - middle * image_[e]) - scale * next * basis_[e];
        basis_[e] = image_[e];
        image_[e] = value;
      }
      scale = next;
    }
    basis_.swap(image_);
    run.spend(static_cast<int64_t>((laplacian_.entries() + rows_) * columns_) * degree);
  }

  // small = a' b
  void inner_products(const double* a, const double* b) noexcept {
    std::fill(small_.begin(), small_.end(), 0.0);
    for (size_t i = 0; i < rows_; ++i)
      for (size_t k = 0; k < columns_; ++k) {
        const double x = a[i * columns_ + k];
        for (size_t l = 0; l < columns_; ++l) small_[k * columns_ + l] += x * b[i * columns_ + l];
      }
  }

  // basis <- basis turn', image and other are overwritten
  void turn_basis() noexcept {
    for (size_t i = 0; i < rows_; ++i)
      for (size_t k = 0; k < columns_; ++k) {
        double sum = 0.0;
        for (size_t l = 0; l < columns_; ++l) sum += turn_[k * columns_ + l] * basis_[i * columns_ + l];
        other_[i * columns_ + k] = sum;
      }
    basis_.swap(other_);
  }

  // By the eigenvectors of the inner products, twice: the first time rounding leaves something.
  void orthonormalise() {
    for (int pass = 0; pass < 2; ++pass) {
      inner_products(basis_.data(), basis_.data());
      weiss::plugin::Array<double> length(columns_, 1.0, host_);
      for (size_t k = 0; k < columns_; ++k) length[k] = std::sqrt(std::max(small_[k * columns_ + k], 1e-300));
      for (size_t k = 0; k < columns_; ++k)
        for (size_t l = 0; l < columns_; ++l) small_[k * columns_ + l] /= length[k] * length[l];
      const SymmetricEigen eigen(host_, columns_, small_.data());
      const double least = 1e-14 * static_cast<double>(columns_);
      for (size_t k = 0; k < columns_; ++k) {
        double* const row = turn_.data() + k * columns_;
        eigen.vector(k, row);
        const double shrink = 1.0 / std::sqrt(std::max(eigen.value(k), least));
        for (size_t l = 0; l < columns_; ++l) row[l] *= shrink / length[l];
      }
      turn_basis();
    }
  }

  // Rayleigh and Ritz; leaves L basis in image.
  void rotate_to_ritz_vectors() {
    laplacian_.multiply(columns_, basis_.data(), image_.data());
    inner_products(basis_.data(), image_.data());
    const SymmetricEigen eigen(host_, columns_, small_.data());
    for (size_t k = 0; k < columns_; ++k) {
      values_[k] = std::max(eigen.value(k), 0.0);
      eigen.vector(k, turn_.data() + k * columns_);
    }
    turn_basis();
    laplacian_.multiply(columns_, basis_.data(), image_.data());
  }

  double residual(size_t wanted) const noexcept {
    double worst = 0.0;
    for (size_t k = 0; k < wanted; ++k) {
      double sum = 0.0;
      for (size_t i = 0; i < rows_; ++i) {
        const double r = image_[i * columns_ + k] - values_[k] * basis_[i * columns_ + k];
        sum += r * r;
      }
      worst = std::max(worst, sum);
    }
    return std::sqrt(worst);
  }

  const weiss::plugin::Host& host_;
  const Laplacian& laplacian_;
  const size_t rows_;
  const size_t columns_;
  const double largest_;
  weiss::plugin::Array<double> basis_;  // column k of row i at [i * columns + k]
  weiss::plugin::Array<double> image_;
  weiss::plugin::Array<double> other_;
  weiss::plugin::Array<double> small_;
  weiss::plugin::Array<double> turn_;
  weiss::plugin::Array<double> values_;  // Ritz values
};

// Residuals of a sparse Laplacian are below accuracy times its largest eigenvalue. Writes count vectors as
// columns of points: entry k of row i at [i * stride + k]. Count is at most the size.
inline void write_lowest_vectors(const weiss::plugin::Host& host, const Laplacian& laplacian, size_t count,
                                 double accuracy, const weiss::plugin::Run& run, uint64_t seed, size_t stride,
                                 double* points) {
  constexpr size_t kDense = 200;
  const size_t n = laplacian.size();
  const size_t columns = count + std::max<size_t>(4, count / 4);
  if (n <= kDense || 4 * columns >= n) {
    weiss::plugin::Array<double> matrix(n * n, 0.0, host), vector(n, 0.0, host);
    laplacian.write_dense(matrix.data());
    const SymmetricEigen eigen(host, n, matrix.data());
    run.spend(static_cast<int64_t>(n * n * n));
    for (size_t k = 0; k < count; ++k) {
      eigen.vector(k, vector.data());
      for (size_t i = 0; i < n; ++i) points[i * stride + k] = vector[i];
    }
    return;
  }
  FilteredSubspace subspace(host, laplacian, columns, seed);
  subspace.run(count, accuracy, run);
  for (size_t i = 0; i < n; ++i)
    for (size_t k = 0; k < count; ++k) points[i * stride + k] = subspace.entry(i, k);
}

}  // namespace

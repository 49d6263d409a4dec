// k-means whose clusters have bounded sizes (P. S. Bradley, K. P. Bennett, A. Demiriz, 2000), with the greedy
// start of k-means++ (D. Arthur, S. Vassilvitskii, SODA 2007).
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <weiss/plugin.hpp>

#include "assignment.hpp"

namespace {

// Each step assigns all points at once, at the least sum of rounded distances, not of their squares: what is
// reported as inertia is the sum of squares all the same.
class SizedKMeans {
 public:
  // points [num_points * dimension], row by row.
  SizedKMeans(const weiss::plugin::Host& host, size_t num_points, size_t dimension, const double* points,
              const weiss::plugin::Array<SizeBounds>& bounds)
      : points_(points),
        num_points_(num_points),
        dimension_(dimension),
        clusters_(bounds.size()),
        padded_((num_points + kTogether - 1) / kTogether * kTogether),
        coordinates_(padded_ * dimension, 0.0, host),
        assignment_(host, static_cast<int64_t>(num_points), bounds),
        centres_(clusters_ * dimension, 0.0, host),
        kept_(centres_),
        means_(centres_),
        square_(padded_ * clusters_, 0.0, host),
        cost_(num_points * clusters_, 0, host),
        nearest_(num_points, 0.0, host),
        size_(clusters_, 0, host) {
    for (size_t i = 0; i < num_points; ++i)
      for (size_t k = 0; k < dimension; ++k) coordinates_[k * padded_ + i] = points[i * dimension + k];
    tolerance_ = kTolerance * mean_variance();
  }

  // One start; label [num_points] receives clusters. Returns the inertia.
  double run(const weiss::plugin::Run& run, uint64_t seed, int most_steps, int32_t* label) {
    weiss::plugin::Random random(seed);
    choose_centres(random);
    run.spend(static_cast<int64_t>(clusters_ * num_points_ * dimension_));
    double least = std::numeric_limits<double>::infinity(), shift = 0.0;
    for (int step = 0; step < most_steps; ++step) {
      const double inertia = assign(centres_.data(), label);
      shift = move_to_means(label);
      run.spend(static_cast<int64_t>(clusters_ * num_points_ * (dimension_ + clusters_)));
      if (inertia < least) kept_ = centres_;
      least = std::min(least, inertia);
      if (shift <= tolerance_ || run.should_stop()) break;
    }
    return shift > 0.0 ? assign(kept_.data(), label) : least;
  }

 private:
  static constexpr double kTolerance = 1e-4;  // times the mean variance of a coordinate
  static constexpr double kUnit = 1000.0;     // costs are whole numbers of 1 / kUnit
  static constexpr size_t kTogether = 8;      // points whose distances are summed side by side

  double mean_variance() const noexcept {
    double sum = 0.0;
    const auto n = static_cast<double>(num_points_);
    for (size_t k = 0; k < dimension_; ++k) {
      double mean = 0.0, square = 0.0;
      for (size_t i = 0; i < num_points_; ++i) mean += points_[i * dimension_ + k] / n;
      for (size_t i = 0; i < num_points_; ++i) {
        const double x = points_[i * dimension_ + k] - mean;
        square += x * x / n;
      }
      sum += square;
    }
    return sum / static_cast<double>(std::max<size_t>(dimension_, 1));
  }

  // Square distances of all points to a centre, into [padded].
  void measure(const double* centre, double* square) const noexcept {
    for (size_t first = 0; first < padded_; first += kTogether) {
      double sum[kTogether] = {};
      for (size_t k = 0; k < dimension_; ++k) {
        const double* const x = coordinates_.data() + k * padded_ + first;
        for (size_t i = 0; i < kTogether; ++i) sum[i] += (x[i] - centre[k]) * (x[i] - centre[k]);
      }
      std::copy_n(sum, kTogether, square + first);
    }
  }

  // Each centre is the best of a few points that are drawn by their square distance to the centres so far.
  void choose_centres(weiss::plugin::Random& random) {
    const int trials = 2 + static_cast<int>(std::log(static_cast<double>(clusters_)));
    std::fill(nearest_.begin(), nearest_.end(), std::numeric_limits<double>::infinity());
    take(0, static_cast<size_t>(random.below(static_cast<int64_t>(num_points_))));
    for (size_t c = 1; c < clusters_; ++c) {
      double total = 0.0, least = std::numeric_limits<double>::infinity();
      for (const double d : nearest_) total += d;
      size_t best = 0;
      for (int trial = 0; trial < trials; ++trial) {
        const size_t point = draw(random, total);
        measure(points_ + point * dimension_, square_.data());
        double left = 0.0;
        for (size_t i = 0; i < num_points_; ++i) left += std::min(nearest_[i], square_[i]);
        if (left < least) best = point;
        least = std::min(least, left);
      }
      take(c, best);
    }
  }
  size_t draw(weiss::plugin::Random& random, double total) const noexcept {
    const double goal = random.uniform() * total;
    double sum = 0.0;
    for (size_t i = 0; i < num_points_; ++i) {
      sum += nearest_[i];
      if (sum > goal) return i;
    }
    return num_points_ - 1;  // points that all lie at centres, or rounding
  }
  void take(size_t centre, size_t point) noexcept {
    std::copy_n(points_ + point * dimension_, dimension_,
                centres_.begin() + static_cast<int64_t>(centre * dimension_));
    measure(points_ + point * dimension_, square_.data());
    for (size_t i = 0; i < num_points_; ++i) nearest_[i] = std::min(nearest_[i], square_[i]);
  }

  double assign(const double* centres, int32_t* label) {
    for (size_t c = 0; c < clusters_; ++c) {
      double* const square = square_.data() + c * padded_;
      measure(centres + c * dimension_, square);
      for (size_t i = 0; i < num_points_; ++i)
        cost_[i * clusters_ + c] = static_cast<int32_t>(std::min(kUnit * std::sqrt(square[i]) + 0.5, 1e9));
    }
    assignment_.solve(cost_.data(), label);
    double inertia = 0.0;
    for (size_t i = 0; i < num_points_; ++i) inertia += square_[static_cast<size_t>(label[i]) * padded_ + i];
    return inertia;
  }

  // Returns how far the centres moved: the sum of squares.
  double move_to_means(const int32_t* label) noexcept {
    std::fill(means_.begin(), means_.end(), 0.0);
    std::fill(size_.begin(), size_.end(), 0);
    for (size_t i = 0; i < num_points_; ++i) {
      double* const mean = means_.data() + static_cast<size_t>(label[i]) * dimension_;
      ++size_[static_cast<size_t>(label[i])];
      for (size_t k = 0; k < dimension_; ++k) mean[k] += points_[i * dimension_ + k];
    }
    double shift = 0.0;
    for (size_t c = 0; c < clusters_; ++c)
      for (size_t k = c * dimension_; k < (c + 1) * dimension_; ++k) {
        const double mean = size_[c] > 0 ? means_[k] / static_cast<double>(size_[c]) : centres_[k];
        shift += (mean - centres_[k]) * (mean - centres_[k]);
        centres_[k] = mean;
      }
    return shift;
  }

  const double* const points_;
  const size_t num_points_;
  const size_t dimension_;
  const size_t clusters_;
  const size_t padded_;                       // points, up to a multiple of kTogether
  weiss::plugin::Array<double> coordinates_;  // [dimension * padded] the points, coordinate by coordinate
  double tolerance_ = 0.0;
  SizedAssignment assignment_;
  weiss::plugin::Array<double> centres_;  // [clusters * dimension]
  weiss::plugin::Array<double> kept_;     // centres that followed the assignment of least inertia
  weiss::plugin::Array<double> means_;
  weiss::plugin::Array<double> square_;  // [clusters * padded] distances
  weiss::plugin::Array<int32_t> cost_;
  weiss::plugin::Array<double> nearest_;  // [points] square distance to the centres chosen so far
  weiss::plugin::Array<int64_t> size_;
};

}  // namespace

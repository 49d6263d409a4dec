// The simplex of Nelder and Mead: vertices in the order of their values.
#pragma once

#include <numeric>

#include "../../common/objective.hpp"

namespace {

class Simplex {
 public:
  using Objective = weiss::bundled::Objective;
  using Point = weiss::bundled::Point;

  Simplex(const weiss::plugin::Host& host, Objective& objective)
      : objective_(objective),
        n_(objective.dimension()),
        points_((n_ + 1) * n_, 0.0, host),
        values_(n_ + 1, 0.0, host),
        rank_(n_ + 1, size_t{0}, host),
        sum_(n_, 0.0, host) {
    std::iota(rank_.begin(), rank_.end(), size_t{0});
  }

  // The start, and from it one step along each axis. step 0: a twentieth of the parameter, 0.00025 where it
  // is 0. Beyond an upper bound the step is mirrored there; if it then comes back to the start it goes to a
  // bound.
  bool begin(double step) {
    for (size_t k = 0; k <= n_; ++k) {
      double* const x = point(k);
      std::copy(objective_.start().begin(), objective_.start().end(), x);
      if (k == 0) continue;
      double& moved = x[k - 1];
      const double from = moved, bottom = objective_.lower(k - 1), top = objective_.upper(k - 1);
      moved += step > 0.0 ? step : from != 0.0 ? 0.05 * from : 0.00025;
      moved = objective_.clamp(k - 1, moved > top ? 2.0 * top - moved : moved);
      if (moved == from) moved = top - from >= from - bottom ? top : bottom;
    }
    return evaluate(0);
  }

  const double* best() const noexcept { return point(rank_.front()); }
  const double* worst() const noexcept { return point(rank_.back()); }
  double value(size_t place) const noexcept { return values_[rank_[place]]; }

  // Largest distance of a vertex from the best one, and of a value from the best.
  double extent() const noexcept {
    double largest = 0.0;
    for (size_t k = 0; k <= n_; ++k)
      for (size_t i = 0; i < n_; ++i) largest = std::max(largest, std::fabs(point(k)[i] - best()[i]));
    return largest;
  }
  double spread() const noexcept {
    // Two infinite values differ by nothing that is a number.
    return value(n_) == value(0) ? 0.0 : value(n_) - value(0);
  }

  // x = (1 + a) * the mean of all vertices but the worst - a * the worst, moved into the bounds.
  void reflect(double a, Point& x) const noexcept {
    for (size_t i = 0; i < n_; ++i) {
      const double mean = sum_[i] / static_cast<double>(n_);
      x[i] = objective_.clamp(i, (1.0 + a) * mean - a * worst()[i]);
    }
  }

  void replace_worst(const Point& x, double f) {
    std::copy(x.begin(), x.end(), point(rank_.back()));
    values_[rank_.back()] = f;
    sort();
  }

  // Moves all vertices towards the best one, which stays.
  bool shrink(double factor) {
    for (size_t place = 1; place <= n_; ++place) {
      double* const x = point(rank_[place]);
      for (size_t i = 0; i < n_; ++i) x[i] = objective_.clamp(i, best()[i] + factor * (x[i] - best()[i]));
    }
    return evaluate(1);
  }

 private:
  double* point(size_t k) noexcept { return points_.data() + k * n_; }
  const double* point(size_t k) const noexcept { return points_.data() + k * n_; }

  // One by one, so that a limit that comes between them is used up.
  bool evaluate(size_t first_place) {
    for (size_t place = first_place; place <= n_; ++place)
      if (!objective_.evaluate(1, point(rank_[place]), &values_[rank_[place]])) return false;
    sort();
    return true;
  }

  void sort() {
    std::stable_sort(rank_.begin(), rank_.end(), [&](size_t a, size_t b) { return values_[a] < values_[b]; });
    std::fill(sum_.begin(), sum_.end(), 0.0);
    for (size_t place = 0; place < n_; ++place)
      for (size_t i = 0; i < n_; ++i) sum_[i] += point(rank_[place])[i];
  }

  Objective& objective_;
  const size_t n_;
  Point points_;                       // [(n + 1) * n]
  Point values_;                       // [n + 1]
  weiss::plugin::Array<size_t> rank_;  // [n + 1] vertices, best first
  Point sum_;                          // [n] of all vertices but the worst
};

}  // namespace

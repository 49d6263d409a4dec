// Gradients for optimizers: the objective's own where it has them, else central differences.
#pragma once

#include <cfloat>

#include "objective.hpp"

namespace weiss {
namespace bundled {

constexpr weiss_option_info difference_step_option() noexcept {
  return plugin::advanced(plugin::real_option(
      "difference_step",
      "Step of central differences, where the function has no gradient, times max(1, |x_i|). 0: 6.06e-6, the "
      "cube root of the precision; for a noisy function its initial step, or 0.1.",
      0.0, 0.0, 1e6));
}
constexpr weiss_option_info gradient_tolerance_option(double value) noexcept {
  return plugin::real_option("gradient_tolerance",
                             "Ends when no component of the gradient, projected to the bounds, is larger.",
                             value, 0.0, DBL_MAX);
}

class Gradient {
 public:
  Gradient(const plugin::Host& host, Objective& objective, double difference_step)
      : objective_(objective),
        step_(step_of(objective.source(), difference_step)),
        points_(host),
        values_(host) {
    if (exact()) return;
    // Points of one call: as many as there are, up to 8 MiB.
    const size_t n = objective.dimension();
    block_ = std::clamp<size_t>((size_t{1} << 19) / n, 1, n);
    points_.resize(2 * block_ * n);
    values_.resize(2 * block_);
  }

  bool exact() const noexcept { return objective_.source().has_gradient != 0; }

  // f and g [dimension] at x; false when the search is over.
  bool at(const double* x, double& f, double* g) {
    if (!exact()) return objective_.evaluate(1, x, &f) && differences(x, f, g);
    if (!objective_.evaluate(1, x, &f, g)) return false;
    for (size_t i = 0; i < objective_.dimension(); ++i)
      if (!std::isfinite(g[i])) g[i] = 0.0;  // says nothing about where to go
    return true;
  }

  // g at x where f is known, without a gradient of the objective's: up to 2 * dimension evaluations.
  bool differences(const double* x, double f, double* g) {
    const size_t n = objective_.dimension();
    if (static_cast<int64_t>(2 * n) > objective_.left()) return objective_.end();
    for (size_t first = 0; first < n; first += block_) {
      const size_t last = std::min(first + block_, n);
      int64_t count = 0;
      const auto add = [&](size_t i, double value) {
        double* const point = points_.data() + static_cast<size_t>(count++) * n;
        std::copy_n(x, n, point);
        point[i] = value;
      };
      for (size_t i = first; i < last; ++i) {
        if (right(x, i) > x[i]) add(i, right(x, i));
        if (left(x, i) < x[i]) add(i, left(x, i));
      }
      if (count > 0 && !objective_.evaluate(count, points_.data(), values_.data())) return false;
      const double* value = values_.data();
      for (size_t i = first; i < last; ++i) {
        const double above = right(x, i) > x[i] ? *value++ : f;
        const double below = left(x, i) < x[i] ? *value++ : f;
        g[i] = slope({left(x, i), below}, {x[i], f}, {right(x, i), above});
      }
    }
    return true;
  }

  // The largest component of the step that -g makes inside of the bounds: 0 at a minimum.
  double projected(const double* x, const double* g) const noexcept {
    double largest = 0.0;
    for (size_t i = 0; i < objective_.dimension(); ++i)
      largest = std::max(largest, std::fabs(objective_.clamp(i, x[i] - g[i]) - x[i]));
    return largest;
  }

 private:
  struct Node {
    double x, f;
  };

  static double step_of(const weiss_objective& source, double option) noexcept {
    if (option > 0.0) return option;
    if (source.stochastic == 0) return std::cbrt(DBL_EPSILON);
    return source.initial_step > 0.0 ? source.initial_step : 0.1;
  }

  double width(const double* x, size_t i) const noexcept { return step_ * std::max(1.0, std::fabs(x[i])); }
  double right(const double* x, size_t i) const noexcept { return objective_.clamp(i, x[i] + width(x, i)); }
  double left(const double* x, size_t i) const noexcept { return objective_.clamp(i, x[i] - width(x, i)); }

  // Between the outer two, or with the middle when one of them has no value.
  static double slope(Node a, Node middle, Node b) noexcept {
    if (!std::isfinite(a.f)) a = middle;
    if (!std::isfinite(b.f)) b = middle;
    const double slope = (b.f - a.f) / (b.x - a.x);
    return std::isfinite(slope) ? slope : 0.0;
  }

  Objective& objective_;
  const double step_;
  size_t block_ = 0;
  Point points_;  // [2 * block * dimension]
  Point values_;  // [2 * block]
};

}  // namespace bundled
}  // namespace weiss

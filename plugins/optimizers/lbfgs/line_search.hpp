// A step length that fulfils the weak Wolfe conditions, by bracketing (Lewis and Overton 2013) with quadratic
// interpolation.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

namespace {

// Give it the value and the slope of each step that next() names, until it accepts one.
class LineSearch {
 public:
  LineSearch(double f, double slope, double first) noexcept
      : f_(f), slope_(slope), low_{0.0, f, slope}, next_(first) {}

  double next() const noexcept { return next_; }

  // Is the value at next() low enough? If not, next() is a shorter step.
  bool decreases(double f) noexcept {
    if (f <= f_ + kDecrease * next_ * slope_) return true;
    high_ = next_;
    // The minimum of the parabola through low, with its slope, and this point.
    const double width = high_ - low_.step;
    const double bend = f - low_.f - low_.slope * width;
    const double share = std::isfinite(bend) && bend > 0.0 ? -0.5 * low_.slope * width / bend : 0.1;
    next_ = low_.step + width * std::clamp(share, 0.1, 0.9);
    return false;
  }
  // Has the slope risen enough at next(), which decreases? If not, next() is a longer step.
  bool flattens(double f, double slope) noexcept {
    if (slope >= kFlat * slope_) return true;
    // Where the slope is zero, if it goes on like this.
    const double rise = slope - low_.slope;
    const double reach = rise > 0.0 ? (next_ - low_.step) * -slope / rise : kInfinity;
    low_ = {next_, f, slope};
    const double width = high_ - next_;
    next_ += std::isfinite(width) ? std::clamp(reach, 0.1 * width, 0.9 * width)
                                  : std::clamp(reach, 0.5 * next_, 9.0 * next_);
    return false;
  }

 private:
  static constexpr double kInfinity = std::numeric_limits<double>::infinity();
  static constexpr double kDecrease = 1e-4;
  static constexpr double kFlat = 0.9;

  struct End {
    double step, f, slope;
  };

  const double f_, slope_;   // at step 0
  End low_;                  // decreases, and goes on down
  double high_ = kInfinity;  // does not decrease
  double next_;
};

}  // namespace

// The coordinates that the method works in: parameters that bounds leave free, those of a narrow range
// stretched until a step of the first trust radius fits into it on one side at least.
#pragma once

#include "../../common/objective.hpp"

namespace {

class Frame {
 public:
  using Objective = weiss::bundled::Objective;
  using Point = weiss::bundled::Point;

  Frame(const weiss::plugin::Host& host, Objective& objective, double radius)
      : objective_(objective), x_(objective.start()), free_(host), stretch_(host) {
    for (size_t i = 0; i < x_.size(); ++i) {
      const double range = objective.upper(i) - objective.lower(i);
      if (!(range > 0.0)) continue;
      free_.push_back(i);
      stretch_.push_back(std::max(1.0, 2.0 * radius / range));
    }
  }

  size_t dimension() const noexcept { return free_.size(); }
  double start(size_t k) const noexcept { return objective_.start()[free_[k]] * stretch_[k]; }
  double lower(size_t k) const noexcept { return objective_.lower(free_[k]) * stretch_[k]; }
  double upper(size_t k) const noexcept { return objective_.upper(free_[k]) * stretch_[k]; }

  // The value at base + step. One that is not finite becomes clearly worse than all before: the linear models
  // need numbers.
  bool evaluate(const Point& base, const double* step, double& f) {
    for (size_t k = 0; k < free_.size(); ++k)
      x_[free_[k]] = objective_.clamp(free_[k], (base[k] + step[k]) / stretch_[k]);
    if (!objective_.evaluate(1, x_.data(), &f)) return false;
    if (!std::isfinite(f)) {
      f = worst_ > best_ ? worst_ + (worst_ - best_) : best_ < kNone ? best_ + std::fabs(best_) + 1.0 : kNone;
      return true;
    }
    best_ = std::min(best_, f);
    worst_ = std::max(worst_, f);
    return true;
  }

 private:
  static constexpr double kNone = 1e100;

  Objective& objective_;
  Point x_;
  weiss::plugin::Array<size_t> free_;  // [dimension] their indices
  Point stretch_;                      // [dimension]
  double best_ = kNone, worst_ = -kNone;
};

}  // namespace

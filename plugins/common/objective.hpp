// The function that an optimizer minimises, with its limits: what all optimizers have in common.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include <weiss/plugin.hpp>

namespace weiss {
namespace bundled {

constexpr weiss_option_info max_evaluations_option() noexcept {
  return plugin::int_option(
      "max_evaluations", "Most evaluations of the function. 0: as many as the run allows.", 0, 0, INT64_MAX);
}

using Point = plugin::Array<double>;

// Counts evaluations, knows the bounds, and leaves the best point and why the search ended in the output.
// An optimizer goes on as long as evaluate returns true, and then returns status().
class Objective {
 public:
  Objective(const plugin::Host& host, const weiss_objective& source, const plugin::Run& run,
            int64_t max_evaluations, weiss_optimizer_output& output)
      : source_(source),
        run_(run),
        most_(max_evaluations > 0 ? max_evaluations : INT64_MAX),
        output_(output),
        start_(output.x, output.x + source.dimension, host) {
    output_.f = kWorst;
    output_.reason = WEISS_REASON_CONVERGED;
  }

  const weiss_objective& source() const noexcept { return source_; }
  size_t dimension() const noexcept { return start_.size(); }
  // Within the bounds.
  const Point& start() const noexcept { return start_; }
  double lower(size_t i) const noexcept { return source_.lower ? source_.lower[i] : -kWorst; }
  double upper(size_t i) const noexcept { return source_.upper ? source_.upper[i] : kWorst; }
  double clamp(size_t i, double value) const noexcept {
    return std::min(std::max(value, lower(i)), upper(i));
  }

  // Evaluations that the limits still allow.
  int64_t left() const noexcept { return std::min(most_ - used_, run_.work_left()); }

  // f [count] and, when g is not null, g [count * dimension] at x [count * dimension]. False: no more,
  // return. A value that is not a finite number counts as +infinity, worse than any other.
  bool evaluate(int64_t count, const double* x, double* f, double* g = nullptr) noexcept {
    if (count > left()) return end();
    used_ += count;
    status_ = source_.evaluate(&source_, count, x, f, g);
    if (status_ != WEISS_OK) return false;
    for (int64_t k = 0; k < count; ++k) {
      if (!std::isfinite(f[k])) f[k] = kWorst;
      if (!(f[k] < output_.f)) continue;
      output_.f = f[k];
      std::copy_n(x + k * source_.dimension, source_.dimension, output_.x);
    }
    return true;
  }
  // Ends the search for lack of evaluations.
  bool end() noexcept {
    output_.reason = WEISS_REASON_WORK;
    return false;
  }
  weiss_status status() const noexcept { return status_; }

 private:
  static constexpr double kWorst = std::numeric_limits<double>::infinity();

  const weiss_objective& source_;
  const plugin::Run run_;
  const int64_t most_;
  weiss_optimizer_output& output_;
  const Point start_;
  int64_t used_ = 0;
  weiss_status status_ = WEISS_OK;
};

}  // namespace bundled
}  // namespace weiss

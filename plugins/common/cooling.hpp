// A temperature that falls geometrically with the part of a run that is over.
#pragma once

#include <algorithm>
#include <cmath>
#include <weiss/plugin.hpp>

namespace weiss {
namespace bundled {

// How much of a run is over, 0 ... 1: of its own limits and of the run's. The time counts only when nothing
// else limits the run, as it makes results unrepeatable.
class Elapsed {
 public:
  explicit Elapsed(const plugin::Run& run)
      : work_(run.limits_work() ? run.work_left() : 0), time_(run.time_left()) {}

  // done of at most `most` steps; most 0: as many as the limits of the run allow.
  double share(const plugin::Run& run, int64_t done, int64_t most) const noexcept {
    double share = most > 0 ? static_cast<double>(done) / static_cast<double>(most) : 0.0;
    if (work_ > 0)
      share = std::max(share, 1.0 - static_cast<double>(run.work_left()) / static_cast<double>(work_));
    if (most <= 0 && work_ <= 0 && std::isfinite(time_) && time_ > 0.0)
      share = std::max(share, 1.0 - run.time_left() / time_);
    return std::clamp(share, 0.0, 1.0);
  }

 private:
  int64_t work_;
  double time_;
};

inline double geometric(double first, double last, double share) noexcept {
  return first * std::pow(last / first, share);
}

}  // namespace bundled
}  // namespace weiss

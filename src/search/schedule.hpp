// The temperatures of an annealing run.
#pragma once

#include <cmath>
#include <cstdint>

#include "search/temperatures.hpp"
#include "weiss/search.h"

namespace weiss {

// Temperatures of a schedule of params.sweeps sweeps.
class Schedule {
 public:
  Schedule(const weiss_anneal_params& params, TemperatureRange range) noexcept
      : linear_(params.schedule == WEISS_SCHEDULE_LINEAR),
        first_(is_set(params.t_first) ? params.t_first : range.first),
        last_(is_set(params.t_last) ? params.t_last : range.last),
        sweeps_(params.sweeps > 0 ? params.sweeps : 1000) {}

  // Is it a temperature? Zero, and what is none, stands for the default.
  static bool is_set(double temperature) noexcept { return temperature > 0.0 && std::isfinite(temperature); }

  // What is left of it after some sweeps.
  Schedule after(int64_t sweeps) const noexcept {
    Schedule rest = *this;
    rest.begin_ += sweeps;
    return rest;
  }

  int64_t sweeps() const noexcept { return sweeps_ - begin_; }
  double temperature(int64_t sweep) const noexcept {
    const double done =
        sweeps_ > 1 ? static_cast<double>(begin_ + sweep) / static_cast<double>(sweeps_ - 1) : 1.0;
    return linear_ ? first_ + (last_ - first_) * done : first_ * std::pow(last_ / first_, done);
  }

 private:
  const bool linear_;
  const double first_;
  const double last_;
  const int64_t sweeps_;
  int64_t begin_ = 0;
};

}  // namespace weiss

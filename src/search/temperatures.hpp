// The range of temperatures in which a problem freezes.
#pragma once

#include "model/problem.hpp"

namespace weiss {

struct TemperatureRange {
  double first;
  double last;
};

TemperatureRange temperature_range(const Problem& problem) noexcept;

}  // namespace weiss

// How many clusters of which sizes a spectral cut makes.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <weiss/plugin.hpp>

#include "assignment.hpp"

namespace {

struct GroupSizes {
  int64_t count;
  SizeBounds bounds;
};

// For n spins in groups of at most `most`: groups have between min_ratio * most and most spins, and their
// number is the mean of what full and what smallest groups would give.
inline GroupSizes sizes_within(int64_t n, int64_t most, double min_ratio) noexcept {
  const double smallest = min_ratio * static_cast<double>(most);
  const int64_t full = (n + most - 1) / most;
  GroupSizes sizes{full, {static_cast<int64_t>(std::ceil(smallest - 1e-9)), most}};
  if (smallest > 0.0)
    sizes.count = (full + static_cast<int64_t>(static_cast<double>(n) / smallest + 1e-9)) / 2;
  else
    sizes.count = 3 * n / (2 * most);
  sizes.count = std::clamp(sizes.count, full, n);
  sizes.bounds.least = std::clamp<int64_t>(sizes.bounds.least, 1, n / sizes.count);
  return sizes;
}

// For a number of groups that is asked for, at most n; capacity 0: none, imbalance 0: any.
inline GroupSizes sizes_for(int64_t n, int64_t count, int64_t capacity, double imbalance, double min_ratio) {
  const double mean = static_cast<double>(n) / static_cast<double>(count);
  // As full as groups are on average when their number follows from the capacity.
  double most = 2.0 * mean / (1.0 + min_ratio);
  if (imbalance > 0.0) most = std::min(most, (1.0 + imbalance) * mean);
  GroupSizes sizes{count, {1, std::max(static_cast<int64_t>(most), (n + count - 1) / count)}};
  if (capacity > 0) sizes.bounds.most = std::min(sizes.bounds.most, capacity);
  if (sizes.bounds.most * count < n)
    throw weiss::plugin::Failure(
        WEISS_E_ARGUMENT, "spectral puts every spin into a part, and " + std::to_string(n) +
                              " spins do not fit into " + std::to_string(count) + " parts of at most " +
                              std::to_string(capacity) + "; ask for more or larger ones");
  const auto least = static_cast<int64_t>(min_ratio * static_cast<double>(sizes.bounds.most));
  sizes.bounds.least = std::clamp<int64_t>(least, 1, n / count);
  return sizes;
}

}  // namespace

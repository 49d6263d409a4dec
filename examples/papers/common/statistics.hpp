// Means with their errors, and ranks.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

namespace papers {

struct Summary {
  double mean = 0.0;
  double spread = 0.0;  // standard deviation, n - 1
  double error = 0.0;   // of the mean
  size_t count = 0;
};

inline Summary summarise(const std::vector<double>& values) {
  Summary summary;
  summary.count = values.size();
  if (values.empty()) return summary;
  const auto count = static_cast<double>(values.size());
  for (const double value : values) summary.mean += value / count;
  double squares = 0.0;
  for (const double value : values) squares += (value - summary.mean) * (value - summary.mean);
  if (values.size() > 1) summary.spread = std::sqrt(squares / (count - 1.0));
  summary.error = summary.spread / std::sqrt(count);
  return summary;
}

// Ranks from 1 for the largest; equal values share the mean of theirs.
inline std::vector<double> ranks(const std::vector<double>& values) {
  std::vector<double> result(values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    double above = 0.0, equal = 0.0;
    for (const double value : values) {
      above += value > values[i] ? 1.0 : 0.0;
      equal += value == values[i] ? 1.0 : 0.0;
    }
    result[i] = above + (equal + 1.0) / 2.0;
  }
  return result;
}

}  // namespace papers

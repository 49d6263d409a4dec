// Two results of the same suite side by side.
#pragma once

#include "results.hpp"
#include "table.hpp"

namespace cli {

// What is better on each instance that both have: the median value; where these are equal, the share of runs
// that reached the best known value. Times are those of a hit: of all runs together, over the hits.
struct Comparison {
  Table table;  // a line for each of these instances
  int64_t a_better = 0, b_better = 0, equal = 0;
  int64_t a_faster = 0, b_faster = 0;
  std::vector<double> ratios;  // time of b over time of a, where both hit
  int64_t only_in_a = 0, only_in_b = 0;
};
Comparison compare(const BenchResults& a, const BenchResults& b);

// The numbers below the table, a few lines.
std::string conclusion(const Comparison& comparison);

}  // namespace cli

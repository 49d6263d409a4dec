// The statistics of benchmarks, all in closed form: no resampling, so the same runs give the same numbers.
#pragma once

#include <cstdint>
#include <vector>

namespace cli {

struct Interval {
  double low, high;
};

// Of values in any order; the mean of the two in the middle when there is no middle one. NaN of none.
double median(std::vector<double> values);

// 95% interval of a probability from hits of runs (Wilson 1927).
Interval success_interval(int64_t hits, int64_t runs);

// 95% interval of the expected number of events behind a count of a Poisson process (Garwood 1936).
Interval poisson_interval(int64_t count);

// Time until one run after another, each stopped at the target or at its limit, has reached the target with a
// probability of 99%, when the time to the target is exponentially distributed, as that of randomised local
// search mostly is (Hoos, Stuetzle 1999): ln(100) times the total time over the hits. Infinite without hits.
struct TimeToSolution {
  double expected;
  Interval interval;  // 95%, that of the hits as a Poisson process over the total time
};
TimeToSolution time_to_solution(int64_t hits, double total_seconds);

// Two-sided p-value of the sign test: how probable a difference of wins and losses as large as this one is
// when both are equally likely. 1 without either.
double sign_test(int64_t wins, int64_t losses);

// At least 95% interval of the median behind the values, by their order alone. The whole line for less
// than 6.
Interval median_interval(std::vector<double> values);

}  // namespace cli

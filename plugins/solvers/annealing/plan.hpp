// How long the reads of an annealing run should be: short ones first, so that there is a state early and the
// cost of a sweep becomes known, then longer ones, and the last as long as the limits still allow.
#pragma once

#include <algorithm>
#include <limits>

#include <weiss/plugin.hpp>

namespace {

// What a run has left, or what a read took; infinite without a limit.
struct Budget {
  double work = 0.0;
  double time = 0.0;

  static Budget left(const weiss::plugin::Run& run) noexcept {
    constexpr double no_limit = std::numeric_limits<double>::infinity();
    return {run.limits_work() ? static_cast<double>(run.work_left()) : no_limit, run.time_left()};
  }
};

class Plan {
 public:
  Plan(const weiss::plugin::Run& run, int64_t reads_at_once) noexcept
      : run_(run),
        reads_(static_cast<double>(reads_at_once)),
        serial_(static_cast<double>((reads_at_once + run.threads() - 1) / run.threads())) {}

  // Sweeps of the reads of the next round. When the round after it could not be had, it takes all that is
  // left but for what may vary.
  int64_t sweeps() noexcept {
    const double wanted = next_;
    const double most = affordable();
    next_ = std::min(wanted * kGrowth, kLongest);
    if (wanted + next_ <= most) return static_cast<int64_t>(wanted);
    return static_cast<int64_t>(std::clamp(0.97 * most, kShortest, kLongest));
  }

  // Learns the cost of a sweep from a read.
  void learn(int64_t sweeps, const Budget& before, const Budget& after) noexcept {
    sweeps_ += static_cast<double>(sweeps);
    if (run_.limits_work()) spent_.work += before.work - after.work;
    if (before.time < std::numeric_limits<double>::infinity()) spent_.time += before.time - after.time;
  }

 private:
  static constexpr double kShortest = 4.0;
  static constexpr double kFirst = 16.0;
  static constexpr double kGrowth = 4.0;
  static constexpr double kLongest = 16384.0;

  // Sweeps that each read of a round can still have. Shares of work are equal, time passes in parallel.
  double affordable() const noexcept {
    const Budget left = Budget::left(run_);
    double most = std::numeric_limits<double>::infinity();
    if (spent_.work > 0.0) most = left.work * sweeps_ / (spent_.work * reads_);
    if (spent_.time > 0.0) most = std::min(most, left.time * sweeps_ / (spent_.time * serial_));
    return most;
  }

  const weiss::plugin::Run& run_;
  const double reads_;
  const double serial_;  // reads one after another in a round
  double next_ = kFirst;
  double sweeps_ = 0.0;
  Budget spent_;
};

}  // namespace

// A batch of replicas of simulated bifurcation, from random positions to signs.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <weiss/ext/problem.hpp>
#include <weiss/plugin.hpp>

#include "oscillators.hpp"

namespace {

using weiss::plugin::Array;
using weiss::plugin::Host;
using weiss::plugin::Problems;
using weiss::plugin::Run;

struct BatchSettings {
  bool discrete = false;
  double dt = 0.0;
  double c0 = 0.0;
};

class ReplicaBatch {
 public:
  static constexpr int64_t kReplicas = 32;  // side by side in the product with the couplings

  ReplicaBatch(const Host& host, const Problems& problems, const weiss_problem_view& problem, int64_t count)
      : problems_(problems), problem_(problem), n_(problem.num_spins), count_(count),
        size_(static_cast<size_t>(n_ * count)), x_(size_, 0.0, host), y_(size_, 0.0, host),
        product_(size_, 0.0, host), signs_(host) {}

  // Work of a step: eight replicas of a coupling, or of an oscillator, are one unit.
  static int64_t work_of_step(const weiss_problem_view& problem, int64_t count) noexcept {
    return std::max<int64_t>((problem.num_entries + problem.num_spins) * count / 8, 1);
  }

  // Positions and momenta near 0. The first num_starts replicas begin at the signs of starts, well out, with
  // little noise.
  void set(weiss::plugin::Random random, int64_t num_starts, const int8_t* starts) noexcept {
    constexpr double kNear = 0.1, kFar = 0.5;
    for (size_t k = 0; k < size_; ++k) {
      x_[k] = kNear * (2.0 * random.uniform() - 1.0);
      y_[k] = kNear * (2.0 * random.uniform() - 1.0);
    }
    for (int64_t r = 0; r < num_starts; ++r)
      for (int64_t i = 0; i < n_; ++i) x_[static_cast<size_t>(i * count_ + r)] += kFar * starts[r * n_ + i];
  }

  // The pump a(t) rises from a_first to a_0 = 1 within so many steps. Returns the steps made.
  int64_t evolve(const Run& run, const BatchSettings& settings, int64_t steps, double a_first) {
    const auto size = static_cast<int64_t>(size_);
    if (settings.discrete) signs_.assign(size_, 1.0);
    int64_t step = 0;
    for (; step < steps && !run.should_stop(); ++step) {
      const double done = static_cast<double>(step) / static_cast<double>(steps);
      const Motion motion = {settings.dt, (1.0 - a_first) * (1.0 - done), 1.0, settings.c0};
      if (settings.discrete) signs(size, x_.data(), signs_.data());
      problems_.multiply(problem_.problem, count_, settings.discrete ? signs_.data() : x_.data(), product_.data());
      push(n_, count_, motion, x_.data(), product_.data(), problem_.field, y_.data());
      move(size, motion, y_.data(), x_.data());
      stop_at_walls(size, x_.data(), y_.data());
      run.spend(work_of_step(problem_, count_));
    }
    return step;
  }

  void spins(int64_t replica, int8_t* out) const noexcept {
    for (int64_t i = 0; i < n_; ++i) out[i] = x_[static_cast<size_t>(i * count_ + replica)] < 0.0 ? -1 : 1;
  }

 private:
  const Problems& problems_;
  const weiss_problem_view& problem_;
  const int64_t n_;
  const int64_t count_;
  const size_t size_;
  Array<double> x_, y_, product_, signs_;
};

// 1 / 2 over the root mean square of what a row of couplings weighs, its field included: for couplings of a
// complete graph this is 0.5 / (sqrt(N) sigma_J) of the paper.
inline double automatic_c0(const weiss_problem_view& problem) noexcept {
  double squares = 0.0;
  for (int64_t k = 0; k < problem.num_entries; ++k) squares += problem.value[k] * problem.value[k];
  for (int64_t i = 0; i < problem.num_spins; ++i) squares += problem.field[i] * problem.field[i];
  return squares > 0.0 ? 0.5 * std::sqrt(static_cast<double>(problem.num_spins) / squares) : 0.5;
}

// A step that the stiffest mode follows with room to spare: symplectic Euler needs dt^2 a_0 (a_0 + c_0 l) < 4
// for the largest eigenvalue l of J, which some steps of the power method estimate. Walls hide what is beyond,
// but nothing good comes of it.
inline double automatic_dt(const Host& host, const Problems& problems, const weiss_problem_view& problem, double c0,
                           const Run& run) {
  constexpr int kIterations = 20;
  constexpr double kLongest = 0.75, kRoom = 1.2;
  const auto n = static_cast<size_t>(problem.num_spins);
  Array<double> x(n, 0.0, host), y(n, 0.0, host);
  weiss::plugin::Random random(1);
  for (double& v : x) v = random.uniform() - 0.5;
  double eigenvalue = 0.0;
  for (int k = 0; k < kIterations; ++k) {
    problems.multiply(problem.problem, 1, x.data(), y.data());
    double xx = 0.0, yy = 0.0;
    for (size_t i = 0; i < n; ++i) {
      xx += x[i] * x[i];
      yy += y[i] * y[i];
    }
    if (!(xx > 0.0) || !(yy > 0.0)) break;
    eigenvalue = std::sqrt(yy / xx);
    for (size_t i = 0; i < n; ++i) x[i] = y[i] / std::sqrt(yy);
  }
  run.spend(kIterations * problem.num_entries);
  return std::min(kLongest, kRoom / std::sqrt(1.0 + c0 * eigenvalue));
}

}  // namespace

// The function of the angles that an optimizer minimises.
#pragma once

#include <chrono>
#include <exception>
#include <limits>
#include <numeric>

#include "ansatz.hpp"
#include "deferred_run.hpp"

namespace {

// Mean energy of the shots, or of the lowest of them (P. K. Barkoutsos et al., Quantum 4, 256,
// arXiv:1907.04769).
inline double mean_of(const Shots& shots, Objective objective, double tail, std::vector<size_t>& order) {
  order.resize(shots.size);
  std::iota(order.begin(), order.end(), size_t{0});
  int64_t wanted = std::accumulate(shots.counts.begin(),
                                   shots.counts.begin() + static_cast<ptrdiff_t>(shots.size), int64_t{0});
  if (objective == Objective::cvar) {
    wanted = std::max<int64_t>(static_cast<int64_t>(std::ceil(tail * static_cast<double>(wanted))), 1);
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
      return shots.energies[a] < shots.energies[b] || (shots.energies[a] == shots.energies[b] && a < b);
    });
  }
  double sum = 0.0;
  int64_t taken = 0;
  for (size_t k = 0; k < shots.size && taken < wanted; ++k) {
    const int64_t count = std::min(shots.counts[order[k]], wanted - taken);
    sum += static_cast<double>(count) * shots.energies[order[k]];
    taken += count;
  }
  return sum / static_cast<double>(taken);
}

// Energies are divided by a unit and gammas multiplied by it, so that all angles are of order 1.
class Cost {
 public:
  Cost(Ansatz& ansatz, const Settings& settings, const DeferredRun& run, int64_t depth, double unit,
       Shots& shots)
      : ansatz_(ansatz),
        settings_(settings),
        run_(run),
        depth_(depth),
        unit_(unit),
        shots_(shots),
        dimension_(ansatz.num_parameters(depth)),
        gammas_(settings.multi_angle ? dimension_ - static_cast<size_t>(depth * ansatz.problem().num_spins)
                                     : static_cast<size_t>(depth)),
        angles_(dimension_),
        work_((settings.objective == Objective::expectation ? 4.0 : 2.0) * ansatz.work(depth)) {}

  // Times the circuit once, under a time limit. False: the run said stop.
  bool time(const double* angles) {
    if (run_.time_left() == std::numeric_limits<double>::infinity()) return true;
    const Clock::time_point start = Clock::now();
    if (!settings_.noisy && !ansatz_.prepare(run_, depth_, angles)) return false;
    circuit_seconds_ = std::chrono::duration<double>(Clock::now() - start).count();
    evaluation_seconds_ = (settings_.objective == Objective::expectation ? 4.0 : 1.0) * circuit_seconds_;
    return true;
  }
  // Is there still time and work for an evaluation and, after it, for the answer?
  bool affordable() const noexcept {
    return !run_.should_stop() && static_cast<double>(run_.left()) >= work_ &&
           run_.time_left() > 1.5 * evaluation_seconds_ + 2.5 * circuit_seconds_;
  }

  // Improves angles [dimension] by the optimizer.
  void minimize(weiss::plugin::Child& optimizer, uint64_t stream, int64_t max_evaluations, double* angles) {
    to_units(angles, unit_);
    const std::vector<double> start(angles, angles + dimension_);
    weiss_objective objective = weiss::plugin::sized<weiss_objective>();
    objective.has_gradient = settings_.objective == Objective::expectation ? 1 : 0;
    objective.stochastic = 1 - objective.has_gradient;
    objective.dimension = static_cast<int64_t>(dimension_);
    objective.start = start.data();
    objective.initial_step = kStep;
    objective.user = this;
    objective.evaluate = [](const weiss_objective* self, int64_t count, const double* x, double* f,
                            double* g) noexcept {
      return static_cast<Cost*>(self->user)->evaluate(count, x, f, g);
    };
    try {
      optimizer.minimize(run_, objective, stream, max_evaluations, angles);
    } catch (const Failure&) {
      // The host's text for a failure of evaluate, or for a stop before the first, says less.
      if (failure_) std::rethrow_exception(failure_);
      if (!run_.should_stop()) throw;
      std::copy(start.begin(), start.end(), angles);
    }
    to_units(angles, 1.0 / unit_);
  }
  int64_t evaluations() const noexcept { return evaluations_; }

 private:
  static constexpr double kStep = 0.1;  // what is left after a good start

  using Clock = std::chrono::steady_clock;

  void to_units(double* angles, double factor) const noexcept {
    for (size_t k = 0; k < gammas_; ++k) angles[k] *= factor;
  }

  weiss_status evaluate(int64_t count, const double* x, double* f, double* g) noexcept {
    try {
      for (int64_t k = 0; k < count; ++k) {
        if (!affordable()) return WEISS_STOPPED;
        const auto offset = static_cast<size_t>(k) * dimension_;
        if (!evaluate(x + offset, f + k, g ? g + offset : nullptr)) return WEISS_STOPPED;
      }
      return WEISS_OK;
    } catch (...) {
      failure_ = std::current_exception();
      return WEISS_E_FAIL;
    }
  }

  bool evaluate(const double* x, double* f, double* g) {
    const Clock::time_point start = Clock::now();
    std::copy_n(x, dimension_, angles_.begin());
    to_units(angles_.data(), 1.0 / unit_);
    ++evaluations_;
    if (!value(f, g)) return false;
    *f = (*f - ansatz_.problem().offset) / unit_;
    for (size_t k = 0; g && k < dimension_; ++k) g[k] /= k < gammas_ ? unit_ * unit_ : unit_;
    evaluation_seconds_ = std::chrono::duration<double>(Clock::now() - start).count();
    return true;
  }

  bool value(double* f, double* g) {
    if (g) return ansatz_.gradient(run_, depth_, angles_.data(), f, g);
    if (settings_.objective == Objective::expectation) return ansatz_.mean(run_, depth_, angles_.data(), f);
    if (!settings_.noisy && !ansatz_.prepare(run_, depth_, angles_.data())) return false;
    const uint64_t seed = weiss_seed_derive(run_.stream(kShotStream), static_cast<uint64_t>(evaluations_));
    if (!ansatz_.measure(run_, depth_, angles_.data(), seed, shots_)) return false;
    run_.count("shots", settings_.shots);
    *f = mean_of(shots_, settings_.objective, settings_.tail, order_);
    return true;
  }

  static constexpr uint64_t kShotStream = 1;

  Ansatz& ansatz_;
  const Settings& settings_;
  const DeferredRun& run_;
  const int64_t depth_;
  const double unit_;
  Shots& shots_;
  const size_t dimension_;
  const size_t gammas_;  // how many of the angles
  std::vector<double> angles_;
  std::vector<size_t> order_;
  const double work_;  // of an evaluation, with a gradient where there is one, and the answer
  double circuit_seconds_ = 0.0;
  double evaluation_seconds_ = 0.0;
  int64_t evaluations_ = 0;
  std::exception_ptr failure_;
};

}  // namespace

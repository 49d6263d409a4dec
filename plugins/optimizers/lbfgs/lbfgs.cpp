// Limited-memory BFGS; bounds by projection.
#include "line_search.hpp"
#include "memory.hpp"

namespace {

using weiss::bundled::Gradient;
using weiss::bundled::Objective;
using weiss::bundled::Point;
using weiss::plugin::Host;
using weiss::plugin::Options;
using weiss::plugin::Run;

class Search {
 public:
  Search(const Host& host, Objective& objective, double difference_step, size_t history)
      : objective_(objective),
        gradient_(host, objective, difference_step),
        memory_(host, objective.dimension(), history),
        x_(objective.start()),
        g_(x_),
        trial_(x_),
        trial_g_(x_),
        direction_(x_),
        free_(x_) {}

  void run(double gradient_tolerance, double value_tolerance) {
    if (!gradient_.at(x_.data(), f_, g_.data())) return;
    while (gradient_.projected(x_.data(), g_.data()) > gradient_tolerance) {
      const double before = f_;
      const bool plain = memory_.empty();
      const Outcome outcome = step();
      if (outcome == Outcome::ended) return;
      if (outcome == Outcome::moved && before - f_ > value_tolerance * std::max(std::fabs(f_), 1.0)) continue;
      // No progress: once more along the gradient itself, if that is not what was tried.
      if (plain) return;
      memory_.clear();
    }
  }

 private:
  enum class Outcome { moved, stuck, ended };

  // One line search from x along the quasi-Newton direction.
  Outcome step() {
    const double slope = choose_direction();
    if (!(slope < 0.0)) return Outcome::stuck;
    LineSearch search(f_, slope, first_step());
    for (int trial = 0; trial < kMostTrials; ++trial) {
      const double t = search.next();
      const bool cut = move(t);
      double f = 0.0;
      if (gradient_.exact() ? !gradient_.at(trial_.data(), f, trial_g_.data())
                            : !objective_.evaluate(1, trial_.data(), &f))
        return Outcome::ended;
      if (!search.decreases(f)) continue;
      if (!gradient_.exact() && !gradient_.differences(trial_.data(), f, trial_g_.data()))
        return Outcome::ended;
      // Along a path that bends at a bound the slope may never rise: lower is enough there.
      if (!search.flattens(f, along(trial_g_)) && !cut && trial + 1 < kMostTrials) continue;
      accept(f);
      return Outcome::moved;
    }
    return Outcome::stuck;
  }

  // Minus the approximate inverse Hessian times the gradient, over the parameters that no bound holds.
  // Returns the slope along it.
  double choose_direction() {
    for (size_t i = 0; i < x_.size(); ++i) {
      const bool held = g_[i] > 0.0 ? x_[i] <= objective_.lower(i) : x_[i] >= objective_.upper(i);
      free_[i] = held ? 0.0 : 1.0;
    }
    direction_ = g_;
    memory_.multiply(free_, direction_);
    for (double& d : direction_) d = -d;
    return along(g_);
  }
  double along(const Point& g) const noexcept {
    double sum = 0.0;
    for (size_t i = 0; i < g.size(); ++i) sum += g[i] * direction_[i];
    return sum;
  }

  // Without curvature: as long as the function says, or at most 1.
  double first_step() const noexcept {
    if (!memory_.empty()) return 1.0;
    double length = 0.0;
    for (const double d : direction_) length = std::hypot(length, d);
    const double wanted = objective_.source().initial_step;
    return wanted > 0.0 ? wanted / length : std::min(1.0, 1.0 / length);
  }

  // trial = x + t * direction, moved into the bounds. Did a bound cut it?
  bool move(double t) noexcept {
    bool cut = false;
    for (size_t i = 0; i < x_.size(); ++i) {
      const double wanted = x_[i] + t * direction_[i];
      trial_[i] = objective_.clamp(i, std::isfinite(wanted) ? wanted : x_[i]);
      cut = cut || trial_[i] != wanted;
    }
    return cut;
  }

  void accept(double f) {
    for (size_t i = 0; i < x_.size(); ++i) {
      direction_[i] = trial_[i] - x_[i];
      g_[i] = trial_g_[i] - g_[i];
    }
    memory_.add(direction_, g_);
    x_.swap(trial_);
    g_.swap(trial_g_);
    f_ = f;
  }

  static constexpr int kMostTrials = 30;

  Objective& objective_;
  Gradient gradient_;
  Memory memory_;
  Point x_, g_;
  Point trial_, trial_g_;
  Point direction_;
  Point free_;  // 1, or 0 for a parameter that stays at its bound
  double f_ = 0.0;
};

class Lbfgs {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.lbfgs", "L-BFGS", "1.0.0", "Limited-memory BFGS with a line search; bounds by projection.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      weiss::plugin::int_option("history", "Steps that the approximate Hessian is made of.", 10, 1, 1000),
      weiss::bundled::gradient_tolerance_option(1e-8),
      weiss::plugin::real_option("value_tolerance",
                                 "Ends when a step lowers the value by less, times max(1, |f|).", 1e-12, 0.0,
                                 DBL_MAX),
      weiss::bundled::difference_step_option(), weiss::bundled::max_evaluations_option()};

  Lbfgs(const Host& host, const Options& options)
      : host_(host),
        history_(static_cast<size_t>(options.integer("history"))),
        gradient_tolerance_(options.real("gradient_tolerance")),
        value_tolerance_(options.real("value_tolerance")),
        difference_step_(options.real("difference_step")),
        max_evaluations_(options.integer("max_evaluations")) {}

  weiss_status minimize(const weiss_objective& source, const Run& run, weiss_optimizer_output& output) const {
    Objective objective(host_, source, run, max_evaluations_, output);
    Search(host_, objective, difference_step_, history_).run(gradient_tolerance_, value_tolerance_);
    return objective.status();
  }

 private:
  Host host_;
  size_t history_;
  double gradient_tolerance_, value_tolerance_, difference_step_;
  int64_t max_evaluations_;
};

constexpr weiss::plugin::Module<Lbfgs> module("weiss.lbfgs", "Weiss: lbfgs", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(optimizer_lbfgs) { return &module.table; }

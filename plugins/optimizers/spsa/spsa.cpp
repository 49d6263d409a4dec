// Simultaneous perturbation stochastic approximation.
#include <cfloat>

#include "../../common/objective.hpp"

namespace {

using weiss::bundled::Objective;
using weiss::bundled::Point;
using weiss::plugin::Host;
using weiss::plugin::Options;
using weiss::plugin::real_option;
using weiss::plugin::Run;

// The gains of iteration k = 0, 1, ...: steps a / (k + 1 + A)^alpha, perturbations c / (k + 1)^gamma.
struct Gains {
  double a, c, stability, alpha, gamma;

  double step(int64_t k) const noexcept {
    return a / std::pow(static_cast<double>(k) + 1.0 + stability, alpha);
  }
  double perturbation(int64_t k) const noexcept { return c / std::pow(static_cast<double>(k) + 1.0, gamma); }
};

class Search {
 public:
  Search(const Host& host, Objective& objective, uint64_t seed)
      : objective_(objective), random_(seed), x_(objective.start()), pair_(2 * x_.size(), 0.0, host) {}

  const Point& x() const noexcept { return x_; }

  // Evaluates x + c d and x - c d for random signs d, moved into the bounds.
  bool perturb(double c) {
    const size_t n = x_.size();
    for (size_t i = 0; i < n; ++i) {
      const double d = (random_.next() >> 63) != 0 ? c : -c;
      pair_[i] = objective_.clamp(i, x_[i] + d);
      pair_[n + i] = objective_.clamp(i, x_[i] - d);
    }
    return objective_.evaluate(2, pair_.data(), values_);
  }
  // How much the two differ; infinite when one has no value.
  double difference() const noexcept {
    const double d = values_[0] - values_[1];
    return std::isfinite(d) ? d : std::numeric_limits<double>::infinity();
  }
  // x - a * the gradient that the two points suggest.
  void step(double a) noexcept {
    const size_t n = x_.size();
    for (size_t i = 0; i < n; ++i) {
      const double moved = x_[i] - a * difference() / (pair_[i] - pair_[n + i]);
      if (std::isfinite(moved)) x_[i] = objective_.clamp(i, moved);
    }
  }

 private:
  Objective& objective_;
  weiss::plugin::Random random_;
  Point x_;
  Point pair_;  // [2 * n]
  double values_[2] = {0.0, 0.0};
};

class Spsa {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.spsa", "SPSA", "1.0.0",
      "Descends by gradient estimates from two evaluations at random perturbations of all parameters.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      real_option("a", "Numerator of the steps. 0: calibrated, so that the first steps are first_step long.",
                  0.0, 0.0, DBL_MAX),
      real_option("c", "Numerator of the perturbations. 0: the initial step of the function, or 0.1.", 0.0,
                  0.0, DBL_MAX),
      real_option("stability", "The A of the steps. 0: a tenth of the iterations that the limits allow.", 0.0,
                  0.0, DBL_MAX),
      real_option("alpha", "Exponent of the steps.", 0.602, 0.0, 10.0),
      real_option("gamma", "Exponent of the perturbations.", 0.101, 0.0, 10.0),
      real_option("first_step", "Change of each parameter in the first steps that calibration aims at. 0: c.",
                  0.0, 0.0, DBL_MAX),
      weiss::plugin::int_option(
          "calibration", "Pairs of evaluations to calibrate with; at most a tenth of what the limits allow.",
          10, 1, 1000000),
      weiss::bundled::max_evaluations_option()};

  Spsa(const Host& host, const Options& options)
      : host_(host),
        gains_{options.real("a"), options.real("c"), options.real("stability"), options.real("alpha"),
               options.real("gamma")},
        first_step_(options.real("first_step")),
        calibration_(options.integer("calibration")),
        max_evaluations_(options.integer("max_evaluations")) {}

  weiss_status minimize(const weiss_objective& source, const Run& run, weiss_optimizer_output& output) const {
    Objective objective(host_, source, run, max_evaluations_, output);
    double f = 0.0;
    if (!objective.evaluate(1, objective.start().data(), &f)) return objective.status();
    // Without a limit on evaluations (a time limit alone): as if it were 2,000.
    const int64_t iterations = (objective.left() == INT64_MAX ? 2000 : objective.left()) / 2;
    Gains gains = gains_;
    if (gains.c == 0.0) gains.c = source.initial_step > 0.0 ? source.initial_step : 0.1;
    if (gains.stability == 0.0) gains.stability = static_cast<double>(iterations) / 10.0;

    Search search(host_, objective, run.seed());
    if (gains.a == 0.0 && !calibrate(search, std::min(calibration_, iterations / 10), gains))
      return objective.status();
    // Two evaluations for each step, and the last one for where it ends.
    for (int64_t k = 0; objective.left() > 2; ++k) {
      if (!search.perturb(gains.perturbation(k))) return objective.status();
      search.step(gains.step(k));
    }
    while (objective.evaluate(1, search.x().data(), &f)) {
    }
    return objective.status();
  }

 private:
  // Chooses a by the mean change of the function over perturbations at the start.
  bool calibrate(Search& search, int64_t pairs, Gains& gains) const {
    double sum = 0.0;
    int64_t used = 0;
    for (int64_t k = 0; k < pairs; ++k) {
      if (!search.perturb(gains.c)) return false;
      if (!std::isfinite(search.difference())) continue;
      sum += std::fabs(search.difference());
      ++used;
    }
    const double slope = used > 0 ? sum / static_cast<double>(used) / (2.0 * gains.c) : 0.0;
    gains.a = 1.0;
    const double wanted = first_step_ > 0.0 ? first_step_ : gains.c;
    gains.a = wanted / gains.step(0) / (slope > 0.0 ? slope : 1.0);
    return true;
  }

  Host host_;
  Gains gains_;
  double first_step_;
  int64_t calibration_, max_evaluations_;
};

constexpr weiss::plugin::Module<Spsa> module("weiss.spsa", "Weiss: spsa", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(optimizer_spsa) { return &module.table; }

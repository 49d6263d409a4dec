// Descent along gradients with an update rule of PyTorch's: what sgd, rmsprop, adam and adagrad have in
// common.
#pragma once

#include "gradient.hpp"

namespace weiss {
namespace bundled {

constexpr weiss_option_info lr_option(double value) noexcept {
  return plugin::real_option("lr", "Learning rate.", value, 0.0, DBL_MAX);
}
constexpr weiss_option_info weight_decay_option() noexcept {
  return plugin::real_option("weight_decay", "Adds this times the parameters to the gradient.", 0.0, 0.0,
                             DBL_MAX);
}
constexpr weiss_option_info eps_option(double value) noexcept {
  return plugin::real_option("eps", "Added to the denominator.", value, 0.0, DBL_MAX);
}

class FirstOrder {
 public:
  explicit FirstOrder(const plugin::Options& options)
      : weight_decay_(options.real("weight_decay")),
        gradient_tolerance_(options.real("gradient_tolerance")),
        difference_step_(options.real("difference_step")),
        max_evaluations_(options.integer("max_evaluations")) {}

  // step(t, i, g, x) changes parameter i by the rule, in iteration t = 1, 2, ...; then it is moved into the
  // bounds.
  template <class Step>
  weiss_status minimize(const plugin::Host& host, const weiss_objective& source, const plugin::Run& run,
                        weiss_optimizer_output& output, Step&& step) const {
    Objective objective(host, source, run, max_evaluations_, output);
    Gradient gradient(host, objective, difference_step_);
    Point x(objective.start());
    Point g(x);
    double f = 0.0;
    for (int64_t t = 1; gradient.at(x.data(), f, g.data()); ++t) {
      for (size_t i = 0; weight_decay_ > 0.0 && i < x.size(); ++i) g[i] += weight_decay_ * x[i];
      if (gradient.projected(x.data(), g.data()) <= gradient_tolerance_) break;
      for (size_t i = 0; i < x.size(); ++i) {
        double moved = x[i];
        step(t, i, g[i], moved);
        if (std::isfinite(moved)) x[i] = objective.clamp(i, moved);  // a step that overflows is none
      }
    }
    return objective.status();
  }

 private:
  double weight_decay_;
  double gradient_tolerance_;
  double difference_step_;
  int64_t max_evaluations_;
};

}  // namespace bundled
}  // namespace weiss

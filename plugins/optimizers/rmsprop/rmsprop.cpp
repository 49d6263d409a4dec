// Gradient descent, each parameter scaled by a running mean of its squared gradients.
#include "../../common/first_order.hpp"

namespace {

using weiss::bundled::Point;
using weiss::plugin::Host;
using weiss::plugin::Options;
using weiss::plugin::real_option;
using weiss::plugin::Run;

class RmsProp {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.rmsprop", "RMSprop", "1.0.0",
      "Gradient descent scaled by a running mean of squared gradients, as in PyTorch.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      weiss::bundled::lr_option(1e-2),
      real_option("alpha", "Part of the mean of squared gradients that is kept.", 0.99, 0.0, 1.0),
      weiss::bundled::eps_option(1e-8),
      real_option("momentum", "Part of the last step that is kept.", 0.0, 0.0, DBL_MAX),
      weiss::plugin::bool_option("centered", "Scales by the variance of the gradient instead of its square.",
                                 false),
      weiss::bundled::weight_decay_option(),
      weiss::bundled::gradient_tolerance_option(1e-8),
      weiss::bundled::difference_step_option(),
      weiss::bundled::max_evaluations_option()};

  RmsProp(const Host& host, const Options& options)
      : host_(host),
        loop_(options),
        lr_(options.real("lr")),
        alpha_(options.real("alpha")),
        eps_(options.real("eps")),
        momentum_(options.real("momentum")),
        centered_(options.boolean("centered")) {}

  weiss_status minimize(const weiss_objective& objective, const Run& run,
                        weiss_optimizer_output& output) const {
    Point square(static_cast<size_t>(objective.dimension), 0.0, host_), mean(square), buffer(square);
    return loop_.minimize(host_, objective, run, output, [&](int64_t, size_t i, double g, double& x) {
      square[i] = alpha_ * square[i] + (1.0 - alpha_) * g * g;
      mean[i] = alpha_ * mean[i] + (1.0 - alpha_) * g;
      // Rounding can bring a variance below zero.
      const double scale = centered_ ? std::max(0.0, square[i] - mean[i] * mean[i]) : square[i];
      buffer[i] = momentum_ * buffer[i] + g / (std::sqrt(scale) + eps_);
      x -= lr_ * buffer[i];
    });
  }

 private:
  Host host_;
  weiss::bundled::FirstOrder loop_;
  double lr_, alpha_, eps_, momentum_;
  bool centered_;
};

constexpr weiss::plugin::Module<RmsProp> module("weiss.rmsprop", "Weiss: rmsprop", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(optimizer_rmsprop) { return &module.table; }

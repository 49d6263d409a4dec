// Gradient descent, each parameter scaled by the sum of its squared gradients.
#include "../../common/first_order.hpp"

namespace {

using weiss::bundled::Point;
using weiss::plugin::Host;
using weiss::plugin::Options;
using weiss::plugin::real_option;
using weiss::plugin::Run;

class Adagrad {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.adagrad", "Adagrad", "1.0.0",
      "Gradient descent scaled by the sum of all squared gradients, as in PyTorch.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      weiss::bundled::lr_option(1e-2),
      real_option("lr_decay", "The learning rate of iteration t is lr / (1 + (t - 1) lr_decay).", 0.0, 0.0,
                  DBL_MAX),
      real_option("initial_accumulator_value", "What the sums of squared gradients begin with.", 0.0, 0.0,
                  DBL_MAX),
      weiss::bundled::eps_option(1e-10),
      weiss::bundled::weight_decay_option(),
      weiss::bundled::gradient_tolerance_option(1e-8),
      weiss::bundled::difference_step_option(),
      weiss::bundled::max_evaluations_option()};

  Adagrad(const Host& host, const Options& options)
      : host_(host),
        loop_(options),
        lr_(options.real("lr")),
        lr_decay_(options.real("lr_decay")),
        initial_(options.real("initial_accumulator_value")),
        eps_(options.real("eps")) {}

  weiss_status minimize(const weiss_objective& objective, const Run& run,
                        weiss_optimizer_output& output) const {
    Point sum(static_cast<size_t>(objective.dimension), initial_, host_);
    return loop_.minimize(host_, objective, run, output, [&](int64_t t, size_t i, double g, double& x) {
      sum[i] += g * g;
      x -= lr_ / (1.0 + static_cast<double>(t - 1) * lr_decay_) * g / (std::sqrt(sum[i]) + eps_);
    });
  }

 private:
  Host host_;
  weiss::bundled::FirstOrder loop_;
  double lr_, lr_decay_, initial_, eps_;
};

constexpr weiss::plugin::Module<Adagrad> module("weiss.adagrad", "Weiss: adagrad", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(optimizer_adagrad) { return &module.table; }

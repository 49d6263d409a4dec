// Gradient descent by running means of gradients and of their squares.
#include "../../common/first_order.hpp"

namespace {

using weiss::bundled::Point;
using weiss::plugin::Host;
using weiss::plugin::Options;
using weiss::plugin::real_option;
using weiss::plugin::Run;

constexpr double kBelowOne = 1.0 - DBL_EPSILON / 2.0;

class Adam {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.adam", "Adam", "1.0.0",
      "Gradient descent by adaptive estimates of the first two moments, as in PyTorch.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      weiss::bundled::lr_option(1e-3),
      real_option("beta1", "Part of the mean gradient that is kept.", 0.9, 0.0, kBelowOne),
      real_option("beta2", "Part of the mean of squared gradients that is kept.", 0.999, 0.0, kBelowOne),
      weiss::bundled::eps_option(1e-8),
      weiss::plugin::bool_option("amsgrad", "Scales by the largest mean of squared gradients so far.", false),
      weiss::bundled::weight_decay_option(),
      weiss::bundled::gradient_tolerance_option(1e-8),
      weiss::bundled::difference_step_option(),
      weiss::bundled::max_evaluations_option()};

  Adam(const Host& host, const Options& options)
      : host_(host),
        loop_(options),
        lr_(options.real("lr")),
        beta1_(options.real("beta1")),
        beta2_(options.real("beta2")),
        eps_(options.real("eps")),
        amsgrad_(options.boolean("amsgrad")) {}

  weiss_status minimize(const weiss_objective& objective, const Run& run,
                        weiss_optimizer_output& output) const {
    Point mean(static_cast<size_t>(objective.dimension), 0.0, host_), square(mean), largest(mean);
    return loop_.minimize(host_, objective, run, output, [&](int64_t t, size_t i, double g, double& x) {
      mean[i] = beta1_ * mean[i] + (1.0 - beta1_) * g;
      square[i] = beta2_ * square[i] + (1.0 - beta2_) * g * g;
      largest[i] = std::max(largest[i], square[i]);
      const double bias1 = 1.0 - std::pow(beta1_, static_cast<double>(t));
      const double bias2 = 1.0 - std::pow(beta2_, static_cast<double>(t));
      const double scale = std::sqrt((amsgrad_ ? largest[i] : square[i]) / bias2) + eps_;
      x -= lr_ / bias1 * mean[i] / scale;
    });
  }

 private:
  Host host_;
  weiss::bundled::FirstOrder loop_;
  double lr_, beta1_, beta2_, eps_;
  bool amsgrad_;
};

constexpr weiss::plugin::Module<Adam> module("weiss.adam", "Weiss: adam", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(optimizer_adam) { return &module.table; }

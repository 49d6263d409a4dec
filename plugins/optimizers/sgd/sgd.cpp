// Gradient descent with momentum.
#include "../../common/first_order.hpp"

namespace {

using weiss::bundled::Point;
using weiss::plugin::Host;
using weiss::plugin::Options;
using weiss::plugin::real_option;
using weiss::plugin::Run;

class Sgd {
 public:
  static constexpr weiss::plugin::About about = {"weiss.sgd", "Gradient descent", "1.0.0",
                                                 "Gradient descent with momentum, as in PyTorch.",
                                                 WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      weiss::bundled::lr_option(1e-3),
      real_option("momentum", "Part of the last direction that is kept.", 0.0, 0.0, DBL_MAX),
      real_option("dampening", "Part of the gradient that does not enter the momentum.", 0.0, -DBL_MAX,
                  DBL_MAX),
      weiss::plugin::bool_option("nesterov", "Nesterov's momentum; needs momentum and no dampening.", false),
      weiss::bundled::weight_decay_option(),
      weiss::bundled::gradient_tolerance_option(1e-8),
      weiss::bundled::difference_step_option(),
      weiss::bundled::max_evaluations_option()};

  Sgd(const Host& host, const Options& options)
      : host_(host),
        loop_(options),
        lr_(options.real("lr")),
        momentum_(options.real("momentum")),
        dampening_(options.real("dampening")),
        nesterov_(options.boolean("nesterov")) {
    if (nesterov_ && (momentum_ <= 0.0 || dampening_ != 0.0))
      throw weiss::plugin::Failure(
          WEISS_E_OPTION, "option \"nesterov\" needs a momentum above 0 and dampening 0; set momentum=0.9");
  }

  weiss_status minimize(const weiss_objective& objective, const Run& run,
                        weiss_optimizer_output& output) const {
    Point direction(static_cast<size_t>(objective.dimension), 0.0, host_);
    return loop_.minimize(host_, objective, run, output, [&](int64_t t, size_t i, double g, double& x) {
      double& b = direction[i];
      b = t == 1 ? g : momentum_ * b + (1.0 - dampening_) * g;
      x -= lr_ * (momentum_ == 0.0 ? g : nesterov_ ? g + momentum_ * b : b);
    });
  }

 private:
  Host host_;
  weiss::bundled::FirstOrder loop_;
  double lr_, momentum_, dampening_;
  bool nesterov_;
};

constexpr weiss::plugin::Module<Sgd> module("weiss.sgd", "Weiss: sgd", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(optimizer_sgd) { return &module.table; }

// The simplex method of Nelder and Mead.
#include <cfloat>

#include "simplex.hpp"

namespace {

using weiss::bundled::Objective;
using weiss::bundled::Point;
using weiss::plugin::Host;
using weiss::plugin::Options;
using weiss::plugin::real_option;
using weiss::plugin::Run;

struct Factors {
  double reflect = 1.0, expand = 2.0, contract = 0.5, shrink = 0.5;

  // F. Gao, L. Han, Implementing the Nelder-Mead simplex algorithm with adaptive parameters (2012),
  // section 4.
  static Factors adaptive(size_t dimension) noexcept {
    const auto n = static_cast<double>(dimension);
    return {1.0, 1.0 + 2.0 / n, 0.75 - 0.5 / n, 1.0 - 1.0 / n};
  }
};

class NelderMead {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.nelder-mead", "Nelder-Mead", "1.0.0",
      "Moves a simplex downhill by reflection, expansion, contraction and shrinking.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      real_option(
          "initial_step",
          "Size of the first simplex. 0: the initial step of the function; without one, a twentieth of each "
          "parameter and 0.00025 where it is 0.",
          0.0, 0.0, DBL_MAX),
      weiss::plugin::bool_option("adaptive", "Factors by the dimension; better in many dimensions.", false),
      real_option("xatol", "Ends when no vertex is farther from the best one in any parameter and", 1e-4, 0.0,
                  DBL_MAX),
      real_option("fatol", "when no value is farther from the best value.", 1e-4, 0.0, DBL_MAX),
      weiss::bundled::max_evaluations_option()};

  NelderMead(const Host& host, const Options& options)
      : host_(host),
        initial_step_(options.real("initial_step")),
        adaptive_(options.boolean("adaptive")),
        xatol_(options.real("xatol")),
        fatol_(options.real("fatol")),
        max_evaluations_(options.integer("max_evaluations")) {}

  weiss_status minimize(const weiss_objective& source, const Run& run, weiss_optimizer_output& output) const {
    Objective objective(host_, source, run, max_evaluations_, output);
    Simplex simplex(host_, objective);
    Point x(objective.start());
    const Factors factors = adaptive_ ? Factors::adaptive(objective.dimension()) : Factors{};
    if (!simplex.begin(initial_step_ > 0.0 ? initial_step_ : source.initial_step)) return objective.status();
    while (!converged(simplex) && iterate(objective, simplex, factors, x)) {
    }
    return objective.status();
  }

 private:
  // A simplex without extent cannot move, whatever its values are.
  bool converged(const Simplex& simplex) const noexcept {
    const double extent = simplex.extent();
    return extent == 0.0 || (extent <= xatol_ && simplex.spread() <= fatol_);
  }

  static bool iterate(Objective& objective, Simplex& simplex, const Factors& factors, Point& x) {
    const size_t n = objective.dimension();
    const auto attempt = [&](double a, double& f) {
      simplex.reflect(a, x);
      return objective.evaluate(1, x.data(), &f);
    };
    double reflected = 0.0, f = 0.0;
    if (!attempt(factors.reflect, reflected)) return false;
    if (reflected < simplex.value(0)) {
      const Point at_reflected(x);
      if (!attempt(factors.reflect * factors.expand, f)) return false;
      if (f < reflected)
        simplex.replace_worst(x, f);
      else
        simplex.replace_worst(at_reflected, reflected);
    } else if (reflected < simplex.value(n - 1)) {
      simplex.replace_worst(x, reflected);
    } else {
      const bool outside = reflected < simplex.value(n);
      if (!attempt(outside ? factors.reflect * factors.contract : -factors.contract, f)) return false;
      if (!(outside ? f <= reflected : f < simplex.value(n))) return simplex.shrink(factors.shrink);
      simplex.replace_worst(x, f);
    }
    return true;
  }

  Host host_;
  double initial_step_;
  bool adaptive_;
  double xatol_, fatol_;
  int64_t max_evaluations_;
};

constexpr weiss::plugin::Module<NelderMead> module("weiss.nelder-mead", "Weiss: nelder-mead", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(optimizer_nelder_mead) { return &module.table; }

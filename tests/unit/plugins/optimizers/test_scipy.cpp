// nelder-mead and cobyla against SciPy 1.10.1: optimum and number of evaluations.
//
// The figures were measured with scipy.optimize.minimize of SciPy 1.10.1 on x86-64, functions in Python with
// the same arithmetic as here and the starts of support.cpp:
//   method="Nelder-Mead", options={"maxfev": 100000, "maxiter": 100000, "adaptive": ...}
//   method="COBYLA", tol=rhoend, options={"rhobeg": rhobeg, "maxiter": 100000}
#include "support.hpp"

namespace {

using weiss_test::Found;
using weiss_test::function;
using weiss_test::Numbers;
using weiss_test::Setup;

struct Figure {
  std::string function;
  double evaluations;
  double value;
};

const Figure kNelderMead[] = {{"sphere", 448, 3.360943e-09},       {"quadratic", 383, 2.100703e-09},
                              {"rosenbrock 2", 159, 8.177661e-10}, {"rosenbrock 4", 431, 1.506972e-09},
                              {"beale", 107, 1.392632e-10},        {"himmelblau", 157, 1.433318e-08},
                              {"booth", 132, 2.503962e-09},        {"powell", 305, 1.390586e-06}};
const Figure kAdaptive[] = {{"sphere", 493, 2.094468e-09},       {"quadratic", 402, 4.292450e-09},
                            {"rosenbrock 2", 159, 8.177661e-10}, {"rosenbrock 4", 709, 1.270531e-09},
                            {"beale", 107, 1.392632e-10},        {"himmelblau", 157, 1.433318e-08},
                            {"booth", 132, 2.503962e-09},        {"powell", 353, 1.781382e-07}};
// rhobeg 0.5, rhoend 1e-6, one run.
const Figure kCobylaFine[] = {{"sphere", 51, 1.000e-12},          {"quadratic", 9946, 3.449e-07},
                              {"rosenbrock 2", 16632, 7.066e-07}, {"rosenbrock 4", 28719, 3.328e-06},
                              {"beale", 1097, 3.283e-09},         {"himmelblau", 66, 3.415e-11},
                              {"booth", 90, 1.713e-11},           {"powell", 28339, 1.695e-06}};
// rhobeg 1, rhoend 1e-4, medians of nine runs from starts x_i + 1e-7 k (i + 1), k = -4 ... 4: many steps have
// one length, so rounding decides which vertex goes, and the count of a single run on a curved valley moves
// by a fifth either way when its start moves by 1e-7.
const Figure kCobylaCoarse[] = {{"sphere", 74, 1.111e-08},         {"quadratic", 3552, 6.910e-03},
                                {"rosenbrock 2", 3763, 5.070e-03}, {"rosenbrock 4", 7316, 3.713},
                                {"beale", 432, 1.324e-05},         {"himmelblau", 41, 3.382e-07},
                                {"booth", 75, 3.665e-08},          {"powell", 1583, 7.656e-04}};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void check_count(double evaluations, const Figure& figure) {
  CAPTURE(figure.function);
  CHECK(evaluations >= 0.8 * figure.evaluations);
  CHECK(evaluations <= 1.2 * figure.evaluations);
}

}  // namespace

TEST_CASE("nelder-mead takes SciPy's steps") {
  const auto context = weiss_test::make_context();
  const auto compare = [&](const std::string& spec, const Figure& figure) {
    CAPTURE(figure.function);
    const Found done = weiss_test::found(context, spec, function(figure.function), {});
    CHECK(static_cast<double>(done.counted) == figure.evaluations);
    CHECK(done.f == doctest::Approx(figure.value).epsilon(1e-5));
  };
  for (const Figure& figure : kNelderMead) compare("nelder-mead", figure);
  for (const Figure& figure : kAdaptive) compare("nelder-mead adaptive=true", figure);
}

TEST_CASE("cobyla needs as many evaluations as SciPy's within a fifth, for an optimum as good") {
  const auto context = weiss_test::make_context();
  for (const Figure& figure : kCobylaFine) {
    const Found done =
        weiss_test::found(context, "cobyla rhobeg=0.5 rhoend=1e-6", function(figure.function), {});
    check_count(static_cast<double>(done.counted), figure);
    CHECK(done.f <= 3.0 * figure.value);
  }
  for (const Figure& figure : kCobylaCoarse) {
    std::vector<double> counts, values;
    for (int k = -4; k <= 4; ++k) {
      Setup setup;
      setup.start = function(figure.function).start;
      for (size_t i = 0; i < setup.start.size(); ++i) setup.start[i] += 1e-7 * k * static_cast<double>(i + 1);
      const Found done =
          weiss_test::found(context, "cobyla rhobeg=1 rhoend=1e-4", function(figure.function), setup);
      counts.push_back(static_cast<double>(done.counted));
      values.push_back(done.f);
    }
    check_count(median(counts), figure);
    CHECK(median(values) <= 3.0 * figure.value);
  }
}

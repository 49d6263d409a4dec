// Every optimizer finds the known minima of standard functions, free and within bounds.
#include "support.hpp"

namespace {

using weiss_test::distance;
using weiss_test::distance_to_minimum;
using weiss_test::Found;
using weiss_test::Function;
using weiss_test::function;
using weiss_test::Numbers;
using weiss_test::Setup;

struct Case {
  std::string spec;
  std::string function;
  double value;     // largest that will do
  double distance;  // largest from a minimum
};

void check(const std::vector<Case>& cases, const Setup& setup) {
  const auto context = weiss_test::make_context();
  for (const Case& c : cases) {
    CAPTURE(c.spec);
    CAPTURE(c.function);
    const Found done = weiss_test::found(context, c.spec, function(c.function), setup);
    CHECK(done.f <= c.value);
    CHECK(distance_to_minimum(function(c.function), done.x) <= c.distance);
  }
}

}  // namespace

TEST_CASE("gradients of the test functions are right") {
  for (const Function& f : weiss_test::functions()) {
    CAPTURE(f.name);
    Numbers x = f.start;
    for (double& v : x) v += 0.3;
    const Numbers g = f.gradient(x);
    for (size_t i = 0; i < x.size(); ++i) {
      Numbers above = x, below = x;
      above[i] += 1e-6;
      below[i] -= 1e-6;
      CHECK(g[i] == doctest::Approx((f.value(above) - f.value(below)) / 2e-6).epsilon(1e-6));
    }
    for (const Numbers& minimum : f.minima) CHECK(f.value(minimum) <= f.minimum + 1e-20);
  }
}

TEST_CASE("lbfgs finds every minimum, with gradients and with differences") {
  const auto context = weiss_test::make_context();
  for (const bool exact : {true, false})
    for (const Function& f : weiss_test::functions()) {
      CAPTURE(f.name);
      CAPTURE(exact);
      Setup setup;
      setup.gradient = exact;
      const Found done = weiss_test::found(context, "lbfgs", f, setup);
      const bool singular = f.name == "powell";
      CHECK(done.f < 1e-10);
      CHECK(distance_to_minimum(f, done.x) < (singular ? 1e-2 : 1e-5));
      CHECK(done.reason == WEISS_REASON_CONVERGED);
      CHECK(done.counted < (exact ? 100 : 100 * static_cast<int64_t>(2 * f.start.size() + 1)));
    }
}

TEST_CASE("nelder-mead and cobyla find every minimum from values alone") {
  const auto context = weiss_test::make_context();
  for (const std::string spec :
       {"nelder-mead xatol=1e-8 fatol=1e-12", "nelder-mead adaptive=true xatol=1e-8 fatol=1e-12",
        "cobyla rhobeg=0.5 rhoend=1e-7"})
    for (const Function& f : weiss_test::functions()) {
      CAPTURE(spec);
      CAPTURE(f.name);
      const bool singular = f.name == "powell";
      const Found done = weiss_test::found(context, spec, f, {});
      CHECK(done.f < 1e-5);
      CHECK(distance_to_minimum(f, done.x) < (singular ? 0.1 : 1e-2));
      if (done.counted < 100000) CHECK(done.reason == WEISS_REASON_CONVERGED);
    }
}

TEST_CASE("first-order methods find minima with a fitting learning rate") {
  const std::vector<Case> cases = {
      {"sgd lr=0.1", "sphere", 1e-12, 1e-6},
      {"sgd lr=0.0008 momentum=0.9", "quadratic", 1e-12, 1e-6},
      {"sgd lr=0.0005 momentum=0.95 nesterov=true", "rosenbrock 2", 1e-10, 1e-4},
      {"sgd lr=0.0005 momentum=0.9", "beale", 1e-8, 1e-3},
      {"sgd lr=0.005", "himmelblau", 1e-12, 1e-6},
      {"sgd lr=0.05 momentum=0.5", "booth", 1e-12, 1e-6},
      {"rmsprop lr=0.0005", "sphere", 1e-5, 1e-3},
      {"rmsprop lr=0.001 centered=true", "himmelblau", 1e-4, 1e-2},
      {"rmsprop lr=0.001 momentum=0.5", "booth", 1e-4, 1e-2},
      {"adam lr=0.05", "sphere", 1e-12, 1e-6},
      {"adam lr=0.05", "quadratic", 1e-8, 1e-4},
      {"adam lr=0.02", "rosenbrock 2", 1e-8, 1e-3},
      {"adam lr=0.02 amsgrad=true", "rosenbrock 4", 1e-6, 1e-2},
      {"adam lr=0.02", "beale", 1e-8, 1e-3},
      {"adam lr=0.02", "himmelblau", 1e-10, 1e-4},
      {"adam lr=0.02", "booth", 1e-10, 1e-4},
      {"adam lr=0.02", "powell", 1e-6, 0.1},
      {"adagrad lr=0.5", "sphere", 1e-12, 1e-6},
      {"adagrad lr=0.5", "quadratic", 1e-10, 1e-4},
      {"adagrad lr=0.5", "rosenbrock 2", 1e-5, 1e-2},
      {"adagrad lr=0.5", "himmelblau", 1e-10, 1e-4},
      {"adagrad lr=0.5", "booth", 1e-10, 1e-4},
  };
  Setup setup;
  setup.gradient = true;
  check(cases, setup);
}

TEST_CASE("spsa comes near to minima in the evaluations that it gets") {
  Setup setup;
  setup.work = 20000;
  check({{"spsa", "sphere", 1e-4, 1e-2},
         {"spsa", "himmelblau", 1e-3, 2e-2},
         {"spsa", "booth", 1e-3, 2e-2},
         {"spsa first_step=0.02", "beale", 1e-2, 0.3},
         {"spsa first_step=0.01", "rosenbrock 2", 4.2, 2.5}},
        setup);
}

TEST_CASE("bounds hold everywhere, and minima at them are found") {
  // Optima within the bounds: SciPy 1.10.1, L-BFGS-B with ftol 1e-15, to ten digits.
  const struct {
    std::string name;
    Numbers lower, upper, optimum;
    double value;
  } boxes[] = {
      {"rosenbrock 2", {-2.0, -2.0}, {0.5, 2.0}, {0.5, 0.25}, 0.25},
      {"beale", {0.0, 0.0}, {2.0, 1.01}, {2.0, 0.170087923}, 0.5233448360},
      {"powell", {0.1, -1.0, 0.1, 0.1}, {4.0, 4.0, 4.0, 4.0}, {}, 0.0},
      {"booth", {-4.0, 2.5}, {0.5, 2.5}, {0.5, 2.5}, 4.5},
      {"sphere", {-1.0, 0.7, 0.5, -3.0}, {0.25, 0.9, 0.5, 3.0}, {0.25, 0.7, 0.5, 0.5}, 0.1025},
  };
  const std::string specs[] = {"lbfgs",
                               "cobyla rhobeg=0.5 rhoend=1e-7",
                               "cobyla rhobeg=5 rhoend=1e-6",
                               "nelder-mead xatol=1e-8 fatol=1e-12",
                               "adam lr=0.02",
                               "sgd lr=0.001 momentum=0.9"};
  const auto context = weiss_test::make_context();
  for (const auto& box : boxes)
    for (const std::string& spec : specs)
      for (const bool exact : {true, false}) {
        CAPTURE(box.name);
        CAPTURE(spec);
        Setup setup;
        setup.lower = box.lower;
        setup.upper = box.upper;
        setup.gradient = exact;
        const Found done = weiss_test::found(context, spec, function(box.name), setup);
        for (const Numbers& point : done.points)
          for (size_t i = 0; i < point.size(); ++i) {
            REQUIRE(point[i] >= box.lower[i]);
            REQUIRE(point[i] <= box.upper[i]);
          }
        if (box.optimum.empty()) continue;
        CHECK(done.f == doctest::Approx(box.value).epsilon(1e-5));
        CHECK(distance(done.x, box.optimum) < 5e-3);
      }
}

TEST_CASE("noise is averaged out") {
  const auto context = weiss_test::make_context();
  Setup setup;
  setup.noise = 0.02;
  setup.work = 4000;
  const Function& sphere = function("sphere");
  for (const std::string spec : {"spsa", "spsa c=0.2 first_step=0.05", "sgd lr=0.02 difference_step=0.2",
                                 "adam lr=0.02 difference_step=0.2", "rmsprop lr=0.003 difference_step=0.2",
                                 "adagrad lr=0.2 difference_step=0.2"}) {
    CAPTURE(spec);
    const Found done = weiss_test::found(context, spec, sphere, setup);
    // The last point that was evaluated belongs to the iterate; the best one may owe its place to luck.
    CHECK(sphere.value(done.points.back()) < 0.1);
    CHECK(sphere.value(done.x) < 0.05);
  }
}

// The closed form at depth one against the simulation, on every SIMD level.
#include "statevector/depth_one.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <string>

#include "runtime/pool.hpp"
#include "search/support.hpp"
#include "statevector/qaoa_reference.hpp"

using namespace weiss_test;
using reference::Numbers;
using weiss::BetaCurve;

namespace {

weiss::Threads one_thread() {
  static weiss::Pool pool(nullptr, nullptr);
  return weiss::Threads(pool, 1);
}

using Make = std::unique_ptr<weiss::DepthOne> (*)(const weiss::Problem&, weiss::Threads);
constexpr Make kForms[] = {weiss::make_dense_depth_one, weiss::make_sparse_depth_one};

// Runs body(problem, closed form) for problems of all kinds, both forms and each SIMD level.
template <class Body>
void for_each_form(int64_t largest, const Body& body) {
  for_each_level([&](const weiss::EnvironmentPtr& environment) {
    weiss::Random random(5);
    for (int64_t n = 0; n <= largest; ++n)
      for (const bool fields : {false, true})
        for (const bool integer : {false, true}) {
          const double density = n % 3 == 0 ? 0.4 : 1.0;
          const auto problem = build(environment, random_ising(random, n, density, integer, fields));
          for (const Make make : kForms) {
            const auto form = make(*problem, one_thread());
            CAPTURE(n);
            CAPTURE(fields);
            CAPTURE(integer);
            CAPTURE(form->dense());
            body(*problem, *form);
          }
        }
  });
}

double weight(const weiss::Problem& problem) {
  return std::max(1.0, problem.offset - problem.info().trivial_bound);
}

double value(weiss::DepthOne& form, double gamma, double beta) {
  BetaCurve curve;
  REQUIRE(form.curve(nullptr, gamma, &curve, nullptr));
  return curve.at(beta);
}

}  // namespace

TEST_CASE("the closed form is the mean energy of the simulated circuit") {
  for_each_form(9, [](const weiss::Problem& problem, weiss::DepthOne& form) {
    const Numbers costs = reference::energies(problem);
    for (const auto& [gamma, beta] : {std::pair(0.3, -0.4), std::pair(-1.7, 0.9), std::pair(2.5, 3.0)}) {
      const double expected = reference::mean(reference::qaoa(problem, {gamma, beta}), costs);
      CHECK(std::fabs(value(form, gamma, beta) - expected) < 1e-12 * weight(problem));
      CHECK(std::fabs(value(form, -gamma, -beta) - expected) < 1e-12 * weight(problem));
    }
  });
}

TEST_CASE("the closed form agrees with the simulation at twelve spins") {
  weiss::Random random(6);
  for (const bool fields : {false, true}) {
    const auto problem = build(make_environment(), random_ising(random, 12, 0.7, false, fields));
    const double expected =
        reference::mean(reference::qaoa(*problem, {0.31, -0.37}), reference::energies(*problem));
    for (const Make make : kForms)
      CHECK(value(*make(*problem, one_thread()), 0.31, -0.37) == doctest::Approx(expected).epsilon(1e-12));
  }
}

TEST_CASE("slopes are the derivatives, where cosines vanish, too") {
  for_each_form(9, [](const weiss::Problem& problem, weiss::DepthOne& form) {
    // At gamma = pi/4 all cosines of integer couplings are 0 or 1.
    for (const double gamma : {0.21, 0.78539816339744830962, -1.3}) {
      const double beta = -0.35;
      BetaCurve curve, slope;
      REQUIRE(form.curve(nullptr, gamma, &curve, &slope));
      const double tolerance = 1e-7 * std::pow(weight(problem), 2);
      const auto f = [&](const Numbers& x) { return value(form, x[0], x[1]); };
      CHECK(std::fabs(curve.at(beta) - f({gamma, beta})) < 1e-12 * weight(problem));
      CHECK(std::fabs(curve.slope(beta) - reference::difference(f, {gamma, beta}, 1)) < tolerance);
      if (problem.integer() && weight(problem) > 100) continue;  // the differences are not good enough
      CHECK(std::fabs(slope.at(beta) - reference::difference(f, {gamma, beta}, 0)) < tolerance);
    }
  });
}

TEST_CASE("marginals and correlations of all pairs are those of the state") {
  for_each_form(8, [](const weiss::Problem& problem, weiss::DepthOne& form) {
    const auto n = problem.field.size();
    const double gamma = 0.4, beta = -0.3;
    const reference::State state = reference::qaoa(problem, {gamma, beta});
    Numbers marginals(n), correlations(n * n);
    form.marginals(gamma, beta, marginals.data());
    form.correlations(gamma, beta, correlations.data());
    for (size_t i = 0; i < n; ++i) {
      CHECK(marginals[i] == doctest::Approx(reference::marginal(state, i)).epsilon(1e-12));
      for (size_t j = 0; j < n; ++j)
        CHECK(correlations[i * n + j] == doctest::Approx(reference::correlation(state, i, j)).epsilon(1e-12));
    }
  });
}

TEST_CASE("the best beta has the least value of its curve") {
  weiss::Random random(7);
  for (int round = 0; round < 2000; ++round) {
    BetaCurve curve{random_value(random, false), random_value(random, false), random_value(random, false)};
    if (round % 7 == 0) curve.a = 0.0;
    if (round % 5 == 0) curve.b = 0.0;
    if (round % 3 == 0) curve.c = 0.0;
    if (round % 11 == 0) curve.c = 0.5 * std::fabs(curve.a);  // the minimum is flat to fourth order
    const double best = curve.best_beta();
    CHECK(std::fabs(best) <= 1.5707963267948970);
    for (int k = 0; k < 400; ++k) CHECK(curve.at(best) <= curve.at(k * 0.00785398163) + 1e-14);
  }
}

TEST_CASE("a flat curve has beta 0, and without fields the best beta of a positive gamma is in (-pi/4, 0)") {
  CHECK(BetaCurve{}.best_beta() == 0.0);
  CHECK(BetaCurve{0.0, 1.0, 0.0}.best_beta() == doctest::Approx(-0.39269908169872414).epsilon(1e-15));
}

TEST_CASE("another problem is evaluated in the memory of the first") {
  const auto environment = make_environment();
  weiss::Random random(8);
  for (const Make make : kForms) {
    const auto first = build(environment, random_ising(random, 10, 0.8, false, true));
    const auto form = make(*first, one_thread());
    value(*form, 0.5, 0.5);
    for (const int64_t n : {10, 4, 13}) {
      const auto next = build(environment, random_ising(random, n, 0.6, false, true));
      form->set_problem(*next);
      CHECK(value(*form, 0.2, -0.4) == value(*make(*next, one_thread()), 0.2, -0.4));
    }
  }
}

TEST_CASE("threads change neither bits nor the work that is charged, and a run stops both forms") {
  weiss::Random random(9);
  weiss::Pool pool(nullptr, nullptr);
  for (const Make make : kForms) {
    const auto problem =
        build(make_environment(), random_ising(random, 450, make == kForms[0] ? 1.0 : 0.3, false, true));
    BetaCurve first, first_slope;
    int64_t charged = 0;
    for (const int32_t threads : {1, 3}) {
      const auto form = make(*problem, weiss::Threads(pool, threads));
      BetaCurve curve, slope;
      CountingRun run;
      REQUIRE(form->curve(run.table(), 0.1, &curve, &slope));
      if (threads == 1) {
        first = curve;
        first_slope = slope;
        charged = run.spent;
      }
      CHECK(charged > 1000000);
      CHECK(run.spent == charged);
      CHECK(weiss::test::same_bits(&curve, &first, sizeof curve));
      CHECK(weiss::test::same_bits(&slope, &first_slope, sizeof slope));
      CountingRun short_run(charged / 10);
      CHECK_FALSE(form->curve(short_run.table(), 0.1, &curve, &slope));
      CHECK(short_run.spent < charged);
    }
  }
}

// The roof dual bound and its persistent spins against their definitions.
#include <doctest/doctest.h>

#include <cmath>

#include "bounds/roof_dual.hpp"
#include "model/support.hpp"
#include "weiss/bounds.h"

using weiss::Problem;
using weiss::Random;
using weiss_test::build;
using weiss_test::make_environment;
using weiss_test::random_ising;
using weiss_test::Spins;
using weiss_test::UserForm;

namespace {

struct Answer {
  double bound = 0.0;
  Spins persistent;
};

Answer roof_dual(const Problem& problem) {
  Answer answer;
  answer.persistent.resize(static_cast<size_t>(problem.num_spins()));
  REQUIRE(weiss_bound_roof_dual(&problem, nullptr, &answer.bound, answer.persistent.data(), nullptr) ==
          WEISS_OK);
  return answer;
}

// The linear relaxation replaces J s t by |J| (|s + sgn(J) t| - 1), and its vertices are in {-1, 0, 1}^n. The
// anchors of components without fields are at +1.
double relaxation(const Problem& problem, const Spins& fixed) {
  const auto n = static_cast<size_t>(problem.num_spins());
  Spins s(n, -1);
  for (size_t u = 0; u < n; ++u)
    if (fixed[u]) s[u] = 1;
  double least = INFINITY;
  for (;;) {
    double value = problem.offset;
    for (size_t u = 0; u < n; ++u) {
      value += problem.field[u] * s[u];
      for (size_t k = problem.row_begin(u); k < problem.row_end(u); ++k) {
        const double coupling = problem.value[k];
        const int other = s[static_cast<size_t>(problem.column[k])];
        if (coupling != 0.0)
          value += 0.5 * std::fabs(coupling) * (std::abs(s[u] + (coupling > 0.0 ? other : -other)) - 1);
      }
    }
    least = std::min(least, value);
    size_t u = 0;
    while (u < n && (fixed[u] || s[u] == 1)) {
      if (!fixed[u]) s[u] = -1;
      ++u;
    }
    if (u == n) return least;
    ++s[u];
  }
}

Spins anchors(const Problem& problem) {
  weiss::Meter meter(nullptr);
  const weiss::RoofDual dual = weiss::roof_dual(problem, INT64_MAX, meter);
  Spins fixed(dual.anchor.size(), 0);
  for (size_t u = 0; u < fixed.size(); ++u) fixed[u] = dual.anchor[u] == static_cast<int32_t>(u);
  return fixed;
}

// To change the persistent spins to their values raises the energy of no state.
void check_persistency(const Problem& problem, const Answer& answer, double tolerance) {
  double worst = 0.0;
  weiss_test::for_each_state(problem.num_spins(), [&](const Spins& spins) {
    Spins changed = spins;
    for (size_t u = 0; u < spins.size(); ++u)
      if (answer.persistent[u] != 0) changed[u] = answer.persistent[u];
    worst = std::max(worst, problem.energy(changed.data()) - problem.energy(spins.data()));
  });
  CHECK(worst <= tolerance);
}

UserForm random_problem(Random& random, int trial, bool integer) {
  const int64_t n = 2 + static_cast<int64_t>(random.below(6));
  constexpr double kDensities[] = {0.2, 0.5, 1.0};
  UserForm form = random_ising(random, n, kDensities[trial % 3], integer, trial % 4 != 0);
  if (trial % 5 == 0)  // fields on few spins
    for (double& h : form.linear)
      if (random.below(3) != 0) h = 0.0;
  return form;
}

}  // namespace

TEST_CASE("the bound is the value of the linear relaxation") {
  const auto environment = make_environment();
  Random random(1);
  for (int trial = 0; trial < 300; ++trial) {
    const auto problem = build(environment, random_problem(random, trial, true));
    CHECK(roof_dual(*problem).bound == relaxation(*problem, anchors(*problem)));
  }
}

TEST_CASE("with doubles the bound is below the relaxation by rounding only") {
  const auto environment = make_environment();
  Random random(2);
  for (int trial = 0; trial < 300; ++trial) {
    const auto problem = build(environment, random_problem(random, trial, false));
    const double bound = roof_dual(*problem).bound, value = relaxation(*problem, anchors(*problem));
    CHECK(bound <= value + 1e-14);  // sums of the reference are rounded, too
    CHECK(bound >= value - 1e-12);
  }
}

TEST_CASE("the bound is not above the minimum, and persistent spins never raise an energy") {
  const auto environment = make_environment();
  Random random(3);
  int64_t decided = 0;
  for (int trial = 0; trial < 400; ++trial) {
    const bool integer = trial % 2 == 0;
    UserForm form = random_ising(random, 10, trial % 3 == 0 ? 0.6 : 0.25, integer, trial % 4 != 3);
    for (double& h : form.linear) h *= 2;
    const auto problem = build(environment, form);
    const Answer answer = roof_dual(*problem);
    CHECK(answer.bound <= weiss_test::minimum_energy(*problem));
    CHECK(answer.bound >= problem->trivial_bound);
    if (problem->has_fields()) check_persistency(*problem, answer, integer ? 0.0 : 1e-13);
    for (const int8_t s : answer.persistent) decided += s != 0;
  }
  CHECK(decided > 1000);
}

TEST_CASE("without fields spins are decided beside the one that is coupled most") {
  const auto environment = make_environment();
  Random random(4);
  int64_t decided = 0;
  for (int trial = 0; trial < 200; ++trial) {
    UserForm form = random_ising(random, 9, 0.25, true, false);
    for (int32_t u = 0; u < 9; ++u) form.add(u, 9, 2.0 * weiss_test::random_value(random, true));
    form.num_spins = 10;
    const auto problem = build(environment, form);
    weiss::Meter meter(nullptr);
    const weiss::RoofDual dual = weiss::roof_dual(*problem, INT64_MAX, meter);
    double worst = 0.0;
    weiss_test::for_each_state(10, [&](const Spins& spins) {
      Spins changed = spins;
      for (size_t u = 0; u < spins.size(); ++u)
        if (dual.value[u] != 0)
          changed[u] = static_cast<int8_t>(dual.value[u] * spins[static_cast<size_t>(dual.anchor[u])]);
      worst = std::max(worst, problem->energy(changed.data()) - problem->energy(spins.data()));
    });
    CHECK(worst == 0.0);
    CHECK(dual.bound <= weiss_test::minimum_energy(*problem));
    for (const int8_t s : dual.value) decided += s != 0;
  }
  CHECK(decided > 1000);
}

TEST_CASE("a problem without frustration is decided as a whole") {
  const auto environment = make_environment();
  Random random(5);
  constexpr int64_t kSpins = 2000;
  const Spins hidden = weiss_test::random_spins(random, kSpins);
  for (const bool fields : {false, true}) {
    UserForm form;
    form.num_spins = kSpins;
    const auto agree = [&](int32_t u, int32_t v) {
      form.add(u, v, -hidden[static_cast<size_t>(u)] * hidden[static_cast<size_t>(v)] * (1.0 + random.below(5)));
    };
    for (int32_t u = 1; u < kSpins; ++u) agree(u, static_cast<int32_t>(random.below(static_cast<uint32_t>(u))));
    for (int extra = 0; extra < 3000; ++extra) {
      const auto u = static_cast<int32_t>(random.below(kSpins)), v = static_cast<int32_t>(random.below(kSpins));
      if (u != v) agree(u, v);
    }
    if (fields)
      for (const int8_t s : hidden) form.linear.push_back(random.below(2) ? -s : 0.0);
    const auto problem = build(environment, form);
    const Answer answer = roof_dual(*problem);
    CHECK(answer.bound == problem->trivial_bound);
    CHECK(problem->energy(answer.persistent.data()) == problem->trivial_bound);
  }
}

TEST_CASE("a run that stops gets the bound so far and no persistent spins") {
  weiss_run run = {};
  run.struct_size = sizeof run;
  run.should_stop = [](const weiss_run*) noexcept -> int32_t { return 1; };
  run.work_left = [](const weiss_run*) noexcept -> int64_t { return 0; };
  run.spend = [](const weiss_run*, int64_t) noexcept {};
  Random random(6);
  const auto problem = build(make_environment(), random_ising(random, 12, 0.5, true, true));
  double bound = 0.0;
  Spins persistent(12, 7);
  CHECK(weiss_bound_roof_dual(problem.get(), &run, &bound, persistent.data(), nullptr) == WEISS_STOPPED);
  CHECK(bound <= weiss_test::minimum_energy(*problem));
  CHECK(bound >= problem->trivial_bound);
  CHECK(persistent == Spins(12, 0));
}

TEST_CASE("problems without spins or couplings have a bound, too") {
  const auto environment = make_environment();
  UserForm form;
  form.offset = 3.0;
  CHECK(roof_dual(*build(environment, form)).bound == 3.0);
  form.num_spins = 3;
  form.linear = {2.0, 0.0, -1.0};
  const Answer answer = roof_dual(*build(environment, form));
  CHECK(answer.bound == 0.0);
  CHECK(answer.persistent == Spins{-1, 1, 1});
}

// The bound of semidefinite programming against values that are known, and against minima.
#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "search/support.hpp"
#include "weiss/bounds.h"

using weiss::Problem;
using weiss::ProblemPtr;
using weiss::Random;
using weiss_test::build;
using weiss_test::CountingRun;
using weiss_test::make_environment;
using weiss_test::Spins;
using weiss_test::UserForm;

namespace {

constexpr double kPi = 3.14159265358979323846;

weiss_sdp_params sdp_params(int64_t max_sweeps = 0) {
  weiss_sdp_params params = {};
  params.struct_size = sizeof params;
  params.max_sweeps = max_sweeps;
  return params;
}

struct Answer {
  double bound = 0.0;
  double value = 0.0;
};

Answer sdp(const Problem& problem, const weiss_sdp_params& params = sdp_params()) {
  Answer answer;
  REQUIRE(weiss_bound_sdp(&problem, nullptr, &params, &answer.bound, &answer.value, nullptr, nullptr) ==
          WEISS_OK);
  return answer;
}

UserForm cut_form(int64_t n) {
  UserForm form;
  form.origin = WEISS_ORIGIN_MAXCUT;
  form.num_spins = n;
  return form;
}

UserForm cycle(int32_t n, double weight = 1.0) {
  UserForm form = cut_form(n);
  for (int32_t i = 0; i < n; ++i) form.add(i, (i + 1) % n, weight);
  return form;
}

UserForm torus(int32_t side, double weight = 1.0) {
  UserForm form = cut_form(side * side);
  for (int32_t i = 0; i < side; ++i)
    for (int32_t j = 0; j < side; ++j) {
      form.add(i * side + j, i * side + (j + 1) % side, weight);
      form.add(i * side + j, (i + 1) % side * side + j, weight);
    }
  return form;
}

UserForm complete(int32_t n, double weight = 1.0) {
  UserForm form = cut_form(n);
  for (int32_t i = 0; i < n; ++i)
    for (int32_t j = 0; j < i; ++j) form.add(i, j, weight);
  return form;
}

// The outer cycle, the spokes and the inner star.
UserForm petersen() {
  UserForm form = cut_form(10);
  for (int32_t i = 0; i < 5; ++i) {
    form.add(i, (i + 1) % 5, 1.0);
    form.add(i, i + 5, 1.0);
    form.add(i + 5, (i + 2) % 5 + 5, 1.0);
  }
  return form;
}

// The largest cut that the bound leaves room for.
double cut_bound(const UserForm& form) {
  const ProblemPtr problem = build(make_environment(), form);
  return problem->objective(sdp(*problem).bound);
}

// Weights that are no integers on any scale, so that the bound is not raised to the next energy.
constexpr double kOdd = 0.1;

// The user's largest coefficient times its root of N, by which the examples below may be off.
bool close(double bound, double exact) {
  return bound >= exact * (1.0 - 1e-6) && bound <= exact * (1.0 + 1e-4);
}

}  // namespace

TEST_CASE(
    "the SDP bound of vertex-transitive graphs is n / 4 times the largest eigenvalue of the Laplacian") {
  CHECK(close(cut_bound(cycle(5, kOdd)), kOdd * 5.0 * (1.0 + std::cos(kPi / 5.0)) / 2.0));
  CHECK(close(cut_bound(cycle(101, kOdd)), kOdd * 101.0 * (1.0 + std::cos(kPi / 101.0)) / 2.0));
  CHECK(close(cut_bound(complete(11, kOdd)), kOdd * 121.0 / 4.0));
  CHECK(close(cut_bound(complete(40, kOdd)), kOdd * 400.0));
  CHECK(close(cut_bound(torus(5, kOdd)), kOdd * 25.0 * (1.0 + std::cos(kPi / 5.0))));
  CHECK(close(cut_bound(torus(31, kOdd)), kOdd * 961.0 * (1.0 + std::cos(kPi / 31.0))));
}

TEST_CASE("the SDP bound of integer problems is an energy that they can have") {
  CHECK(cut_bound(cycle(5)) == 4.0);      // of 4.52, in steps of 2
  CHECK(cut_bound(petersen()) == 12.0);   // of 12.5; the largest cut
  CHECK(cut_bound(complete(9)) == 20.0);  // of 20.25; the largest cut
  CHECK(cut_bound(complete(10)) == 25.0);
}

TEST_CASE("the SDP bound of bipartite graphs is the largest cut") {
  CHECK(cut_bound(cycle(40)) == 40.0);
  CHECK(cut_bound(torus(12)) == 288.0);
  UserForm form = cut_form(9);
  for (int32_t i = 0; i < 4; ++i)
    for (int32_t j = 4; j < 9; ++j) form.add(i, j, 0.3);
  CHECK(close(cut_bound(form), 6.0));
}

TEST_CASE("no state is below the SDP bound, however bad the vectors are") {
  const auto environment = make_environment();
  for (uint64_t seed = 0; seed < 240; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const int64_t n = 1 + static_cast<int64_t>(random.below(11));
    const double density = random.uniform();
    const bool integer = seed % 2 == 0, fields = seed % 3 != 0;
    const ProblemPtr problem =
        build(environment, weiss_test::random_ising(random, n, density, integer, fields));
    const double least = weiss_test::minimum_energy(*problem);
    for (const int64_t sweeps : {1, 2, 5, 0}) {
      weiss_sdp_params params = sdp_params(sweeps);
      params.seed = seed;
      params.rank = seed % 5 == 0 ? 1 : 0;
      const double bound = sdp(*problem, params).bound;
      CHECK(bound <= least);
      CHECK(bound >= problem->trivial_bound);
    }
  }
}

TEST_CASE("the SDP bound scales with the problem") {
  Random random(5);
  UserForm form = weiss_test::random_ising(random, 12, 0.6, false, true);
  const ProblemPtr unscaled = build(make_environment(), form);
  const Answer answer = sdp(*unscaled);
  for (const double factor : {1e-305, 1e-150, 1e-7, 1e7, 1e150, 1e300}) {
    CAPTURE(factor);
    UserForm scaled = form;
    scaled.offset *= factor;
    for (double& value : scaled.value) value *= factor;
    for (double& field : scaled.linear) field *= factor;
    const ProblemPtr problem = build(make_environment(), scaled);
    const double bound = sdp(*problem).bound;
    CHECK(bound <= weiss_test::minimum_energy(*problem));
    CHECK(bound / factor == doctest::Approx(answer.bound).epsilon(1e-4));
  }
}

TEST_CASE("weights of very different sizes leave the SDP bound tight") {
  // Two odd cycles, one a million times the other; what is lost must be small against the small one, too.
  UserForm form = cycle(5, 1e6 * kOdd);
  form.num_spins = 10;
  for (int32_t i = 5; i < 10; ++i) form.add(i, i < 9 ? i + 1 : 5, kOdd);
  const double exact = kOdd * (1e6 + 1.0) * 5.0 * (1.0 + std::cos(kPi / 5.0)) / 2.0;
  CHECK(close(cut_bound(form), exact));
}

TEST_CASE("the SDP bound of problems without couplings") {
  for (const int64_t n : {0, 1, 7}) {
    UserForm form;
    form.num_spins = n;
    form.offset = -2.5;
    ProblemPtr problem = build(make_environment(), form);
    CHECK(sdp(*problem).bound == -2.5);
    CHECK(sdp(*problem).value == -2.5);
    if (n == 0) continue;
    form.linear.assign(static_cast<size_t>(n), 0.0);
    form.linear[0] = -3.0;
    problem = build(make_environment(), form);
    CHECK(sdp(*problem).bound == -5.5);
  }
}

TEST_CASE("the proven SDP bound meets the value of its vectors") {
  Random random(9);
  for (const bool fields : {false, true}) {
    const ProblemPtr problem =
        build(make_environment(), weiss_test::random_ising(random, 300, 0.03, false, fields));
    const Answer answer = sdp(*problem);
    CHECK(answer.bound <= answer.value);
    CHECK(answer.bound >= answer.value - 1e-4 * std::abs(answer.value));
  }
}

TEST_CASE("the SDP bound and its states are the same at every SIMD level") {
  Random random(11);
  const UserForm form = weiss_test::random_ising(random, 150, 0.1, true, true);
  Answer first;
  Spins first_states;
  weiss_test::for_each_level([&](const weiss::EnvironmentPtr& environment) {
    const ProblemPtr problem = build(environment, form);
    weiss_sdp_params params = sdp_params();
    params.num_roundings = 5;
    params.seed = 3;
    Answer answer;
    Spins states(5 * 150);
    REQUIRE(weiss_bound_sdp(problem.get(), nullptr, &params, &answer.bound, &answer.value, states.data(),
                            nullptr) == WEISS_OK);
    if (first_states.empty()) {
      first = answer;
      first_states = states;
    }
    CHECK(answer.bound == first.bound);
    CHECK(answer.value == first.value);
    CHECK(states == first_states);
  });
}

TEST_CASE("roundings of the SDP are states, best first, and good ones") {
  Random random(13);
  UserForm form = weiss_test::random_ising(random, 100, 0.1, true, true);
  form.num_spins = 103;  // three spins alone
  form.linear.resize(103, 0.0);
  const ProblemPtr problem = build(make_environment(), form);
  weiss_sdp_params params = sdp_params();
  params.num_roundings = 20;
  Spins states(20 * 103);
  double bound = 0.0;
  REQUIRE(weiss_bound_sdp(problem.get(), nullptr, &params, &bound, nullptr, states.data(), nullptr) ==
          WEISS_OK);
  double before = bound;
  for (size_t k = 0; k < 20; ++k) {
    const double energy = problem->energy(states.data() + k * 103);
    CHECK(energy >= before);
    before = energy;
  }
  CHECK(problem->energy(states.data()) < 0.7 * bound);  // both are negative
  for (const int8_t spin : states) CHECK((spin == 1 || spin == -1));
}

TEST_CASE("a run that stops leaves a valid SDP bound and valid states") {
  Random random(17);
  const ProblemPtr problem =
      build(make_environment(), weiss_test::random_ising(random, 200, 0.2, true, true));
  weiss_sdp_params params = sdp_params();
  params.num_roundings = 1;
  const double full = sdp(*problem).bound;
  for (const int64_t asks : {0, 1, 3, 10, 30}) {
    CAPTURE(asks);
    CountingRun run(INT64_MAX, asks);
    double bound = 0.0, value = 0.0;
    Spins state(200);
    const weiss_status status =
        weiss_bound_sdp(problem.get(), run.table(), &params, &bound, &value, state.data(), nullptr);
    CHECK((status == WEISS_STOPPED || (status == WEISS_OK && bound == full)));
    CHECK(bound >= problem->trivial_bound);
    CHECK(bound <= problem->energy(state.data()));
  }
  CountingRun run;
  double bound = 0.0;
  CHECK(weiss_bound_sdp(problem.get(), run.table(), &params, &bound, nullptr, nullptr, nullptr) == WEISS_OK);
  CHECK(bound == full);
  CHECK(run.spent > problem->num_entries());
}

TEST_CASE("the SDP bound without memory for a proof is the trivial bound") {
  const UserForm form = complete(400, kOdd);
  const ProblemPtr roomy = build(make_environment(), form);
  const int64_t held = roomy->environment->memory()->used();
  // Matrix and vectors fit, the dense factor of 448^2 doubles beside them does not.
  const ProblemPtr problem = build(make_environment(held + 3200000), form);
  const Answer answer = sdp(*problem);
  CHECK(answer.bound == problem->trivial_bound);
}

TEST_CASE("parameters of the SDP bound out of range are refused") {
  const ProblemPtr problem = build(make_environment(), cycle(5));
  double bound = 0.0;
  const auto status = [&](const weiss_sdp_params& params) {
    return weiss_bound_sdp(problem.get(), nullptr, &params, &bound, nullptr, nullptr, nullptr);
  };
  weiss_sdp_params params = sdp_params(-1);
  CHECK(status(params) == WEISS_E_ARGUMENT);
  params = sdp_params();
  params.rank = 1 << 20;
  CHECK(status(params) == WEISS_E_ARGUMENT);
  params = sdp_params();
  params.tolerance = std::nan("");
  CHECK(status(params) == WEISS_E_ARGUMENT);
  params = sdp_params();
  params.num_roundings = -1;
  CHECK(status(params) == WEISS_E_ARGUMENT);
  CHECK(weiss_bound_sdp(nullptr, nullptr, nullptr, &bound, nullptr, nullptr, nullptr) == WEISS_E_ARGUMENT);
  CHECK(weiss_bound_sdp(problem.get(), nullptr, nullptr, nullptr, nullptr, nullptr, nullptr) ==
        WEISS_E_ARGUMENT);
  CHECK(weiss_bound_sdp(problem.get(), nullptr, nullptr, &bound, nullptr, nullptr, nullptr) == WEISS_OK);
}

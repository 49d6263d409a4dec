#include <doctest/doctest.h>

#include <string>

#include "base/error.hpp"
#include "support.hpp"

using weiss::Random;
using weiss_test::build;
using weiss_test::make_environment;
using weiss_test::Spins;
using weiss_test::UserForm;

namespace {

UserForm path(double first, double second) {
  UserForm form;
  form.origin = WEISS_ORIGIN_QUBO;
  form.num_spins = 3;
  form.add(0, 1, first);
  form.add(1, 2, second);
  return form;
}

void check_values(const weiss::Problem& problem, const UserForm& form) {
  weiss_test::for_each_state(form.num_spins, [&](const Spins& spins) {
    CHECK(problem.objective(problem.energy(spins.data())) ==
          static_cast<double>(form.value_of(spins.data())));
  });
}

std::string refusal(weiss::Problem& problem, const UserForm& form) {
  try {
    problem.update(form.data());
  } catch (const weiss::Error& error) {
    CHECK(error.status() == WEISS_E_ARGUMENT);
    return error.message();
  }
  return "";
}

}  // namespace

TEST_CASE("an update gives the values of the new data") {
  const auto environment = make_environment();
  Random random(21);
  for (int trial = 0; trial < 20; ++trial) {
    UserForm form = weiss_test::random_ising(random, 6, 0.7, true, true);
    for (double& value : form.value) value += 100.0;
    const auto problem = build(environment, form);
    const double* values = problem->value.data();
    for (double& value : form.value) value = weiss_test::random_value(random, true);
    for (double& h : form.linear) h = weiss_test::random_value(random, true);
    form.offset = 17.0;
    problem->update(form.data());
    check_values(*problem, form);
    CHECK(problem->value.data() == values);
  }
}

TEST_CASE("pairs that an update leaves out are 0 and stay in the pattern") {
  const auto problem = build(make_environment(), path(4.0, 8.0));
  UserForm one = path(4.0, 8.0);
  one.row.pop_back();
  one.column.pop_back();
  one.value.pop_back();
  problem->update(one.data());
  check_values(*problem, one);
  CHECK(problem->num_entries() == 4);
  problem->update(path(1.0, 2.0).data());
  check_values(*problem, path(1.0, 2.0));
}

TEST_CASE("an update finds the scale and the flags again") {
  const auto problem = build(make_environment(), path(4.0, 8.0));
  CHECK(problem->scale == 1.0);
  problem->update(path(1.0, 2.0).data());
  CHECK(problem->scale == 4.0);
  problem->update(path(0.1, 1e9).data());
  CHECK_FALSE(problem->integer());
  CHECK(problem->scale == 1.0);
  problem->update(path(0.0, 0.0).data());
  CHECK(problem->integer());
  CHECK_FALSE(problem->has_fields());
}

TEST_CASE("a problem built with a zero can be updated with the same data") {
  const auto problem = build(make_environment(), path(0.0, 8.0));
  CHECK(refusal(*problem, path(0.0, 4.0)).empty());
  check_values(*problem, path(0.0, 4.0));
}

TEST_CASE("an update that is refused changes nothing") {
  const auto problem = build(make_environment(), path(0.0, 8.0));
  const UserForm before = path(0.0, 8.0);
  CHECK(refusal(*problem, path(1.0, 4.0)) ==
        "the pair (0, 1) is not in the pattern of the problem; create a new problem");
  UserForm other = path(0.0, 4.0);
  other.num_spins = 4;
  CHECK(refusal(*problem, other) == "num_spins of the data is not that of the problem; create a new problem");
  other = path(0.0, 4.0);
  other.origin = WEISS_ORIGIN_ISING;
  CHECK(refusal(*problem, other) == "origin of the data is not that of the problem; create a new problem");
  other = path(0.0, 4.0);
  other.sense = WEISS_SENSE_MAX;
  CHECK(refusal(*problem, other) == "sense of the data is not that of the problem; create a new problem");
  other = path(0.0, 4.0);
  other.column[1] = 3;
  CHECK(refusal(*problem, other) == "term 1 (row 1, column 3): column must lie in 0..2");
  check_values(*problem, before);
}

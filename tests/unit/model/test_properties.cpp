#include <doctest/doctest.h>

#include <cmath>

#include "base/error.hpp"
#include "support.hpp"

using weiss::Random;
using weiss_test::build;
using weiss_test::make_environment;
using weiss_test::Spins;
using weiss_test::UserForm;

namespace {

constexpr double kTwo53 = 9007199254740992.0;

UserForm pair_of_spins(double coupling, double field, double offset) {
  UserForm form;
  form.num_spins = 2;
  form.add(0, 1, coupling);
  form.linear = {field, 0.0};
  form.offset = offset;
  return form;
}

}  // namespace

TEST_CASE("the scale is the least power of two that makes all coefficients integers") {
  const auto environment = make_environment();
  const auto scale_of = [&](double coupling, double field, double offset) {
    const auto problem = build(environment, pair_of_spins(coupling, field, offset));
    CHECK(problem->integer());
    return problem->scale;
  };
  CHECK(scale_of(3.0, -4.0, 10.0) == 1.0);
  CHECK(scale_of(2.0, 4.0, 6.0) == 1.0);
  CHECK(scale_of(0.5, 1.0, 0.0) == 2.0);
  CHECK(scale_of(0.5, -0.375, 0.0) == 8.0);
  CHECK(scale_of(1.0, 0.0, 0.0625) == 16.0);
  CHECK(scale_of(0.0, 0.0, 0.0) == 1.0);
}

TEST_CASE("a QUBO of integers has quarters") {
  UserForm form;
  form.origin = WEISS_ORIGIN_QUBO;
  form.num_spins = 2;
  form.add(0, 1, 3.0);
  const auto problem = build(make_environment(), form);
  CHECK(problem->integer());
  CHECK(problem->scale == 4.0);
}

TEST_CASE("integers are proven up to a total of 2^53 and not beyond") {
  const auto environment = make_environment();
  const auto integer = [&](double coupling, double field, double offset) {
    return build(environment, pair_of_spins(coupling, field, offset))->integer();
  };
  CHECK(integer(kTwo53 - 1.0, 0.0, 0.0));
  CHECK_FALSE(integer(kTwo53, 0.0, 0.0));
  CHECK(integer(kTwo53 - 3.0, 1.0, 1.0));
  CHECK_FALSE(integer(kTwo53 - 2.0, 1.0, 1.0));
  CHECK(integer(kTwo53 / 2.0 - 1.0, 0.5, 0.0));
  CHECK_FALSE(integer(kTwo53 / 2.0, 0.5, 0.0));
  CHECK_FALSE(integer(1.0, 1e-300, 0.0));
  CHECK_FALSE(integer(5e-324, 0.0, 0.0));
  CHECK_FALSE(integer(1e300, 0.0, 0.0));
  CHECK_FALSE(integer(0.1, 0.2, 0.3));
}

TEST_CASE("a problem that is not integer has scale 1") {
  CHECK(build(make_environment(), pair_of_spins(0.1, 1e5, 0.0))->scale == 1.0);
}

TEST_CASE("energies near 2^53 are exact on every SIMD level") {
  const weiss::KernelTable* tables[8];
  const size_t num_tables = weiss::kernel_tables(tables, 8);
  for (size_t t = 0; t < num_tables; ++t)
    for (int variant = 0; variant < 16; ++variant) {
      UserForm form;
      form.num_spins = 3;
      // The row of spin 0 in halves, as energies are added up, needs more than 53 bits.
      form.add(0, 1, 2500000000000000.0 + (variant & 1));
      form.add(0, 2, 2400000000000000.0 + (variant >> 1 & 1));
      form.linear = {4000000000000000.0 + (variant >> 2), 0.0, 0.0};
      const auto problem = build(make_environment(0, tables[t]->name), form);
      REQUIRE(problem->integer());
      std::vector<int8_t> states;
      weiss_test::for_each_state(3, [&](const Spins& spins) {
        CHECK(problem->energy(spins.data()) == static_cast<double>(form.value_of(spins.data())));
        states.insert(states.end(), spins.begin(), spins.end());
      });
      double energies[8];
      problem->energies(8, states.data(), energies);
      for (size_t k = 0; k < 8; ++k)
        CHECK(energies[k] == static_cast<double>(form.value_of(states.data() + 3 * k)));
    }
}

TEST_CASE("no energy is below the trivial bound") {
  const auto environment = make_environment();
  Random random(11);
  for (int trial = 0; trial < 50; ++trial) {
    UserForm form = weiss_test::random_ising(random, 8, 0.6, trial % 2 == 0, true);
    if (trial % 4 >= 2)
      for (double& value : form.value) value = -std::fabs(value);
    if (trial % 8 >= 6) form.offset = 1e10;
    const auto problem = build(environment, form);
    CHECK(weiss_test::minimum_energy(*problem) >= problem->trivial_bound);
  }
  // Met exactly when it can be: a ferromagnet of integers.
  const auto ferromagnet = build(environment, pair_of_spins(-3.0, -1.0, 7.0));
  CHECK(ferromagnet->trivial_bound == 3.0);
  CHECK(weiss_test::minimum_energy(*ferromagnet) == 3.0);
}

TEST_CASE("fields and density show in the flags") {
  const auto environment = make_environment();
  Random random(12);
  const auto flags = [&](int64_t n, double density, bool fields) {
    return build(environment, weiss_test::random_ising(random, n, density, true, fields))->flags;
  };
  CHECK((flags(100, 0.5, true) & WEISS_PROBLEM_HAS_FIELDS) != 0);
  CHECK((flags(100, 0.5, false) & WEISS_PROBLEM_HAS_FIELDS) == 0);
  CHECK((flags(100, 0.5, false) & WEISS_PROBLEM_DENSE_ADVISED) != 0);
  CHECK((flags(100, 0.02, false) & WEISS_PROBLEM_DENSE_ADVISED) == 0);
}

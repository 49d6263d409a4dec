#include <doctest/doctest.h>

#include <cmath>
#include <tuple>

#include "support.hpp"

using weiss::Random;
using weiss_test::build;
using weiss_test::make_environment;
using weiss_test::random_spins;
using weiss_test::random_value;
using weiss_test::Spins;
using weiss_test::UserForm;

namespace {

// Random terms with repeats in both orders, self-loops and, for integers, zeros.
UserForm random_form(Random& random, int32_t origin, int32_t sense, int32_t duplicates, bool integer) {
  UserForm form;
  form.origin = origin;
  form.sense = sense;
  form.duplicates = duplicates;
  form.index_base = static_cast<int32_t>(random.below(2));
  form.num_spins = 2 + random.below(12);
  form.offset = random_value(random, integer);
  const auto n = static_cast<uint32_t>(form.num_spins);
  for (uint32_t k = random.below(4 * n); k > 0; --k)
    form.add(static_cast<int32_t>(random.below(n)), static_cast<int32_t>(random.below(n)),
             random_value(random, integer));
  if (origin != WEISS_ORIGIN_MAXCUT && random.below(2))
    for (uint32_t i = 0; i < n; ++i) form.linear.push_back(random_value(random, integer));
  return form;
}

void check_rows(const weiss::Problem& problem) {
  REQUIRE(problem.row_start.size() == problem.field.size() + 1);
  REQUIRE(problem.row_start.front() == 0);
  REQUIRE(problem.row_start.back() == problem.num_entries());
  const auto value_at = [&](size_t u, int32_t v) {
    for (size_t k = problem.row_begin(u); k < problem.row_end(u); ++k)
      if (problem.column[k] == v) return problem.value[k];
    return 0.0;
  };
  for (size_t u = 0; u < problem.field.size(); ++u)
    for (size_t k = problem.row_begin(u); k < problem.row_end(u); ++k) {
      const int32_t v = problem.column[k];
      REQUIRE(v != static_cast<int32_t>(u));
      if (k > problem.row_begin(u)) REQUIRE(problem.column[k - 1] < v);
      REQUIRE(problem.value[k] != 0.0);
      REQUIRE(value_at(static_cast<size_t>(v), static_cast<int32_t>(u)) == problem.value[k]);
    }
}

void check_values(Random& random, const weiss::Problem& problem, const UserForm& form, bool exact) {
  check_rows(problem);
  for (int trial = 0; trial < 10; ++trial) {
    const Spins spins = random_spins(random, form.num_spins);
    const auto expected = static_cast<double>(form.value_of(spins.data()));
    const double got = problem.objective(problem.energy(spins.data()));
    if (exact) CHECK(got == expected);
    else CHECK(got == doctest::Approx(expected).epsilon(1e-13).scale(10));
    CHECK(problem.energy_of(got) == problem.energy(spins.data()));
  }
}

const int32_t kOrigins[] = {WEISS_ORIGIN_ISING, WEISS_ORIGIN_QUBO, WEISS_ORIGIN_MAXCUT};
const int32_t kSenses[] = {WEISS_SENSE_DEFAULT, WEISS_SENSE_MIN, WEISS_SENSE_MAX};
const int32_t kPolicies[] = {WEISS_DUPLICATES_SUM, WEISS_DUPLICATES_LAST};

}  // namespace

TEST_CASE("the energy of every origin, sense and policy is the user's own value") {
  const auto environment = make_environment();
  Random random(1);
  for (const int32_t origin : kOrigins)
    for (const int32_t sense : kSenses)
      for (const int32_t policy : kPolicies)
        for (int trial = 0; trial < 40; ++trial) {
          const bool integer = trial % 2 == 0;
          UserForm form = random_form(random, origin, sense, policy, integer);
          if (trial % 4 >= 2) form.to_csr();
          const auto problem = build(environment, form);
          CHECK(problem->origin == origin);
          const int32_t usual = origin == WEISS_ORIGIN_MAXCUT ? WEISS_SENSE_MAX : WEISS_SENSE_MIN;
          CHECK(problem->sense == (sense == WEISS_SENSE_DEFAULT ? usual : sense));
          CHECK((!integer || problem->integer()));
          check_values(random, *problem, form, integer);
        }
}

TEST_CASE("a symmetric matrix in full counts each pair once") {
  const auto environment = make_environment();
  Random random(2);
  for (const int32_t origin : kOrigins)
    for (int trial = 0; trial < 20; ++trial) {
      UserForm form = random_form(random, origin, WEISS_SENSE_DEFAULT, WEISS_DUPLICATES_SUM, true);
      UserForm full = form;
      full.both_directions = 1;
      full.row.clear();
      full.column.clear();
      full.value.clear();
      for (const auto& [pair, value] : form.merged()) {
        const auto [i, j] = pair;
        full.add(i, j, static_cast<double>(value));
        if (i != j) full.add(j, i, static_cast<double>(value));
      }
      if (trial % 2) full.to_csr();
      const auto problem = build(environment, full);
      check_values(random, *problem, full, true);
      CHECK(problem->duplicates_merged == 0);
    }
}

TEST_CASE("a symmetric matrix with long unsorted rows comes out sorted") {
  const auto environment = make_environment();
  Random random(3);
  UserForm form;
  form.both_directions = 1;
  form.num_spins = 60;
  for (int32_t gap = 59; gap > 0; --gap)
    for (int32_t i = 0; i + gap < 60; ++i) {
      const double value = random_value(random, true);
      form.add(i, i + gap, value);
      form.add(i + gap, i, value);
    }
  check_values(random, *build(environment, form), form, true);
}

TEST_CASE("terms without values all count 1") {
  const auto environment = make_environment();
  UserForm form;
  form.origin = WEISS_ORIGIN_MAXCUT;
  form.num_spins = 3;
  form.row = {0, 1, 2};
  form.column = {1, 2, 0};
  const auto problem = build(environment, form);
  CHECK(problem->objective(problem->energy(Spins{1, -1, 1}.data())) == 2.0);
}

TEST_CASE("the input is counted: merged terms, self-loops and zeros") {
  const auto environment = make_environment();
  UserForm form;
  form.num_spins = 4;
  form.add(0, 1, 2.0);
  form.add(1, 0, 3.0);
  form.add(2, 3, 1.0);
  form.add(3, 2, -1.0);
  form.add(1, 1, 5.0);
  form.add(1, 1, 5.0);
  form.add(0, 3, 0.0);
  const weiss_problem_info info = build(environment, form)->info();
  CHECK(info.num_couplings == 1);
  CHECK(info.duplicates_merged == 3);
  CHECK(info.self_loops == 2);
  CHECK(info.zeros_dropped == 2);
  CHECK(info.smallest == 5.0);
  CHECK(info.largest == 5.0);
}

TEST_CASE("a problem of no spins has the offset as its energy") {
  const auto environment = make_environment();
  UserForm form;
  form.offset = 2.5;
  const auto problem = build(environment, form);
  CHECK(problem->num_spins() == 0);
  CHECK(problem->energy(nullptr) == 2.5);
  CHECK(problem->row_start.size() == 1);
}

TEST_CASE("a problem of one spin has its field only") {
  const auto environment = make_environment();
  UserForm form;
  form.origin = WEISS_ORIGIN_QUBO;
  form.num_spins = 1;
  form.add(0, 0, -3.0);
  form.linear = {1.0};
  const auto problem = build(environment, form);
  CHECK(problem->energy(Spins{-1}.data()) == -2.0);
  CHECK(problem->energy(Spins{1}.data()) == 0.0);
}

TEST_CASE("zeros are never negative") {
  const auto environment = make_environment();
  for (const int32_t origin : kOrigins) {
    UserForm form;
    form.origin = origin;
    form.sense = WEISS_SENSE_MAX;
    form.num_spins = 2;
    form.add(0, 1, 0.0);
    if (origin != WEISS_ORIGIN_MAXCUT) form.linear = {0.0, -0.0};
    const auto problem = build(environment, form);
    const double energy = problem->energy(Spins{-1, 1}.data());
    CHECK_FALSE(std::signbit(energy));
    CHECK_FALSE(std::signbit(problem->objective(energy)));
    CHECK_FALSE(std::signbit(problem->energy_of(0.0)));
    CHECK_FALSE(std::signbit(problem->field[1]));
    CHECK_FALSE(std::signbit(problem->offset));
  }
}

TEST_CASE("terms that cancel leave the small one exactly") {
  const auto environment = make_environment();
  UserForm form;
  form.origin = WEISS_ORIGIN_QUBO;
  form.num_spins = 3;
  form.add(0, 1, 1e300);
  form.add(0, 2, 4.0);
  form.add(1, 0, -1e300);
  form.linear = {1e17, 0.0, 0.0};
  form.add(0, 0, -1e17);
  const auto problem = build(environment, form);
  CHECK(problem->num_entries() == 2);
  CHECK(problem->field[0] == -1.0);
  CHECK(problem->offset == 1.0);
}

TEST_CASE("many states at once give the bits of one at a time") {
  const auto environment = make_environment();
  Random random(4);
  for (const bool integer : {true, false}) {
    const auto problem = build(environment, weiss_test::random_ising(random, 37, 0.4, integer, true));
    constexpr int64_t kCount = 21;
    const Spins spins = random_spins(random, kCount * 37);
    std::vector<double> energies(kCount);
    problem->energies(kCount, spins.data(), energies.data());
    for (size_t k = 0; k < energies.size(); ++k)
      CHECK(energies[k] == problem->energy(spins.data() + k * 37));
  }
}

TEST_CASE("terms of a reader are built like those of a caller") {
  const auto environment = make_environment();
  Random random(5);
  const UserForm form = weiss_test::random_ising(random, 20, 0.5, true, true);
  weiss::TermArrays terms(environment->memory());
  terms.row.assign(form.row.begin(), form.row.end());
  terms.column.assign(form.column.begin(), form.column.end());
  terms.value.assign(form.value.begin(), form.value.end());
  terms.linear.assign(form.linear.begin(), form.linear.end());
  weiss_problem_data header = {};
  header.num_spins = form.num_spins;
  header.offset = form.offset;
  const auto problem = weiss::build_problem(environment, header, std::move(terms));
  check_values(random, *problem, form, true);
}

TEST_CASE("memory is given back with the problem") {
  const auto environment = make_environment();
  Random random(6);
  { const auto problem = build(environment, weiss_test::random_ising(random, 50, 0.5, true, true)); }
  CHECK(environment->memory()->used() == 0);
  CHECK(environment->memory()->peak() > 0);
}

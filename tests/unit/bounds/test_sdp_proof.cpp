// What the proof of the SDP bound rests on: the factorisation says yes and no where it should, for every
// shape of head and tail; and the lattice of energies.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "bounds/cholesky.hpp"
#include "bounds/lanczos.hpp"
#include "bounds/lattice.hpp"
#include "search/support.hpp"

using weiss::Cholesky;
using weiss::Elimination;
using weiss::Meter;
using weiss::Problem;
using weiss::ProblemPtr;
using weiss::QuadraticForm;
using weiss::Random;
using weiss_test::build;
using weiss_test::UserForm;

namespace {

UserForm grid(int32_t width, int32_t height) {
  UserForm form;
  form.num_spins = width * height;
  for (int32_t i = 0; i < height; ++i)
    for (int32_t j = 0; j < width; ++j) {
      if (j + 1 < width) form.add(i * width + j, i * width + j + 1, -1.0);
      if (i + 1 < height) form.add(i * width + j, (i + 1) * width + j, -1.0);
    }
  return form;
}

// A grid whose spins all meet in one more.
UserForm grid_with_hub(int32_t width, int32_t height) {
  UserForm form = grid(width, height);
  for (int32_t i = 0; i < width * height; ++i) form.add(i, width * height, -1.0);
  ++form.num_spins;
  return form;
}

UserForm complete(int32_t n) {
  UserForm form;
  form.num_spins = n;
  for (int32_t i = 0; i < n; ++i)
    for (int32_t j = 0; j < i; ++j) form.add(i, j, -1.0);
  return form;
}

UserForm random_graph(int32_t n, int32_t edges, uint64_t seed) {
  Random random(seed);
  UserForm form;
  form.num_spins = n;
  for (int32_t i = 1; i < n; ++i)
    form.add(i, static_cast<int32_t>(random.below(static_cast<uint32_t>(i))), -1.0);
  for (int32_t k = n; k < edges; ++k) {
    const auto i = static_cast<int32_t>(random.below(static_cast<uint32_t>(n)));
    const auto j = static_cast<int32_t>(random.below(static_cast<uint32_t>(n)));
    if (i != j) form.add(i, j, -1.0);
  }
  return form;
}

// C is minus the weights of a connected graph: with the degrees on the diagonal it is a Laplacian, whose
// least eigenvalue is 0. A little more is positive definite, a little less is not.
void check_laplacian(const UserForm& form, const weiss::EnvironmentPtr& environment) {
  const ProblemPtr problem = build(environment, form);
  const QuadraticForm quadratic(*problem);
  Meter meter(nullptr);
  const Elimination elimination(quadratic, meter);
  REQUIRE(elimination.affordable);
  Cholesky cholesky(quadratic, elimination, environment->kernels().cholesky);
  CHECK(cholesky.slack() < 1e-6);
  std::vector<double> diagonal(static_cast<size_t>(quadratic.size()));
  const auto factors = [&](double more) {
    for (size_t i = 0; i < diagonal.size(); ++i) {
      diagonal[i] = more;
      for (auto e = quadratic.row_start[i]; e < quadratic.row_start[i + 1]; ++e)
        diagonal[i] -= quadratic.value[static_cast<size_t>(e)];
    }
    return cholesky.factors(diagonal.data(), meter);
  };
  CHECK(factors(1e-8));
  CHECK_FALSE(factors(-1e-8));
  CHECK(factors(1.0));  // nothing is left of the attempt before
}

}  // namespace

TEST_CASE("a factorisation tells positive definite matrices from others") {
  weiss_test::for_each_level([](const weiss::EnvironmentPtr& environment) {
    check_laplacian(grid(1, 2), environment);
    check_laplacian(grid(1, 300), environment);
    check_laplacian(grid(23, 31), environment);
    check_laplacian(grid_with_hub(20, 20), environment);
    check_laplacian(complete(63), environment);
    check_laplacian(complete(130), environment);
    check_laplacian(random_graph(400, 700, 1), environment);
    check_laplacian(random_graph(300, 3000, 2), environment);
  });
}

TEST_CASE("an elimination has every number that fills in") {
  for (const UserForm& form :
       {grid(9, 11), grid_with_hub(8, 8), random_graph(120, 260, 3), random_graph(60, 500, 4)}) {
    const ProblemPtr problem = build(weiss_test::make_environment(), form);
    const QuadraticForm quadratic(*problem);
    Meter meter(nullptr);
    const Elimination elimination(quadratic, meter);
    REQUIRE(elimination.affordable);
    const auto n = static_cast<size_t>(quadratic.size());
    std::vector<std::vector<bool>> full(n, std::vector<bool>(n, false));
    for (size_t i = 0; i < n; ++i)
      for (auto e = quadratic.row_start[i]; e < quadratic.row_start[i + 1]; ++e) {
        const auto j = static_cast<size_t>(quadratic.column[static_cast<size_t>(e)]);
        full[static_cast<size_t>(elimination.position[i])][static_cast<size_t>(elimination.position[j])] =
            true;
      }
    for (size_t k = 0; k < static_cast<size_t>(elimination.head); ++k) {
      std::vector<int32_t> below;
      for (size_t i = k + 1; i < n; ++i)
        if (full[k][i]) below.push_back(static_cast<int32_t>(i));
      CHECK(below == std::vector<int32_t>(elimination.below.begin() + elimination.column_start[k],
                                          elimination.below.begin() + elimination.column_start[k + 1]));
      for (const int32_t i : below)
        for (const int32_t j : below) full[static_cast<size_t>(i)][static_cast<size_t>(j)] = true;
    }
  }
}

TEST_CASE("the least eigenvalue of a path is found") {
  const ProblemPtr problem = build(weiss_test::make_environment(), grid(100, 1));
  const QuadraticForm quadratic(*problem);
  const std::vector<double> zero(100, 0.0), one(100, 1.0);
  Meter meter(nullptr);
  const double least = least_eigenvalue(quadratic, zero.data(), one.data(), 1e-9, 1, meter).value;
  // Couplings are scaled to 1/2.
  CHECK(least == doctest::Approx(-std::cos(3.14159265358979323846 / 101.0)).epsilon(1e-6));
}

TEST_CASE("every energy lies on the lattice, and its step is no smaller than need be") {
  for (uint64_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    UserForm form =
        weiss_test::random_ising(random, 1 + static_cast<int64_t>(seed % 8), 0.7, true, seed % 2 == 1);
    if (seed % 3 == 0)
      for (double& value : form.value) value *= 1.5;
    if (seed % 4 == 0)
      for (double& field : form.linear) field *= 4.0;
    const ProblemPtr problem = build(weiss_test::make_environment(), form);
    const weiss::EnergyLattice lattice(*problem);
    weiss_test::for_each_state(problem->num_spins(), [&](const weiss_test::Spins& spins) {
      const double energy = problem->energy(spins.data());
      if (lattice.step == 0.0) {
        CHECK(energy == lattice.origin);
        return;
      }
      const double steps = (energy - lattice.origin) / lattice.step;
      CHECK(steps == std::floor(steps));
      CHECK(lattice.at_or_above(energy) == energy);
      CHECK(lattice.at_or_above(energy - 0.75 * lattice.step) == energy);
    });
  }
}

TEST_CASE("cuts of a graph of even degrees are even numbers apart") {
  UserForm form;
  form.origin = WEISS_ORIGIN_MAXCUT;
  form.num_spins = 5;
  for (int32_t i = 0; i < 5; ++i) form.add(i, (i + 1) % 5, 1.0);
  CHECK(weiss::EnergyLattice(*build(weiss_test::make_environment(), form)).step == 2.0);
  form.add(0, 2, 1.0);
  CHECK(weiss::EnergyLattice(*build(weiss_test::make_environment(), form)).step == 1.0);
}

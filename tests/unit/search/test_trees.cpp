// Moves on random induced forests.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "search/forest.hpp"
#include "search/sweep_front.hpp"
#include "search/trees.hpp"
#include "support.hpp"

namespace {

using weiss::Forest;
using weiss::Problem;
using weiss::Random;
using weiss_test::CountingRun;
using weiss_test::Spins;
using weiss_test::spins_of;
using weiss_test::torus;
using weiss_test::UserForm;

weiss_trees_params params_of(uint64_t seed, int64_t moves, double temperature = 0.0, double t_last = 0.0) {
  weiss_trees_params params = {};
  params.struct_size = sizeof params;
  params.seed = seed;
  params.moves = moves;
  params.temperature = temperature;
  params.t_last = t_last;
  return params;
}

double coupling_of(const Problem& problem, int32_t i, int32_t j) {
  for (size_t k = problem.row_begin(static_cast<size_t>(i)); k < problem.row_end(static_cast<size_t>(i)); ++k)
    if (problem.column[k] == j) return problem.value[k];
  return 0.0;
}

}  // namespace

TEST_CASE("a forest has no coupling but those to parents, which stand before their children") {
  const auto environment = weiss_test::make_environment();
  Random random(3);
  for (const double density : {0.0, 0.05, 0.1, 0.5, 1.0}) {
    const auto problem =
        weiss_test::build(environment, weiss_test::random_ising(random, 60, density, true, true));
    Forest forest(*problem);
    for (int round = 0; round < 5; ++round) {
      forest.grow(random);
      std::vector<int64_t> place(60, -1);
      int64_t edges = 0, couplings = 0;
      for (int64_t p = 0; p < forest.size(); ++p) {
        const Forest::Node& node = forest.nodes()[p];
        CHECK(place[static_cast<size_t>(node.spin)] == -1);
        place[static_cast<size_t>(node.spin)] = p;
        couplings += problem->row_start[static_cast<size_t>(node.spin) + 1] -
                     problem->row_start[static_cast<size_t>(node.spin)];
        if (node.parent == Forest::kRoot) continue;
        CHECK(node.parent < p);
        CHECK(node.coupling == coupling_of(*problem, node.spin, forest.nodes()[node.parent].spin));
        ++edges;
      }
      int64_t inner = 0;
      for (int32_t i = 0; i < 60; ++i)
        for (int32_t j = 0; j < i; ++j)
          inner += place[static_cast<size_t>(i)] >= 0 && place[static_cast<size_t>(j)] >= 0 &&
                   coupling_of(*problem, i, j) != 0.0;
      CHECK(inner == edges);
      CHECK(couplings == forest.couplings());
      CHECK(forest.size() >= 1);
    }
  }
}

TEST_CASE("forests cover more than half of a torus") {
  const auto environment = weiss_test::make_environment();
  Random random(4);
  const auto problem = weiss_test::build(environment, torus(random, 30));
  Forest forest(*problem);
  for (int round = 0; round < 10; ++round) {
    forest.grow(random);
    CHECK(forest.size() > 450);
  }
}

TEST_CASE("a move at temperature 0 is the exact minimum over its forest, given the other spins") {
  const auto environment = weiss_test::make_environment();
  Random random(5);
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    const bool integer = seed % 2 == 0;
    const auto problem =
        weiss_test::build(environment, weiss_test::random_ising(random, 13, 0.3, integer, seed % 3 != 0));
    const auto search = weiss::make_search(*problem, WEISS_ENGINE_AUTO);
    const Spins start = weiss_test::random_spins(random, 13);
    search->set(start.data());
    weiss::search_trees(*search, *problem, nullptr, params_of(seed, 1));

    Forest forest(*problem);  // the one that the move grew
    Random same(seed);
    forest.grow(same);
    double least = std::numeric_limits<double>::infinity();
    weiss_test::for_each_state(forest.size(), [&](const Spins& states) {
      Spins spins = start;
      for (size_t p = 0; p < states.size(); ++p)
        spins[static_cast<size_t>(forest.nodes()[p].spin)] = states[p];
      least = std::min(least, problem->energy(spins.data()));
    });
    CHECK(problem->energy(spins_of(*search).data()) == doctest::Approx(least).epsilon(1e-12));
    CHECK(search->best_energy() == doctest::Approx(least).epsilon(1e-12));
    Spins others = spins_of(*search);
    for (int64_t p = 0; p < forest.size(); ++p) {
      const auto i = static_cast<size_t>(forest.nodes()[p].spin);
      others[i] = start[i];
    }
    CHECK(others == start);
  }
}

TEST_CASE("at temperature 0 the energy never rises, and one move solves a tree") {
  const auto environment = weiss_test::make_environment();
  Random random(6);
  const auto problem = weiss_test::build(environment, torus(random, 12));
  const auto search = weiss::make_search(*problem, WEISS_ENGINE_SPARSE);
  search->set_random(1);
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    const double before = search->energy();
    CHECK(weiss::search_trees(*search, *problem, nullptr, params_of(seed, 2)) == 2);
    CHECK(search->energy() <= before);
    CHECK(search->energy() == problem->energy(spins_of(*search).data()));
    CHECK(search->best_energy() == search->energy());
  }

  UserForm tree;
  tree.num_spins = 18;
  for (int32_t i = 1; i < 18; ++i)
    tree.add(static_cast<int32_t>(random.below(static_cast<uint32_t>(i))), i,
             weiss_test::random_value(random, true));
  for (int i = 0; i < 18; ++i) tree.linear.push_back(weiss_test::random_value(random, true));
  const auto small = weiss_test::build(environment, tree);
  const auto one = weiss::make_search(*small, WEISS_ENGINE_SPARSE);
  weiss::search_trees(*one, *small, nullptr, params_of(1, 1));
  CHECK(one->energy() == weiss_test::minimum_energy(*small));
}

TEST_CASE("a front sets all spins that pass through it to an exact minimum, given the spins that are held") {
  const auto environment = weiss_test::make_environment();
  Random random(11);
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    const bool integer = seed % 2 == 0;
    const int width = 2 + static_cast<int>(seed % 9);
    const auto problem = weiss_test::build(
        environment, weiss_test::random_ising(random, 13, seed % 3 ? 0.3 : 0.7, integer, seed % 5 != 0));
    const Spins start = weiss_test::random_spins(random, 13);
    Spins ended = start;
    std::vector<size_t> free;
    const auto sweep = [&](auto&& front) {
      front.minimize(start.data(), random, [&](int32_t i, int8_t sign) {
        ended[static_cast<size_t>(i)] = sign;
        free.push_back(static_cast<size_t>(i));
      });
      CHECK(front.size() == static_cast<int64_t>(free.size()));
    };
    if (integer)
      sweep(weiss::SweepFront<int32_t>(*problem, width, problem->scale));
    else
      sweep(weiss::SweepFront<double>(*problem, width, 1.0));
    double least = std::numeric_limits<double>::infinity();
    weiss_test::for_each_state(static_cast<int64_t>(free.size()), [&](const Spins& states) {
      Spins spins = start;
      for (size_t k = 0; k < free.size(); ++k) spins[free[k]] = states[k];
      least = std::min(least, problem->energy(spins.data()));
    });
    CAPTURE(width);
    CHECK(problem->energy(ended.data()) == doctest::Approx(least).epsilon(1e-12));
  }
}

TEST_CASE("a front that is wide enough solves a strip at once, through tables of many blocks") {
  const auto environment = weiss_test::make_environment();
  Random random(12);
  const auto problem = weiss_test::build(environment, weiss_test::ladder(random, 300));
  const auto strip = weiss::make_search(*problem, WEISS_ENGINE_SPARSE);
  double least = 0.0;
  for (const int64_t width : {4, 6, 7, 10, 14}) {
    weiss_trees_params params = params_of(1, 1);
    params.width = width;
    strip->set_random(static_cast<uint64_t>(width));
    weiss::search_trees(*strip, *problem, nullptr, params);
    if (width == 4) least = strip->energy();
    CHECK(strip->energy() == least);
  }
}

TEST_CASE("moves of a front never raise the energy, go on where flips end, and repeat") {
  const auto environment = weiss_test::make_environment();
  Random random(13);
  const auto problem = weiss_test::build(environment, torus(random, 24));
  Spins first;
  for (int round = 0; round < 2; ++round) {
    const auto search = weiss::make_search(*problem, WEISS_ENGINE_AUTO);
    search->set_random(1);
    search->descend(nullptr);
    const double descended = search->energy();
    for (uint64_t seed = 1; seed <= 12; ++seed) {
      weiss_trees_params params = params_of(seed, 1);
      params.width = 9;
      const double before = search->energy();
      CHECK(weiss::search_trees(*search, *problem, nullptr, params) == 1);
      CHECK(search->energy() <= before);
    }
    CHECK(search->energy() < 1.05 * descended);
    CHECK(search->best_energy() == problem->energy(spins_of(*search).data()));
    if (round == 0) first = spins_of(*search);
    CHECK(spins_of(*search) == first);
  }
}

TEST_CASE("moves at a temperature sample the law of Boltzmann") {
  const auto environment = weiss_test::make_environment();
  Random random(7);
  UserForm form;
  form.num_spins = 5;
  for (int32_t i = 0; i < 5; ++i)
    for (int32_t j = i + 1; j < 5; ++j)
      if (j - i != 3) form.add(i, j, weiss_test::random_value(random, false));
  for (int i = 0; i < 5; ++i) form.linear.push_back(weiss_test::random_value(random, false));
  const auto problem = weiss_test::build(environment, form);
  constexpr double kTemperature = 1.5;
  std::vector<double> law(32, 0.0);
  double sum = 0.0;
  size_t at = 0;
  weiss_test::for_each_state(5, [&](const Spins& spins) {
    sum += law[at++] = std::exp(-problem->energy(spins.data()) / kTemperature);
  });

  constexpr int kMoves = 60000;
  std::vector<double> seen(32, 0.0);
  const auto search = weiss::make_search(*problem, WEISS_ENGINE_SPARSE);
  for (int k = 0; k < kMoves; ++k) {
    weiss::search_trees(*search, *problem, nullptr, params_of(static_cast<uint64_t>(k), 2, kTemperature));
    size_t state = 0;
    for (size_t i = 0; i < 5; ++i) state |= static_cast<size_t>(search->spins()[i] < 0) << i;
    seen[state] += 1.0;
  }
  double chi_square = 0.0;
  for (size_t s = 0; s < 32; ++s) {
    const double expected = kMoves * law[s] / sum;
    chi_square += (seen[s] - expected) * (seen[s] - expected) / expected;
  }
  CHECK(chi_square < 80.0);  // 31 degrees of freedom; neighbouring draws are slightly correlated
}

TEST_CASE("moves keep what the search knew, name their best, charge work and obey a stop") {
  const auto environment = weiss_test::make_environment();
  Random random(8);
  const auto problem = weiss_test::build(environment, torus(random, 20));
  const auto search = weiss::make_search(*problem, WEISS_ENGINE_AUTO);
  search->set_random(2);
  search->descend(nullptr);
  const double known = search->best_energy();
  weiss::search_trees(*search, *problem, nullptr, params_of(3, 5, 50.0));  // hot: all is lost but the best
  CHECK(search->best_energy() == known);
  CHECK(search->energy() > known);
  weiss::search_trees(*search, *problem, nullptr, params_of(4, 200, 3.0, 0.3));
  CHECK(search->best_energy() < known);
  CHECK(search->best_energy() == problem->energy(weiss_test::best_of(*search).data()));
  CHECK(search->energy() == problem->energy(spins_of(*search).data()));

  CountingRun counting;
  weiss::search_trees(*search, *problem, counting.table(), params_of(5, 10));
  CHECK(counting.spent > 400 + 1600 + 10 * 200);
  CountingRun stopped(INT64_MAX, 0);
  CHECK(weiss::search_trees(*search, *problem, stopped.table(), params_of(5, 10)) == 0);
}

TEST_CASE("moves repeat with their seed and take any problem") {
  const auto environment = weiss_test::make_environment();
  Random random(9);
  for (const int64_t n : {0, 1, 2, 40}) {
    const auto problem =
        weiss_test::build(environment, weiss_test::random_ising(random, n, 0.4, false, true));
    Spins first;
    for (int round = 0; round < 2; ++round) {
      const auto search = weiss::make_search(*problem, WEISS_ENGINE_AUTO);
      CHECK(weiss::search_trees(*search, *problem, nullptr, params_of(1, 600, 1.0, 0.1)) == 600);
      if (round == 0) first = spins_of(*search);
      CHECK(spins_of(*search) == first);
      CHECK(search->energy() == doctest::Approx(problem->energy(first.data())));
    }
  }
}

TEST_CASE("the interface takes no params for defaults and refuses params without a size") {
  const auto environment = weiss_test::make_environment();
  Random random(10);
  const auto problem = weiss_test::build(environment, torus(random, 6));
  weiss_search* search = nullptr;
  REQUIRE(weiss_search_create(problem.get(), nullptr, WEISS_ENGINE_AUTO, &search, nullptr) == WEISS_OK);
  CHECK(weiss_search_trees(search, nullptr, nullptr) == 100);
  weiss_trees_params wide = params_of(1, 3);
  wide.width = 17;
  CHECK(weiss_search_trees(search, nullptr, &wide) == -1);
  wide.width = 8;
  CHECK(weiss_search_trees(search, nullptr, &wide) == 3);
  wide.temperature = 1.0;
  CHECK(weiss_search_trees(search, nullptr, &wide) == -1);
  const weiss_trees_params empty = {};
  CHECK(weiss_search_trees(search, nullptr, &empty) == -1);
  weiss_search_destroy(search);
}

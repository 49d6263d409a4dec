// The scheme multilevel, and forest, its sub-solver.
#include "support.hpp"

namespace {

using weiss_test::brute_force;
using weiss_test::build;
using weiss_test::counter;
using weiss_test::Data;
using weiss_test::energy_of;
using weiss_test::fingerprint;
using weiss_test::info_of;
using weiss_test::limited;
using weiss_test::make_context;
using weiss_test::random_terms;
using weiss_test::solve;
using weiss_test::Terms;

// A square torus with couplings -1 and 1.
Terms torus(int64_t side, uint32_t seed) {
  std::mt19937 random(seed);
  Terms terms;
  terms.num_spins = side * side;
  for (int64_t x = 0; x < side; ++x)
    for (int64_t y = 0; y < side; ++y) {
      terms.add(x * side + y, x * side + (y + 1) % side, random() % 2 == 0 ? 1.0 : -1.0);
      terms.add(x * side + y, (x + 1) % side * side + y, random() % 2 == 0 ? 1.0 : -1.0);
    }
  return terms;
}

std::vector<int8_t> random_state(int64_t n, uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<int8_t> spins(static_cast<size_t>(n));
  for (int8_t& spin : spins) spin = random() % 2 == 0 ? int8_t{1} : int8_t{-1};
  return spins;
}

const char* const kSpecs[] = {
    "multilevel cycles=40 coarsest=6",
    "multilevel cycles=40 coarsest=6 samples=1 sweeps=1 reuse=40 part_size=7",
    "multilevel cycles=40 coarsest=6 coarsen=coupling part_size=7",
    "multilevel cycles=40 coarsest=4 coarsen=coupling part_size=10 subsolver=exact passes=2 start=annealing "
    "start.reads=1",
    "multilevel cycles=40 coarsest=6 partitioner=random subsolver=annealing subsolver.reads=1 subsolver.sweeps=20"};

}  // namespace

TEST_CASE("multilevel finds the ground states of small problems") {
  const auto context = make_context();
  for (const char* spec : kSpecs)
    for (uint32_t seed = 1; seed <= 4; ++seed) {
      CAPTURE(spec);
      CAPTURE(seed);
      const auto problem = build(
          context, random_terms(15, 0.4, seed % 2 == 0, seed > 2 ? Data::real : Data::integer, seed));
      CHECK(weiss_result_energy(solve(context, problem, spec, limited(0)).get()) ==
            doctest::Approx(brute_force(problem)));
    }
}

TEST_CASE("no cycle of multilevel raises the energy, on the way down and up") {
  const auto context = make_context();
  for (const bool lattice : {true, false})
    for (const char* subsolver :
         {"forest subsolver.reads=1 subsolver.moves=1", "greedy subsolver.restarts=1 coarsen=coupling",
          "annealing subsolver.reads=1 subsolver.sweeps=10 samples=2 sweeps=1 reuse=2"}) {
      CAPTURE(subsolver);
      const int64_t n = 400;
      const auto problem =
          build(context, lattice ? torus(20, 3) : random_terms(n, 0.02, true, Data::real, 4));
      const std::vector<int8_t> start = random_state(n, 5);
      double before = energy_of(problem, start);
      for (const char* cycles : {"1", "3", "6"}) {
        weiss_run_config config = limited(100000000);
        config.num_starts = 1;
        config.starts = start.data();
        const auto result = solve(
            context, problem,
            std::string("multilevel part_size=60 coarsest=20 cycles=") + cycles + " subsolver=" + subsolver, config);
        CHECK(counter(result, "levels") > counter(result, "cycles"));
        CHECK(weiss_result_energy(result.get()) <= before + 1e-9);
        before = weiss_result_energy(result.get());
      }
    }
}

TEST_CASE("cycles go on gaining on a torus after an annealing") {
  const auto context = make_context();
  const auto problem = build(context, torus(60, 1));
  const double annealed =
      weiss_result_energy(solve(context, problem, "annealing reads=1 sweeps=1000", limited(1000000000)).get());
  const auto result = solve(context, problem, "multilevel cycles=10", limited(1000000000));
  CHECK(weiss_result_energy(result.get()) < annealed);
}

TEST_CASE("correlations pair the spins of a torus better than couplings alone") {
  const auto context = make_context();
  double by_correlation = 0.0, by_coupling = 0.0;
  for (uint32_t seed = 1; seed <= 3; ++seed) {
    const auto problem = build(context, torus(60, seed));
    const weiss_run_config config = limited(20000000, seed);
    by_correlation += weiss_result_energy(solve(context, problem, "multilevel", config).get());
    by_coupling += weiss_result_energy(
        solve(context, problem, "multilevel coarsen=coupling start=annealing start.reads=1", config).get());
  }
  CHECK(by_correlation < by_coupling);
}

TEST_CASE("multilevel goes on from a sample that is better than what its cycles make of the samples") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(300, 0.5, false, Data::integer, 3));
  const auto result = solve(context, problem, "multilevel cycles=4", limited(1000000000));
  const auto longer = counter(result, "samples");
  CHECK(longer > counter(solve(context, problem, "multilevel cycles=1", limited(1000000000)), "samples"));
}

TEST_CASE("samples of multilevel fill whole registers, and several cycles use them") {
  const auto context = make_context();
  const auto problem = build(context, torus(20, 4));  // 64 lanes
  const auto samples = [&](const char* options) {
    return counter(solve(context, problem, std::string("multilevel ") + options, limited(1000000000)), "samples");
  };
  CHECK(samples("cycles=4 samples=20") == 20);
  CHECK(samples("cycles=5 samples=20") == 40);
  CHECK(samples("cycles=6 samples=20 reuse=2") == 60);
  CHECK(samples("cycles=3 coarsen=coupling") == 0);
  const auto real = build(context, random_terms(100, 0.1, false, Data::real, 1));  // 8 lanes
  CHECK(counter(solve(context, real, "multilevel cycles=1 samples=20", limited(1000000000)), "samples") == 24);
}

TEST_CASE("multilevel counts and limits what it does") {
  const auto context = make_context();
  const auto problem = build(context, torus(30, 2));
  const auto limited_run = solve(context, problem, "multilevel sub_problems=5", limited(1000000000));
  CHECK(counter(limited_run, "sub-problems") == 5);
  const auto two = solve(context, problem, "multilevel cycles=2 descents=1", limited(1000000000));
  CHECK(counter(two, "cycles") == 2);
  CHECK(counter(two, "descents") == 1);
  CHECK(counter(solve(context, problem, "multilevel cycles=2 descents=0", limited(1000000000)), "descents") == 0);
}

TEST_CASE("multilevel and forest give the same for every number of threads") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(1600, 0.003, false, Data::real, 6));  // several groups of samples
  for (const char* spec : {"multilevel cycles=3 part_size=100", "forest moves=3 width=4 reads=5", "multilevel"}) {
    CAPTURE(spec);
    const std::string one = fingerprint(solve(context, problem, spec, limited(20000000, 5, 1)));
    CHECK(one == fingerprint(solve(context, problem, spec, limited(20000000, 5, 2))));
    CHECK(one == fingerprint(solve(context, problem, spec, limited(20000000, 5, 4))));
  }
}

TEST_CASE("multilevel and forest take problems without spins, couplings or balance") {
  const auto context = make_context();
  for (const char* spec : {"multilevel cycles=2", "multilevel cycles=2 coarsen=coupling part_size=50 coarsest=2",
                           "forest reads=2 moves=2", "forest reads=2 moves=2 width=1"}) {
    CAPTURE(spec);
    for (const int64_t n : {0, 1, 2, 300}) {
      Terms terms;
      terms.num_spins = n;
      CHECK(weiss_result_energy(solve(context, build(context, terms), spec, limited(0)).get()) == 0.0);
      terms.field.assign(static_cast<size_t>(n), 1.0);
      CHECK(weiss_result_energy(solve(context, build(context, terms), spec, limited(0)).get()) ==
            -static_cast<double>(n));
    }
    Terms star;
    star.num_spins = 3000;
    for (int64_t i = 1; i < star.num_spins; ++i) star.add(0, i, i % 2 == 0 ? 1.0 : -2.0);
    CHECK(weiss_result_energy(solve(context, build(context, star), spec, limited(0)).get()) < -4000.0);
    CHECK(weiss_result_energy(
              solve(context, build(context, random_terms(150, 1.0, false, Data::integer, 8)), spec, limited(0)).get()) <
          0.0);
  }
}

TEST_CASE("moves of forest end in states that no single flip improves, and fields are heard") {
  const auto context = make_context();
  for (const int64_t width : {1, 3, 10}) {
    const auto problem = build(context, random_terms(18, 0.3, true, Data::real, static_cast<uint32_t>(width)));
    const auto result =
        solve(context, problem, "forest reads=40 moves=20 width=" + std::to_string(width), limited(0));
    CHECK(weiss_result_energy(result.get()) == doctest::Approx(brute_force(problem)));
    CHECK(counter(result, "reads") == 40);
  }
}

#include <doctest/doctest.h>

#include <numeric>

#include "search/annealing.hpp"
#include "search/support.hpp"

using weiss::Random;
using weiss_test::Spins;
using weiss_test::UserForm;

namespace {

weiss_anneal_params params_of(int64_t sweeps, uint64_t seed) {
  weiss_anneal_params params = {};
  params.struct_size = sizeof params;
  params.sweeps = sweeps;
  params.seed = seed;
  return params;
}

// Mean energy at a temperature, by the definition.
double mean_energy(const weiss::Problem& problem, double temperature) {
  double weights = 0.0, sum = 0.0;
  weiss_test::for_each_state(problem.num_spins(), [&](const Spins& spins) {
    const double energy = problem.energy(spins.data()), weight = std::exp(-energy / temperature);
    weights += weight;
    sum += weight * energy;
  });
  return sum / weights;
}

template <class Rows>
double sampled_energy(const weiss::Problem& problem, double temperature) {
  weiss::FlipState<Rows> state(problem);
  weiss::Thresholds<typename Rows::Field> thresholds(problem.environment->memory(), problem.num_spins());
  weiss::Meter meter(nullptr);
  Random random(17);
  thresholds.shuffle(random);
  double sum = 0.0;
  constexpr int kSweeps = 100000;
  for (int k = 0; k < kSweeps; ++k) {
    thresholds.set_temperature(0.5 * temperature / state.unit(), random);
    weiss::sweep(state, thresholds, random, meter);
    sum += state.energy();
  }
  return sum / kSweeps;
}

}  // namespace

TEST_CASE("sweeps at one temperature sample the energies of Boltzmann's law") {
  for (const bool integer : {true, false}) {
    Random random(3);
    UserForm form = weiss_test::random_ising(random, 10, 0.5, integer, true);
    const auto problem = weiss_test::build(weiss_test::make_environment(), form);
    const double unit = integer ? 10.0 : 1.0;
    for (const double temperature : {1.0 * unit, 3.0 * unit}) {
      CAPTURE(temperature);
      const double exact = mean_energy(*problem, temperature);
      const double sampled = integer ? sampled_energy<weiss::SparseRows<int32_t>>(*problem, temperature)
                                     : sampled_energy<weiss::FullRows<double>>(*problem, temperature);
      CHECK(std::fabs(sampled - exact) < 0.02 * std::fabs(exact));
    }
  }
}

TEST_CASE("annealing finds the minimum of small problems") {
  for (const bool integer : {true, false})
    for (uint64_t seed = 0; seed < 5; ++seed) {
      Random random(seed + 50);
      const UserForm form = weiss_test::random_ising(random, 12, 0.6, integer, seed % 2 == 0);
      const auto problem = weiss_test::build(weiss_test::make_environment(), form);
      const double minimum = weiss_test::minimum_energy(*problem);
      weiss_test::for_each_search(form, [&](const weiss::Problem&, weiss::Search& search) {
        double best = search.energy();
        for (uint64_t read = 0; read < 20; ++read) {
          search.set_random(read);
          CHECK(search.anneal(nullptr, params_of(100, read)) == 100);
          best = std::min(best, search.best_energy());
        }
        CHECK(best == doctest::Approx(minimum));
      });
    }
}

TEST_CASE("annealing integer data gives the same state on every SIMD level") {
  Random random(4);
  const UserForm form = weiss_test::random_ising(random, 333, 0.05, true, true);
  for (const int32_t schedule : {WEISS_SCHEDULE_GEOMETRIC, WEISS_SCHEDULE_LINEAR})
    for (const int32_t engine : weiss_test::kEngines) {
      Spins expected;
      weiss_test::for_each_level([&](const weiss::EnvironmentPtr& environment) {
        const weiss::ProblemPtr problem = weiss_test::build(environment, form);
        const auto search = weiss::make_search(*problem, engine);
        weiss_anneal_params params = params_of(60, 5);
        params.schedule = schedule;
        search->set_random(1);
        search->anneal(nullptr, params);
        if (expected.empty()) expected = weiss_test::spins_of(*search);
        CHECK(weiss_test::spins_of(*search) == expected);
        search->set_random(1);
        params.seed = 6;
        search->anneal(nullptr, params);
        CHECK(weiss_test::spins_of(*search) != expected);
      });
    }
}

TEST_CASE("annealing ends in a one-flip minimum, whatever the temperatures") {
  Random random(5);
  const UserForm form = weiss_test::random_ising(random, 100, 0.2, true, true);
  weiss_test::for_each_search(form, [](const weiss::Problem&, weiss::Search& search) {
    const std::pair<double, double> ranges[] = {
        {1e300, 1e300}, {1e-300, 1e-300}, {1e9, 1e-9}, {0.0, 0.0}, {-1.0, std::nan("")}};
    for (const auto& [first, last] : ranges) {
      weiss_anneal_params params = params_of(7, 1);
      params.t_first = first;
      params.t_last = last;
      CHECK(search.anneal(nullptr, params) == 7);
      CHECK(search.descend(nullptr) == 0);
    }
  });
}

TEST_CASE("a schedule runs from the first to the last temperature") {
  weiss_anneal_params params = params_of(5, 0);
  const weiss::Schedule geometric(params, {16.0, 1.0});
  params.schedule = WEISS_SCHEDULE_LINEAR;
  const weiss::Schedule linear(params, {16.0, 1.0});
  CHECK(geometric.temperature(0) == doctest::Approx(16.0));
  CHECK(geometric.temperature(1) == doctest::Approx(8.0));
  CHECK(geometric.temperature(4) == doctest::Approx(1.0));
  CHECK(linear.temperature(0) == doctest::Approx(16.0));
  CHECK(linear.temperature(2) == doctest::Approx(8.5));
  CHECK(linear.temperature(4) == doctest::Approx(1.0));
}

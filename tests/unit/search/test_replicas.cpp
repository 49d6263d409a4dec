// Replicas against the definition: what a sweep does, the law that it samples, and the interface.
#include <doctest/doctest.h>

#include <cstring>
#include <limits>
#include <string>
#include <tuple>

#include "replicas_extension.hpp"
#include "search/replica_lanes.hpp"
#include "search/support.hpp"

using weiss::Random;
using weiss_test::CountingRun;
using weiss_test::Spins;
using weiss_test::UserForm;

namespace {

struct LaneType {
  const char* name;
  int64_t lanes;
  double weight;  // the largest of a problem for this type; 0: no integers
  bool dense;
};
constexpr LaneType kLaneTypes[] = {{"int8", 64, 2.0, false},
                                   {"pairs", 64, 101.0, false},
                                   {"int16", 32, 301.0, false},
                                   {"int32", 16, 70001.0, false},
                                   {"double", 8, 0.0, false},
                                   {"dense", 16, 127.0, true}};

std::unique_ptr<weiss::Replicas> replicas_of(const LaneType& type, const weiss::Problem& problem, int64_t count) {
  using weiss::ReplicaLanes;
  using weiss::SparseReplicaRows;
  const weiss::ReplicaUnit unit = weiss::replica_unit(problem);
  weiss::Watch watch(nullptr);
  if (type.dense) return std::make_unique<ReplicaLanes<weiss::DenseReplicaRows>>(problem, count, unit, watch);
  if (type.lanes == 64 && type.weight > 2.0)
    return std::make_unique<ReplicaLanes<weiss::PairReplicaRows>>(problem, count, unit, watch);
  switch (type.lanes) {
    case 64: return std::make_unique<ReplicaLanes<SparseReplicaRows<int8_t>>>(problem, count, unit, watch);
    case 32: return std::make_unique<ReplicaLanes<SparseReplicaRows<int16_t>>>(problem, count, unit, watch);
    case 16: return std::make_unique<ReplicaLanes<SparseReplicaRows<int32_t>>>(problem, count, unit, watch);
    default: return std::make_unique<ReplicaLanes<SparseReplicaRows<double>>>(problem, count, unit, watch);
  }
}

// A problem with fields for a type of lanes: integers without a common divisor, or real numbers.
UserForm problem_of(const LaneType& type, uint64_t seed, int32_t n, double density) {
  Random random(seed);
  UserForm form = weiss_test::random_ising(random, n, density, false, true);
  if (type.weight == 0.0) return form;
  form.offset = 3.0;
  for (std::vector<double>* numbers : {&form.value, &form.linear}) {
    for (double& x : *numbers) x = std::round(type.weight * x);
    numbers->front() = 1.0;
    numbers->back() = -type.weight;
  }
  return form;
}

template <class Body>
void for_each_lane_type(const Body& body) {
  for (const LaneType& type : kLaneTypes) {
    const std::string lanes = type.name;
    CAPTURE(lanes);
    body(type);
  }
}

Spins spins_of(const weiss::Replicas& replicas, int64_t replica) {
  Spins spins(static_cast<size_t>(replicas.num_spins()));
  replicas.spins(replica, spins.data());
  return spins;
}
std::vector<Spins> states_of(const weiss::Replicas& replicas) {
  std::vector<Spins> states;
  for (int64_t r = 0; r < replicas.count(); ++r) states.push_back(spins_of(replicas, r));
  return states;
}

weiss_anneal_params params_of(int64_t sweeps, uint64_t seed) {
  weiss_anneal_params params = {};
  params.struct_size = sizeof params;
  params.sweeps = sweeps;
  params.seed = seed;
  return params;
}

}  // namespace

TEST_CASE("replicas keep the states that they are given, and their energies are those of the problem") {
  for_each_lane_type([](const LaneType& type) {
    const UserForm form = problem_of(type, 1, 70, 0.1);
    weiss_test::for_each_level([&](const weiss::EnvironmentPtr& environment) {
      const auto problem = weiss_test::build(environment, form);
      const int64_t count = 2 * type.lanes + 3;
      const auto replicas = replicas_of(type, *problem, count);
      if (!type.dense) CHECK(weiss::replica_lanes(*problem) == type.lanes);
      Random random(2);
      std::vector<Spins> states;
      for (int64_t r = 0; r < count; ++r) {
        states.push_back(weiss_test::random_spins(random, 70));
        replicas->set(r, states.back().data());
      }
      CHECK(states_of(*replicas) == states);
      std::vector<double> energies(static_cast<size_t>(count));
      replicas->energies(energies.data());
      for (size_t r = 0; r < states.size(); ++r)
        CHECK(energies[r] == doctest::Approx(problem->energy(states[r].data())).epsilon(1e-12));
    });
  });
}

TEST_CASE("a sweep is Metropolis' rule with the drawn variates, for each spin in turn") {
  for_each_lane_type([](const LaneType& type) {
    for (const double density : {0.05, 0.4}) {
      const UserForm form = problem_of(type, 3, type.lanes == 64 ? 40 : 100, density);
      weiss_test::for_each_level([&](const weiss::EnvironmentPtr& environment) {
        const auto problem = weiss_test::build(environment, form);
        const int64_t n = problem->num_spins();
        for (const bool one_temperature : {true, false}) {
          const auto replicas = replicas_of(type, *problem, type.lanes);
          replicas->set_random(4);
          std::vector<Spins> states = states_of(*replicas);
          std::vector<double> temperatures;
          const double unit = std::max(type.weight, 1.0);
          for (int64_t l = 0; l < type.lanes; ++l)
            temperatures.push_back(one_temperature ? 1.5 * unit : 0.1 * unit * static_cast<double>(l));
          REQUIRE(replicas->sweep(nullptr, 3, temperatures.data(), 5) == 3);

          weiss::ReplicaDraws draws(environment->memory(), n);
          draws.seed(5);
          const weiss::ReplicaUnit lanes_unit = weiss::replica_unit(*problem);
          for (int64_t sweep = 0; sweep < 3; ++sweep) {
            for (int64_t begin = 0; begin < n; begin += weiss::ReplicaDraws::kBlock) {
              const uint16_t* const windows = draws.windows();
              for (int64_t i = begin; i < std::min(n, begin + weiss::ReplicaDraws::kBlock); ++i)
                for (int64_t l = 0; l < type.lanes; ++l) {
                  Spins& state = states[static_cast<size_t>(l)];
                  const float variate = draws.variates()[windows[i - begin] + l];
                  const auto temperature =
                      static_cast<float>(0.5 * temperatures[static_cast<size_t>(l)] / lanes_unit.unit);
                  const double cost = -weiss_test::gain_of(*problem, state, i) / problem->scale / lanes_unit.unit;
                  if (cost <= static_cast<double>(variate * temperature)) weiss_test::flip(state, i);
                }
            }
            draws.renew(n);
          }
          CHECK(states_of(*replicas) == states);
        }
      });
    }
  });
}

TEST_CASE("couplings that are all the same are counted") {
  Random random(6);
  UserForm graph;
  graph.num_spins = 60;
  for (int32_t i = 0; i < 60; ++i)
    for (int32_t j = i + 1; j < 60; ++j)
      if (random.uniform() < 0.3) graph.add(i, j, 0.5);
  weiss_test::for_each_level([&](const weiss::EnvironmentPtr& environment) {
    const auto problem = weiss_test::build(environment, graph);
    const auto replicas = weiss::make_replicas(*problem, 64);
    replicas->set_random(7);
    replicas->anneal(nullptr, params_of(50, 8));
    for (int64_t r = 0; r < 64; ++r) {
      const Spins state = spins_of(*replicas, r);
      for (int64_t i = 0; i < 60; ++i) CHECK(weiss_test::gain_of(*problem, state, i) <= 0.0);
    }
  });
}

TEST_CASE("sums at the bounds of the lanes do not wrap") {
  for (const auto& [largest, lanes] : {std::pair(127, 64), {128, 64}, {32767, 32}, {32768, 16}}) {
    CAPTURE(largest);
    // Each spin of a ring of three wants to differ from its neighbours, and from its field by the rest.
    UserForm form;
    form.num_spins = 3;
    const double coupling = std::floor(0.5 * (largest - 1));
    form.add(0, 1, coupling);
    form.add(1, 2, coupling);
    form.add(0, 2, coupling);
    form.linear = {1.0, largest - 2.0 * coupling, 1.0};
    weiss_test::for_each_level([&](const weiss::EnvironmentPtr& environment) {
      const auto problem = weiss_test::build(environment, form);
      const auto replicas = weiss::make_replicas(*problem, 8);
      CHECK(weiss::replica_lanes(*problem) == lanes);
      for (const double temperature : {0.0, 1e-30, 1e300}) {
        int64_t r = 0;
        weiss_test::for_each_state(3, [&](const Spins& spins) { replicas->set(r++, spins.data()); });
        const std::vector<double> temperatures(8, temperature);
        replicas->sweep(nullptr, 1, temperatures.data(), 9);
        r = 0;
        weiss_test::for_each_state(3, [&](Spins spins) {
          for (int64_t i = 0; i < 3; ++i)
            if (temperature > 1.0 || weiss_test::gain_of(*problem, spins, i) >= 0.0) weiss_test::flip(spins, i);
          CHECK(spins_of(*replicas, r++) == spins);
        });
      }
    });
  }
}

TEST_CASE("sweeps at one temperature sample Boltzmann's law") {
  for_each_lane_type([](const LaneType& type) {
    const UserForm form = problem_of(type, 11, 6, 0.7);
    const auto problem = weiss_test::build(weiss_test::make_environment(), form);
    const double unit = std::max(type.weight, 1.0);
    for (const bool mixed : {false, true}) {
      CAPTURE(mixed);
      std::vector<double> temperatures(static_cast<size_t>(type.lanes), unit);
      for (size_t r = 0; r < temperatures.size() && mixed; ++r) temperatures[r] = unit * (r % 2 == 0 ? 0.5 : 1.5);
      const auto replicas = replicas_of(type, *problem, type.lanes);
      replicas->set_random(12);
      std::vector<std::vector<double>> seen(2, std::vector<double>(64, 0.0));
      const int64_t samples = 1'600'000 / type.lanes;
      replicas->sweep(nullptr, 100, temperatures.data(), 13);
      for (int64_t k = 0; k < samples; ++k) {
        replicas->sweep(nullptr, 2, temperatures.data(), 13);
        for (int64_t r = 0; r < type.lanes; ++r) {
          const Spins spins = spins_of(*replicas, r);
          size_t index = 0;
          for (size_t i = 0; i < 6; ++i) index |= static_cast<size_t>(spins[i] < 0) << i;
          ++seen[static_cast<size_t>(r % 2)][index];
        }
      }
      for (size_t half = 0; half < 2; ++half) {
        std::vector<double> weight;
        double total = 0.0;
        weiss_test::for_each_state(6, [&](const Spins& spins) {
          weight.push_back(std::exp(-problem->energy(spins.data()) / temperatures[half]));
          total += weight.back();
        });
        const double drawn = 0.5 * static_cast<double>(samples * type.lanes);
        double chi_square = 0.0;
        for (size_t index = 0; index < 64; ++index) {
          const double expected = drawn * weight[index] / total;
          if (expected < 20.0) continue;
          chi_square += (seen[half][index] - expected) * (seen[half][index] - expected) / expected;
        }
        CAPTURE(half);
        // 63 for independent samples; those of successive sweeps and of lanes are not.
        CHECK(chi_square < 250.0);
      }
    }
  });
}

TEST_CASE("annealing gives the same states at every SIMD level, and finds minima") {
  for_each_lane_type([](const LaneType& type) {
    const UserForm form = problem_of(type, 14, 14, 0.4);
    std::vector<Spins> expected;
    weiss_test::for_each_level([&](const weiss::EnvironmentPtr& environment) {
      const auto problem = weiss_test::build(environment, form);
      const auto replicas = replicas_of(type, *problem, type.lanes + 2);
      replicas->set_random(15);
      CHECK(replicas->anneal(nullptr, params_of(100, 16)) == 100);
      const std::vector<Spins> states = states_of(*replicas);
      if (expected.empty()) expected = states;
      CHECK(states == expected);
      double best = std::numeric_limits<double>::infinity();
      for (const Spins& state : states) best = std::min(best, problem->energy(state.data()));
      CHECK(best == doctest::Approx(weiss_test::minimum_energy(*problem)));
    });
  });
}

TEST_CASE("replicas end in one-flip minima, whatever the temperatures") {
  for_each_lane_type([](const LaneType& type) {
    const auto problem = weiss_test::build(weiss_test::make_environment(), problem_of(type, 17, 90, 0.1));
    const auto replicas = replicas_of(type, *problem, 5);
    const std::pair<double, double> ranges[] = {
        {1e300, 1e300}, {1e-300, 1e-300}, {1e9, 1e-9}, {0.0, 0.0}, {-1.0, std::nan("")}};
    for (const auto& [first, last] : ranges)
      for (const int32_t schedule : {WEISS_SCHEDULE_GEOMETRIC, WEISS_SCHEDULE_LINEAR}) {
        weiss_anneal_params params = params_of(7, 18);
        params.t_first = first;
        params.t_last = last;
        params.schedule = schedule;
        replicas->set_random(19);
        CHECK(replicas->anneal(nullptr, params) == 7);
        for (const Spins& state : states_of(*replicas))
          for (int64_t i = 0; i < 90; ++i) CHECK(weiss_test::gain_of(*problem, state, i) < 1e-9);
      }
  });
}

TEST_CASE("dense problems take full rows, of which those of few bits hold the most lanes") {
  for (const auto& [weight, density, lanes] :
       {std::tuple(1.0, 0.9, 64), {100.0, 0.2, 64}, {100.0, 0.9, 64}, {300.0, 0.9, 32}, {5000.0, 0.5, 16}}) {
    CAPTURE(weight);
    CAPTURE(density);
    const LaneType type = {"", lanes, weight, false};
    const auto problem = weiss_test::build(weiss_test::make_environment(), problem_of(type, 23, 100, density));
    CHECK(weiss::replica_lanes(*problem) == lanes);
    const auto replicas = weiss::make_replicas(*problem, 3);
    replicas->set_random(24);
    CHECK(replicas->anneal(nullptr, params_of(20, 25)) == 20);
    for (const Spins& state : states_of(*replicas))
      for (int64_t i = 0; i < 100; ++i) CHECK(weiss_test::gain_of(*problem, state, i) <= 0.0);
  }
  // Without the memory for full rows, sparse ones do.
  UserForm form = problem_of({"", 16, 100.0, true}, 26, 1500, 0.5);
  const auto problem = weiss_test::build(weiss_test::make_environment(16'000'000), form);
  CHECK(weiss::replica_lanes(*problem) == 16);
  CHECK(weiss::make_replicas(*problem, 1)->anneal(nullptr, params_of(1, 1)) == 1);
}

TEST_CASE("once few spins turn chains go on, the same at every SIMD level, and lose nothing") {
  for (const LaneType& type : {kLaneTypes[1], kLaneTypes[2], kLaneTypes[5]}) {
    CAPTURE(type.name);
    const UserForm form = problem_of(type, 27, 130, 0.5);
    const int64_t reads = 8;
    std::vector<Spins> expected;
    weiss_test::for_each_level([&](const weiss::EnvironmentPtr& environment) {
      const auto problem = weiss_test::build(environment, form);
      const auto replicas = replicas_of(type, *problem, reads);
      const auto annealed = [&](int64_t sweeps, double t_last) {
        weiss_anneal_params params = params_of(sweeps, 28);
        params.t_first = 20.0 * type.weight;
        params.t_last = t_last;
        replicas->set_random(29);
        CHECK(replicas->anneal(nullptr, params) == sweeps);
        return states_of(*replicas);
      };
      const std::vector<Spins> states = annealed(3000, 0.5 * type.weight);
      if (expected.empty()) expected = states;
      CHECK(states == expected);
      // A chain is charged for what turns: fewer than all couplings.
      CountingRun run;
      weiss_anneal_params params = params_of(3000, 28);
      replicas->anneal(run.table(), params);
      CHECK(run.spent < 3000 * reads * 130 * 30);
      double best = std::numeric_limits<double>::infinity();
      for (const Spins& state : states) {
        for (int64_t i = 0; i < 130; ++i) CHECK(weiss_test::gain_of(*problem, state, i) <= 0.0);
        best = std::min(best, problem->energy(state.data()));
      }
      // Lanes alone, which short schedules are made in, need many reads for what a long one finds.
      for (const Spins& state : annealed(20, 0.5 * type.weight)) CHECK(problem->energy(state.data()) >= best);
    });
  }
}

TEST_CASE("problems without spins or couplings have replicas, too") {
  for (const int64_t n : {0, 1, 65}) {
    UserForm form;
    form.num_spins = n;
    form.offset = 3.0;
    const auto problem = weiss_test::build(weiss_test::make_environment(), form);
    const auto replicas = weiss::make_replicas(*problem, 3);
    replicas->set_random(1);
    CHECK(replicas->anneal(nullptr, params_of(10, 1)) == 10);
    double energies[3];
    replicas->energies(energies);
    CHECK(energies[2] == 3.0);
  }
}

TEST_CASE("a sweep of a group is charged all couplings and spins, and stops when the work is used up") {
  const auto problem = weiss_test::build(weiss_test::make_environment(), problem_of(kLaneTypes[2], 20, 200, 0.1));
  const int64_t sweep = problem->num_entries() + 200;
  for (const int64_t count : {1, 32, 33}) {
    const auto replicas = weiss::make_replicas(*problem, count);
    const std::vector<double> temperatures(static_cast<size_t>(count), 50.0);
    const int64_t groups = (count + 31) / 32;
    CountingRun run;
    CHECK(replicas->sweep(run.table(), 10, temperatures.data(), 1) == 10);
    CHECK(run.spent == 10 * groups * sweep);
    CountingRun annealing;
    CHECK(replicas->anneal(annealing.table(), params_of(10, 1)) == 10);
    CHECK(annealing.spent > 10 * groups * sweep);
    CHECK(annealing.spent % sweep == 0);

    CountingRun limited(50 * sweep);
    CHECK(replicas->sweep(limited.table(), INT64_MAX, temperatures.data(), 1) < 51);
    CHECK(limited.spent < 51 * sweep);
    CountingRun stopped(50 * sweep);
    CHECK(replicas->anneal(stopped.table(), params_of(INT64_MAX, 1)) < 51 * sweep / 200);  // perhaps by chains
    for (const Spins& state : states_of(*replicas))
      for (int64_t i = 0; i < 200; ++i) CHECK(weiss_test::gain_of(*problem, state, i) <= 0.0);
  }
}

TEST_CASE("a seed that stays goes on with its numbers, another begins anew") {
  const auto problem = weiss_test::build(weiss_test::make_environment(), problem_of(kLaneTypes[0], 21, 30, 0.2));
  const std::vector<double> temperatures(10, 2.0);
  const auto after = [&](const std::vector<std::pair<int64_t, uint64_t>>& calls) {
    const auto replicas = weiss::make_replicas(*problem, 10);
    for (const auto& [sweeps, seed] : calls) replicas->sweep(nullptr, sweeps, temperatures.data(), seed);
    return states_of(*replicas);
  };
  CHECK(after({{20, 1}}) == after({{5, 1}, {15, 1}}));
  CHECK(after({{20, 1}}) != after({{20, 2}}));
  CHECK(after({{0, 1}, {7, 2}}) == after({{7, 2}}));
}

TEST_CASE("arguments of replicas are checked, and all memory is given back") {
  const auto problem = weiss_test::build(weiss_test::make_environment(), problem_of(kLaneTypes[0], 22, 10, 0.2));
  const int64_t before = problem->environment->memory()->used();
  weiss_error error = WEISS_ERROR_INIT;
  weiss_replicas* replicas = nullptr;
  const weiss_ext_replicas& table = *weiss::replicas_extension();
  CHECK(table.create(nullptr, nullptr, 1, &replicas, &error) == WEISS_E_ARGUMENT);
  CHECK(table.create(problem.get(), nullptr, 0, &replicas, &error) == WEISS_E_ARGUMENT);
  CHECK(std::strstr(error.message, "count is 0") != nullptr);
  CHECK(table.create(problem.get(), nullptr, INT64_MAX, &replicas, &error) == WEISS_E_LIMIT);
  CHECK(table.create(problem.get(), nullptr, 1, nullptr, &error) == WEISS_E_ARGUMENT);
  CHECK(table.lanes(problem.get()) == 64);
  REQUIRE(table.create(problem.get(), nullptr, 2, &replicas, &error) == WEISS_OK);
  Spins spins(10, int8_t(1));
  CHECK(table.set(replicas, 2, spins.data(), &error) == WEISS_E_ARGUMENT);
  CHECK(std::strstr(error.message, "replica 2 is not in 0..1") != nullptr);
  CHECK(table.set(replicas, 0, nullptr, &error) == WEISS_E_ARGUMENT);
  CHECK(table.spins(replicas, -1, spins.data(), &error) == WEISS_E_ARGUMENT);
  spins[3] = 0;
  CHECK(table.set(replicas, 0, spins.data(), &error) == WEISS_E_ARGUMENT);
  CHECK(std::strstr(error.message, "spin 3 is 0") != nullptr);
  const weiss_anneal_params no_size = {};
  CHECK(table.anneal(replicas, nullptr, &no_size) == -1);
  CHECK(table.anneal(replicas, nullptr, nullptr) == 1000);
  table.destroy(replicas);
  table.destroy(nullptr);
  CHECK(problem->environment->memory()->used() == before);
}

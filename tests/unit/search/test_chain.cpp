#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <set>

#include "search/chain.hpp"
#include "search/colored_chain.hpp"
#include "search/coloring.hpp"
#include "search/dense_chain.hpp"
#include "search/support.hpp"

using weiss::Random;
using weiss_test::Spins;
using weiss_test::torus;
using weiss_test::UserForm;

namespace {

using MakeChain = std::unique_ptr<weiss::Chain> (*)(const weiss::Problem&);
constexpr MakeChain kChains[] = {
    [](const weiss::Problem& problem) { return weiss::make_colored_chain(problem, weiss_test::unwatched()); },
    weiss::make_dense_integer_chain};

weiss::Schedule schedule_of(int64_t sweeps, double first, double last) {
  weiss_anneal_params params = {};
  params.struct_size = sizeof params;
  params.sweeps = sweeps;
  params.t_first = first;
  params.t_last = last;
  return weiss::Schedule(params, {});
}

// Couplings of one size on a random graph, and no fields.
UserForm signs(Random& random, int64_t n, double density, double size = 1.0) {
  UserForm form = weiss_test::random_ising(random, n, density, true, false);
  for (double& value : form.value) value = value < 0.0 ? -size : size;
  return form;
}

// Metropolis in the order of the index, written down.
Spins anneal_by_definition(const weiss::Problem& problem, Spins spins, const weiss::Schedule& schedule,
                           Random& random) {
  std::vector<double> gain(spins.size());
  const double scale = problem.scale;
  for (size_t i = 0; i < spins.size(); ++i)
    gain[i] = weiss_test::gain_of(problem, spins, static_cast<int64_t>(i)) / scale;
  for (int64_t sweep = 0; sweep < schedule.sweeps(); ++sweep) {
    const double temperature = schedule.temperature(sweep);
    for (size_t i = 0; i < spins.size(); ++i) {
      if (random.uniform() >= std::exp(2.0 * gain[i] / temperature)) continue;
      weiss_test::flip(spins, static_cast<int64_t>(i));
      gain[i] = -gain[i];
      for (size_t k = problem.row_begin(i); k < problem.row_end(i); ++k) {
        const auto j = static_cast<size_t>(problem.column[k]);
        gain[j] += 2.0 * problem.value[k] * spins[i] * spins[j];
      }
    }
  }
  return spins;
}

struct Sample {
  double sum = 0.0, squares = 0.0;
  int count = 0;
  void add(double x) {
    sum += x;
    squares += x * x;
    ++count;
  }
  double mean() const { return sum / count; }
  double error() const { return std::sqrt((squares / count - mean() * mean()) / (count - 1)); }
};

}  // namespace

TEST_CASE("a colouring lays out each spin once, and no two of a block feel each other") {
  Random random(1);
  for (const UserForm& form : {signs(random, 300, 0.03), signs(random, 150, 0.3), torus(random, 12),
                               weiss_test::random_ising(random, 65, 1.0, true, true), UserForm()}) {
    const auto problem = weiss_test::build(weiss_test::make_environment(), form);
    const weiss::Coloring coloring(*problem, weiss_test::unwatched());
    std::map<int32_t, uint32_t> position;
    for (uint32_t p = 0; p < coloring.spin.size(); ++p)
      if (coloring.spin[p] >= 0) CHECK(position.emplace(coloring.spin[p], p).second);
    CHECK(static_cast<int64_t>(position.size()) == problem->num_spins());

    std::set<int64_t> couplings;
    for (int64_t b = 0; b < coloring.num_blocks(); ++b)
      for (int64_t at = coloring.first_piece[static_cast<size_t>(b)];
           at < coloring.first_piece[static_cast<size_t>(b) + 1]; ++at) {
        const weiss::ColoredPiece piece = coloring.pieces[static_cast<size_t>(at)];
        CHECK(piece.width >= 1);
        CHECK(piece.width <= weiss::kColoredWidths);
        for (int64_t k = 0; k < int64_t{piece.count} * piece.width; ++k) {
          const auto slot = static_cast<size_t>(piece.at + k);
          const auto own = static_cast<size_t>(b * weiss::kColoredBlock + k / piece.width);
          const int64_t coupling = coloring.coupling[slot];
          if (coupling < 0) {
            CHECK(coloring.neighbour[slot] == coloring.num_positions());
            continue;
          }
          CHECK(couplings.insert(coupling).second);
          const auto spin = static_cast<size_t>(coloring.spin[own]);
          CHECK(coupling >= problem->row_start[spin]);
          CHECK(coupling < problem->row_start[spin + 1]);
          CHECK(position[problem->column[static_cast<size_t>(coupling)]] == coloring.neighbour[slot]);
          CHECK(coloring.neighbour[slot] / weiss::kColoredBlock != b);
        }
      }
    CHECK(static_cast<int64_t>(couplings.size()) == problem->num_entries());
  }
}

TEST_CASE("states of a chain at one temperature follow Boltzmann's law") {
  Random random(2);
  UserForm field = signs(random, 8, 0.5);
  field.linear.assign(8, 0.0);
  field.linear[3] = 1.0;
  const std::pair<UserForm, double> problems[] = {{signs(random, 8, 0.4), 2.0},
                                                  {field, 1.5},
                                                  {weiss_test::random_ising(random, 8, 0.5, true, true), 12.0}};
  constexpr int kDraws = 40000;
  for (const auto& [form, temperature] : problems)
    for (const MakeChain make : kChains) {
      const auto problem = weiss_test::build(weiss_test::make_environment(), form);
      const auto chain = make(*problem);
      const weiss::Schedule schedule = schedule_of(6, temperature, temperature);
      Spins spins(8, 1);
      std::map<Spins, int> seen;
      weiss::Meter meter(nullptr);
      for (uint64_t draw = 0; draw < kDraws; ++draw) {
        REQUIRE(chain->anneal(spins.data(), schedule, draw, meter) == 6);
        ++seen[spins];
      }
      std::map<Spins, double> weight;
      double total = 0.0;
      weiss_test::for_each_state(8, [&](const Spins& state) {
        total += weight[state] = std::exp(-problem->energy(state.data()) / temperature);
      });
      // States expected less than 5 times are counted as one.
      double chi_squared = 0.0, rare = 0.0, rare_seen = 0.0;
      int freedom = 0;
      const auto count = [&](double found, double expected) {
        chi_squared += (found - expected) * (found - expected) / expected;
        ++freedom;
      };
      for (const auto& [state, w] : weight) {
        const double expected = kDraws * w / total;
        if (expected >= 5.0) {
          count(seen[state], expected);
        } else {
          rare += expected;
          rare_seen += seen[state];
        }
      }
      if (rare >= 5.0) count(rare_seen, rare);
      CHECK(freedom > 20);
      CHECK(chi_squared < freedom + 5.0 * std::sqrt(2.0 * freedom));
    }
}

TEST_CASE("chains anneal as low as Metropolis in the order of the index") {
  Random random(3);
  const UserForm forms[] = {torus(random, 20), signs(random, 300, 0.02), signs(random, 150, 1.0, 7.0),
                            weiss_test::random_ising(random, 130, 1.0, true, true)};
  for (const UserForm& form : forms) {
    const auto problem = weiss_test::build(weiss_test::make_environment(), form);
    const weiss::TemperatureRange range = weiss::temperature_range(*problem);
    const weiss::Schedule schedule = schedule_of(100, range.first, range.last);
    constexpr uint64_t kReads = 100;
    Sample reference;
    for (uint64_t read = 0; read < kReads; ++read) {
      const Spins start = weiss_test::random_spins(random, problem->num_spins());
      reference.add(problem->energy(anneal_by_definition(*problem, start, schedule, random).data()));
    }
    for (const MakeChain make : kChains) {
      const auto chain = make(*problem);
      Sample sample;
      weiss::Meter meter(nullptr);
      for (uint64_t read = 0; read < kReads; ++read) {
        Spins spins = weiss_test::random_spins(random, problem->num_spins());
        CHECK(chain->anneal(spins.data(), schedule, read, meter) == 100);
        sample.add(problem->energy(spins.data()));
      }
      const double error = std::hypot(sample.error(), reference.error());
      CAPTURE(reference.mean());
      CAPTURE(sample.mean());
      CHECK(sample.mean() < reference.mean() + 2.0 * error);
      CHECK(sample.mean() > reference.mean() - 4.0 * error);
    }
  }
}

TEST_CASE("a chain gives the same states on every SIMD level, for couplings of all widths") {
  Random random(4);
  UserForm wide = weiss_test::random_ising(random, 200, 0.1, true, true);
  for (double& value : wide.value) value *= 1000.0;
  UserForm bound = weiss_test::random_ising(random, 70, 1.0, true, false);
  bound.linear.assign(70, static_cast<double>((1 << 30) - 700000));
  const std::pair<UserForm, bool> problems[] = {
      {signs(random, 500, 0.01, 3.0), true},
      {signs(random, 300, 1.0), true},
      {weiss_test::random_ising(random, 333, 0.05, true, true), true},
      {bound, true},
      {wide, true}};
  for (const auto& [form, full_rows] : problems)
    for (const MakeChain make : kChains) {
      if (!full_rows && make == weiss::make_dense_integer_chain) continue;
      Spins expected;
      weiss_test::for_each_level([&](const weiss::EnvironmentPtr& environment) {
        const auto problem = weiss_test::build(environment, form);
        const auto chain = make(*problem);
        const weiss::TemperatureRange range = weiss::temperature_range(*problem);
        Spins spins(static_cast<size_t>(form.num_spins), 1);
        weiss::Meter meter(nullptr);
        chain->anneal(spins.data(), schedule_of(30, range.first, range.last), 7, meter);
        if (expected.empty()) expected = spins;
        CHECK(spins == expected);
      });
    }
}

TEST_CASE("a chain begins at the state that it is given, and stops when told") {
  Random random(5);
  const UserForm form = torus(random, 40);
  const auto problem = weiss_test::build(weiss_test::make_environment(), form);
  for (const MakeChain make : kChains) {
    const auto chain = make(*problem);
    // Cold, only descents are left, and a one-flip minimum stays but for spins that turn for nothing.
    Spins spins = weiss_test::random_spins(random, problem->num_spins());
    weiss::Meter free(nullptr);
    chain->anneal(spins.data(), schedule_of(100, 1e-3, 1e-3), 1, free);
    const double low = problem->energy(spins.data());
    chain->anneal(spins.data(), schedule_of(100, 1e-3, 1e-3), 2, free);
    CHECK(problem->energy(spins.data()) <= low);

    weiss_test::CountingRun run(100'000);
    int64_t sweeps = 0;
    {
      weiss::Meter meter(run.table());
      sweeps = chain->anneal(spins.data(), schedule_of(1'000'000, 3.0, 3.0), 3, meter);
    }
    CHECK(sweeps > 10);
    CHECK(sweeps < 100);
    CHECK(run.spent >= 100'000);
    CHECK(run.spent < 110'000);
    for (const int8_t s : spins) CHECK(std::abs(s) == 1);
  }
}

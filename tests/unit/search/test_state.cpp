#include <doctest/doctest.h>

#include <limits>

#include "search/incumbent.hpp"
#include "search/support.hpp"

using weiss::Random;
using weiss_test::Spins;
using weiss_test::UserForm;

namespace {

// Gains, energy and best state against the definition.
void check_state(const weiss::Problem& problem, weiss::Search& search, double tolerance) {
  const Spins spins = weiss_test::spins_of(search);
  CHECK(std::fabs(search.energy() - problem.energy(spins.data())) <= tolerance);
  CHECK(std::fabs(search.best_energy() - problem.energy(weiss_test::best_of(search).data())) <= tolerance);
  std::vector<double> gains(spins.size());
  search.gains(gains.data());
  for (size_t i = 0; i < spins.size(); ++i) {
    const double gain = 2.0 * weiss_test::gain_of(problem, spins, static_cast<int64_t>(i)) / problem.scale;
    CHECK(std::fabs(gains[i] - gain) <= tolerance);
  }
}

// All kinds of calls in random order.
void exercise(weiss::Search& search, Random& random, int calls) {
  const int64_t n = search.num_spins();
  weiss_tabu_params tabu = {};
  tabu.struct_size = sizeof tabu;
  weiss_anneal_params anneal = {};
  anneal.struct_size = sizeof anneal;
  for (int k = 0; k < calls; ++k) {
    switch (random.below(6)) {
      case 0:
        tabu.seed = random.next();
        tabu.max_steps = random.below(200);
        search.tabu(nullptr, tabu);
        break;
      case 1:
        anneal.seed = random.next();
        anneal.sweeps = random.below(5);
        search.anneal(nullptr, anneal);
        break;
      case 2: search.set_random(random.next()); break;
      case 3: search.set(weiss_test::random_spins(random, n).data()); break;
      case 4: search.descend(nullptr); break;
      default:
        for (int f = 0; f < 300 && n > 0; ++f)
          search.flip(nullptr, random.below(static_cast<uint32_t>(n)));
    }
  }
}

}  // namespace

TEST_CASE("fields and energies of integer problems stay exact") {
  for (const bool fields : {false, true})
    for (const int64_t n : {0, 1, 2, 3, 64, 65, 130, 300}) {
      Random random(static_cast<uint64_t>(n) + 1);
      const UserForm form = weiss_test::random_ising(random, n, n < 100 ? 0.5 : 0.1, true, fields);
      CAPTURE(n);
      weiss_test::for_each_search(form, [](const weiss::Problem& problem, weiss::Search& search) {
        Random calls(5);
        for (int round = 0; round < 5; ++round) {
          exercise(search, calls, 6);
          check_state(problem, search, 0.0);
        }
      });
    }
}

TEST_CASE("energies on a scale of quarters are exact") {
  Random random(2);
  UserForm form = weiss_test::random_ising(random, 40, 0.5, true, true);
  for (double& v : form.value) v *= 0.25;
  weiss_test::for_each_search(form, [](const weiss::Problem& problem, weiss::Search& search) {
    CHECK(problem.scale == 4.0);
    Random calls(5);
    exercise(search, calls, 30);
    check_state(problem, search, 0.0);
  });
}

TEST_CASE("rows of 8 bits, 16 bits and doubles give the same integer search") {
  for (const double factor : {1.0, 100.0, 1e6}) {
    CAPTURE(factor);
    Random random(3);
    UserForm form = weiss_test::random_ising(random, 150, 0.6, true, true);
    for (double& v : form.value) v *= factor;
    weiss_test::for_each_search(form, [](const weiss::Problem& problem, weiss::Search& search) {
      Random calls(6);
      exercise(search, calls, 40);
      check_state(problem, search, 0.0);
    });
  }
}

TEST_CASE("couplings at the bound of int32 fields do not overflow, and beyond it doubles take over") {
  for (const double weight : {double((1 << 28) - 1), double(1 << 28), 0x1p40}) {
    CAPTURE(weight);
    UserForm form;
    form.num_spins = 5;
    for (int32_t i = 0; i < 5; ++i)
      for (int32_t j = i + 1; j < 5; ++j) form.add(i, j, (i + j) % 2 ? weight : -weight);
    weiss_test::for_each_search(form, [](const weiss::Problem& problem, weiss::Search& search) {
      CHECK(problem.integer());
      Random calls(7);
      exercise(search, calls, 60);
      check_state(problem, search, 0.0);
    });
  }
}

TEST_CASE("energies of integers up to 2^53 are exact") {
  Random random(14);
  UserForm form;
  form.num_spins = 9;
  for (int32_t i = 0; i < 9; ++i)
    for (int32_t j = i + 1; j < 9; ++j) {
      const double size = std::floor(random.uniform() * 0x1p47) * 2.0 + 1.0;
      form.add(i, j, random.below(2) ? size : -size);
    }
  weiss_test::for_each_search(form, [](const weiss::Problem& problem, weiss::Search& search) {
    CHECK(problem.integer());
    CHECK(problem.trivial_bound < -0x1p51);
    Random calls(8);
    for (int round = 0; round < 10; ++round) {
      exercise(search, calls, 6);
      check_state(problem, search, 0.0);
    }
  });
}

TEST_CASE("the drift of real data stays negligible over hundreds of thousands of flips") {
  Random random(4);
  const UserForm form = weiss_test::random_ising(random, 100, 0.5, false, true);
  weiss_test::for_each_search(form, [](const weiss::Problem& problem, weiss::Search& search) {
    CHECK(!problem.integer());
    weiss_tabu_params params = {};
    params.struct_size = sizeof params;
    params.max_steps = params.max_idle = 20000;
    search.tabu(nullptr, params);
    Random calls(8);
    exercise(search, calls, 100);
    check_state(problem, search, 1e-11);
  });
}

TEST_CASE("set_random is a fair coin for each spin, set by the seed alone") {
  Random random(5);
  const UserForm form = weiss_test::ladder(random, 1000);
  Spins first;
  weiss_test::for_each_search(form, [&](const weiss::Problem&, weiss::Search& search) {
    search.set_random(11);
    const Spins once = weiss_test::spins_of(search);
    search.set_random(12);
    CHECK(weiss_test::spins_of(search) != once);
    search.set_random(11);
    CHECK(weiss_test::spins_of(search) == once);
    CHECK(weiss_test::best_of(search) == once);
    if (first.empty()) first = once;
    CHECK(once == first);
    CHECK(std::abs(std::count(once.begin(), once.end(), 1) - 500) < 60);
  });
}

TEST_CASE("set forgets the best") {
  Random random(6);
  const UserForm form = weiss_test::ladder(random, 100);
  weiss_test::for_each_search(form, [&](const weiss::Problem&, weiss::Search& search) {
    search.descend(nullptr);
    const Spins start(100, -1);
    search.set(start.data());
    CHECK(weiss_test::best_of(search) == start);
    CHECK(search.best_energy() == search.energy());
  });
}

TEST_CASE("a descent ends in a one-flip minimum") {
  for (const bool integer : {true, false}) {
    Random random(7);
    const UserForm form = weiss_test::random_ising(random, 200, 0.1, integer, true);
    weiss_test::for_each_search(form, [](const weiss::Problem&, weiss::Search& search) {
      std::vector<double> gains(200);
      for (uint64_t seed = 0; seed < 10; ++seed) {
        search.set_random(seed);
        const double before = search.energy();
        const int64_t flips = search.descend(nullptr);
        CHECK(flips > 0);
        CHECK(search.energy() < before);
        search.gains(gains.data());
        for (const double gain : gains) CHECK(gain <= 1e-10);
        CHECK(search.descend(nullptr) == 0);
      }
    });
  }
}

TEST_CASE("isolated spins follow their own field and problems of no couplings work") {
  UserForm form;
  form.num_spins = 70;
  for (int i = 0; i < 70; ++i) form.linear.push_back(i % 3 - 1.0);
  weiss_test::for_each_search(form, [](const weiss::Problem& problem, weiss::Search& search) {
    search.set_random(1);
    search.descend(nullptr);
    CHECK(search.energy() == problem.trivial_bound);
    Random calls(9);
    exercise(search, calls, 30);
    check_state(problem, search, 0.0);
  });
}

TEST_CASE("the journal of the best state is as good as copies") {
  const auto environment = weiss_test::make_environment();
  for (const int64_t n : {1, 5, 64, 100, 300}) {
    CAPTURE(n);
    Random random(static_cast<uint64_t>(n));
    weiss::Incumbent incumbent(environment->memory(), n);
    Spins spins(static_cast<size_t>(n), 1), best = spins;
    for (int k = 0; k < 20000; ++k) {
      const auto i = random.below(static_cast<uint32_t>(n));
      weiss_test::flip(spins, i);
      incumbent.record(i);
      // Bests come in bursts with long times of nothing between.
      if (random.below(k / 4000 % 2 ? 3 : 700) == 0) {
        incumbent.mark(spins.data());
        best = spins;
      }
      if (random.below(500) == 0) REQUIRE(Spins(incumbent.spins(), incumbent.spins() + n) == best);
    }
    CHECK(Spins(incumbent.spins(), incumbent.spins() + n) == best);
  }
}

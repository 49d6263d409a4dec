#include <doctest/doctest.h>

#include "search/support.hpp"

using weiss::Random;
using weiss_test::Spins;
using weiss_test::UserForm;

namespace {

// Tabu search in which each step computes every gain from the definition.
class NaiveTabu {
 public:
  NaiveTabu(const weiss::Problem& problem, Spins start)
      : problem_(problem), spins(std::move(start)), best(spins), energy(problem.energy(spins.data())),
        best_energy(energy) {}

  void run(const weiss_tabu_params& params, int64_t lanes) {
    const auto n = static_cast<int64_t>(spins.size());
    Random random(params.seed);
    std::vector<int64_t> free_at(spins.size(), 0);
    for (int64_t step = 0; step < params.max_steps; ++step) {
      std::vector<double> gains;
      for (int64_t i = 0; i < n; ++i) gains.push_back(weiss_test::gain_of(problem_, spins, i));
      const auto is_free = [&](int64_t i) { return free_at[static_cast<size_t>(i)] <= step; };
      double best_free = -1e300, best_any = -1e300;
      for (int64_t i = 0; i < n; ++i) {
        best_any = std::max(best_any, gains[static_cast<size_t>(i)]);
        if (is_free(i)) best_free = std::max(best_free, gains[static_cast<size_t>(i)]);
      }
      const bool aspires = best_any > best_free && energy - 2.0 * best_any / problem_.scale < best_energy;
      if (aspires) ++aspirations;
      const double wanted = aspires ? best_any : best_free;
      // First by lot among the lanes that hold the gain, then among the spins of the lane.
      std::vector<std::vector<int64_t>> ties;
      const int64_t block = lanes * 16;
      for (int64_t begin = 0; begin < n; begin += block)
        for (int64_t lane = 0; lane < lanes; ++lane) {
          std::vector<int64_t> equals;
          for (int64_t i = begin + lane; i < std::min(n, begin + block); i += lanes)
            if (gains[static_cast<size_t>(i)] == wanted && (aspires || is_free(i))) equals.push_back(i);
          if (!equals.empty()) ties.push_back(equals);
        }
      const auto& lane = ties[random.below(static_cast<uint32_t>(ties.size()))];
      const int64_t spin = lane[random.below(static_cast<uint32_t>(lane.size()))];
      const auto range = static_cast<uint32_t>(std::min(params.tenure_range, n - 1) + 1);
      const int64_t tenure = std::min(std::min(params.tenure, n - 1) + random.below(range), n - 1);
      free_at[static_cast<size_t>(spin)] = step + 1 + tenure;
      weiss_test::flip(spins, spin);
      energy = problem_.energy(spins.data());
      if (energy < best_energy) {
        best_energy = energy;
        best = spins;
      }
    }
  }

 private:
  const weiss::Problem& problem_;

 public:
  Spins spins, best;
  double energy, best_energy;
  int64_t aspirations = 0;
};

weiss_tabu_params params_of(int64_t steps, int64_t tenure, int64_t range, uint64_t seed) {
  weiss_tabu_params params = {};
  params.struct_size = sizeof params;
  params.max_steps = params.max_idle = steps;
  params.tenure = tenure;
  params.tenure_range = range;
  params.seed = seed;
  return params;
}

// The integer engines choose among equals in ways of their own, so weights are beyond them here.
void compare_with_naive(UserForm form, const weiss_tabu_params& params, int64_t& aspirations) {
  constexpr double kBeyondInt32 = 0x1p33 + 1.0;
  for (double& v : form.value) v *= kBeyondInt32;
  for (double& v : form.linear) v *= kBeyondInt32;
  const auto environment = weiss_test::make_environment();
  const auto problem = weiss_test::build(environment, form);
  const auto any_search = weiss::make_search(*problem, WEISS_ENGINE_SPARSE);
  any_search->set_random(params.seed);
  NaiveTabu naive(*problem, weiss_test::spins_of(*any_search));
  naive.run(params, 8);
  aspirations += naive.aspirations;
  weiss_test::for_each_search(form, [&](const weiss::Problem&, weiss::Search& search) {
    search.set_random(params.seed);
    CHECK(search.tabu(nullptr, params) == params.max_steps);
    CHECK(weiss_test::spins_of(search) == naive.spins);
    CHECK(search.energy() == naive.energy);
    CHECK(weiss_test::best_of(search) == naive.best);
    CHECK(search.best_energy() == naive.best_energy);
  });
}

}  // namespace

TEST_CASE("tabu search takes the steps of the naive one on every engine and SIMD level") {
  int64_t aspirations = 0;
  for (const int64_t n : {1, 2, 3, 7, 50, 65, 260}) {
    CAPTURE(n);
    Random random(static_cast<uint64_t>(n));
    const UserForm form = weiss_test::random_ising(random, n, n < 100 ? 0.5 : 0.05, true, n % 2 == 1);
    compare_with_naive(form, params_of(700, 1 + n / 10, 4, 3), aspirations);
  }
  CHECK(aspirations > 0);
}

TEST_CASE("tabu search takes the steps of the naive one among many ties") {
  int64_t aspirations = 0;
  Random random(9);
  compare_with_naive(weiss_test::ladder(random, 300), params_of(1500, 8, 10, 4), aspirations);
}

TEST_CASE("a tenure of more than all spins leaves one free") {
  int64_t aspirations = 0;
  Random random(10);
  compare_with_naive(weiss_test::ladder(random, 9), params_of(300, 1000, 1000, 4), aspirations);
}

TEST_CASE("tabu search finds the minimum of small problems") {
  for (const bool integer : {true, false})
    for (uint64_t seed = 0; seed < 5; ++seed) {
      Random random(seed);
      const UserForm form = weiss_test::random_ising(random, 12, 0.6, integer, true);
      const auto problem = weiss_test::build(weiss_test::make_environment(), form);
      const double minimum = weiss_test::minimum_energy(*problem);
      weiss_test::for_each_search(form, [&](const weiss::Problem&, weiss::Search& search) {
        weiss_tabu_params params = {};
        params.struct_size = sizeof params;
        params.max_idle = 2000;
        params.seed = seed;
        search.tabu(nullptr, params);
        CHECK(search.best_energy() == doctest::Approx(minimum));
      });
    }
}

TEST_CASE("real data give the same trajectory on every SIMD level") {
  Random random(12);
  const UserForm form = weiss_test::random_ising(random, 120, 0.3, false, true);
  for (const int32_t engine : weiss_test::kEngines) {
    Spins expected;
    weiss_test::for_each_level([&](const weiss::EnvironmentPtr& environment) {
      const auto problem = weiss_test::build(environment, form);
      const auto search = weiss::make_search(*problem, engine);
      search->set_random(2);
      search->tabu(nullptr, params_of(10000, 10, 5, 1));
      if (expected.empty()) expected = weiss_test::spins_of(*search);
      CHECK(weiss_test::spins_of(*search) == expected);
    });
  }
}

TEST_CASE("tabu search stops at the target, when idle, and after the steps asked for") {
  Random random(13);
  const UserForm form = weiss_test::random_ising(random, 60, 0.4, true, true);
  weiss_test::for_each_search(form, [](const weiss::Problem&, weiss::Search& search) {
    weiss_tabu_params params = params_of(5000, 6, 3, 1);
    search.set_random(1);
    search.tabu(nullptr, params);
    const double reached = search.best_energy();

    params.has_target = 1;
    params.target = reached;
    search.set_random(1);
    const int64_t steps = search.tabu(nullptr, params);
    CHECK(steps < 5000);
    CHECK(search.energy() == reached);
    CHECK(search.tabu(nullptr, params) == 0);

    params = params_of(0, 6, 3, 1);
    params.max_idle = 40;
    search.set(weiss_test::best_of(search).data());
    CHECK(search.tabu(nullptr, params) == 40);
  });
}

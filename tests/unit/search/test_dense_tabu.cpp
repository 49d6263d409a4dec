#include <doctest/doctest.h>

#include <algorithm>

#include "model/dense.hpp"
#include "search/support.hpp"

using weiss::Random;
using weiss_test::Spins;
using weiss_test::UserForm;

namespace {

// Dense tabu search as one would write it down: gains of all spins in each step, lists of equals.
class PlainTabu {
 public:
  PlainTabu(const weiss::Problem& problem, const Spins& start)
      : problem_(problem), spins(start), best(start), energy(problem.energy(start.data())),
        best_energy(energy) {}

  void run(const weiss_tabu_params& params) {
    const auto n = static_cast<int64_t>(spins.size());
    Random random(params.seed);
    std::vector<int64_t> free_at(spins.size(), 0);
    for (int64_t step = 0; step < params.max_steps; ++step) {
      std::vector<double> gain(spins.size());
      double best_free = -1e300, best_any = -1e300;
      for (size_t i = 0; i < spins.size(); ++i) {
        gain[i] = weiss_test::gain_of(problem_, spins, static_cast<int64_t>(i));
        best_any = std::max(best_any, gain[i]);
        if (free_at[i] <= step) best_free = std::max(best_free, gain[i]);
      }
      const bool aspires = best_any > best_free && energy - 2.0 * best_any / problem_.scale < best_energy;
      aspirations += aspires;
      std::vector<bool> equal(spins.size());
      for (size_t i = 0; i < spins.size(); ++i)
        equal[i] = aspires ? gain[i] == best_any : free_at[i] <= step && gain[i] == best_free;

      const uint64_t lot = random.next(), thin = random.next();
      const auto draws = static_cast<uint64_t>(std::min(params.tenure_range, n - 1) + 1);
      const int64_t tenure = std::min(std::min(params.tenure, n - 1) +
                                          static_cast<int64_t>((lot >> 32) * draws >> 32), n - 1);
      const auto spin = static_cast<size_t>(pick(equal, lot & UINT32_MAX, thin));
      free_at[spin] = step + 1 + tenure;
      spins[spin] = static_cast<int8_t>(-spins[spin]);
      energy = problem_.energy(spins.data());
      if (energy >= best_energy) continue;
      best_energy = energy;
      best = spins;
    }
  }

 private:
  // From a block by lot on the first with an equal, and in it from a place by lot on the first one: a half of
  // them, also by lot, stands back.
  static int64_t pick(const std::vector<bool>& equal, uint64_t lot, uint64_t thin) {
    constexpr int64_t kBlock = 128;
    const auto n = static_cast<int64_t>(equal.size()), blocks = (n + kBlock - 1) / kBlock;
    const uint64_t place = lot * static_cast<uint64_t>(blocks);
    for (auto block = static_cast<int64_t>(place >> 32);; block = (block + 1) % blocks) {
      const int64_t begin = block * kBlock, size = std::min(kBlock, n - begin);
      const auto start = static_cast<int64_t>((place & UINT32_MAX) * static_cast<uint64_t>(size) >> 32);
      for (const bool thinned : {true, false})
        for (int64_t k = 0; k < kBlock; ++k) {
          const int64_t at = (start + k) % kBlock;
          const bool stands_back = (at < 64 ? thin >> at & 1 : ~thin >> (at - 64) & 1) == 0;
          if (at < size && equal[static_cast<size_t>(begin + at)] && !(thinned && stands_back))
            return begin + at;
        }
    }
  }

  const weiss::Problem& problem_;

 public:
  Spins spins, best;
  double energy, best_energy;
  int64_t aspirations = 0;
};

weiss_tabu_params params_of(int64_t steps, int64_t tenure, int64_t range) {
  weiss_tabu_params params = {};
  params.struct_size = sizeof params;
  params.max_steps = params.max_idle = steps;
  params.tenure = tenure;
  params.tenure_range = range;
  params.seed = 5;
  return params;
}

// Compares the states after so many steps, on all SIMD levels.
int64_t compare(const UserForm& form, const std::vector<int64_t>& steps, int64_t tenure, int64_t range) {
  int64_t aspirations = 0;
  Spins start;
  for (const int64_t count : steps) {
    CAPTURE(count);
    const weiss_tabu_params params = params_of(count, tenure, range);
    const auto reference = weiss_test::build(weiss_test::make_environment(), form);
    if (start.empty()) {
      const auto random = weiss::make_search(*reference, WEISS_ENGINE_DENSE);
      random->set_random(7);
      start = weiss_test::spins_of(*random);
    }
    PlainTabu plain(*reference, start);
    plain.run(params);
    aspirations += plain.aspirations;
    weiss_test::for_each_level([&](const weiss::EnvironmentPtr& environment) {
      const auto problem = weiss_test::build(environment, form);
      const auto search = weiss::make_search(*problem, WEISS_ENGINE_DENSE);
      search->set(start.data());
      CHECK(search->tabu(nullptr, params) == count);
      CHECK(weiss_test::spins_of(*search) == plain.spins);
      CHECK(search->energy() == plain.energy);
      CHECK(weiss_test::best_of(*search) == plain.best);
      CHECK(search->best_energy() == plain.best_energy);
      std::vector<double> gains(start.size());
      search->gains(gains.data());
      for (size_t i = 0; i < gains.size(); ++i) {
        const double gain = weiss_test::gain_of(*problem, plain.spins, static_cast<int64_t>(i));
        CHECK(gains[i] == 2.0 * gain / problem->scale);
      }
    });
  }
  return aspirations;
}

std::vector<int64_t> each_of_the_first(int64_t steps) {
  std::vector<int64_t> counts(static_cast<size_t>(steps));
  for (int64_t k = 0; k < steps; ++k) counts[static_cast<size_t>(k)] = k + 1;
  return counts;
}

// Spin 0 is coupled to n - 1 others, which are coupled weakly: when these agree its field is at its bound.
UserForm star(int32_t n, double weight, double field) {
  UserForm form;
  form.num_spins = n;
  for (int32_t i = 1; i < n; ++i) form.add(0, i, -weight);
  for (int32_t i = 1; i + 1 < n; ++i) form.add(i, i + 1, i % 2 ? 1.0 : -1.0);
  form.linear.assign(static_cast<size_t>(n), 0.0);
  form.linear[0] = field;
  return form;
}

}  // namespace

TEST_CASE("each step of a dense tabu search is that of the plain one") {
  int64_t aspirations = 0;
  for (const int64_t n : {1, 2, 3, 7, 63, 64, 65, 128, 129, 200}) {
    CAPTURE(n);
    Random random(static_cast<uint64_t>(n));
    const UserForm form = weiss_test::random_ising(random, n, n < 100 ? 0.8 : 0.3, true, n % 2 == 1);
    aspirations += compare(form, each_of_the_first(60), 1 + n / 10, 4);
  }
  CHECK(aspirations > 0);
}

TEST_CASE("long dense tabu searches take the steps of the plain one among many ties") {
  Random random(9);
  compare(weiss_test::ladder(random, 300), {1, 10, 2000}, 8, 10);
  compare(weiss_test::ladder(random, 9), {300}, 1000, 1000);
  UserForm equal;  // all spins alike
  equal.num_spins = 140;
  for (int32_t i = 0; i < 140; ++i)
    for (int32_t j = 0; j < i; ++j) equal.add(i, j, 1.0);
  compare(equal, {500}, 5, 5);
}

TEST_CASE("dense tabu search is exact for couplings at the bounds of the rows") {
  for (const double weight : {127.0, 128.0, 32767.0}) {
    CAPTURE(weight);
    Random random(3);
    UserForm form = weiss_test::random_ising(random, 70, 0.5, true, true);
    for (double& v : form.value) v = v > 0 ? weight : -weight;
    compare(form, {1, 2, 3, 400}, 6, 4);
    form.linear.clear();  // an even number of couplings of each spin: fields of an even bound are halved
    form.value.clear();
    form.row.clear();
    form.column.clear();
    for (int32_t i = 0; i < 70; ++i)
      for (int32_t step : {1, 2}) form.add(i, (i + step) % 70, random.below(2) ? weight : -weight);
    compare(form, {1, 2, 3, 400}, 6, 4);
  }
}

TEST_CASE("dense tabu search is exact for fields at and beyond the end of 16 bits") {
  // 257 * 127 = 32639; the field on spin 0 makes up the rest.
  for (const double field : {0.0, 127.0, 128.0, 129.0, 32767.0, 32768.0, 32897.0, 32898.0, 32899.0, 100000.0})
    for (const double sign : {-1.0, 1.0}) {
      CAPTURE(field);
      compare(star(258, 127.0, sign * field), {1, 40, 600}, 10, 10);
    }
}

TEST_CASE("dense tabu search leaves fields of 16 bits before they overflow") {
  // No proof holds here, the start is within the limit, and descents carry the fields beyond it.
  Random random(21);
  for (const double weight : {100.0, 127.0}) {
    UserForm form;
    form.num_spins = 450;
    for (int32_t i = 0; i < 450; ++i)
      for (int32_t j = 0; j < i; ++j) form.add(i, j, -weight + random.below(2));
    compare(form, {10, 300}, 10, 10);
  }
}

TEST_CASE("calls of all kinds after a dense tabu search go on from its state and its best") {
  Random random(22);
  const UserForm form = weiss_test::random_ising(random, 150, 0.5, true, true);
  weiss_test::for_each_level([&](const weiss::EnvironmentPtr& environment) {
    const auto problem = weiss_test::build(environment, form);
    const auto search = weiss::make_search(*problem, WEISS_ENGINE_DENSE);
    Random calls(1);
    search->set_random(1);
    double best = search->best_energy();
    for (int k = 0; k < 300; ++k) {
      const double before = search->best_energy();
      CHECK(before <= best);
      best = before;
      weiss_tabu_params params = params_of(1 + calls.below(30), 5, 5);
      params.seed = calls.next();
      search->tabu(nullptr, params);
      for (uint32_t f = calls.below(4); f > 0; --f) search->flip(nullptr, calls.below(150));
      CHECK(search->energy() == problem->energy(search->spins()));
      CHECK(search->best_energy() == problem->energy(search->best_spins()));
    }
  });
}

TEST_CASE("a dense search takes a byte for each pair of spins, or two") {
  Random random(23);
  for (const double factor : {1.0, 200.0}) {
    UserForm form = weiss_test::random_ising(random, 500, 0.5, true, false);
    for (double& v : form.value) v = v > 0 ? factor : -factor;
    const auto environment = weiss_test::make_environment();
    const auto problem = weiss_test::build(environment, form);
    const int64_t before = environment->memory()->used();
    const auto search = weiss::make_search(*problem, WEISS_ENGINE_DENSE);
    CHECK(environment->memory()->used() - before < 500 * 512 * (factor == 1.0 ? 1 : 2) + 500 * 100);
  }
}

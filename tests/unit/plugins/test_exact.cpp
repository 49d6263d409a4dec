// The solver exact: proofs, reductions, refusals.
#include <algorithm>

#include "support.hpp"

namespace {

using weiss_test::attempt;
using weiss_test::brute_force;
using weiss_test::build;
using weiss_test::Data;
using weiss_test::info_of;
using weiss_test::limited;
using weiss_test::make_context;
using weiss_test::random_terms;
using weiss_test::solve;
using weiss_test::Terms;

void append(Terms& terms, const Terms& more) {
  for (size_t k = 0; k < more.row.size(); ++k)
    terms.add(more.row[k] + terms.num_spins, more.column[k] + terms.num_spins, more.value[k]);
  terms.field.insert(terms.field.end(), more.field.begin(), more.field.end());
  terms.num_spins += more.num_spins;
}

Terms random_tree(int64_t num_spins, uint32_t seed) {
  std::mt19937 random(seed);
  Terms terms;
  terms.num_spins = num_spins;
  for (int64_t i = 1; i < num_spins; ++i)
    terms.add(i, random() % static_cast<uint32_t>(i), static_cast<double>(random() % 9) - 4.0);
  for (int64_t i = 0; i < num_spins; ++i) terms.field.push_back(static_cast<double>(random() % 5) - 2.0);
  return terms;
}

Terms ring(int64_t num_spins) {
  Terms terms;
  terms.num_spins = num_spins;
  for (int64_t i = 0; i < num_spins; ++i) terms.add(i, (i + 1) % num_spins, i % 3 == 0 ? -1.0 : 1.0);
  return terms;
}

}  // namespace

TEST_CASE("the optimum of a small problem is proven") {
  const auto context = make_context();
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    const Data data = seed % 3 == 0 ? Data::real : Data::integer;
    const auto problem = build(context, random_terms(1 + seed % 14, 0.5, seed % 2 == 0, data, seed));
    const auto result = solve(context, problem, "exact", limited(0));
    CHECK(info_of(result).energy == doctest::Approx(brute_force(problem)));
    CHECK(info_of(result).proof == WEISS_PROOF_OPTIMAL);
    CHECK(info_of(result).bound == info_of(result).energy);
    CHECK(weiss_result_reason(result.get()) == WEISS_REASON_OPTIMAL);
  }
}

TEST_CASE("several samples are the states of least energy, without fields one of two mirror images") {
  const auto context = make_context();
  for (const int64_t n : {1, 2, 5, 11, 12, 13, 15})
    for (const bool fields : {false, true}) {
      CAPTURE(n);
      const auto problem = build(context, random_terms(n, 0.7, fields, Data::real, static_cast<uint32_t>(n)));
      std::vector<double> energies;
      std::vector<int8_t> spins(static_cast<size_t>(n));
      for (uint32_t state = 0; state < (fields ? 1u << n : 1u << (n - 1)); ++state) {
        for (size_t i = 0; i < spins.size(); ++i) spins[i] = (state >> i) & 1u ? int8_t{-1} : int8_t{1};
        energies.push_back(weiss_test::energy_of(problem, spins));
      }
      std::sort(energies.begin(), energies.end());
      weiss_run_config config = limited(0);
      config.max_samples = 100;
      const auto result = solve(context, problem, "exact samples=40", config);
      REQUIRE(info_of(result).num_samples == static_cast<int64_t>(std::min<size_t>(40, energies.size())));
      CHECK(info_of(result).proof == WEISS_PROOF_OPTIMAL);
      for (int64_t k = 0; k < info_of(result).num_samples; ++k) {
        weiss_result_sample sample = weiss_test::sized<weiss_result_sample>();
        REQUIRE(weiss_result_get_sample(result.get(), k, &sample, nullptr) == WEISS_OK);
        CHECK(sample.energy == doctest::Approx(energies[static_cast<size_t>(k)]));
      }
    }
}

TEST_CASE("components are solved one by one and add up") {
  const auto context = make_context();
  Terms all;
  double sum = 0.0;
  for (uint32_t seed = 1; seed <= 8; ++seed) {
    const Terms part = random_terms(10, 0.5, true, Data::integer, seed);
    sum += brute_force(build(context, part));
    append(all, part);
  }
  const auto result = solve(context, build(context, all), "exact", limited(0));
  CHECK(info_of(result).energy == sum);
  CHECK(info_of(result).proof == WEISS_PROOF_OPTIMAL);
}

TEST_CASE("trees of any size and trees on a core are reduced away") {
  const auto context = make_context();
  const Terms tree = random_tree(3000, 5);
  const auto whole = build(context, tree);
  const auto result = solve(context, whole, "exact", limited(0));
  CHECK(info_of(result).proof == WEISS_PROOF_OPTIMAL);
  // Nothing that searches finds less.
  CHECK(info_of(solve(context, whole, "tabu", limited(30000000))).energy >= info_of(result).energy);

  Terms small = random_terms(6, 0.8, true, Data::integer, 9);
  const double core_only = brute_force(build(context, small));
  for (int64_t i = 0; i < 40; ++i) {
    small.add(i % 6, small.num_spins++, 2.0);  // leaves without fields: each can always be satisfied
    small.field.push_back(0.0);
  }
  CHECK(info_of(solve(context, build(context, small), "exact", limited(0))).energy == core_only - 80.0);
}

TEST_CASE("a ring of any size is reduced away") {
  const auto context = make_context();
  const auto result = solve(context, build(context, ring(300)), "exact", limited(0));
  CHECK(info_of(result).proof == WEISS_PROOF_OPTIMAL);
  CHECK(info_of(result).energy == -300.0);  // 100 couplings of -1, 200 of +1: no frustration
}

TEST_CASE("a component above 30 spins is refused with its size and with advice") {
  const auto context = make_context();
  Terms terms = random_terms(43, 0.5, false, Data::integer, 10);
  for (int64_t i = 0; i < 10; ++i) terms.add(i, terms.num_spins++, 1.0);
  const auto refused = attempt(context, build(context, terms), "exact", limited(0));
  CHECK(refused.status == WEISS_E_LIMIT);
  CHECK(refused.message.find("43") != std::string::npos);
  CHECK(refused.message.find("tabu") != std::string::npos);
}

TEST_CASE("an enumeration that is stopped early proves nothing") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(28, 0.5, true, Data::integer, 3));
  const auto result = solve(context, problem, "exact", limited(1000000));
  CHECK(info_of(result).proof == WEISS_PROOF_NONE);
  CHECK(weiss_result_reason(result.get()) == WEISS_REASON_WORK);
}

TEST_CASE("an enumeration keeps to its work as well as its smallest blocks allow") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(28, 0.5, true, Data::integer, 3));
  for (const int64_t limit : {1, 300000, 1000000, 5000000}) {
    const int64_t work = info_of(solve(context, problem, "exact", limited(limit))).work;
    CHECK(work >= limit);
    CHECK(work < limit + (28 << 6));
  }
}

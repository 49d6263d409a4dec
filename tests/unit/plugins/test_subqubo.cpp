// The sub-QUBO loop with its rules, and distributed QAOA, which puts overlapping parts together.
#include <cmath>

#include "../../../plugins/common/heat_bath.hpp"
#include "support.hpp"

namespace {

using weiss_test::brute_force;
using weiss_test::build;
using weiss_test::ContextPtr;
using weiss_test::counter;
using weiss_test::Data;
using weiss_test::energy_of;
using weiss_test::fingerprint;
using weiss_test::info_of;
using weiss_test::limited;
using weiss_test::make_context;
using weiss_test::ProblemPtr;
using weiss_test::random_terms;
using weiss_test::ResultPtr;
using weiss_test::solve;
using weiss_test::spins_of;
using weiss_test::Terms;

constexpr int64_t kWork = 200000000;

TEST_CASE("every rule of acceptance finds the optimum of a small problem through parts of five spins") {
  const ContextPtr context = make_context();
  for (const Data data : {Data::integer, Data::real}) {
    const ProblemPtr problem = build(context, random_terms(15, 0.5, true, data, 3));
    const double optimum = brute_force(problem);
    for (const char* accept : {"not-worse", "always", "metropolis", "heat-bath"})
      for (const char* update : {"sequential", "simultaneous"}) {
        const std::string spec =
            std::string("subqubo part_size=5 subsolver=exact iterations=400 patience=0 accept=") + accept +
            " update=" + update;
        CAPTURE(spec);
        const ResultPtr result = solve(context, problem, spec, limited(kWork));
        CHECK(info_of(result).energy == doctest::Approx(optimum));
        CHECK(energy_of(problem, spins_of(result)) == info_of(result).energy);
      }
  }
}

TEST_CASE("the state never gets worse when only what is not worse is kept") {
  const ContextPtr context = make_context();
  const ProblemPtr problem = build(context, random_terms(60, 0.1, false, Data::integer, 4));
  for (const char* update : {"sequential", "simultaneous"}) {
    const ResultPtr result =
        solve(context, problem, std::string("subqubo part_size=8 subsolver=exact update=") + update,
              limited(kWork));
    double last = std::numeric_limits<double>::infinity();
    for (int64_t k = 0; k < info_of(result).num_trace; ++k) {
      weiss_result_improvement step = weiss_test::sized<weiss_result_improvement>();
      REQUIRE(weiss_result_get_improvement(result.get(), k, &step, nullptr) == WEISS_OK);
      CHECK(step.energy < last);
      last = step.energy;
    }
  }
}

// Zhao and Tang, arXiv:2502.16212, as their code selects groups: floor(0.15 n / m) + 1 of size m in an
// iteration.
TEST_CASE("a fraction of the spins stops an iteration where the published loop does") {
  const ContextPtr context = make_context();
  const ProblemPtr problem = build(context, random_terms(100, 0.05, false, Data::integer, 5));
  for (const int64_t m : {5, 10, 20}) {
    const ResultPtr result =
        solve(context, problem,
              "subqubo partitioner=contiguous order=shuffled fraction=0.15 accept=always refine=descent "
              "subsolver=exact iterations=6 patience=0 part_size=" +
                  std::to_string(m),
              limited(kWork));
    CHECK(counter(result, "sub-problems") == 6 * (15 / m + 1));
    CHECK(counter(result, "descents") == 7);
  }
}

TEST_CASE("budgets of sub-problems and of descents are kept") {
  const ContextPtr context = make_context();
  const ProblemPtr problem = build(context, random_terms(40, 0.2, false, Data::integer, 6));
  for (const char* update : {"sequential", "simultaneous"}) {
    const ResultPtr result =
        solve(context, problem,
              std::string("subqubo part_size=7 subsolver=exact patience=0 sub_problems=17 "
                          "refine=descent descents=2 update=") +
                  update,
              limited(kWork));
    CHECK(counter(result, "sub-problems") == 17);
    CHECK(counter(result, "descents") == 2);
  }
}

TEST_CASE("tabu between the iterations takes the steps that it was given") {
  const ContextPtr context = make_context();
  const ProblemPtr problem = build(context, random_terms(50, 0.2, false, Data::integer, 7));
  const ResultPtr result =
      solve(context, problem,
            "subqubo part_size=10 subsolver=exact iterations=3 patience=0 refine=tabu refine_steps=40",
            limited(kWork));
  CHECK(counter(result, "flips") == 3 * 5 * 40);
}

TEST_CASE("threads do not change the run") {
  const ContextPtr context = make_context();
  const ProblemPtr problem = build(context, random_terms(50, 0.15, true, Data::integer, 8));
  for (const char* spec : {"subqubo part_size=8 update=simultaneous", "subqubo part_size=8 accept=heat-bath",
                           "subqubo part_size=16 accept=metropolis subsolver=tabu",
                           "dqaoa partitioner=random subsolver=exact part_size=8"}) {
    CAPTURE(spec);
    const std::string alone = fingerprint(solve(context, problem, spec, limited(3000000, 5, 1)));
    CHECK(fingerprint(solve(context, problem, spec, limited(3000000, 5, 2))) == alone);
    CHECK(fingerprint(solve(context, problem, spec, limited(3000000, 5, 4))) == alone);
  }
}

TEST_CASE("overlapping parts put together one by one never raise the energy, and find the optimum") {
  const ContextPtr context = make_context();
  const ProblemPtr problem = build(context, random_terms(16, 0.4, true, Data::integer, 9));
  const ResultPtr result =
      solve(context, problem, "dqaoa subsolver=exact part_size=6 patience=60", limited(kWork));
  CHECK(info_of(result).energy == brute_force(problem));
  CHECK(counter(result, "sub-problems") % 6 == 0);  // two parts for each spin: ceil(2 * 16 / 6)
  CHECK(counter(solve(context, problem, "dqaoa part_size=6 sub_problems=8", limited(kWork)),
                "sub-problems") == 8);
}

TEST_CASE("states are drawn by the Boltzmann law") {
  const double energies[] = {0.0, 1.0, -1.0, 2.0};
  const double temperature = 0.8;
  double sum = 0.0;
  for (const double e : energies) sum += std::exp(-e / temperature);
  int64_t seen[4] = {};
  constexpr int64_t kDraws = 100000;
  weiss::plugin::Random random(1);
  for (int64_t k = 0; k < kDraws; ++k)
    ++seen[weiss::bundled::draw_boltzmann(energies, 4, temperature, random.uniform())];
  for (size_t k = 0; k < 4; ++k)
    CHECK(static_cast<double>(seen[k]) / kDraws ==
          doctest::Approx(std::exp(-energies[k] / temperature) / sum).epsilon(0.03));
}

TEST_CASE("problems of no and of one spin, and without couplings, are solved") {
  const ContextPtr context = make_context();
  for (const char* spec : {"subqubo", "subqubo accept=heat-bath refine=descent", "dqaoa"})
    for (const int64_t n : {0, 1, 7}) {
      Terms terms;
      terms.num_spins = n;
      CHECK(info_of(solve(context, build(context, terms), spec, limited(1000000))).energy == 0.0);
    }
}

}  // namespace

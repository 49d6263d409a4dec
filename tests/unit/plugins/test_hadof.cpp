// HADOF against the averages of its paper, as they were re-measured with normalised circuits.
#include "support.hpp"

namespace {

using weiss_test::build;
using weiss_test::ContextPtr;
using weiss_test::counter;
using weiss_test::Data;
using weiss_test::fingerprint;
using weiss_test::info_of;
using weiss_test::limited;
using weiss_test::make_context;
using weiss_test::ProblemPtr;
using weiss_test::random_terms;
using weiss_test::ResultPtr;
using weiss_test::solve;
using weiss_test::Terms;

constexpr int64_t kNoLimit = 1000000000000;

// The instances of the paper: all Q_ij, i <= j, uniform in (-10, 10), to be minimised.
ProblemPtr paper_instance(const ContextPtr& context, int64_t n, uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<int32_t> row, column;
  std::vector<double> value;
  for (int32_t i = 0; i < n; ++i)
    for (int32_t j = i; j < n; ++j) {
      row.push_back(i);
      column.push_back(j);
      value.push_back(static_cast<double>(random()) / 4294967296.0 * 20.0 - 10.0);
    }
  weiss_problem* problem = nullptr;
  REQUIRE(weiss_problem_create_qubo(context.get(), n, static_cast<int64_t>(row.size()), row.data(),
                                    column.data(), value.data(), &problem, nullptr) == WEISS_OK);
  return ProblemPtr(problem, weiss_problem_destroy);
}

double figure(const ResultPtr& result, const std::string& name) {
  for (int64_t k = 0; k < info_of(result).num_figures; ++k) {
    double value = 0.0;
    if (name == weiss_result_figure(result.get(), k, &value)) return value;
  }
  FAIL("no figure ", name);
  return 0.0;
}

struct Shares {
  double best = 0.0, mode = 0.0, average = 0.0;  // of the optimum, means over the instances
};

Shares measure(const std::string& spec, int64_t n, int instances) {
  const ContextPtr context = make_context();
  Shares shares;
  for (int k = 0; k < instances; ++k) {
    const ProblemPtr problem = paper_instance(context, n, static_cast<uint32_t>(1000 * n + k));
    const double optimum = info_of(solve(context, problem, "tabu", limited(4000000))).energy;
    const ResultPtr result = solve(context, problem, spec, limited(kNoLimit, static_cast<uint64_t>(k)));
    shares.best += figure(result, "best energy") / optimum / instances;
    shares.mode += figure(result, "most probable energy") / optimum / instances;
    shares.average += figure(result, "average energy") / optimum / instances;
  }
  return shares;
}

TEST_CASE("circuits reach the averages of the paper") {
  const Shares five = measure("hadof part_size=5", 40, 6);
  CHECK(five.average == doctest::Approx(0.906).epsilon(0.03));
  CHECK(five.mode > 0.96);
  CHECK(five.best > 0.99);
  const Shares ten = measure("hadof part_size=10", 40, 4);
  CHECK(ten.average == doctest::Approx(0.884).epsilon(0.03));
}

TEST_CASE("without the normalisation that the paper does not mention circuits find nothing") {
  CHECK(measure("hadof part_size=5 normalise=none", 40, 3).average < 0.3);
}

TEST_CASE("Metropolis sweeps in place of circuits are near the optimum") {
  const Shares shares = measure("hadof part_size=10 method=annealing", 80, 4);
  CHECK(shares.average > 0.99);
  CHECK(shares.mode > 0.99);
}

TEST_CASE("without fields one spin counts as +1 and breaks the symmetry") {
  const ContextPtr context = make_context();
  const ProblemPtr problem = build(context, random_terms(20, 0.3, false, Data::integer, 5));
  const double optimum = weiss_test::brute_force(problem);
  const ResultPtr result = solve(context, problem, "hadof descend=true", limited(kNoLimit));
  CHECK(figure(result, "most probable energy") < 0.7 * optimum);
  CHECK(counter(result, "descents") == 1);
}

TEST_CASE("every block is solved once in a pass, and more often at the end") {
  const ContextPtr context = make_context();
  const ProblemPtr problem = paper_instance(context, 23, 1);
  CHECK(counter(solve(context, problem, "hadof part_size=5", limited(kNoLimit)), "sub-problems") ==
        10 * 5 + 10 * 5);
  const ResultPtr few = solve(context, problem, "hadof part_size=5 sub_problems=71", limited(kNoLimit));
  CHECK(counter(few, "iterations") == 4);
  CHECK(counter(few, "sub-problems") == 70);
  CHECK(counter(few, "samples") == 5000);
}

TEST_CASE("threads do not change what is found") {
  const ContextPtr context = make_context();
  const ProblemPtr problem = paper_instance(context, 33, 2);
  for (const char* spec :
       {"hadof update=simultaneous", "hadof", "hadof update=simultaneous method=annealing"}) {
    CAPTURE(spec);
    const std::string alone = fingerprint(solve(context, problem, spec, limited(kNoLimit, 7, 1)));
    CHECK(fingerprint(solve(context, problem, spec, limited(kNoLimit, 7, 2))) == alone);
    CHECK(fingerprint(solve(context, problem, spec, limited(kNoLimit, 7, 4))) == alone);
  }
}

TEST_CASE("any solver may take the place of the circuits") {
  const ContextPtr context = make_context();
  const ProblemPtr problem = paper_instance(context, 30, 3);
  const ResultPtr result = solve(context, problem, "hadof subsolver=exact", limited(kNoLimit));
  CHECK(figure(result, "average energy") == doctest::Approx(figure(result, "best energy")));
}

TEST_CASE("problems of no and of one spin, and without couplings, are solved") {
  const ContextPtr context = make_context();
  for (const int64_t n : {0, 1, 7}) {
    Terms terms;
    terms.num_spins = n;
    CHECK(info_of(solve(context, build(context, terms), "hadof", limited(1000000))).energy == 0.0);
  }
}

}  // namespace

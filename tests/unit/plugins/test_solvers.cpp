// What all bundled solvers promise: the optimum of small problems, repeatable runs, starts, a quick end.
#include "support.hpp"

namespace {

using weiss_test::brute_force;
using weiss_test::build;
using weiss_test::Data;
using weiss_test::fingerprint;
using weiss_test::info_of;
using weiss_test::limited;
using weiss_test::make_context;
using weiss_test::random_terms;
using weiss_test::solve;

const char* const kSolvers[] = {"greedy",
                                "tabu",
                                "annealing",
                                "tempering",
                                "exact",
                                "memetic",
                                "rqaoa",
                                "subqubo",
                                "tree",
                                "simulated-bifurcation",
                                "subqubo part_size=6 subsolver=exact partitioner=contiguous"};
const char* const kThorough[] = {"tabu",
                                 "tabu engine=sparse searches=3",
                                 "tabu engine=dense tenure=2 tenure_range=1 max_idle=50",
                                 "annealing",
                                 "tempering",
                                 "annealing engine=sparse schedule=linear",
                                 "annealing engine=dense sweeps=200",
                                 "exact",
                                 "tree",
                                 "simulated-bifurcation variant=ballistic",
                                 "simulated-bifurcation variant=discrete steps=200",
                                 "memetic",
                                 "greedy restarts=0",
                                 "subqubo part_size=12 subsolver=exact"};

}  // namespace

TEST_CASE("thorough solvers reach the optimum of small problems") {
  const auto context = make_context();
  uint32_t seed = 1;
  for (const Data data : {Data::integer, Data::real})
    for (const bool fields : {false, true})
      for (const int64_t n : {1, 2, 3, 7, 12}) {
        const auto problem = build(context, random_terms(n, 0.6, fields, data, seed++));
        const double best = brute_force(problem);
        for (const std::string spec : kThorough) {
          CAPTURE(spec);
          CAPTURE(n);
          CAPTURE(seed);
          CHECK(info_of(solve(context, problem, spec, limited(200000))).energy == doctest::Approx(best));
        }
      }
}

TEST_CASE("a problem without spins has one state") {
  const auto context = make_context();
  const auto problem = build(context, weiss_test::Terms{});
  for (const std::string spec : kSolvers) {
    CAPTURE(spec);
    CHECK(info_of(solve(context, problem, spec, limited(1000))).energy == 0.0);
  }
}

TEST_CASE("a work limit makes runs repeatable for every number of threads") {
  const auto context = make_context();
  for (uint32_t seed = 1; seed <= 4; ++seed) {
    const int64_t n = seed % 2 == 0 ? 24 : 90;
    const auto problem = build(context, random_terms(n, 0.3, seed > 2, Data::integer, seed));
    for (const std::string spec : kSolvers) {
      if ((spec == "exact" || spec == "tree") && n > 30) continue;
      for (const int64_t work : {500, 300000}) {
        const std::string once = fingerprint(solve(context, problem, spec, limited(work, seed, 1)));
        CAPTURE(spec);
        CAPTURE(work);
        for (const int32_t threads : {1, 2, 4})
          CHECK(fingerprint(solve(context, problem, spec, limited(work, seed, threads))) == once);
      }
    }
  }
}

TEST_CASE("another seed gives another run") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(90, 0.3, true, Data::integer, 5));
  for (const std::string spec : {"greedy", "tabu", "annealing", "subqubo"})
    CHECK(fingerprint(solve(context, problem, spec, limited(20000, 1))) !=
          fingerprint(solve(context, problem, spec, limited(20000, 2))));
}

TEST_CASE("a start is never lost, however little work is left") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(80, 0.2, true, Data::integer, 11));
  const std::vector<int8_t> good = weiss_test::spins_of(solve(context, problem, "tabu", limited(2000000)));
  const double energy = weiss_test::energy_of(problem, good);
  for (const std::string spec : {"greedy", "tabu", "annealing", "memetic", "subqubo"})
    for (const int64_t work : {1, 100, 5000, 100000}) {
      weiss_run_config config = limited(work, 3);
      config.num_starts = 1;
      config.starts = good.data();
      CAPTURE(spec);
      CAPTURE(work);
      CHECK(info_of(solve(context, problem, spec, config)).energy <= energy);
    }
}

TEST_CASE("the best of many starts is kept although there is no time for the others") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(80, 0.2, true, Data::integer, 11));
  const std::vector<int8_t> good = weiss_test::spins_of(solve(context, problem, "tabu", limited(2000000)));
  std::vector<int8_t> starts(8 * 80, int8_t{1});
  std::copy(good.begin(), good.end(), starts.end() - 80);
  for (const std::string spec : {"greedy", "tabu", "annealing", "memetic", "subqubo"})
    for (const int64_t work : {1, 5000}) {
      weiss_run_config config = limited(work, 3);
      config.num_starts = 8;
      config.starts = starts.data();
      CAPTURE(spec);
      CAPTURE(work);
      CHECK(info_of(solve(context, problem, spec, config)).energy <= weiss_test::energy_of(problem, good));
    }
}

TEST_CASE("several starts are each descended from") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(60, 0.2, true, Data::integer, 12));
  std::vector<int8_t> starts;
  for (int k = 0; k < 9; ++k)
    for (int i = 0; i < 60; ++i) starts.push_back((i * (k + 3)) % 7 < 3 ? int8_t{1} : int8_t{-1});
  weiss_run_config config = limited(10000000);
  config.num_starts = 9;
  config.starts = starts.data();
  CHECK(info_of(solve(context, problem, "greedy", config)).samples_seen == 9);
}

TEST_CASE("a cancelled run returns what there is") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(300, 0.1, false, Data::integer, 13));
  const int32_t cancel = 1;
  for (const std::string spec : {"greedy", "tabu", "annealing", "memetic", "subqubo"})
    for (const int32_t threads : {1, 3}) {
      weiss_run_config config = limited(0, 1, threads);
      config.cancel_flag = &cancel;
      const auto result = solve(context, problem, spec, config);
      CAPTURE(spec);
      CHECK(weiss_result_reason(result.get()) == WEISS_REASON_CANCELLED);
      CHECK(weiss_result_spins(result.get()) != nullptr);
    }
}

TEST_CASE("a reached target ends a run") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(60, 0.3, true, Data::integer, 14));
  const double best = info_of(solve(context, problem, "tabu", limited(3000000))).energy;
  for (const std::string spec : {"tabu", "annealing", "memetic", "subqubo patience=0 part_size=30"}) {
    weiss_run_config config = limited(1000000000);
    config.has_target = 1;
    config.target = 0.9 * best;
    const auto result = solve(context, problem, spec, config);
    CAPTURE(spec);
    CHECK(weiss_result_reason(result.get()) == WEISS_REASON_TARGET);
    CHECK(info_of(result).energy <= 0.9 * best);
  }
}

TEST_CASE("rounds, reads, restarts and iterations end a run that no limit would") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(60, 0.3, true, Data::integer, 15));
  for (const std::string spec : {"tabu rounds=2", "annealing reads=5 sweeps=20", "greedy restarts=7",
                                 "subqubo iterations=2", "subqubo patience=1"}) {
    const auto result = solve(context, problem, spec, limited(1000000000));
    CAPTURE(spec);
    CHECK(weiss_result_reason(result.get()) == WEISS_REASON_CONVERGED);
  }
  const auto reads = solve(context, problem, "annealing reads=5 sweeps=20", limited(1000000000));
  CHECK(weiss_test::counter(reads, "sweeps") == 100);
  CHECK(info_of(solve(context, problem, "greedy restarts=7", limited(1000000000))).samples_seen == 7);
}

TEST_CASE("options that contradict each other are refused when the instance is made") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(5, 0.5, false, Data::integer, 16));
  const auto refused = weiss_test::attempt(context, problem, "annealing t_first=1 t_last=2", limited(1000));
  CHECK(refused.status == WEISS_E_OPTION);
  CHECK(refused.message.find("t_last") != std::string::npos);
}

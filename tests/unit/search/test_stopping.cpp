#include <doctest/doctest.h>

#include <vector>

#include "search/support.hpp"
#include "weiss/replicas.h"

using weiss::Random;
using weiss_test::CountingRun;
using weiss_test::Spins;
using weiss_test::UserForm;

namespace {

int64_t degree(const weiss::Problem& problem, size_t i) {
  return problem.row_start[i + 1] - problem.row_start[i];
}

UserForm graph() {
  Random random(1);
  return weiss_test::random_ising(random, 200, 0.1, true, true);
}

weiss_tabu_params endless_tabu() {
  weiss_tabu_params params = {};
  params.struct_size = sizeof params;
  params.max_idle = INT64_MAX;
  return params;
}

weiss_anneal_params long_anneal() {
  weiss_anneal_params params = {};
  params.struct_size = sizeof params;
  params.sweeps = INT64_MAX;
  return params;
}

}  // namespace

TEST_CASE("a flip is charged its couplings") {
  weiss_test::for_each_engine(graph(), [](const weiss::Problem& problem, weiss::Search& search) {
    CountingRun run;
    search.flip(run.table(), 17);
    CHECK(run.spent == degree(problem, 17));
  });
}

TEST_CASE("a descent is charged the spins it looks at and the couplings of its flips") {
  weiss_test::for_each_engine(graph(), [](const weiss::Problem& problem, weiss::Search& search) {
    search.set_random(3);
    Spins naive = weiss_test::spins_of(search);
    int64_t expected = 0, flips = 0, before;
    do {
      before = flips;
      expected += 200;
      for (int64_t i = 0; i < 200; ++i)
        if (weiss_test::gain_of(problem, naive, i) > 0.0) {
          weiss_test::flip(naive, i);
          expected += degree(problem, static_cast<size_t>(i));
          ++flips;
        }
    } while (flips != before);

    CountingRun run;
    CHECK(search.descend(run.table()) == flips);
    CHECK(weiss_test::spins_of(search) == naive);
    CHECK(run.spent == expected);
  });
}

TEST_CASE("a tabu step is charged the couplings of the spin and a part of the scan") {
  weiss_test::for_each_engine(graph(), [](const weiss::Problem& problem, weiss::Search& search) {
    weiss_tabu_params params = endless_tabu();
    params.max_steps = 1;
    int64_t expected = 0;
    CountingRun run;
    for (int step = 0; step < 50; ++step) {
      const Spins before = weiss_test::spins_of(search);
      CHECK(search.tabu(run.table(), params) == 1);
      const Spins after = weiss_test::spins_of(search);
      for (size_t i = 0; i < after.size(); ++i)
        if (before[i] != after[i]) expected += degree(problem, i) + 200 / 16 + 1;
    }
    CHECK(run.spent == expected);
  });
}

TEST_CASE("annealing is charged each proposal and the couplings of each flip") {
  UserForm form;  // no flips: each spin at its minimum, and cold
  form.num_spins = 100;
  form.linear.assign(100, -5.0);
  weiss_test::for_each_engine(form, [](const weiss::Problem&, weiss::Search& search) {
    weiss_anneal_params params = long_anneal();
    params.sweeps = 10;
    params.t_first = params.t_last = 1e-3;
    CountingRun run;
    CHECK(search.anneal(run.table(), params) == 10);
    CHECK(run.spent == 10 * 100 + 100);  // and the descent
  });
}

TEST_CASE("work limits end each method within a step, and the work says where") {
  for (const int64_t limit : {1, 100, 5000, 300000}) {
    CAPTURE(limit);
    weiss_test::for_each_engine(graph(), [limit](const weiss::Problem&, weiss::Search& search) {
      CountingRun tabu_run(limit);
      search.tabu(tabu_run.table(), endless_tabu());
      CHECK(tabu_run.spent >= limit);
      CHECK(tabu_run.spent < limit + 250);
      CountingRun anneal_run(limit);
      search.anneal(anneal_run.table(), long_anneal());
      CHECK(anneal_run.spent >= limit);
      CHECK(anneal_run.spent < limit + 64 * 50 + 20 * 200);  // a block, and the last descent
      search.set_random(1);
      CountingRun descent_run(limit);
      search.descend(descent_run.table());
      CHECK(descent_run.spent < limit + 64 * 50);
    });
  }
}

TEST_CASE("all methods end soon after the run says stop") {
  for (const int64_t asks : {0, 1, 2}) {
    CAPTURE(asks);
    weiss_test::for_each_engine(graph(), [asks](const weiss::Problem&, weiss::Search& search) {
      constexpr int64_t kAskEvery = 1 << 18;
      CountingRun tabu_run(INT64_MAX, asks);
      search.tabu(tabu_run.table(), endless_tabu());
      CHECK(tabu_run.spent >= asks * kAskEvery);
      CHECK(tabu_run.spent < asks * (kAskEvery + 1000) + 1);
      CountingRun anneal_run(INT64_MAX, asks);
      search.set_random(1);
      search.anneal(anneal_run.table(), long_anneal());
      CHECK(anneal_run.spent < asks * (kAskEvery + 10000) + 10000);
      CHECK(search.descend(nullptr) == 0);
    });
  }
}

TEST_CASE("a search that is stopped from the start does nothing, but annealing descends") {
  weiss_test::for_each_engine(graph(), [](const weiss::Problem&, weiss::Search& search) {
    search.set_random(1);
    const Spins start = weiss_test::spins_of(search);
    CountingRun run(INT64_MAX, 0);
    CHECK(search.tabu(run.table(), endless_tabu()) == 0);
    CHECK(search.descend(run.table()) == 0);
    CHECK(weiss_test::spins_of(search) == start);
    CHECK(run.spent == 0);
    CHECK(search.anneal(run.table(), long_anneal()) == 0);
    CHECK(search.descend(nullptr) == 0);
    CHECK(weiss_test::spins_of(search) != start);
  });
}

TEST_CASE("the descent after a stop is bounded") {
  Random random(2);
  const auto environment = weiss_test::make_environment();
  const auto problem = weiss_test::build(environment, weiss_test::ladder(random, 1'500'000));
  const auto search = weiss::make_search(*problem, WEISS_ENGINE_AUTO);
  search->set_random(1);
  CountingRun run(INT64_MAX, 0);
  search->anneal(run.table(), long_anneal());
  CHECK(run.spent >= 1'500'000);
  CHECK(run.spent < 1'510'000);
}

namespace {

// Far more couplings than a run is asked for.
weiss::ProblemPtr large_torus() {
  Random random(3);
  return weiss_test::build(weiss_test::make_environment(), weiss_test::torus(random, 500));
}

}  // namespace

TEST_CASE("what is made whole or not at all is not made when the run says stop on the way") {
  const auto problem = large_torus();
  const auto n = static_cast<size_t>(problem->num_spins());
  std::vector<int32_t> half(n / 2), group(n);
  for (size_t k = 0; k < half.size(); ++k) half[k] = static_cast<int32_t>(2 * k);
  for (size_t i = 0; i < n; ++i) group[i] = static_cast<int32_t>(i / 2);
  const Spins up(n, 1);
  for (const int64_t asks : {0, 1, 2, 1000}) {
    CAPTURE(asks);
    const weiss_status expected = asks == 1000 ? WEISS_OK : WEISS_STOPPED;
    const auto make_and_check = [&](const auto& make, const auto& destroy, auto* made) {
      CountingRun run(INT64_MAX, asks);
      CHECK(make(run.table(), &made) == expected);
      CHECK((made != nullptr) == (expected == WEISS_OK));
      CHECK(run.spent == 0);
      destroy(made);
    };
    make_and_check(
        [&](const weiss_run* run, weiss_search** out) {
          return weiss_search_create(problem.get(), run, WEISS_ENGINE_SPARSE, out, nullptr);
        },
        weiss_search_destroy, static_cast<weiss_search*>(nullptr));
    make_and_check(
        [&](const weiss_run* run, weiss_replicas** out) {
          return weiss_replicas_create(problem.get(), run, 1, out, nullptr);
        },
        weiss_replicas_destroy, static_cast<weiss_replicas*>(nullptr));
    make_and_check(
        [&](const weiss_run* run, weiss_problem** out) {
          return weiss_problem_clamp(problem.get(), run, static_cast<int64_t>(half.size()), half.data(), up.data(),
                                     nullptr, 1, out, nullptr);
        },
        weiss_problem_destroy, static_cast<weiss_problem*>(nullptr));
    make_and_check(
        [&](const weiss_run* run, weiss_problem** out) {
          return weiss_problem_contract(problem.get(), run, problem->num_spins() / 2, group.data(), nullptr, out,
                                        nullptr);
        },
        weiss_problem_destroy, static_cast<weiss_problem*>(nullptr));
  }
}

TEST_CASE("a problem that is smaller than a block of work is always made ready to search") {
  Random random(3);
  const auto problem = weiss_test::build(weiss_test::make_environment(), weiss_test::torus(random, 20));
  CountingRun run(INT64_MAX, 0);
  CHECK(weiss::make_search(*problem, WEISS_ENGINE_SPARSE, run.table()) != nullptr);
}

TEST_CASE("a chain that is stopped before it is whole leaves the state to the descent") {
  const auto problem = large_torus();
  const auto search = weiss::make_search(*problem, WEISS_ENGINE_SPARSE);
  search->set_random(1);
  const double before = search->energy();
  CountingRun run(INT64_MAX, 2);  // once before, once on the way
  CHECK(search->anneal(run.table(), long_anneal()) == 0);
  CHECK(search->energy() < before);
}

TEST_CASE("a reduction charges what it says, and ends soon after the run says stop") {
  Random random(4);
  const auto problem = weiss_test::build(weiss_test::make_environment(), weiss_test::ladder(random, 400'000));
  weiss_problem* reduced = nullptr;
  weiss_reduction* reduction = nullptr;
  CountingRun free_run;
  REQUIRE(weiss_problem_reduce(problem.get(), free_run.table(), &reduced, &reduction, nullptr) == WEISS_OK);
  weiss_reduction_info info = {};
  info.struct_size = sizeof info;
  REQUIRE(weiss_reduction_get_info(reduction, &info, nullptr) == WEISS_OK);
  CHECK(info.work == free_run.spent);
  CHECK(info.work > problem->num_entries());
  weiss_problem_destroy(reduced);
  weiss_reduction_destroy(reduction);
  for (const int64_t asks : {0, 1, 3}) {
    CountingRun run(INT64_MAX, asks);
    CHECK(weiss_problem_reduce(problem.get(), run.table(), &reduced, &reduction, nullptr) == WEISS_STOPPED);
    CHECK(reduced == nullptr);
    CHECK(reduction == nullptr);
    CHECK(run.spent <= asks * (weiss::Meter::kBlock + 1000) + 1000);
  }
}

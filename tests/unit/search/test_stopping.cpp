#include <doctest/doctest.h>

#include "search/support.hpp"

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

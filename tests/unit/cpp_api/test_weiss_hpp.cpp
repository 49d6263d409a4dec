// The classes of weiss/weiss.hpp, in a program that links the library statically.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "weiss/weiss.hpp"

namespace {

template <class T>
constexpr bool moves_only = !std::is_copy_constructible_v<T> && !std::is_copy_assignable_v<T> &&
                            std::is_nothrow_move_constructible_v<T> && std::is_nothrow_move_assignable_v<T>;

weiss::Problem triangle_with_tail(const weiss::Context& context) {
  return weiss::Problem::maxcut(context, 4, {{0, 1, 2, 2}, {1, 2, 0, 3}, {}});
}

// A ring of n spins that wants neighbours to differ; odd rings cannot.
weiss::Problem ring(const weiss::Context& context, std::int32_t n) {
  weiss::Terms terms;
  for (std::int32_t i = 0; i < n; ++i) {
    terms.row.push_back(i);
    terms.column.push_back((i + 1) % n);
    terms.value.push_back(1.0);
  }
  return weiss::Problem::ising(context, std::vector<double>(static_cast<std::size_t>(n), 0.0), terms);
}

weiss::Problem parse_maxcut(const weiss::Context& context, const std::string& text) {
  weiss_read_options options = {};
  options.struct_size = sizeof options;
  options.format = "maxcut";
  return weiss::Problem::parse(context, text, options);
}

template <class Call>
std::string refusal(weiss_status status, const Call& call) {
  try {
    call();
  } catch (const weiss::Error& error) {
    CHECK(error.status() == status);
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("the classes move and do not copy") {
  static_assert(moves_only<weiss::Context>);
  static_assert(moves_only<weiss::Problem>);
  static_assert(moves_only<weiss::Reduction>);
  static_assert(moves_only<weiss::Instance>);
  static_assert(moves_only<weiss::Result>);
  static_assert(moves_only<weiss::Search>);
  static_assert(moves_only<weiss::Replicas>);
  const weiss::Context context;
  weiss::Problem problem = triangle_with_tail(context);
  const weiss::Problem moved = std::move(problem);
  CHECK(moved.num_spins() == 4);
  CHECK(problem.num_spins() == 0);
}

TEST_CASE("one call solves a problem") {
  const weiss::Context context;
  const weiss::Problem problem = triangle_with_tail(context);
  const weiss::Result result = weiss::solve(context, problem);
  CHECK(result.objective() == 3.0);
  CHECK(result.energy() == -3.0);
  CHECK(result.reason() == WEISS_REASON_OPTIMAL);
  CHECK(problem.energy(result.spins()) == -3.0);
  CHECK(result.bits().size() == 4);
  CHECK(result.info().proof == WEISS_PROOF_OPTIMAL);
  REQUIRE_FALSE(result.samples().empty());
  const weiss::SampleArrays arrays = result.sample_arrays();
  CHECK(arrays.energies.size() == result.samples().size());
  CHECK(problem.energies(arrays.spins) == arrays.energies);
  CHECK(arrays.objectives.front() == 3.0);
  CHECK(arrays.multiplicities.front() == result.samples().front().multiplicity);
  CHECK(result.trace().back().energy == -3.0);
  CHECK(result.report().find("weiss.report/1") != std::string::npos);
  CHECK(result.warnings().empty());
  CHECK(result.marginals().empty());
}

TEST_CASE("an instance repeats a run under a work limit") {
  const weiss::Context context;
  const weiss::Problem problem = ring(context, 41);
  weiss::Instance tabu(context, WEISS_KIND_SOLVER, "tabu", {{"tenure", "7"}});
  CHECK(tabu.spec().find("tenure=7") != std::string::npos);
  weiss::RunOptions options;
  options.seed = 3;
  options.work_limit = 100000;
  const weiss::Result first = tabu.solve(problem, options);
  const weiss::Result second = tabu.solve(problem, options);
  CHECK(first.energy() == -39.0);
  CHECK(first.spins() == second.spins());
  CHECK_FALSE(first.counters().empty());
  CHECK(first.counters() == second.counters());
}

TEST_CASE("a target is in the user's own value and ends a run") {
  const weiss::Context context;
  const weiss::Problem problem = triangle_with_tail(context);
  weiss::RunOptions options;
  options.target = 3.0;
  options.starts = {1, -1, -1, 1};
  CHECK(weiss::solve(context, problem, "tabu", options).reason() == WEISS_REASON_TARGET);
}

TEST_CASE("progress is reported, and cancels") {
  const weiss::Context context;
  const weiss::Problem problem = ring(context, 41);
  weiss::RunOptions options;
  options.time_limit = 60.0;
  std::vector<std::int32_t> events;
  options.progress = [&](const weiss_progress& progress) {
    events.push_back(progress.event);
    return progress.event != WEISS_EVENT_IMPROVED;
  };
  const weiss::Result result = weiss::solve(context, problem, "tabu", options);
  CHECK(result.reason() == WEISS_REASON_CANCELLED);
  CHECK(events.front() == WEISS_EVENT_STARTED);
  CHECK(events.back() == WEISS_EVENT_FINISHED);
}

TEST_CASE("what a progress callback throws arrives at the caller") {
  const weiss::Context context;
  const weiss::Problem problem = ring(context, 41);
  weiss::RunOptions options;
  options.time_limit = 60.0;
  options.progress = [](const weiss_progress&) -> bool { throw std::out_of_range("no more"); };
  CHECK_THROWS_WITH_AS(weiss::solve(context, problem, "tabu", options), "no more", std::out_of_range);
}

TEST_CASE("a cancelled instance stops at once until it is reset") {
  const weiss::Context context;
  const weiss::Problem problem = ring(context, 41);
  weiss::Instance tabu(context, WEISS_KIND_SOLVER, "tabu");
  weiss::RunOptions options;
  options.work_limit = 10000;
  tabu.cancel();
  CHECK(tabu.solve(problem, options).reason() == WEISS_REASON_CANCELLED);
  tabu.reset_cancel();
  CHECK(tabu.solve(problem, options).reason() == WEISS_REASON_WORK);
}

TEST_CASE("a partitioner returns parts") {
  const weiss::Context context;
  const weiss::Problem problem = ring(context, 12);
  weiss::Instance contiguous(context, WEISS_KIND_PARTITIONER, "contiguous");
  auto task = weiss_partition_task{};
  task.struct_size = sizeof task;
  task.num_parts = 3;
  const weiss::Result result = contiguous.partition(problem, task);
  std::int64_t spins = 0;
  for (const weiss_result_part& part : result.parts()) spins += part.num_members;
  CHECK(result.parts().size() == 3);
  CHECK(spins == 12);
}

TEST_CASE("errors carry status, origin and place") {
  const weiss::Context context;
  CHECK(refusal(WEISS_E_ARGUMENT, [&] { weiss::Problem::maxcut(context, 2, {{0}, {2}, {}}); }) ==
        "term 0 (row 0, column 2): column must lie in 0..1");
  CHECK(refusal(WEISS_E_ARGUMENT, [&] { weiss::Problem::maxcut(context, 2, {{0}, {}, {}}); }) ==
        "row, column and value must have the same length");
  CHECK(refusal(WEISS_E_OPTION, [&] {
          weiss::Instance(context, WEISS_KIND_SOLVER, "tabu", {{"tenur", "7"}});
        }).find("tenure") != std::string::npos);
  CHECK_FALSE(refusal(WEISS_E_NOT_FOUND, [&] { weiss::Context().find_algorithm("tabou"); }).empty());
  try {
    parse_maxcut(context, "3 1\n1 9 1\n");
    FAIL("read");
  } catch (const weiss::Error& error) {
    CHECK(error.status() == WEISS_E_FORMAT);
    CHECK(error.line() == 2);
  }
}

TEST_CASE("a problem is written and read back") {
  const weiss::Context context;
  const weiss::Problem problem = triangle_with_tail(context);
  const std::string text = problem.to_text("maxcut");
  const weiss::Problem again = parse_maxcut(context, text);
  CHECK(again.to_text("maxcut") == text);
  CHECK(again.info().num_couplings == 4);
  CHECK(problem.view().num_entries == again.view().num_entries);
}

TEST_CASE("files of problems and solutions are written and read back") {
  const weiss::Context context;
  const weiss::Problem problem = triangle_with_tail(context);
  const std::string file = "test_weiss_hpp.mc", solution = "test_weiss_hpp.txt";
  problem.write(file);
  CHECK(weiss::Problem::read(context, file).num_spins() == 4);
  const std::vector<std::int8_t> spins = {1, -1, -1, 1};
  weiss::write_solution(solution, spins);
  CHECK(weiss::read_solution(solution, 4) == spins);
  std::remove(file.c_str());
  std::remove(solution.c_str());
}

TEST_CASE("transformations give problems of their own") {
  const weiss::Context context;
  const weiss::Problem problem = triangle_with_tail(context);
  const std::vector<std::int8_t> spins = {1, -1, 1, -1};
  const weiss::Problem part = problem.clamp({2, 3}, spins);
  CHECK(part.energy({1, -1}) == problem.energy(spins));
  CHECK(problem.clamp({2, 3}, std::vector<double>{1.0, -1.0, 0.0, 0.0}).energy({1, -1}) ==
        problem.energy(spins));
  const weiss::Problem two = problem.contract(2, {0, 0, 1, 1}, {1, -1, 1, -1});
  CHECK(two.energies({1, 1, 1, -1})[0] == problem.energy(spins));
  CHECK(problem.components().second == 1);
  CHECK(problem.components().first == std::vector<std::int32_t>{0, 0, 0, 0});
  const weiss::Reduction reduction = problem.reduce();
  CHECK(reduction.problem().num_spins() == 0);
  CHECK(problem.energy(reduction.lift({})) == reduction.problem().view().offset);
  CHECK(reduction.info().num_spins == 4);
  CHECK(reduction.info().num_low_degree >= 1);
  CHECK_THROWS_AS(problem.energy({1, 1}), weiss::Error);
}

TEST_CASE("a search descends, walks and finds the minimum of a ring") {
  const weiss::Context context;
  const weiss::Problem problem = ring(context, 21);
  weiss::Search search(problem);
  search.set_random(5);
  search.descend();
  for (const double gain : search.gains()) CHECK(gain <= 0.0);
  search.tabu();
  CHECK(search.best_energy() == -19.0);
  CHECK(problem.energy(search.best_spins()) == -19.0);
  const double before = search.energy();
  search.flip(3);
  search.flip(3);
  CHECK(search.energy() == before);
  search.set(std::vector<std::int8_t>(21, 1));
  CHECK(search.energy() == 21.0);
  search.anneal();
  CHECK(problem.energy(search.spins()) == search.energy());
  CHECK(weiss::temperatures(problem).first > 0.0);
  CHECK(weiss::enumerate(problem).second == -19.0);
}

TEST_CASE("algorithms are listed with their options") {
  weiss::Context context;
  bool tabu = false;
  for (const weiss_algorithm_info& info : context.algorithms()) tabu |= std::string(info.id) == "weiss.tabu";
  CHECK(tabu);
  CHECK(std::string(context.find_algorithm("tabu", WEISS_KIND_SOLVER).id) == "weiss.tabu");
  CHECK_FALSE(context.simd().empty());
  CHECK(context.peak_memory() >= context.memory());
}

namespace {

// An optimizer that halves its step around the best point: enough to see an objective at work.
weiss_status shrink(void*, const weiss_objective* objective, const weiss_run*,
                    weiss_optimizer_output* output) noexcept {
  double best = 0.0;
  weiss_status status = objective->evaluate(objective, 1, output->x, &best, nullptr);
  for (double step = 1.0; status == WEISS_OK && step > 1e-6;) {
    bool better = false;
    for (const double sign : {-1.0, 1.0}) {
      const double x = output->x[0] + sign * step;
      double f = 0.0;
      status = objective->evaluate(objective, 1, &x, &f, nullptr);
      if (status != WEISS_OK) break;
      if (f >= best) continue;
      best = f;
      output->x[0] = x;
      better = true;
      break;
    }
    if (!better) step /= 2.0;
  }
  output->f = best;
  output->reason = WEISS_REASON_CONVERGED;
  return status;
}

const weiss_optimizer kShrinkTable = {sizeof(weiss_optimizer), 0, shrink};

weiss_algorithm shrink_algorithm() {
  weiss_algorithm algorithm = {};
  algorithm.struct_size = sizeof algorithm;
  algorithm.kind = WEISS_KIND_OPTIMIZER;
  algorithm.id = "test.shrink";
  algorithm.title = "Shrinking steps";
  algorithm.version = "1.0.0";
  algorithm.summary = "Halves its step.";
  algorithm.table = &kShrinkTable;
  algorithm.create = [](const weiss_algorithm*, const weiss_host*, const weiss_value*, std::uint32_t,
                        void** self, weiss_error*) noexcept -> weiss_status {
    *self = nullptr;
    return WEISS_OK;
  };
  algorithm.destroy = [](const weiss_algorithm*, void*) noexcept {};
  return algorithm;
}

}  // namespace

TEST_CASE("an optimizer minimises a function of the caller's") {
  const weiss_algorithm algorithm = shrink_algorithm();
  weiss::Context context;
  context.add_algorithm(algorithm);
  weiss::Instance shrink_instance(context, WEISS_KIND_OPTIMIZER, "test.shrink");
  weiss::Objective objective;
  objective.evaluate = [](const double* x, double*) { return (x[0] - 2.5) * (x[0] - 2.5) + 1.0; };
  const weiss::Result result = shrink_instance.minimize(objective);
  CHECK(result.x().at(0) == doctest::Approx(2.5).epsilon(1e-5));
  CHECK(result.energy() == doctest::Approx(1.0));
  objective.evaluate = [](const double*, double*) -> double { throw std::domain_error("outside"); };
  CHECK_THROWS_WITH_AS(shrink_instance.minimize(objective), "outside", std::domain_error);
  objective.start = {1.0, 2.0};
  CHECK_THROWS_AS(shrink_instance.minimize(objective), weiss::Error);
}

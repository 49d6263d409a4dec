#include <atomic>
#include <cmath>
#include <cstring>

#include "fake.hpp"

namespace {

// A scheme that opens its option "inner" and hands child and run to a closure.
class Scheme : public fake::Solver {
 public:
  using Body = std::function<void(const weiss_ext_algorithms&, weiss_child*, const weiss_problem_view*,
                                  const weiss_run*, const weiss_sink*)>;
  Scheme(const char* inner, Body body, int32_t kind = WEISS_KIND_SOLVER)
      : Solver("test.scheme", [this, body](auto* problem, auto*, auto* run, auto* sink) -> weiss_status {
          const auto* ext =
              static_cast<const weiss_ext_algorithms*>(host->get_extension(host, WEISS_EXT_ALGORITHMS));
          weiss_child* child = nullptr;
          REQUIRE(ext->open(host, values[0].choice, &child, nullptr) == WEISS_OK);
          body(*ext, child, problem, run, sink);
          ext->close(child);
          return WEISS_OK;
        }) {
    option(fake::algorithm_option("inner", kind, inner));
  }
};

weiss_task task_of(const weiss_problem* problem, uint64_t stream, int64_t work = 0) {
  weiss_task task{};
  task.struct_size = sizeof task;
  task.problem = problem;
  task.stream = stream;
  task.work_limit = work;
  return task;
}

weiss_outcome empty_outcome() {
  weiss_outcome outcome{};
  outcome.struct_size = sizeof outcome;
  return outcome;
}

void pass_on(const weiss_sink* sink, const weiss_outcome& outcome) {
  weiss_sample sample{};
  sample.struct_size = sizeof sample;
  sample.spins = outcome.spins;
  sample.energy = outcome.energy;
  sink->report(sink, &sample);
}

fake::Result run_scheme(fake::Algorithm& leaf, fake::Algorithm& scheme, int32_t n, int32_t threads = 1,
                        int64_t work = 100000) {
  const auto context = fake::make_context();
  leaf.add_to(context.get());
  scheme.add_to(context.get());
  const auto problem = fake::ring(context.get(), n);
  weiss_run_config config{};
  config.struct_size = sizeof config;
  config.seed = 9;
  config.threads = threads;
  config.work_limit = work;
  weiss_result* result = nullptr;
  weiss_error error = WEISS_ERROR_INIT;
  REQUIRE_MESSAGE(weiss_solve(context.get(), problem.get(), "scheme", &config, &result, &error) == WEISS_OK,
                  error.message);
  return fake::Result(result);
}

int64_t counter(const fake::Result& result, const char* name) {
  for (int64_t k = 0;; ++k) {
    int64_t value = 0;
    const char* found = weiss_result_counter(result.get(), k, &value);
    if (!found[0]) return -1;
    if (std::strcmp(found, name) == 0) return value;
  }
}

weiss_result_info info_of(const fake::Result& result) {
  weiss_result_info info{};
  info.struct_size = sizeof info;
  REQUIRE(weiss_result_get_info(result.get(), &info, nullptr) == WEISS_OK);
  return info;
}

// Spends its whole share and reports a state drawn from its seed.
weiss_status spend_all(const weiss_problem_view* problem, const weiss_solver_input*, const weiss_run* run,
                       const weiss_sink* sink) {
  auto spins = fake::all_up(problem);
  for (size_t i = 0; i < spins.size(); ++i)
    if ((weiss_seed_derive(run->seed, i) & 1) != 0) spins[i] = -1;
  fake::report(sink, spins, std::nan(""));
  while (!run->should_stop(run)) run->spend(run, 1);
  run->count(run, "leaves", 1);
  return WEISS_STOPPED;
}

}  // namespace

TEST_CASE("a nested run has its share, its seed and adds up") {
  fake::Solver leaf("test.leaf", spend_all);
  Scheme scheme("test.leaf", [](auto& ext, auto* child, auto* problem, auto* run, auto* sink) {
    CHECK(std::string(ext.name(child)) == "leaf");
    weiss_outcome outcome = empty_outcome();
    const weiss_task task = task_of(problem->problem, 5, 300);
    REQUIRE(ext.solve(child, run, &task, &outcome, nullptr) == WEISS_OK);
    CHECK(outcome.status == WEISS_OK);
    CHECK(outcome.reason == WEISS_REASON_WORK);
    CHECK(outcome.work == 300);
    CHECK(run->work_left(run) == 100000 - 300);
    for (int64_t i = 0; i < problem->num_spins; ++i)
      CHECK((outcome.spins[i] < 0) ==
            ((weiss_seed_derive(weiss_seed_derive(run->seed, 5), static_cast<uint64_t>(i)) & 1) != 0));
    pass_on(sink, outcome);
  });
  const fake::Result result = run_scheme(leaf, scheme, 9);
  CHECK(counter(result, "leaves") == 1);
  CHECK(info_of(result).work == 300);
}

TEST_CASE("a nested run on the run's own problem reports into it by itself") {
  fake::Solver leaf("test.leaf", [](auto* problem, auto*, auto* run, auto* sink) {
    run->spend(run, 11);
    fake::report(sink, fake::alternating(problem), std::nan(""));
    sink->bound(sink, -10.0, WEISS_PROOF_OPTIMAL);
    return WEISS_OK;
  });
  Scheme scheme("test.leaf", [](auto& ext, auto* child, auto* problem, auto* run, auto*) {
    weiss_outcome outcome = empty_outcome();
    const weiss_task task = task_of(problem->problem, 0, 300);
    REQUIRE(ext.solve(child, run, &task, &outcome, nullptr) == WEISS_OK);
    CHECK(outcome.proof == WEISS_PROOF_OPTIMAL);
  });
  const fake::Result result = run_scheme(leaf, scheme, 10);
  const weiss_result_info info = info_of(result);
  CHECK(info.energy == -10.0);
  CHECK(info.samples_seen == 1);
  CHECK(info.reason == WEISS_REASON_OPTIMAL);
  weiss_result_improvement step{};
  step.struct_size = sizeof step;
  REQUIRE(weiss_result_get_improvement(result.get(), 0, &step, nullptr) == WEISS_OK);
  CHECK(step.work == 11);
  CHECK(std::string(step.source) == "leaf");
}

TEST_CASE("a solver below a scheme cancels the call of the user's, and no later one") {
  bool fails = true;
  int calls = 0;
  fake::Solver leaf("test.leaf", [&](auto* problem, auto*, auto* run, auto* sink) -> weiss_status {
    ++calls;
    fake::report(sink, fake::all_up(problem), std::nan(""));
    if (!fails) return WEISS_OK;
    CHECK_FALSE(run->should_stop(run));
    run->cancel(run);
    CHECK(run->should_stop(run));
    return WEISS_E_FAIL;
  });
  const auto context = fake::make_context();
  leaf.add_to(context.get());
  const auto problem = fake::ring(context.get(), 60);
  const auto instance =
      fake::make_instance(context.get(), WEISS_KIND_SOLVER, "subqubo subsolver=test.leaf part_size=10");
  weiss_run_config config{};
  config.struct_size = sizeof config;
  config.work_limit = 100000;
  for (const int32_t threads : {1, 3})
    for (const bool failing : {true, false}) {
      fails = failing;
      calls = 0;
      config.threads = threads;
      weiss_result* made = nullptr;
      REQUIRE(weiss_instance_solve(instance.get(), problem.get(), &config, &made, nullptr) == WEISS_OK);
      const fake::Result result(made);
      CHECK(calls > 0);
      CHECK((weiss_result_reason(made) == WEISS_REASON_CANCELLED) == failing);
      CHECK(weiss_result_spins(made) != nullptr);
    }
}

TEST_CASE("a body of a parallel section cancels the call of the user's") {
  fake::Solver algorithm("test.solver", [](auto* problem, auto*, auto* run, auto* sink) {
    const auto body = [](void*, int64_t index, const weiss_run* own) noexcept {
      if (index == 5) own->cancel(own);
    };
    CHECK(run->parallel_for(run, 8, body, nullptr) == WEISS_OK);
    CHECK(run->should_stop(run));
    fake::report(sink, fake::all_up(problem), std::nan(""));
    return WEISS_STOPPED;
  });
  Scheme scheme("test.solver", [](auto& ext, auto* child, auto* problem, auto* run, auto*) {
    weiss_outcome outcome = empty_outcome();
    const weiss_task task = task_of(problem->problem, 0);
    REQUIRE(ext.solve(child, run, &task, &outcome, nullptr) == WEISS_OK);
    CHECK(outcome.reason == WEISS_REASON_CANCELLED);
    CHECK(run->should_stop(run));
  });
  CHECK(info_of(run_scheme(algorithm, scheme, 9, 4)).reason == WEISS_REASON_CANCELLED);
}

TEST_CASE("many nested runs are the same for every number of threads") {
  std::vector<std::string> reports;
  for (const int32_t threads : {1, 2, 4}) {
    fake::Solver leaf("test.leaf", spend_all);
    Scheme scheme("test.leaf", [](auto& ext, auto* child, auto* problem, auto* run, auto* sink) {
      constexpr int kTasks = 20;
      std::vector<weiss_task> tasks;
      std::vector<weiss_outcome> outcomes(kTasks, empty_outcome());
      std::vector<const weiss_task*> task_list;
      std::vector<weiss_outcome*> outcome_list;
      for (uint64_t k = 0; k < kTasks; ++k) tasks.push_back(task_of(problem->problem, k, 1000000));
      for (size_t k = 0; k < kTasks; ++k) {
        task_list.push_back(&tasks[k]);
        outcome_list.push_back(&outcomes[k]);
      }
      REQUIRE(ext.solve_many(child, run, kTasks, task_list.data(), outcome_list.data(), nullptr) == WEISS_OK);
      for (const weiss_outcome& outcome : outcomes) {
        CHECK(outcome.work == 500);  // an equal share of 10,000
        pass_on(sink, outcome);
      }
    });
    const fake::Result result = run_scheme(leaf, scheme, 40, threads, 10000);
    CHECK(counter(result, "leaves") == 20);
    reports.push_back(fake::reproducible_part(result.get()));
  }
  CHECK(reports[0] == reports[1]);
  CHECK(reports[0] == reports[2]);
}

TEST_CASE("a child that lies is set aside and greedy descent stands in") {
  int calls = 0;
  fake::Solver leaf("test.leaf", [&calls](auto* problem, auto*, auto*, auto* sink) {
    ++calls;
    fake::report(sink, fake::all_up(problem), -1e9);
    return WEISS_OK;
  });
  Scheme scheme("test.leaf", [](auto& ext, auto* child, auto* problem, auto* run, auto* sink) {
    for (uint64_t k = 0; k < 3; ++k) {
      weiss_outcome outcome = empty_outcome();
      const weiss_task task = task_of(problem->problem, k);
      REQUIRE(ext.solve(child, run, &task, &outcome, nullptr) == WEISS_OK);
      CHECK(outcome.status == WEISS_E_PLUGIN);
      REQUIRE(outcome.spins != nullptr);
      CHECK(outcome.energy <= -2.0);  // a one-flip minimum of the ring
      if (k == 0) pass_on(sink, outcome);
    }
  });
  const fake::Result result = run_scheme(leaf, scheme, 10);
  CHECK(calls == 1);
  CHECK(counter(result, "sub-solver failures") == 3);
  CHECK(info_of(result).num_warnings == 1);
}

TEST_CASE("a child that refuses a problem is asked again for the next") {
  int calls = 0;
  fake::Solver leaf("test.leaf", [&calls](auto*, auto*, auto* run, auto*) {
    ++calls;
    run->set_error(run, "too large");
    return WEISS_E_LIMIT;
  });
  Scheme scheme("test.leaf", [](auto& ext, auto* child, auto* problem, auto* run, auto* sink) {
    for (uint64_t k = 0; k < 3; ++k) {
      weiss_outcome outcome = empty_outcome();
      const weiss_task task = task_of(problem->problem, k);
      REQUIRE(ext.solve(child, run, &task, &outcome, nullptr) == WEISS_OK);
      CHECK(outcome.status == WEISS_E_LIMIT);
      pass_on(sink, outcome);
    }
  });
  run_scheme(leaf, scheme, 10);
  CHECK(calls == 3);
}

TEST_CASE("a batch gives each item its own run and judges each by itself") {
  struct Batch {
    static weiss_status run(void*, int64_t count, const weiss_problem_view* const* problems,
                            const weiss_solver_input* const*, const weiss_run* const* runs,
                            const weiss_sink* const* sinks, weiss_status* statuses) noexcept {
      for (int64_t k = 0; k < count; ++k) {
        runs[k]->spend(runs[k], k);
        auto spins = fake::alternating(problems[k]);
        if (k == 2) {
          statuses[k] = WEISS_E_FAIL;
          continue;
        }
        fake::report(sinks[k], spins, k == 1 ? 77.0 : std::nan(""));
      }
      return WEISS_OK;
    }
  };
  fake::Solver leaf("test.leaf", spend_all);
  weiss_solver table = *static_cast<const weiss_solver*>(leaf.table.table);
  table.run_batch = Batch::run;
  leaf.table.table = &table;
  Scheme scheme("test.leaf", [](auto& ext, auto* child, auto* problem, auto* run, auto* sink) {
    const weiss_task task = task_of(problem->problem, 0);
    const weiss_task* const tasks[4] = {&task, &task, &task, &task};
    weiss_outcome outcomes[4] = {empty_outcome(), empty_outcome(), empty_outcome(), empty_outcome()};
    weiss_outcome* const list[4] = {&outcomes[0], &outcomes[1], &outcomes[2], &outcomes[3]};
    REQUIRE(ext.solve_many(child, run, 4, tasks, list, nullptr) == WEISS_OK);
    const weiss_status expected[4] = {WEISS_OK, WEISS_E_PLUGIN, WEISS_E_FAIL, WEISS_OK};
    for (int k = 0; k < 4; ++k) CHECK(outcomes[k].status == expected[k]);
    CHECK(outcomes[3].work == 3);
    pass_on(sink, outcomes[0]);
  });
  run_scheme(leaf, scheme, 10);
}

TEST_CASE("nested partitions and minimisations are checked like those of the user") {
  fake::Partitioner cutter("test.cutter", [](auto* problem, auto*, auto*, auto* sink) {
    for (int32_t k = 0; k < 2; ++k) {
      std::vector<int32_t> members;
      for (int32_t i = k; i < problem->num_spins; i += 2) members.push_back(i);
      weiss_part part{};
      part.struct_size = sizeof part;
      part.num_members = static_cast<int64_t>(members.size());
      part.members = members.data();
      part.priority = k;
      sink->add(sink, &part);
    }
    return WEISS_OK;
  });
  Scheme scheme(
      "test.cutter",
      [](auto& ext, auto* child, auto* problem, auto* run, auto* sink) {
        weiss_partition_task task{};
        task.struct_size = sizeof task;
        weiss_parts parts{};
        parts.struct_size = sizeof parts;
        REQUIRE(ext.partition(child, run, problem->problem, &task, 1, &parts, nullptr) == WEISS_OK);
        CHECK(parts.num_parts == 2);
        CHECK(parts.members[0] == 1);  // the second part has the higher priority
        CHECK(parts.part_start[1] == problem->num_spins / 2);
        task.max_part_spins = 2;
        weiss_error error = WEISS_ERROR_INIT;
        CHECK(ext.partition(child, run, problem->problem, &task, 2, &parts, &error) == WEISS_E_PLUGIN);
        CHECK(std::string(error.message).find("capacity") != std::string::npos);
        weiss_outcome outcome = empty_outcome();
        const weiss_task wrong = task_of(problem->problem, 0);
        CHECK(ext.solve(child, run, &wrong, &outcome, nullptr) == WEISS_E_ARGUMENT);
        fake::report(sink, fake::all_up(problem), std::nan(""));
      },
      WEISS_KIND_PARTITIONER);
  run_scheme(cutter, scheme, 10);

  fake::Optimizer descent("test.descent", [](auto* objective, auto*, auto* output) {
    double f = 0.0;
    while (objective->evaluate(objective, 1, output->x, &f, nullptr) == WEISS_OK) output->x[0] *= 0.5;
    output->f = f;
    output->reason = WEISS_REASON_WORK;
    return WEISS_OK;
  });
  Scheme minimizer(
      "test.descent",
      [](auto& ext, auto* child, auto* problem, auto* run, auto* sink) {
        weiss_objective objective{};
        objective.struct_size = sizeof objective;
        objective.dimension = 1;
        const double start = 1.0;
        objective.start = &start;
        objective.evaluate = [](const weiss_objective*, int64_t, const double* x, double* f,
                                double*) noexcept -> weiss_status {
          *f = x[0] * x[0];
          return WEISS_OK;
        };
        double x = 0.0;
        weiss_optimizer_output output{sizeof output, 0, 0.0, &x};
        REQUIRE(ext.minimize(child, run, &objective, 0, 11, &output, nullptr) == WEISS_OK);
        CHECK(output.reason == WEISS_REASON_WORK);
        CHECK(x == std::ldexp(1.0, -10));
        fake::report(sink, fake::all_up(problem), std::nan(""));
      },
      WEISS_KIND_OPTIMIZER);
  CHECK(counter(run_scheme(descent, minimizer, 4), "evaluations") == 11);
}

TEST_CASE("the worker of a nested run is 0, as of every run, and below its threads in its own sections") {
  std::atomic<int> wrong{0}, bodies{0};
  struct Counts {
    std::atomic<int>&wrong, &bodies;
  } counts{wrong, bodies};
  fake::Solver leaf("test.leaf", [&](auto* problem, auto*, auto* run, auto* sink) {
    if (run->worker != 0) ++wrong;
    struct Section {
      Counts& counts;
      int32_t threads;
    } section{counts, run->threads};
    run->parallel_for(
        run, 5,
        [](void* user, int64_t, const weiss_run* own) noexcept {
          auto& s = *static_cast<Section*>(user);
          ++s.counts.bodies;
          if (own->worker < 0 || own->worker >= s.threads) ++s.counts.wrong;
        },
        &section);
    fake::report(sink, fake::all_up(problem), std::nan(""));
    return WEISS_OK;
  });
  Scheme scheme("test.leaf", [&](auto& ext, auto* child, auto* problem, auto* run, auto* sink) {
    struct Job {
      const weiss_ext_algorithms& ext;
      weiss_child* child;
      const weiss_problem_view* problem;
      int32_t threads;
      Counts& counts;
    } job{ext, child, problem, run->threads, counts};
    run->parallel_for(
        run, 40,
        [](void* user, int64_t index, const weiss_run* own) noexcept {
          auto& j = *static_cast<Job*>(user);
          if (own->worker < 0 || own->worker >= j.threads) ++j.counts.wrong;
          weiss_outcome outcome = empty_outcome();
          const weiss_task task = task_of(j.problem->problem, static_cast<uint64_t>(index), 100);
          j.ext.solve(j.child, own, &task, &outcome, nullptr);
          if (outcome.status != WEISS_OK) ++j.counts.wrong;
        },
        &job);
    fake::report(sink, fake::all_up(problem), std::nan(""));
  });
  run_scheme(leaf, scheme, 6, 4);
  CHECK(wrong == 0);
  CHECK(bodies == 200);
}

TEST_CASE("a scheme gets the figures of its child, and those of a child on its own problem stand in the result") {
  fake::Solver leaf("test.leaf", [](auto* problem, auto*, auto*, auto* sink) {
    sink->figure(sink, "expectation", -1.0);
    fake::report(sink, fake::alternating(problem), std::nan(""));
    return WEISS_OK;
  });
  Scheme scheme("test.leaf", [](auto& ext, auto* child, auto* problem, auto* run, auto*) {
    const weiss_task task = task_of(problem->problem, 1);
    weiss_outcome outcome = empty_outcome();
    REQUIRE(ext.solve(child, run, &task, &outcome, nullptr) == WEISS_OK);
    REQUIRE(outcome.num_figures == 1);
    CHECK(std::string(outcome.figure_names[0]) == "expectation");
    CHECK(outcome.figures[0] == -1.0);
  });
  const fake::Result result = run_scheme(leaf, scheme, 6);
  double value = 0.0;
  CHECK(std::string(weiss_result_figure(result.get(), 0, &value)) == "expectation");
  CHECK(value == -1.0);
}

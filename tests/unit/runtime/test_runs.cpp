#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <thread>

#include "fake.hpp"

namespace {

weiss_run_config config_with_work(int64_t work) {
  weiss_run_config config{};
  config.struct_size = sizeof config;
  config.work_limit = work;
  return config;
}

weiss_result_info info_of(const fake::Result& result) {
  weiss_result_info info{};
  info.struct_size = sizeof info;
  REQUIRE(weiss_result_get_info(result.get(), &info, nullptr) == WEISS_OK);
  return info;
}

struct Outcome {
  weiss_status status;
  std::string message;
  fake::Result result;
};

Outcome solve(fake::Algorithm& algorithm, int32_t n, const weiss_run_config* config = nullptr) {
  const auto context = fake::make_context();
  algorithm.add_to(context.get());
  const auto problem = fake::ring(context.get(), n);
  weiss_error error = WEISS_ERROR_INIT;
  weiss_result* result = nullptr;
  const weiss_status status =
      weiss_solve(context.get(), problem.get(), algorithm.table.id, config, &result, &error);
  return {status, error.message, fake::Result(result)};
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("samples are sorted, counted and re-evaluated, and improvements traced") {
  fake::Solver algorithm("test.solver", [](auto* problem, auto*, auto* run, auto* sink) {
    const auto up = fake::all_up(problem), best = fake::alternating(problem);
    run->spend(run, 10);
    fake::report(sink, up, std::nan(""));
    run->spend(run, 5);
    fake::report(sink, best, -6.0);
    fake::report(sink, up, 6.0);
    run->count(run, "flips", 3);
    run->count(run, "flips", 4);
    return WEISS_OK;
  });
  const Outcome outcome = solve(algorithm, 6);
  REQUIRE(outcome.status == WEISS_OK);
  const weiss_result_info info = info_of(outcome.result);
  CHECK(info.energy == -6.0);
  CHECK(info.num_samples == 2);
  CHECK(info.samples_seen == 3);
  CHECK(info.work == 15);
  // A state that satisfies every coupling needs no proof of the solver's.
  CHECK(info.reason == WEISS_REASON_OPTIMAL);
  CHECK(info.proof == WEISS_PROOF_OPTIMAL);
  weiss_result_sample sample{};
  sample.struct_size = sizeof sample;
  REQUIRE(weiss_result_get_sample(outcome.result.get(), 1, &sample, nullptr) == WEISS_OK);
  CHECK(sample.energy == 6.0);
  CHECK(sample.multiplicity == 2);
  std::vector<int8_t> spins(12);
  double energies[2] = {0.0, 0.0}, objectives[2] = {0.0, 0.0};
  int64_t multiplicities[2] = {0, 0};
  const weiss_result* const all = outcome.result.get();
  REQUIRE(weiss_result_samples(all, 0, 2, spins.data(), energies, objectives, multiplicities, nullptr) == WEISS_OK);
  CHECK(std::equal(spins.begin(), spins.begin() + 6, weiss_result_spins(all)));
  CHECK(std::equal(spins.begin() + 6, spins.end(), sample.spins));
  CHECK((energies[0] == -6.0 && energies[1] == 6.0 && objectives[0] == -6.0 && objectives[1] == 6.0));
  CHECK((multiplicities[0] == 1 && multiplicities[1] == 2));
  CHECK(weiss_result_samples(all, 1, 1, nullptr, energies, nullptr, nullptr, nullptr) == WEISS_OK);
  CHECK(energies[0] == 6.0);
  CHECK(weiss_result_samples(all, 2, 0, nullptr, nullptr, nullptr, nullptr, nullptr) == WEISS_OK);
  weiss_error error = WEISS_ERROR_INIT;
  CHECK(weiss_result_samples(all, 1, 2, spins.data(), nullptr, nullptr, nullptr, &error) == WEISS_E_ARGUMENT);
  CHECK(std::string(error.message) == "2 samples from number 1 on: there are 2");
  CHECK(weiss_result_samples(all, -1, 1, nullptr, nullptr, nullptr, nullptr, nullptr) == WEISS_E_ARGUMENT);
  CHECK(weiss_result_samples(all, 1, INT64_MAX, nullptr, nullptr, nullptr, nullptr, nullptr) == WEISS_E_ARGUMENT);
  weiss_result_improvement step{};
  step.struct_size = sizeof step;
  REQUIRE(info.num_trace == 2);
  REQUIRE(weiss_result_get_improvement(outcome.result.get(), 1, &step, nullptr) == WEISS_OK);
  CHECK(step.work == 15);
  CHECK(std::string(step.source) == "solver");
  int64_t flips = 0;
  CHECK(std::string(weiss_result_counter(outcome.result.get(), 0, &flips)) == "flips");
  CHECK(flips == 7);
  const int8_t* bits = weiss_result_bits(outcome.result.get());
  CHECK(bits[0] == 0);
  CHECK(bits[1] == 1);
  CHECK(contains(weiss_result_report(outcome.result.get()), "\"reproducible\""));
}

TEST_CASE("a solver that lies is set aside") {
  struct Case {
    const char* what;
    fake::Algorithm::Solve solve;
    const char* message;
  };
  const auto good = [](const weiss_problem_view* problem, const weiss_sink* sink) {
    fake::report(sink, fake::all_up(problem), std::nan(""));
  };
  const Case cases[] = {
      {"energy", [&](auto* p, auto*, auto*, auto* s) { good(p, s); fake::report(s, fake::all_up(p), -100.0); return WEISS_OK; },
       "claimed the energy"},
      {"spins", [&](auto* p, auto*, auto*, auto* s) { good(p, s); auto x = fake::all_up(p); x[2] = 0; fake::report(s, x, 0.0); return WEISS_OK; },
       "spin 2 as 0"},
      {"bound", [&](auto* p, auto*, auto*, auto* s) { good(p, s); s->bound(s, 1000.0, WEISS_PROOF_BOUND); return WEISS_OK; },
       "lower bound"},
      {"nan bound", [&](auto* p, auto*, auto*, auto* s) { good(p, s); s->bound(s, std::nan(""), WEISS_PROOF_BOUND); return WEISS_OK; },
       "NaN"},
      {"marginals", [&](auto* p, auto*, auto*, auto* s) { good(p, s); std::vector<double> m(6, 2.0); s->marginals(s, m.data()); return WEISS_OK; },
       "marginal"},
      {"failure", [&](auto* p, auto*, auto* r, auto* s) { good(p, s); r->set_error(r, "the cable is cut"); return WEISS_E_FAIL; },
       "the cable is cut"},
      {"status", [&](auto* p, auto*, auto*, auto* s) { good(p, s); return weiss_status{-777}; }, "unknown status -777"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    fake::Solver algorithm("test.liar", c.solve);
    const Outcome outcome = solve(algorithm, 6);
    REQUIRE(outcome.status == WEISS_OK);  // the good sample is kept
    const weiss_result_info info = info_of(outcome.result);
    CHECK(info.reason == WEISS_REASON_PLUGIN_FAILED);
    CHECK(info.num_samples == 1);
    CHECK(info.energy == 6.0);
    CHECK(info.proof == WEISS_PROOF_NONE);
    REQUIRE(info.num_warnings == 1);
    CHECK(contains(weiss_result_warning(outcome.result.get(), 0), c.message));
  }
}

TEST_CASE("a run without any valid sample is an error with the plugin's text") {
  fake::Solver silent("test.silent", [](auto*, auto*, auto*, auto*) { return WEISS_OK; });
  CHECK(solve(silent, 4).status == WEISS_E_PLUGIN);
  fake::Solver failing("test.failing", [](auto*, auto*, auto* run, auto*) {
    run->set_error(run, "no device");
    return WEISS_E_UNSUPPORTED;
  });
  const Outcome outcome = solve(failing, 4);
  CHECK(outcome.status == WEISS_E_UNSUPPORTED);
  CHECK(outcome.message == "test.failing no device");
}

TEST_CASE("work limit, target and cancel end a run with their reason") {
  fake::Solver patient("test.patient", [](auto* problem, auto*, auto* run, auto* sink) {
    auto spins = fake::all_up(problem);
    fake::report(sink, spins, std::nan(""));
    while (!run->should_stop(run)) run->spend(run, 7);
    spins[0] = -1;
    fake::report(sink, spins, std::nan(""));
    return WEISS_STOPPED;
  });
  weiss_run_config config = config_with_work(100);
  weiss_result_info info = info_of(solve(patient, 5, &config).result);
  CHECK(info.reason == WEISS_REASON_WORK);
  CHECK(info.work == 105);
  CHECK(info.energy == 1.0);  // what is reported on the way out counts

  config.has_target = 1;
  config.target = 5.0;
  info = info_of(solve(patient, 5, &config).result);
  CHECK(info.reason == WEISS_REASON_TARGET);

  const int32_t cancelled = 1;
  config = weiss_run_config{};
  config.struct_size = sizeof config;
  config.cancel_flag = &cancelled;
  CHECK(info_of(solve(patient, 5, &config).result).reason == WEISS_REASON_CANCELLED);

  config.cancel_flag = nullptr;
  config.progress = [](void*, const weiss_progress* progress) noexcept -> int32_t {
    return progress->event == WEISS_EVENT_IMPROVED;
  };
  CHECK(info_of(solve(patient, 5, &config).result).reason == WEISS_REASON_CANCELLED);
}

TEST_CASE("a run that is stopped before its first sample returns the start") {
  fake::Solver silent("test.silent", [](auto*, auto*, auto* run, auto*) {
    return run->should_stop(run) ? WEISS_STOPPED : WEISS_OK;
  });
  const int32_t cancelled = 1;
  const int8_t start[4] = {1, -1, 1, -1};
  weiss_run_config config{};
  config.struct_size = sizeof config;
  config.cancel_flag = &cancelled;
  config.starts = start;
  config.num_starts = 1;
  const Outcome outcome = solve(silent, 4, &config);
  REQUIRE(outcome.status == WEISS_OK);
  CHECK(weiss_result_energy(outcome.result.get()) == -4.0);
}

TEST_CASE("cancel is sticky until it is reset") {
  fake::Solver algorithm("test.solver", [](auto* problem, auto*, auto* run, auto* sink) {
    fake::report(sink, fake::all_up(problem), std::nan(""));
    return run->should_stop(run) ? WEISS_STOPPED : WEISS_OK;
  });
  const auto context = fake::make_context();
  algorithm.add_to(context.get());
  const auto problem = fake::ring(context.get(), 5);
  const auto instance = fake::make_instance(context.get(), WEISS_KIND_SOLVER, "test.solver");
  weiss_instance_cancel(instance.get());
  for (const int32_t expected : {WEISS_REASON_CANCELLED, WEISS_REASON_CANCELLED, WEISS_REASON_CONVERGED}) {
    if (expected == WEISS_REASON_CONVERGED) weiss_instance_reset_cancel(instance.get());
    weiss_result* result = nullptr;
    REQUIRE(weiss_instance_solve(instance.get(), problem.get(), nullptr, &result, nullptr) == WEISS_OK);
    CHECK(weiss_result_reason(result) == expected);
    weiss_result_destroy(result);
  }
}

TEST_CASE("parallel sections give the same result for every number of threads") {
  std::vector<std::string> reports;
  for (const int32_t threads : {1, 2, 4}) {
    fake::Solver algorithm("test.parallel", [](auto* problem, auto*, auto* run, auto* sink) {
      struct Shared {
        std::vector<uint64_t> seeds = std::vector<uint64_t>(50);
        std::vector<int64_t> limits = std::vector<int64_t>(50);
      } shared;
      const auto body = [](void* user, int64_t index, const weiss_run* own) noexcept {
        auto* s = static_cast<Shared*>(user);
        s->seeds[static_cast<size_t>(index)] = own->seed;
        s->limits[static_cast<size_t>(index)] = own->work_limit;
        while (!own->should_stop(own)) own->spend(own, 3);
        own->count(own, "bodies", 1);
        CHECK(own->worker >= 0);
      };
      run->parallel_for(run, 50, body, &shared);
      auto spins = fake::all_up(problem);
      for (size_t i = 0; i < spins.size(); ++i) spins[i] = (shared.seeds[i] & 1) != 0 ? 1 : -1;
      fake::report(sink, spins, std::nan(""));
      CHECK(shared.limits[0] == 200);
      return WEISS_OK;
    });
    weiss_run_config config = config_with_work(10000);
    config.threads = threads;
    config.seed = 42;
    const Outcome outcome = solve(algorithm, 31, &config);
    REQUIRE(outcome.status == WEISS_OK);
    reports.push_back(fake::reproducible_part(outcome.result.get()));
    CHECK(info_of(outcome.result).work == 50 * 201);
  }
  CHECK(reports[0] == reports[1]);
  CHECK(reports[0] == reports[2]);
}

TEST_CASE("a body that throws fails the section, not the process") {
  fake::Solver algorithm("test.thrower", [](auto* problem, auto*, auto* run, auto* sink) {
    void (*const body)(void*, int64_t, const weiss_run*) = [](void*, int64_t index, const weiss_run*) {
      if (index == 3) throw 5;
    };
    // As one of an older C++ can, which does not know noexcept in types.
    const auto promised = reinterpret_cast<void (*)(void*, int64_t, const weiss_run*) noexcept>(body);
    const weiss_status status = run->parallel_for(run, 8, promised, nullptr);
    CHECK(status == WEISS_E_PLUGIN);
    fake::report(sink, fake::all_up(problem), std::nan(""));
    return WEISS_OK;
  });
  weiss_run_config config = config_with_work(1000);
  config.threads = 3;
  CHECK(solve(algorithm, 5, &config).status == WEISS_OK);
}

TEST_CASE("without ANY_THREAD everything stays on the caller's thread") {
  const auto caller = std::this_thread::get_id();
  fake::Solver algorithm("test.shy", [caller](auto* problem, auto*, auto* run, auto* sink) {
    CHECK(run->threads == 1);
    struct Seen {
      std::thread::id caller;
      bool other = false;
    } seen{caller};
    const auto body = [](void* user, int64_t, const weiss_run*) noexcept {
      auto* s = static_cast<Seen*>(user);
      if (std::this_thread::get_id() != s->caller) s->other = true;
    };
    run->parallel_for(run, 20, body, &seen);
    CHECK_FALSE(seen.other);
    fake::report(sink, fake::all_up(problem), std::nan(""));
    return WEISS_OK;
  });
  algorithm.table.caps = 0;
  weiss_run_config config = config_with_work(1000);
  config.threads = 4;
  CHECK(solve(algorithm, 5, &config).status == WEISS_OK);
}

TEST_CASE("a problem without spins has one state") {
  fake::Solver algorithm("test.solver", [](auto*, auto*, auto*, auto*) {
    FAIL("is not called");
    return WEISS_OK;
  });
  const Outcome outcome = solve(algorithm, 0);
  REQUIRE(outcome.status == WEISS_OK);
  CHECK(weiss_result_energy(outcome.result.get()) == 0.0);
  CHECK(weiss_result_reason(outcome.result.get()) == WEISS_REASON_OPTIMAL);
}

TEST_CASE("bad run configs are refused with the field's name") {
  fake::Solver algorithm("test.solver", [](auto*, auto*, auto*, auto*) { return WEISS_OK; });
  weiss_run_config config = config_with_work(10);
  config.time_limit = std::nan("");
  Outcome outcome = solve(algorithm, 4, &config);
  CHECK(outcome.status == WEISS_E_ARGUMENT);
  CHECK(contains(outcome.message, "time_limit"));
  config = config_with_work(-1);
  CHECK(contains(solve(algorithm, 4, &config).message, "work_limit"));
  config = config_with_work(1);
  const int8_t start[4] = {1, 1, 3, 1};
  config.starts = start;
  config.num_starts = 1;
  CHECK(contains(solve(algorithm, 4, &config).message, "spin 2 of start 0 is 3"));
  config.struct_size = 0;
  CHECK(contains(solve(algorithm, 4, &config).message, "struct_size"));
}

TEST_CASE("partitions are checked against the task") {
  struct Case {
    const char* what;
    std::vector<std::vector<int32_t>> parts;
    weiss_partition_task task;
    const char* message;  // empty: legal
  };
  weiss_partition_task any{};
  any.struct_size = sizeof any;
  weiss_partition_task small = any, two = any, overlap = any, omit = any, even = any, fixed = any;
  small.max_part_spins = 2;
  two.num_parts = 2;
  overlap.may_overlap = 1;
  omit.may_omit = 1;
  even.imbalance = 0.1;
  const int32_t wanted[4] = {1, -1, -1, 0};
  fixed.fixed = wanted;
  const Case cases[] = {
      {"good", {{0, 3}, {1, 2}}, any, ""},
      {"range", {{0, 4}}, any, "member 4"},
      {"negative", {{-1}}, any, "member -1"},
      {"repeat", {{0, 1, 0}}, any, "twice"},
      {"empty", {{}}, any, "0 members"},
      {"capacity", {{0, 1, 2}, {3}}, small, "capacity"},
      {"coverage", {{0, 1, 2}}, any, "in no part"},
      {"overlap", {{0, 1}, {1, 2, 3}}, any, "share spin 1"},
      {"allowed overlap", {{0, 1}, {1, 2, 3}}, overlap, ""},
      {"allowed omission", {{0, 1}}, omit, ""},
      {"number", {{0, 1, 2, 3}}, two, "asks for 2"},
      {"imbalance", {{0, 1, 2}, {3}}, even, "imbalance"},
      {"fixed", {{0, 1}, {2, 3}}, fixed, "fixed to part 1"},
      {"fixed kept", {{3, 1}, {2, 0}}, fixed, ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    fake::Partitioner algorithm("test.cutter", [&](const weiss_problem_view*, const weiss_partition_task*,
                                                 const weiss_run*, const weiss_part_sink* sink) {
      for (const auto& members : c.parts) {
        weiss_part part{};
        part.struct_size = sizeof part;
        part.num_members = static_cast<int64_t>(members.size());
        part.members = members.data();
        sink->add(sink, &part);
      }
      return WEISS_OK;
    });
    const auto context = fake::make_context();
    algorithm.add_to(context.get());
    const auto problem = fake::ring(context.get(), 4);
    const auto instance = fake::make_instance(context.get(), WEISS_KIND_PARTITIONER, "cutter");
    weiss_result* result = nullptr;
    weiss_error error = WEISS_ERROR_INIT;
    const weiss_status status =
        weiss_instance_partition(instance.get(), problem.get(), &c.task, nullptr, &result, &error);
    const fake::Result owner(result);
    CHECK(status == (c.message[0] ? WEISS_E_PLUGIN : WEISS_OK));
    CHECK_MESSAGE(contains(error.message, c.message), error.message);
  }
}

TEST_CASE("a partitioner that is stopped before its parts are complete has no result, and is not blamed") {
  fake::Partitioner algorithm("test.cutter", [](auto*, auto*, auto* run, auto*) {
    return run->should_stop(run) ? WEISS_STOPPED : WEISS_OK;
  });
  const auto context = fake::make_context();
  algorithm.add_to(context.get());
  const auto problem = fake::ring(context.get(), 4);
  const auto instance = fake::make_instance(context.get(), WEISS_KIND_PARTITIONER, "cutter");
  weiss_instance_cancel(instance.get());
  weiss_result* result = nullptr;
  weiss_error error = WEISS_ERROR_INIT;
  CHECK(weiss_instance_partition(instance.get(), problem.get(), nullptr, nullptr, &result, &error) == WEISS_E_FAIL);
  CHECK(contains(error.message, "was stopped before"));
}

TEST_CASE("an optimizer is held to bounds, budget and its word") {
  struct Case {
    const char* what;
    double x, claim;
    int64_t evaluations;
    int32_t reason;
    double best;
  };
  const Case cases[] = {
      {"honest", 1.0, 1.0, 1, WEISS_REASON_CONVERGED, 1.0},
      {"liar", 1.0, 0.5, 1, WEISS_REASON_PLUGIN_FAILED, 1.0},
      {"spender", 1.0, 1.0, 1000000, WEISS_REASON_WORK, 1.0},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    fake::Optimizer algorithm("test.optimizer", [&](const weiss_objective* objective, const weiss_run*,
                                                    weiss_optimizer_output* output) {
      double f = 0.0;
      CHECK(output->x[0] == 2.0);  // the start, moved into the bounds
      for (int64_t k = 0; k < c.evaluations; ++k)
        if (objective->evaluate(objective, 1, &c.x, &f, nullptr) != WEISS_OK) break;
      output->x[0] = c.x;
      output->f = c.claim;
      return WEISS_OK;
    });
    const auto context = fake::make_context();
    algorithm.add_to(context.get());
    const auto instance = fake::make_instance(context.get(), WEISS_KIND_OPTIMIZER, "optimizer");
    weiss_objective objective{};
    objective.struct_size = sizeof objective;
    objective.dimension = 1;
    const double lower = -2.0, upper = 2.0, start = 7.0;
    objective.lower = &lower;
    objective.upper = &upper;
    objective.start = &start;
    objective.evaluate = [](const weiss_objective*, int64_t count, const double* x, double* f,
                            double*) noexcept -> weiss_status {
      for (int64_t k = 0; k < count; ++k) f[k] = x[k] * x[k];
      return WEISS_OK;
    };
    weiss_result* result = nullptr;
    REQUIRE(weiss_instance_minimize(instance.get(), &objective, nullptr, &result, nullptr) == WEISS_OK);
    CHECK(weiss_result_reason(result) == c.reason);
    CHECK(weiss_result_energy(result) == c.best);
    CHECK(weiss_result_x(result)[0] == c.x);
    weiss_result_destroy(result);
  }
}

TEST_CASE("an optimizer outside the bounds or with NaN has no result") {
  for (const double x : {3.0, std::nan("")}) {
    fake::Optimizer algorithm("test.optimizer", [&](const weiss_objective* objective, const weiss_run*,
                                                    weiss_optimizer_output*) {
      double f = 0.0;
      CHECK(objective->evaluate(objective, 1, &x, &f, nullptr) == WEISS_E_ARGUMENT);
      return WEISS_OK;
    });
    const auto context = fake::make_context();
    algorithm.add_to(context.get());
    const auto instance = fake::make_instance(context.get(), WEISS_KIND_OPTIMIZER, "optimizer");
    weiss_objective objective{};
    objective.struct_size = sizeof objective;
    objective.dimension = 1;
    const double upper = 2.0;
    objective.upper = &upper;
    objective.evaluate = [](const weiss_objective*, int64_t, const double*, double*, double*) noexcept {
      FAIL("is not reached");
      return weiss_status{WEISS_OK};
    };
    weiss_result* result = nullptr;
    CHECK(weiss_instance_minimize(instance.get(), &objective, nullptr, &result, nullptr) == WEISS_E_PLUGIN);
  }
}

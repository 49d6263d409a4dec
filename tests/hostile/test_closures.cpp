// Algorithms that are registered by the program itself and use the library from inside of their run.
#include <thread>

#include "support.hpp"

namespace hostile {

namespace {

// A solver whose run is a function of the test.
struct Closure {
  using Run = weiss_status (*)(Closure& self, const weiss_problem_view* problem, const weiss_run* run,
                               const weiss_sink* sink);

  explicit Closure(Run body) : run(body) {
    solver.struct_size = sizeof solver;
    solver.run = call;
    algorithm.struct_size = sizeof algorithm;
    algorithm.kind = WEISS_KIND_SOLVER;
    algorithm.id = "hostile.closure";
    algorithm.title = algorithm.summary = "A closure.";
    algorithm.version = "1.0.0";
    algorithm.table = &solver;
    algorithm.user = this;
    algorithm.create = [](const weiss_algorithm* made_of, const weiss_host*, const weiss_value*, uint32_t, void** self,
                          weiss_error*) noexcept -> weiss_status {
      *self = made_of->user;
      return WEISS_OK;
    };
    algorithm.destroy = [](void*) noexcept {};
  }
  Closure(const Closure&) = delete;
  Closure& operator=(const Closure&) = delete;

  static weiss_status call(void* self, const weiss_problem_view* problem, const weiss_solver_input*,
                           const weiss_run* run, const weiss_sink* sink) noexcept {
    Closure& closure = *static_cast<Closure*>(self);
    return closure.run(closure, problem, run, sink);
  }

  Run run;
  weiss_solver solver{};
  weiss_algorithm algorithm{};
  Host* host = nullptr;
  weiss_instance* instance = nullptr;  // the closure's own
  weiss_status inner = WEISS_OK;
  std::string message;
};

weiss_status report_all_up(const weiss_problem_view* problem, const weiss_sink* sink) {
  const std::vector<int8_t> up(static_cast<size_t>(problem->num_spins), int8_t{1});
  weiss_sample sample{};
  sample.struct_size = sizeof sample;
  sample.spins = up.data();
  sample.energy = std::numeric_limits<double>::quiet_NaN();
  sink->report(sink, &sample);
  return WEISS_OK;
}

struct Ran {
  Outcome outcome;
  ResultPtr result;
};

Ran solve_with(Host& host, Closure& closure) {
  closure.host = &host;
  REQUIRE(weiss_context_add_algorithm(host.context(), &closure.algorithm, nullptr, nullptr) == WEISS_OK);
  InstancePtr instance;
  REQUIRE(host.create(WEISS_KIND_SOLVER, "closure", instance).status == WEISS_OK);
  closure.instance = instance.get();
  weiss_run_config config{};
  config.struct_size = sizeof config;
  config.work_limit = 100000;
  weiss_error error = WEISS_ERROR_INIT;
  weiss_result* result = nullptr;
  const weiss_status status = weiss_instance_solve(instance.get(), host.problem(), &config, &result, &error);
  return {{status, error.message}, ResultPtr(result)};
}

}  // namespace

TEST_CASE("an instance that runs itself from inside is told that it is busy") {
  Host host;
  Closure closure([](Closure& self, const weiss_problem_view* problem, const weiss_run*, const weiss_sink* sink) {
    weiss_error error = WEISS_ERROR_INIT;
    weiss_result* result = nullptr;
    self.inner = weiss_instance_solve(self.instance, self.host->problem(), nullptr, &result, &error);
    self.message = error.message;
    return report_all_up(problem, sink);
  });
  const Ran ran = solve_with(host, closure);
  CHECK(ran.outcome.status == WEISS_OK);
  CHECK(closure.inner == WEISS_E_BUSY);
  CHECK(holds(closure.message, "running already"));
  CHECK(host.still_solves());
}

TEST_CASE("a run may use another instance of the same context") {
  Host host;
  Closure closure([](Closure& self, const weiss_problem_view* problem, const weiss_run*, const weiss_sink* sink) {
    self.inner = self.host->still_solves() ? WEISS_OK : WEISS_E_FAIL;
    return report_all_up(problem, sink);
  });
  CHECK(solve_with(host, closure).outcome.status == WEISS_OK);
  CHECK(closure.inner == WEISS_OK);
}

TEST_CASE("a sample from another thread than that of the run is refused") {
  Host host;
  Closure closure([](Closure&, const weiss_problem_view* problem, const weiss_run*, const weiss_sink* sink) {
    std::thread([&] { report_all_up(problem, sink); }).join();
    return weiss_status{WEISS_OK};
  });
  const Ran ran = solve_with(host, closure);
  CHECK(ran.outcome.status == WEISS_E_PLUGIN);
  CHECK(holds(ran.outcome.message, "another thread"));
  CHECK(host.still_solves());
}

TEST_CASE("an algorithm that breaks a rule of its table is not registered, and one of a known id neither") {
  Host host;
  Closure closure([](Closure&, const weiss_problem_view* problem, const weiss_run*, const weiss_sink* sink) {
    return report_all_up(problem, sink);
  });
  weiss_error error = WEISS_ERROR_INIT;
  closure.algorithm.kind = 0;
  CHECK(weiss_context_add_algorithm(host.context(), &closure.algorithm, nullptr, &error) == WEISS_E_PLUGIN);
  CHECK(holds(error.message, "unknown kind 0"));
  closure.algorithm.kind = WEISS_KIND_SOLVER;
  CHECK(weiss_context_add_algorithm(host.context(), &closure.algorithm, nullptr, &error) == WEISS_OK);
  CHECK(weiss_context_add_algorithm(host.context(), &closure.algorithm, nullptr, &error) == WEISS_E_PLUGIN);
  CHECK(holds(error.message, "hostile.closure is taken"));
  CHECK(host.still_solves());
}

TEST_CASE("a callback that says stop cancels the run, and the best so far is kept") {
  Host host;
  weiss_run_config config{};
  config.struct_size = sizeof config;
  config.time_limit = 60.0;
  int calls = 0;
  config.progress_user = &calls;
  config.progress = [](void* user, const weiss_progress* progress) noexcept -> int32_t {
    ++*static_cast<int*>(user);
    return progress->event == WEISS_EVENT_IMPROVED ? 1 : 0;
  };
  weiss_result* made = nullptr;
  REQUIRE(weiss_solve(host.context(), host.problem(), "tabu", &config, &made, nullptr) == WEISS_OK);
  const ResultPtr result(made);
  CHECK(weiss_result_reason(result.get()) == WEISS_REASON_CANCELLED);
  CHECK(weiss_result_spins(result.get()) != nullptr);
  CHECK(calls >= 2);
}

}  // namespace hostile

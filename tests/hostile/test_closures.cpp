// Algorithms that are registered by the program itself and use the library from inside of their run.
#include <thread>

#include "closure.hpp"

namespace hostile {

TEST_CASE("an instance that runs itself from inside is told that it is busy") {
  Host host;
  weiss_instance* own = nullptr;
  weiss_error error = WEISS_ERROR_INIT;
  Closure closure([&](const weiss_problem_view* problem, const weiss_run*, const weiss_sink* sink) {
    weiss_result* result = nullptr;
    weiss_instance_solve(own, host.problem(), nullptr, &result, &error);
    CHECK(result == nullptr);
    return report_all_up(problem, sink);
  });
  const InstancePtr instance = instance_of(host, closure);
  own = instance.get();
  CHECK(solve(own, host.problem()).outcome.status == WEISS_OK);
  CHECK(error.status == WEISS_E_BUSY);
  CHECK(holds(error.message, "running already"));
  CHECK(host.still_solves());
}

TEST_CASE("a run may use another instance of the same context") {
  Host host;
  bool solved = false;
  Closure closure([&](const weiss_problem_view* problem, const weiss_run*, const weiss_sink* sink) {
    solved = host.still_solves();
    return report_all_up(problem, sink);
  });
  const InstancePtr instance = instance_of(host, closure);
  CHECK(solve(instance.get(), host.problem()).outcome.status == WEISS_OK);
  CHECK(solved);
}

TEST_CASE("a sample from another thread than that of the run is refused") {
  Host host;
  Closure closure([](const weiss_problem_view* problem, const weiss_run*, const weiss_sink* sink) {
    std::thread([&] { report_all_up(problem, sink); }).join();
    return weiss_status{WEISS_OK};
  });
  const InstancePtr instance = instance_of(host, closure);
  const Ran ran = solve(instance.get(), host.problem());
  CHECK(ran.outcome.status == WEISS_E_PLUGIN);
  CHECK(holds(ran.outcome.message, "another thread"));
  CHECK(host.still_solves());
}

TEST_CASE("an algorithm that breaks a rule of its table is not registered, and one of a known id neither") {
  Host host;
  Closure closure([](const weiss_problem_view* problem, const weiss_run*, const weiss_sink* sink) {
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

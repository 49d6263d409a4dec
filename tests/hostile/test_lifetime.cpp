// Handles that are used at the wrong time: during a run, after it, and cancels before, in and after one.
#include "closure.hpp"

namespace hostile {

TEST_CASE("an instance that is running cannot be destroyed: it stays, with a line in the log") {
  Host host;
  weiss_instance* own = nullptr;
  Closure closure([&](const weiss_problem_view* problem, const weiss_run*, const weiss_sink* sink) {
    weiss_instance_destroy(own);
    return report_all_up(problem, sink);
  });
  const InstancePtr instance = instance_of(host, closure);
  own = instance.get();
  CHECK(solve(own, host.problem()).outcome.status == WEISS_OK);
  CHECK(host.log_lines("hostile.closure: an instance that is running is not destroyed") == 1);
  CHECK(solve(own, host.problem()).outcome.status == WEISS_OK);
  CHECK(host.still_solves());
}

TEST_CASE("a context that is destroyed during a run ends with its last instance") {
  weiss_context* context = nullptr;
  REQUIRE(weiss_context_create(nullptr, &context, nullptr) == WEISS_OK);
  const double field[4] = {1.0, -2.0, 3.0, -4.0};
  weiss_problem* problem = nullptr;
  REQUIRE(weiss_problem_create_ising(context, 4, field, 0, nullptr, nullptr, nullptr, &problem, nullptr) == WEISS_OK);
  weiss_instance* made = nullptr;
  REQUIRE(weiss_instance_create(context, WEISS_KIND_SOLVER, "subqubo part_size=2", nullptr, 0, &made, nullptr) ==
          WEISS_OK);
  InstancePtr instance(made);
  weiss_run_config config{};
  config.threads = 2;
  config.progress_user = &context;
  config.progress = [](void* user, const weiss_progress*) noexcept -> int32_t {
    weiss_context*& mine = *static_cast<weiss_context**>(user);
    weiss_context_destroy(mine);
    mine = nullptr;
    return 0;
  };
  const Ran ran = solve(made, problem, config);
  CHECK(context == nullptr);
  CHECK(ran.outcome.status == WEISS_OK);
  CHECK(weiss_result_energy(ran.result.get()) == -10.0);
  instance.reset();
  double energy = 0.0;
  const int8_t up[4] = {1, 1, 1, 1};
  CHECK(weiss_problem_energies(problem, 1, up, &energy, nullptr) == WEISS_OK);
  CHECK(energy == -2.0);
  weiss_problem_destroy(problem);
}

TEST_CASE("a cancel before a run ends it at its start, one in it soon, and one after it leaves its result alone") {
  Host host;
  bool cancels = false;
  weiss_instance* own = nullptr;
  Closure closure([&](const weiss_problem_view* problem, const weiss_run* run, const weiss_sink* sink) {
    if (cancels) weiss_instance_cancel(own);
    while (run->should_stop(run) == 0) run->spend(run, 1);
    return report_all_up(problem, sink);
  });
  const InstancePtr instance = instance_of(host, closure);
  own = instance.get();

  const Ran free = solve(own, host.problem());
  CHECK(weiss_result_reason(free.result.get()) == WEISS_REASON_WORK);
  weiss_instance_cancel(own);
  CHECK(weiss_result_reason(free.result.get()) == WEISS_REASON_WORK);

  const Ran before = solve(own, host.problem());
  CHECK(weiss_result_reason(before.result.get()) == WEISS_REASON_CANCELLED);
  CHECK(info(before.result.get()).work == 0);

  weiss_instance_reset_cancel(own);
  cancels = true;
  const Ran during = solve(own, host.problem());
  CHECK(weiss_result_reason(during.result.get()) == WEISS_REASON_CANCELLED);
  CHECK(weiss_result_energy(during.result.get()) == weiss_result_energy(free.result.get()));
}

}  // namespace hostile

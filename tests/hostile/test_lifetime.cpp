// Handles that are used at the wrong time: during a run, after it, and cancels before, in and after one.
#include <atomic>
#include <thread>

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

TEST_CASE("what is reported when the run has returned is not taken: a line in the log, and nothing else") {
  Host host;
  const weiss_sink* kept = nullptr;
  Closure closure([&](const weiss_problem_view* problem, const weiss_run*, const weiss_sink* sink) {
    kept = sink;
    return report_all_up(problem, sink);
  });
  const InstancePtr instance = instance_of(host, closure);
  const std::string line = "used a sink or an objective after its run had returned";
  for (int round = 1; round <= 3; ++round) {
    const Ran ran = solve(instance.get(), host.problem());
    REQUIRE(ran.result);
    const int64_t seen = info(ran.result.get()).samples_seen;
    const int8_t down[kSpins] = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
    weiss_sample sample{};
    sample.struct_size = sizeof sample;
    sample.spins = down;
    const double marginals[kSpins] = {};
    if (round != 2) CHECK(kept->report(kept, &sample) != 0);
    if (round == 2) std::thread([&] { CHECK(kept->report(kept, &sample) != 0); }).join();
    kept->marginals(kept, marginals);
    kept->parameters(kept, 1, marginals);
    kept->bound(kept, 0.0, WEISS_PROOF_BOUND);
    CHECK(info(ran.result.get()).samples_seen == seen);
    CHECK(host.log_lines(line) == round);
  }
  CHECK(host.still_solves());
}

TEST_CASE("a thread that a run leaves behind can neither report into that run nor into a later one") {
  Host host;
  std::atomic<bool> enough{false};
  std::atomic<int64_t> taken{0};
  std::thread behind;
  Closure closure([&](const weiss_problem_view* problem, const weiss_run*, const weiss_sink* sink) {
    report_all_up(problem, sink);
    if (behind.joinable()) return weiss_status{WEISS_OK};
    behind = std::thread([&, sink] {
      const int8_t down[kSpins] = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
      weiss_sample sample{};
      sample.struct_size = sizeof sample;
      sample.spins = down;
      while (!enough.load())
        if (sink->report(sink, &sample) == 0) ++taken;
    });
    return weiss_status{WEISS_OK};
  });
  const InstancePtr instance = instance_of(host, closure);
  for (int round = 0; round < 100; ++round) {
    const Ran ran = solve(instance.get(), host.problem());
    // It may have been caught while the run was on.
    CHECK((ran.outcome.status == WEISS_OK || ran.outcome.status == WEISS_E_PLUGIN));
    if (ran.result) CHECK(info(ran.result.get()).samples_seen == 1);
  }
  enough = true;
  behind.join();
  CHECK(taken == 0);
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

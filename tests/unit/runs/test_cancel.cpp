// A run that is cancelled returns within 100 ms with the best so far: the one unit test that measures time,
// since this is a promise about time; CPU time of its thread, as the machine may be busy.
#include <doctest/doctest.h>
#include <pthread.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <limits>
#include <string>
#include <thread>

#include "problems.hpp"

namespace runs {

namespace {

constexpr double kPatience = kSlowCode ? 2.0 : 0.1;  // seconds

using Clock = std::chrono::steady_clock;

bool is_long_test() {
  const char* wanted = std::getenv("WEISS_TEST_LONG");
  return wanted && wanted[0] != '\0';
}

// Infinity when the thread of the clock is gone.
double seconds_of(clockid_t clock) {
  timespec time{};
  if (clock_gettime(clock, &time) != 0) return std::numeric_limits<double>::infinity();
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

struct Cancelled {
  double latency;
  ResultPtr result;
};

// Starts a solver and stops it after delay seconds by stop(instance, flag).
template <class Stop>
Cancelled cancel(const weiss_problem* problem, weiss_instance* instance, double delay, Stop&& stop) {
  std::atomic<bool> started{false};
  static_assert(sizeof(std::atomic<int32_t>) == sizeof(int32_t), "the flag of the config is a plain int32_t");
  std::atomic<int32_t> flag{0};
  weiss_result* made = nullptr;
  weiss_status status = WEISS_E_FAIL;
  double returned = 0.0;
  std::thread runner([&] {
    weiss_run_config config{};
    config.struct_size = sizeof config;
    config.time_limit = 60.0;
    config.cancel_flag = reinterpret_cast<const int32_t*>(&flag);
    config.progress_user = &started;
    config.progress = [](void* user, const weiss_progress*) noexcept -> int32_t {
      static_cast<std::atomic<bool>*>(user)->store(true);
      return 0;
    };
    status = weiss_instance_solve(instance, problem, &config, &made, nullptr);
    returned = seconds_of(CLOCK_THREAD_CPUTIME_ID);
  });
  clockid_t clock{};
  pthread_getcpuclockid(runner.native_handle(), &clock);
  while (!started.load()) std::this_thread::yield();
  const Clock::time_point begin = Clock::now();
  while (std::chrono::duration<double>(Clock::now() - begin).count() < delay) std::this_thread::yield();
  const double asked = seconds_of(clock);
  stop(instance, flag);
  runner.join();
  CHECK(status == WEISS_OK);
  return {returned - asked, ResultPtr(made)};
}

}  // namespace

TEST_CASE("cancel takes effect within 100 ms, at every size and for every solver") {
  const ContextPtr context = make_context();
  std::vector<int32_t> sizes = {1000, 100000};
  if (is_long_test()) sizes.push_back(1000000);
  for (const int32_t n : sizes) {
    const ProblemPtr problem = sparse_problem(context.get(), n, 6, 1, false, 1);
    for (const std::string spec : {"tabu", "annealing", "greedy", "subqubo", "memetic"})
      for (const double delay : {0.0, 0.03, 0.3}) {
        CAPTURE(n);
        CAPTURE(spec);
        CAPTURE(delay);
        weiss_instance* made = nullptr;
        REQUIRE(weiss_instance_create(context.get(), WEISS_KIND_SOLVER, spec.c_str(), nullptr, 0, &made, nullptr) ==
                WEISS_OK);
        const InstancePtr instance(made);
        const bool by_flag = delay == 0.03;
        const Cancelled run =
            cancel(problem.get(), instance.get(), delay, [&](weiss_instance* running, std::atomic<int32_t>& flag) {
              if (by_flag)
                flag.store(1);
              else
                weiss_instance_cancel(running);
            });
        CHECK(run.latency < kPatience);
        REQUIRE(run.result);
        const int32_t reason = weiss_result_reason(run.result.get());
        CHECK((reason == WEISS_REASON_CANCELLED || reason == WEISS_REASON_CONVERGED));
        double energy = 0.0;
        REQUIRE(weiss_result_spins(run.result.get()));
        CHECK(weiss_problem_energies(problem.get(), 1, weiss_result_spins(run.result.get()), &energy, nullptr) ==
              WEISS_OK);
        CHECK(energy == weiss_result_energy(run.result.get()));
      }
  }
}

TEST_CASE("cancel is sticky until it is reset") {
  const ContextPtr context = make_context();
  const ProblemPtr problem = sparse_problem(context.get(), 1000, 6, 1, false, 1);
  weiss_instance* made = nullptr;
  REQUIRE(weiss_instance_create(context.get(), WEISS_KIND_SOLVER, "tabu", nullptr, 0, &made, nullptr) == WEISS_OK);
  const InstancePtr instance(made);
  weiss_run_config config{};
  config.struct_size = sizeof config;
  config.work_limit = 200000;
  for (const int32_t reason : {WEISS_REASON_CANCELLED, WEISS_REASON_CANCELLED, WEISS_REASON_WORK}) {
    if (reason == WEISS_REASON_CANCELLED)
      weiss_instance_cancel(instance.get());
    else
      weiss_instance_reset_cancel(instance.get());
    weiss_result* result = nullptr;
    REQUIRE(weiss_instance_solve(instance.get(), problem.get(), &config, &result, nullptr) == WEISS_OK);
    const ResultPtr owner(result);
    CHECK(weiss_result_reason(result) == reason);
    CHECK(weiss_result_spins(result) != nullptr);
  }
}

}  // namespace runs

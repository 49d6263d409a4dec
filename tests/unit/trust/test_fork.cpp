// In the child of a fork a context may only be destroyed: everything else is refused, and nothing hangs.
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <functional>
#include <thread>

#include "algorithms.hpp"

namespace trust {

using runs::ContextPtr;
using runs::make_context;
using runs::ProblemPtr;

namespace {

// The exit code of a child that runs body, which returns it; -1 when it did not come to its end.
int in_child(const std::function<int()>& body) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::alarm(30);  // ends a child that hangs
    ::_exit(body());
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

weiss_instance* make_instance(weiss_context* context, const char* spec) {
  weiss_instance* instance = nullptr;
  REQUIRE(weiss_instance_create(context, WEISS_KIND_SOLVER, spec, nullptr, 0, &instance, nullptr) == WEISS_OK);
  return instance;
}

// The number of the first call that was not refused, or 0.
int first_not_refused(weiss_context* context, weiss_instance* instance, const weiss_problem* problem) {
  weiss_error error = WEISS_ERROR_INIT;
  weiss_algorithm_info info{};
  info.struct_size = sizeof info;
  int64_t count = 0;
  weiss_instance* made = nullptr;
  weiss_problem* read = nullptr;
  weiss_result* result = nullptr;
  const weiss_status statuses[] = {
      weiss_context_load_plugin(context, "/nowhere/weiss_solver_none.so", &error),
      weiss_context_scan_directory(context, "/nowhere", &count, &error),
      weiss_context_num_algorithms(context, &count, &error),
      weiss_context_algorithm(context, 0, &info, &error),
      weiss_context_find_algorithm(context, 0, "tabu", &info, &error),
      weiss_instance_create(context, WEISS_KIND_SOLVER, "tabu", nullptr, 0, &made, &error),
      weiss_instance_solve(instance, problem, nullptr, &result, &error),
      weiss_solve(context, problem, "tabu", nullptr, &result, &error),
      weiss_problem_read_memory(context, "2 1\n1 2 1\n", 10, "a.mc", nullptr, &read, &error),
      make_tiny_problem(context, &read),
  };
  int number = 0;
  for (const weiss_status status : statuses) {
    ++number;
    if (status != WEISS_E_ARGUMENT) return number;
  }
  return std::string(error.message).find("belongs to the parent process") != std::string::npos ? 0 : ++number;
}

}  // namespace

TEST_CASE("the child of a fork can only destroy a context, and the parent goes on") {
  ContextPtr context = make_context();
  ProblemPtr problem = tiny_problem(context.get());
  const Subject subject = {WEISS_KIND_SOLVER, "subqubo part_size=6"};
  const Outcome before = run(context.get(), subject, problem.get(), 2);  // threads are there
  REQUIRE(before.result);
  runs::InstancePtr instance(make_instance(context.get(), "tabu"));
  const int code = in_child([&] {
    const int wrong = first_not_refused(context.get(), instance.get(), problem.get());
    instance.reset();
    problem.reset();
    context.reset();
    return wrong;
  });
  CHECK(code == 0);
  const Outcome after = run(context.get(), subject, problem.get(), 2);
  REQUIRE(after.result);
  CHECK(reproducible_part(after.result.get()) == reproducible_part(before.result.get()));
}

TEST_CASE("a context may be destroyed in a child that was forked in the middle of its run") {
  ContextPtr context = make_context();
  ProblemPtr problem = runs::sparse_problem(context.get(), 500, 6, 1, false, 1);
  runs::InstancePtr instance(make_instance(context.get(), "tabu"));
  std::atomic<bool> started{false};
  weiss_result* made = nullptr;
  std::thread runner([&] {
    weiss_run_config config{};
    config.struct_size = sizeof config;
    config.threads = 2;
    config.time_limit = 60.0;
    config.progress_user = &started;
    config.progress = [](void* user, const weiss_progress* progress) noexcept -> int32_t {
      if (progress->event == WEISS_EVENT_IMPROVED) static_cast<std::atomic<bool>*>(user)->store(true);
      return 0;
    };
    weiss_instance_solve(instance.get(), problem.get(), &config, &made, nullptr);
  });
  while (!started.load()) std::this_thread::yield();
  for (int round = 0; round < 5; ++round)
    CHECK(in_child([&] {
            weiss_instance_destroy(instance.get());  // it is running: it stays
            weiss_context_destroy(context.release());
            return 0;
          }) == 0);
  weiss_instance_cancel(instance.get());
  runner.join();
  const runs::ResultPtr result(made);
  REQUIRE(result);
  CHECK(weiss_result_reason(result.get()) == WEISS_REASON_CANCELLED);
}

TEST_CASE("a child of a fork may have a context of its own, with threads") {
  const ContextPtr context = make_context();
  const ProblemPtr problem = tiny_problem(context.get());
  const Subject subject = {WEISS_KIND_SOLVER, "tabu"};
  const Outcome here = run(context.get(), subject, problem.get(), 2);
  REQUIRE(here.result);
  const std::string expected = reproducible_part(here.result.get());
  CHECK(in_child([&] {
          const ContextPtr own = make_context();
          const ProblemPtr same = tiny_problem(own.get());
          const Outcome there = run(own.get(), subject, same.get(), 2);
          return there.result && reproducible_part(there.result.get()) == expected ? 0 : 1;
        }) == 0);
}

}  // namespace trust

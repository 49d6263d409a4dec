// A callback returns: one that ends its thread instead ends the process, because the stack cannot be unwound through
// the library. Callbacks as C has them, without a promise not to throw.
#include <fcntl.h>
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "algorithms.hpp"
#include "weiss/plugin.h"

namespace trust {

namespace {

using Progress = int32_t (*)(void* user, const weiss_progress* progress) noexcept;

int32_t exit_thread(void*, const weiss_progress*) {
  ::pthread_exit(nullptr);
  return 0;
}

weiss_status exit_thread_from_run(void*, const weiss_problem_view*, const weiss_solver_input*, const weiss_run*,
                                  const weiss_sink*) {
  ::pthread_exit(nullptr);
  return WEISS_OK;
}

// The signal that ended a child in which body ran on a thread of its own; 0 when it exited.
int signal_of(void* (*body)(void*)) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::alarm(30);  // ends a child that hangs
    std::signal(SIGABRT, SIG_DFL);
    const int nowhere = ::open("/dev/null", O_WRONLY);
    ::dup2(nowhere, STDERR_FILENO);
    pthread_t thread;
    if (::pthread_create(&thread, nullptr, body, nullptr) != 0) ::_exit(1);
    ::pthread_join(thread, nullptr);
    ::_exit(0);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

void* solve_and_leave_by_progress(void*) {
  const runs::ContextPtr context = runs::make_context();
  const runs::ProblemPtr problem = tiny_problem(context.get());
  weiss_run_config config{};
  config.struct_size = sizeof config;
  config.progress = reinterpret_cast<Progress>(&exit_thread);
  weiss_result* result = nullptr;
  weiss_solve(context.get(), problem.get(), "tabu", &config, &result, nullptr);
  return nullptr;
}

void* solve_and_leave_by_run(void*) {
  static weiss_solver functions{};
  functions.struct_size = sizeof functions;
  functions.run = reinterpret_cast<decltype(functions.run)>(&exit_thread_from_run);
  static weiss_algorithm algorithm{};
  algorithm.struct_size = sizeof algorithm;
  algorithm.kind = WEISS_KIND_SOLVER;
  algorithm.id = "test.leaving";
  algorithm.title = algorithm.version = algorithm.summary = "test";
  algorithm.table = &functions;
  algorithm.create = [](const weiss_algorithm*, const weiss_host*, const weiss_value*, uint32_t, void**,
                        weiss_error*) noexcept -> weiss_status { return WEISS_OK; };
  algorithm.destroy = [](const weiss_algorithm*, void*) noexcept {};
  const runs::ContextPtr context = runs::make_context();
  const runs::ProblemPtr problem = tiny_problem(context.get());
  weiss_context_add_algorithm(context.get(), &algorithm, nullptr, nullptr);
  weiss_result* result = nullptr;
  weiss_solve(context.get(), problem.get(), "test.leaving", nullptr, &result, nullptr);
  return nullptr;
}

}  // namespace

TEST_CASE("a progress function that ends its thread ends the process") {
  CHECK(signal_of(solve_and_leave_by_progress) == SIGABRT);
}

TEST_CASE("an algorithm that ends its thread ends the process") {
  CHECK(signal_of(solve_and_leave_by_run) == SIGABRT);
}

}  // namespace trust

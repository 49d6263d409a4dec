#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cmath>
#include <deque>
#include <thread>

#include "fake.hpp"

namespace {

int count_threads() {
  int count = 0;
  FILE* status = std::fopen("/proc/self/status", "r");
  if (!status) return -1;
  char line[256];
  while (std::fgets(line, sizeof line, status))
    if (std::sscanf(line, "Threads: %d", &count) == 1) break;
  std::fclose(status);
  return count;
}

weiss_context_config empty_config() {
  weiss_context_config config{};
  config.struct_size = sizeof config;
  return config;
}

// A solver that runs one parallel section.
weiss_status parallel_solve(const weiss_problem_view* problem, const weiss_solver_input*, const weiss_run* run,
                            const weiss_sink* sink) {
  std::atomic<int> bodies{0};
  const auto body = [](void* user, int64_t, const weiss_run* own) noexcept {
    ++*static_cast<std::atomic<int>*>(user);
    CHECK(own->worker < 4);
  };
  run->parallel_for(run, 40, body, &bodies);
  CHECK(bodies == 40);
  fake::report(sink, fake::all_up(problem), std::nan(""));
  return WEISS_OK;
}

void solve_with(weiss_context* context, int32_t threads) {
  const auto problem = fake::ring(context, 5);
  weiss_run_config config{};
  config.struct_size = sizeof config;
  config.threads = threads;
  weiss_result* result = nullptr;
  weiss_error error = WEISS_ERROR_INIT;
  REQUIRE_MESSAGE(weiss_solve(context, problem.get(), "test.parallel", &config, &result, &error) == WEISS_OK,
                  error.message);
  weiss_result_destroy(result);
}

}  // namespace

TEST_CASE("no thread starts before a run with more than one, and destroy joins them") {
  std::thread([] {}).join();  // the thread sanitizer adds one of its own to the first
  const int before = count_threads();
  fake::Solver algorithm("test.parallel", parallel_solve);
  auto context = fake::make_context();
  algorithm.add_to(context.get());
  solve_with(context.get(), 1);
  CHECK(count_threads() == before);
  solve_with(context.get(), 4);
  context.reset();
  CHECK(count_threads() == before);
}

TEST_CASE("an embedder's parallel-for is used instead of threads of our own") {
  static int sections = 0;
  const int before = count_threads();
  weiss_context_config config = empty_config();
  config.parallel_for = [](void*, int64_t count, int32_t threads, void (*body)(void*, int64_t),
                           void* user) noexcept {
    CHECK(threads == 4);
    ++sections;
    for (int64_t k = count; k-- > 0;) body(user, k);
  };
  fake::Solver algorithm("test.parallel", parallel_solve);
  const auto context = fake::make_context(&config);
  algorithm.add_to(context.get());
  solve_with(context.get(), 4);
  CHECK(sections == 1);
  CHECK(count_threads() == before);
}

TEST_CASE("the child of a fork can destroy a context whose threads are gone") {
  fake::Solver algorithm("test.parallel", parallel_solve);
  auto context = fake::make_context();
  algorithm.add_to(context.get());
  solve_with(context.get(), 3);
  const pid_t child = fork();
  if (child == 0) {
    context.reset();
    _exit(7);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 7);
}

TEST_CASE("two contexts in two threads do not meet") {
  const auto work = [] {
    for (int k = 0; k < 20; ++k) {
      fake::Solver algorithm("test.parallel", parallel_solve);
      const auto context = fake::make_context();
      algorithm.add_to(context.get());
      solve_with(context.get(), 3);
    }
  };
  std::thread other(work);
  work();
  other.join();
}

TEST_CASE("two runs of one context at the same time both finish") {
  fake::Solver algorithm("test.parallel", parallel_solve);
  const auto context = fake::make_context();
  algorithm.add_to(context.get());
  const auto first = fake::make_instance(context.get(), WEISS_KIND_SOLVER, "test.parallel");
  const auto second = fake::make_instance(context.get(), WEISS_KIND_SOLVER, "test.parallel");
  const auto problem = fake::ring(context.get(), 6);
  const auto work = [&](weiss_instance* instance) {
    for (int k = 0; k < 50; ++k) {
      weiss_run_config config{};
      config.struct_size = sizeof config;
      config.threads = 3;
      weiss_result* result = nullptr;
      CHECK(weiss_instance_solve(instance, problem.get(), &config, &result, nullptr) == WEISS_OK);
      weiss_result_destroy(result);
    }
  };
  std::thread other([&] { work(second.get()); });
  work(first.get());
  other.join();
}

TEST_CASE("the memory limit refuses with a forecast and the context goes on") {
  weiss_context_config config = empty_config();
  config.memory_limit = 1 << 20;
  const auto context = fake::make_context(&config);
  weiss_problem_data data{};
  data.struct_size = sizeof data;
  data.num_spins = 10000000;
  weiss_problem* problem = nullptr;
  weiss_error error = WEISS_ERROR_INIT;
  CHECK(weiss_problem_create(context.get(), &data, &problem, &error) == WEISS_E_LIMIT);
  CHECK(std::string(error.message).find("memory_limit") != std::string::npos);
  CHECK(weiss_context_memory(context.get(), nullptr) == 0);
  fake::ring(context.get(), 100);
}

TEST_CASE("an embedder's allocator gets every block back") {
  static int64_t blocks = 0, bytes = 0;
  weiss_context_config config = empty_config();
  config.allocate = [](void*, size_t size, size_t alignment) noexcept -> void* {
    ++blocks;
    bytes += static_cast<int64_t>(size);
    return std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
  };
  config.deallocate = [](void*, void* ptr, size_t size, size_t) noexcept {
    bytes -= static_cast<int64_t>(size);
    std::free(ptr);
  };
  fake::Solver algorithm("test.parallel", parallel_solve);
  {
    const auto context = fake::make_context(&config);
    algorithm.add_to(context.get());
    solve_with(context.get(), 2);
  }
  CHECK(blocks > 0);
  CHECK(bytes == 0);
}

TEST_CASE("an unknown SIMD level falls back and says so") {
  static std::string logged;
  logged.clear();
  weiss_context_config config = empty_config();
  config.simd = "nonsense";
  config.log = [](void*, int32_t, const char* text) noexcept { logged += text; };
  const auto context = fake::make_context(&config);
  CHECK(logged.find("\"nonsense\" is not to be had here") != std::string::npos);
  config.simd = "scalar";
  CHECK(std::string(weiss_context_simd(fake::make_context(&config).get())) == "scalar");
}

TEST_CASE("a context whose handle is destroyed ends with the last instance, problem or result") {
  static int64_t bytes = 0;
  static bool released = false;
  bytes = 0;
  released = false;
  weiss_context_config config = empty_config();
  config.allocate = [](void*, size_t size, size_t alignment) noexcept -> void* {
    bytes += static_cast<int64_t>(size);
    return std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
  };
  config.deallocate = [](void*, void* ptr, size_t size, size_t) noexcept {
    bytes -= static_cast<int64_t>(size);
    std::free(ptr);
  };
  fake::Solver algorithm("test.parallel", parallel_solve);
  auto context = fake::make_context(&config);
  REQUIRE(weiss_context_add_algorithm(context.get(), &algorithm.table,
                                      [](const weiss_algorithm*) noexcept { released = true; }, nullptr) == WEISS_OK);
  auto problem = fake::ring(context.get(), 5);
  auto instance = fake::make_instance(context.get(), WEISS_KIND_SOLVER, "test.parallel");
  context.reset();

  weiss_result* raw = nullptr;
  weiss_run_config two_threads{};
  two_threads.struct_size = sizeof two_threads;
  two_threads.threads = 2;
  REQUIRE(weiss_instance_solve(instance.get(), problem.get(), &two_threads, &raw, nullptr) == WEISS_OK);
  fake::Result result(raw);
  CHECK_FALSE(released);
  instance.reset();
  CHECK(released);
  CHECK(weiss_result_energy(result.get()) == 5.0);
  CHECK(weiss_result_report(result.get()) != nullptr);
  CHECK(weiss_problem_num_spins(problem.get()) == 5);
  result.reset();
  CHECK(bytes > 0);
  problem.reset();
  CHECK(bytes == 0);
}

TEST_CASE("a context registers, lists, finds, creates and solves from several threads at once") {
  constexpr int kThreads = 4, kRounds = 20;
  std::deque<std::string> ids;
  std::deque<fake::Solver> algorithms;
  for (int k = 0; k < kThreads * kRounds; ++k)
    algorithms.emplace_back(ids.emplace_back("test.solver-" + std::to_string(k)).c_str(), parallel_solve);
  const auto context = fake::make_context();
  const auto problem = fake::ring(context.get(), 5);
  std::atomic<int> right{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t)
    threads.emplace_back([&, t] {
      for (int round = 0; round < kRounds; ++round) {
        const auto mine = static_cast<size_t>(t * kRounds + round);
        bool fine = weiss_context_add_algorithm(context.get(), &algorithms[mine].table, nullptr, nullptr) == WEISS_OK;
        int64_t count = 0;
        weiss_algorithm_info info{};
        info.struct_size = sizeof info;
        fine = fine && weiss_context_num_algorithms(context.get(), &count, nullptr) == WEISS_OK && count > round &&
               weiss_context_algorithm(context.get(), count - 1, &info, nullptr) == WEISS_OK &&
               weiss_context_find_algorithm(context.get(), 0, ids[mine].c_str(), &info, nullptr) == WEISS_OK &&
               ids[mine] == info.id;
        weiss_instance* made = nullptr;
        const std::string spec = "subqubo subsolver=" + ids[mine];
        fine = fine && weiss_instance_create(context.get(), WEISS_KIND_SOLVER, spec.c_str(), nullptr, 0, &made,
                                             nullptr) == WEISS_OK;
        const fake::Instance instance(made);
        weiss_result* raw = nullptr;
        fine = fine && weiss_solve(context.get(), problem.get(), ids[mine].c_str(), nullptr, &raw, nullptr) == WEISS_OK;
        const fake::Result result(raw);
        if (fine) ++right;
      }
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(right == kThreads * kRounds);
}

TEST_CASE("an id that is taken is refused") {
  fake::Solver first("test.same", parallel_solve), second("test.same", parallel_solve);
  const auto context = fake::make_context();
  first.add_to(context.get());
  weiss_error error = WEISS_ERROR_INIT;
  CHECK(weiss_context_add_algorithm(context.get(), &second.table, nullptr, &error) == WEISS_E_PLUGIN);
  CHECK(std::string(error.message).find("test.same is taken") != std::string::npos);
}

TEST_CASE("an instance runs one call at a time") {
  static weiss_instance* self = nullptr;
  static const weiss_problem* own = nullptr;
  fake::Solver algorithm("test.recursive", [](auto* problem, auto*, auto*, auto* sink) {
    weiss_result* result = nullptr;
    CHECK(weiss_instance_solve(self, own, nullptr, &result, nullptr) == WEISS_E_BUSY);
    fake::report(sink, fake::all_up(problem), std::nan(""));
    return WEISS_OK;
  });
  const auto context = fake::make_context();
  algorithm.add_to(context.get());
  const auto problem = fake::ring(context.get(), 5);
  const auto instance = fake::make_instance(context.get(), WEISS_KIND_SOLVER, "test.recursive");
  self = instance.get();
  own = problem.get();
  weiss_result* result = nullptr;
  CHECK(weiss_instance_solve(instance.get(), problem.get(), nullptr, &result, nullptr) == WEISS_OK);
  weiss_result_destroy(result);
}

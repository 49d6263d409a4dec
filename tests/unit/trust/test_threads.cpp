// Threads are counted: none before a run asks for more than one, none at all for one, none when the context ends.
#include <dirent.h>

#include <algorithm>
#include <thread>

#include "algorithms.hpp"

namespace trust {

using runs::ContextPtr;
using runs::make_context;
using runs::ProblemPtr;

namespace {

int num_threads() {
  DIR* const tasks = ::opendir("/proc/self/task");
  REQUIRE(tasks);
  int count = 0;
  while (const dirent* const entry = ::readdir(tasks)) count += entry->d_name[0] != '.' ? 1 : 0;
  ::closedir(tasks);
  return count;
}

// The threads of the program without ours. A sanitizer brings one of its own along with the first.
int num_threads_alone() {
  static const int alone = [] {
    std::thread([] {}).join();
    int least = num_threads();
    for (int tries = 0; tries < 1000; ++tries) {  // the system may list a joined thread for a moment
      std::this_thread::yield();
      least = std::min(least, num_threads());
    }
    return least;
  }();
  return alone;
}

// The system may list a thread for a moment after it was joined.
int settled_num_threads(int expected) {
  int count = num_threads();
  for (int tries = 0; count > expected && tries < 100000; ++tries) {
    std::this_thread::yield();
    count = num_threads();
  }
  return count;
}

// Most threads that were there at any progress report of a solve.
int most_during(weiss_context* context, const weiss_problem* problem, const char* spec, int32_t threads) {
  int most = 0;
  weiss_run_config config{};
  config.struct_size = sizeof config;
  config.threads = threads;
  config.work_limit = 300000;
  config.progress_user = &most;
  config.progress = [](void* user, const weiss_progress*) noexcept -> int32_t {
    int& so_far = *static_cast<int*>(user);
    so_far = std::max(so_far, num_threads());
    return 0;
  };
  weiss_result* result = nullptr;
  REQUIRE(weiss_solve(context, problem, spec, &config, &result, nullptr) == WEISS_OK);
  weiss_result_destroy(result);
  return most;
}

constexpr const char* kSpecs[] = {
    "memetic", "greedy", "tabu", "annealing", "exact", "subqubo part_size=10",
    "subqubo subsolver=subqubo part_size=12 subsolver.subsolver=annealing subsolver.part_size=5"};

}  // namespace

TEST_CASE("a run on one thread starts none, whatever it nests, and neither does what comes before it") {
  const int alone = num_threads_alone();
  const ContextPtr context = make_context();
  int64_t count = 0;
  CHECK(weiss_context_num_algorithms(context.get(), &count, nullptr) == WEISS_OK);
  const ProblemPtr problem = runs::dense_qubo(context.get(), 25, 9, 1);
  CHECK(num_threads() == alone);
  for (const char* spec : kSpecs) {
    CAPTURE(std::string(spec));
    CHECK(most_during(context.get(), problem.get(), spec, 1) == alone);
    CHECK(num_threads() == alone);
  }
}

TEST_CASE("a run on several threads starts no more than it was given, and the context ends them") {
  const int alone = num_threads_alone();
  for (const int32_t threads : {2, 4}) {
    CAPTURE(threads);
    {
      const ContextPtr context = make_context();
      const ProblemPtr problem = runs::dense_qubo(context.get(), 25, 9, 1);
      int most = 0;
      for (const char* spec : kSpecs) {
        CAPTURE(std::string(spec));
        most = std::max(most, most_during(context.get(), problem.get(), spec, threads));
        CHECK(most < alone + threads);
        CHECK(num_threads() < alone + threads);
      }
      CHECK(most > alone);
      // A run on fewer threads leaves the others asleep.
      CHECK(most_during(context.get(), problem.get(), "tabu", 1) < alone + threads);
    }
    CHECK(settled_num_threads(alone) == alone);
  }
}

TEST_CASE("a cap of the context on threads is kept, and an embedder's own parallel-for starts none of ours") {
  const int alone = num_threads_alone();
  weiss_context_config config{};
  config.struct_size = sizeof config;
  config.max_threads = 2;
  weiss_context* made = nullptr;
  REQUIRE(weiss_context_create(&config, &made, nullptr) == WEISS_OK);
  {
    const ContextPtr context(made);
    const ProblemPtr problem = runs::dense_qubo(context.get(), 25, 9, 1);
    CHECK(most_during(context.get(), problem.get(), "tabu", 8) <= alone + 1);
  }
  config.max_threads = 0;
  config.parallel_for = [](void*, int64_t count, int32_t, void (*body)(void*, int64_t), void* user) noexcept {
    for (int64_t index = count; index-- > 0;) body(user, index);
  };
  REQUIRE(weiss_context_create(&config, &made, nullptr) == WEISS_OK);
  const ContextPtr context(made);
  const ProblemPtr problem = runs::dense_qubo(context.get(), 25, 9, 1);
  const int settled = settled_num_threads(alone);
  CHECK(most_during(context.get(), problem.get(), "subqubo subsolver=tabu part_size=10", 4) == settled);
}

TEST_CASE("an embedder's parallel-for that runs more bodies at a time than it may is held up, with the same result") {
  weiss_context_config config{};
  config.struct_size = sizeof config;
  config.parallel_for = [](void*, int64_t count, int32_t, void (*body)(void*, int64_t), void* user) noexcept {
    std::vector<std::thread> all;
    for (int64_t index = 0; index < count; ++index) all.emplace_back([=] { body(user, index); });
    for (std::thread& thread : all) thread.join();
  };
  weiss_context* made = nullptr;
  REQUIRE(weiss_context_create(&config, &made, nullptr) == WEISS_OK);
  const ContextPtr context(made), alone = make_context();
  for (const Subject& subject : kSubjects) {
    CAPTURE(std::string(subject.spec));
    const ProblemPtr problem = tiny_problem(context.get()), same = tiny_problem(alone.get());
    const Outcome crowded = run(context.get(), subject, problem.get(), 2);
    REQUIRE(crowded.result);
    CHECK(reproducible_part(crowded.result.get()) ==
          reproducible_part(run(alone.get(), subject, same.get(), 1).result.get()));
  }
}

}  // namespace trust

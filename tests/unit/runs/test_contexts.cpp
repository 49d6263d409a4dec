// Contexts in several threads do not meet, and neither do instances of one context.
#include <doctest/doctest.h>

#include <string>
#include <thread>
#include <vector>

#include "problems.hpp"

namespace runs {

namespace {

constexpr const char* kSpecs[] = {"tabu", "annealing", "greedy", "subqubo", "memetic"};

double solve(weiss_context* context, const weiss_problem* problem, const char* spec, int32_t threads) {
  weiss_run_config config{};
  config.struct_size = sizeof config;
  config.threads = threads;
  config.work_limit = 50000;
  weiss_result* made = nullptr;
  if (weiss_solve(context, problem, spec, &config, &made, nullptr) != WEISS_OK) return 0.0;
  const ResultPtr result(made);
  return weiss_result_energy(result.get());
}

}  // namespace

TEST_CASE("contexts in several threads give what one alone gives") {
  double expected[5];
  {
    const ContextPtr context = make_context();
    const ProblemPtr problem = sparse_problem(context.get(), 200, 4, 3, true, 1);
    for (int k = 0; k < 5; ++k) expected[k] = solve(context.get(), problem.get(), kSpecs[k], 1);
  }
  constexpr int kThreads = 3;
  double found[kThreads][5];
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t)
    threads.emplace_back([&found, t] {
      for (int round = 0; round < 3; ++round) {
        weiss_context* made = nullptr;
        if (weiss_context_create(nullptr, &made, nullptr) != WEISS_OK) return;
        const ContextPtr context(made);
        const ProblemPtr problem = sparse_problem(context.get(), 200, 4, 3, true, 1);
        for (int k = 0; k < 5; ++k) found[t][k] = solve(context.get(), problem.get(), kSpecs[k], 1 + t);
      }
    });
  for (std::thread& thread : threads) thread.join();
  for (int t = 0; t < kThreads; ++t)
    for (int k = 0; k < 5; ++k) {
      INFO(std::string(kSpecs[k]));
      CHECK(found[t][k] == expected[k]);
    }
}

TEST_CASE("instances of one context may run in several threads on one problem") {
  const ContextPtr context = make_context();
  const ProblemPtr problem = sparse_problem(context.get(), 300, 6, 1, false, 2);
  std::vector<InstancePtr> instances;
  for (const char* spec : kSpecs) {
    weiss_instance* made = nullptr;
    REQUIRE(weiss_instance_create(context.get(), WEISS_KIND_SOLVER, spec, nullptr, 0, &made, nullptr) == WEISS_OK);
    instances.emplace_back(made);
  }
  std::vector<weiss_status> statuses(instances.size(), WEISS_E_FAIL);
  std::vector<std::thread> threads;
  for (size_t k = 0; k < instances.size(); ++k)
    threads.emplace_back([&, k] {
      weiss_run_config config{};
      config.struct_size = sizeof config;
      config.threads = 2;
      config.work_limit = 100000;
      weiss_result* result = nullptr;
      statuses[k] = weiss_instance_solve(instances[k].get(), problem.get(), &config, &result, nullptr);
      weiss_result_destroy(result);
    });
  for (std::thread& thread : threads) thread.join();
  for (const weiss_status status : statuses) CHECK(status == WEISS_OK);
}

TEST_CASE("an instance that runs in one thread is busy for another") {
  const ContextPtr context = make_context();
  const ProblemPtr problem = sparse_problem(context.get(), 1000, 6, 1, false, 3);
  weiss_instance* made = nullptr;
  REQUIRE(weiss_instance_create(context.get(), WEISS_KIND_SOLVER, "tabu", nullptr, 0, &made, nullptr) == WEISS_OK);
  const InstancePtr instance(made);
  struct Shared {
    weiss_instance* instance;
    const weiss_problem* problem;
    weiss_status second = WEISS_OK;
  } shared{instance.get(), problem.get()};
  weiss_run_config config{};
  config.struct_size = sizeof config;
  config.work_limit = 1000000;
  config.progress_user = &shared;
  config.progress = [](void* user, const weiss_progress*) noexcept -> int32_t {
    Shared& both = *static_cast<Shared*>(user);
    std::thread([&both] {
      weiss_result* result = nullptr;
      both.second = weiss_instance_solve(both.instance, both.problem, nullptr, &result, nullptr);
    }).join();
    return 1;
  };
  weiss_result* result = nullptr;
  CHECK(weiss_instance_solve(instance.get(), problem.get(), &config, &result, nullptr) == WEISS_OK);
  const ResultPtr owner(result);
  CHECK(shared.second == WEISS_E_BUSY);
}

}  // namespace runs

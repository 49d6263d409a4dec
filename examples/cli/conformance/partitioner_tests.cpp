// What every partitioner promises: the parts are what the task asks for.
#include <algorithm>
#include <cmath>

#include "subject.hpp"
#include "test_problems.hpp"
#include "weiss/plugin.h"

namespace cli {

namespace {

constexpr int64_t kWork = 1'000'000;

using Parts = std::vector<std::vector<int32_t>>;

// Runs it; Skip when the algorithm says that it cannot do such a task at all.
Parts partition(const Subject& subject, const Instance& instance, const weiss_problem* problem,
                const weiss_partition_task& task, int32_t threads = 1) {
  auto config = defaults<weiss_run_config>();
  config.seed = 1;
  config.threads = threads;
  config.work_limit = kWork;
  weiss_error error = WEISS_ERROR_INIT;
  weiss_result* raw = nullptr;
  const weiss_status status = weiss_instance_partition(instance.get(), problem, &task, &config, &raw, &error);
  if (status == WEISS_E_UNSUPPORTED) throw Skip(describe(error));
  require(status, error, kFailed);
  const Result result(raw);
  subject.require_no_complaint();
  Parts parts;
  for (int64_t index = 0; index < info_of(raw).num_parts; ++index) {
    auto part = defaults<weiss_result_part>();
    require(weiss_result_get_part(raw, index, &part, &error), error, kFailed);
    parts.emplace_back(part.members, part.members + part.num_members);
    expect(std::isfinite(part.priority), "the priority of a part is not finite");
  }
  return parts;
}

void require_parts(const Parts& parts, int64_t num_spins, const weiss_partition_task& task,
                   const std::string& name) {
  std::vector<int> seen(static_cast<size_t>(num_spins), 0);
  for (const std::vector<int32_t>& part : parts) {
    expect(!part.empty(), name + ": a part is empty");
    expect(task.max_part_spins == 0 || static_cast<int64_t>(part.size()) <= task.max_part_spins,
           name + ": a part of " + std::to_string(part.size()) + " spins, allowed are " +
               std::to_string(task.max_part_spins));
    for (const int32_t member : part) {
      expect(member >= 0 && member < num_spins, name + ": there is no spin " + std::to_string(member));
      ++seen[static_cast<size_t>(member)];
    }
  }
  expect(task.num_parts == 0 || static_cast<int64_t>(parts.size()) <= task.num_parts,
         name + ": " + std::to_string(parts.size()) + " parts instead of " + std::to_string(task.num_parts));
  for (int64_t spin = 0; spin < num_spins; ++spin) {
    const int count = seen[static_cast<size_t>(spin)];
    expect(task.may_omit || count > 0, name + ": spin " + std::to_string(spin) + " is in no part");
    expect(task.may_overlap || count < 2, name + ": spin " + std::to_string(spin) + " is in two parts");
  }
}

// Runs one task on problems of several sizes.
std::string keeps_to(const Origin& origin, const std::string& name,
                     void (*fill)(weiss_partition_task& task, int64_t num_spins)) {
  Subject subject(origin);
  const Instance instance = subject.instance();
  for (const int64_t size : {1, 2, 12, 50, 200}) {
    const int64_t num_spins = subject.fitting(size);
    const Problem problem = make_large_problem(subject.context(), num_spins, 21);
    auto task = defaults<weiss_partition_task>();
    fill(task, num_spins);
    require_parts(partition(subject, instance, problem.get(), task), num_spins, task,
                  name + ", " + std::to_string(num_spins) + " spins");
  }
  return "";
}

std::string free_choice(const Origin& origin) {
  return keeps_to(origin, "left to itself", [](weiss_partition_task&, int64_t) {});
}

std::string keeps_the_number(const Origin& origin) {
  return keeps_to(origin, "3 parts", [](weiss_partition_task& task, int64_t num_spins) {
    task.num_parts = std::min<int64_t>(3, num_spins);
  });
}

std::string keeps_the_capacity(const Origin& origin) {
  return keeps_to(origin, "capacity 7",
                  [](weiss_partition_task& task, int64_t) { task.max_part_spins = 7; });
}

std::string keeps_both(const Origin& origin) {
  return keeps_to(origin, "tight number and capacity", [](weiss_partition_task& task, int64_t num_spins) {
    task.max_part_spins = 8;
    task.num_parts = (num_spins + 7) / 8;
  });
}

std::string keeps_the_balance(const Origin& origin) {
  return keeps_to(origin, "4 balanced parts", [](weiss_partition_task& task, int64_t num_spins) {
    task.num_parts = std::min<int64_t>(4, num_spins);
    task.imbalance = 0.25;
  });
}

std::string keeps_fixed_spins(const Origin& origin) {
  Subject subject(origin);
  const Instance instance = subject.instance();
  const int64_t num_spins = subject.fitting(50);
  const Problem problem = make_large_problem(subject.context(), num_spins, 26);
  std::vector<int32_t> fixed(static_cast<size_t>(num_spins), -1);
  auto task = defaults<weiss_partition_task>();
  task.num_parts = std::min<int64_t>(3, num_spins);
  task.fixed = fixed.data();
  fixed.front() = static_cast<int32_t>(task.num_parts - 1);
  fixed.back() = 0;
  require_parts(partition(subject, instance, problem.get(), task), num_spins, task, "with two fixed spins");
  return "";
}

std::string takes_permissions(const Origin& origin) {
  return keeps_to(origin, "overlaps and omissions allowed", [](weiss_partition_task& task, int64_t) {
    task.may_overlap = 1;
    task.may_omit = 1;
    task.max_part_spins = 10;
  });
}

std::string takes_the_state(const Origin& origin) {
  Subject subject(origin);
  const Instance instance = subject.instance();
  const int64_t num_spins = subject.fitting(60);
  const Problem problem = make_large_problem(subject.context(), num_spins, 22);
  Stream stream(23);
  std::vector<int8_t> pool;
  std::vector<double> energies;
  for (int k = 0; k < 5; ++k) {
    const std::vector<int8_t> state = random_state(num_spins, stream);
    pool.insert(pool.end(), state.begin(), state.end());
    energies.push_back(energy_of(problem.get(), state.data()));
  }
  std::vector<double> marginals;
  for (int64_t i = 0; i < num_spins; ++i) marginals.push_back(2 * stream.uniform() - 1);
  auto task = defaults<weiss_partition_task>();
  task.best = task.current = pool.data();
  task.marginals = marginals.data();
  task.pool = pool.data();
  task.pool_size = 5;
  task.pool_energies = energies.data();
  task.max_part_spins = 12;
  require_parts(partition(subject, instance, problem.get(), task), num_spins, task, "with a state");
  return "";
}

std::string repeats_its_runs(const Origin& origin) {
  Subject subject(origin);
  if (!subject.has(WEISS_CAP_DETERMINISTIC)) throw Skip("it does not claim to be deterministic");
  const Problem problem = make_large_problem(subject.context(), subject.fitting(120), 24);
  auto task = defaults<weiss_partition_task>();
  task.max_part_spins = 15;
  const Parts first = partition(subject, subject.instance(), problem.get(), task);
  for (const int32_t threads : {1, 2, 4})
    expect(partition(subject, subject.instance(), problem.get(), task, threads) == first,
           "the same run on " + std::to_string(threads) + " threads gives other parts");
  return "";
}

std::string gives_memory_back(const Origin& origin) {
  Subject subject(origin);
  const int64_t before = weiss_context_memory(subject.context(), nullptr);
  {
    const Instance instance = subject.instance();
    const Problem problem = make_large_problem(subject.context(), subject.fitting(100), 25);
    partition(subject, instance, problem.get(), defaults<weiss_partition_task>());
  }
  subject.require_memory(before);
  return "";
}

}  // namespace

const std::vector<ConformanceTest>& partitioner_tests() {
  static const std::vector<ConformanceTest> tests = {
      {"partitions when left to itself", free_choice},
      {"keeps the number of parts", keeps_the_number},
      {"keeps the capacity of parts", keeps_the_capacity},
      {"keeps a tight number and capacity", keeps_both},
      {"keeps the balance", keeps_the_balance},
      {"keeps fixed spins", keeps_fixed_spins},
      {"may overlap and omit", takes_permissions},
      {"takes a state, a pool and marginals", takes_the_state},
      {"repeats its runs", repeats_its_runs},
      {"gives its memory back", gives_memory_back},
  };
  return tests;
}

}  // namespace cli

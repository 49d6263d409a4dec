// Every scheme with a partitioner and a sub-solver of somebody else's, good ones and bad ones.
#include <atomic>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>

#include "runtime/fake.hpp"

namespace {

const char* const kSchemes[] = {"contraction", "dqaoa", "hadof", "multilevel", "qaoa2", "subqubo"};

// Parts of every k-th spin, none above the capacity.
struct Stride : fake::Partitioner {
  Stride()
      : Partitioner("test.stride", [this](auto* problem, auto* task, auto*, auto* sink) -> weiss_status {
          ++calls;
          const int64_t n = problem->num_spins;
          const int64_t capacity = task->max_part_spins > 0 ? task->max_part_spins : n;
          const int64_t k = (n + capacity - 1) / capacity;
          for (int64_t p = 0; p < k; ++p) {
            std::vector<int32_t> members;
            for (int64_t i = p; i < n; i += k) members.push_back(static_cast<int32_t>(i));
            weiss_part part{};
            part.struct_size = sizeof part;
            part.num_members = static_cast<int64_t>(members.size());
            part.members = members.data();
            sink->add(sink, &part);
          }
          return WEISS_OK;
        }) {}
  std::atomic<int> calls{0};
};

double energy_of(const weiss_problem_view* problem, const std::vector<int8_t>& spins) {
  double energy = problem->offset;
  for (int64_t i = 0; i < problem->num_spins; ++i) {
    double field = 2.0 * problem->field[i];
    for (int64_t k = problem->row_start[i]; k < problem->row_start[i + 1]; ++k)
      field += problem->value[k] * spins[static_cast<size_t>(problem->column[k])];
    energy += 0.5 * field * spins[static_cast<size_t>(i)];
  }
  return energy;
}

std::vector<int8_t> random_state(const weiss_problem_view* problem, uint64_t seed) {
  std::vector<int8_t> spins = fake::all_up(problem);
  for (size_t i = 0; i < spins.size(); ++i)
    if ((weiss_seed_derive(seed, i) & 1) != 0) spins[i] = -1;
  return spins;
}

// The best of 64 random states.
weiss_status best_of_many(const weiss_problem_view* problem, const weiss_run* run, const weiss_sink* sink) {
  std::vector<int8_t> best;
  double least = std::numeric_limits<double>::infinity();
  for (uint64_t k = 0; k < 64; ++k) {
    std::vector<int8_t> spins = random_state(problem, weiss_seed_derive(run->seed, k));
    const double energy = energy_of(problem, spins);
    if (energy < least) best = std::move(spins);
    least = std::min(least, energy);
  }
  run->spend(run, 64 * (problem->num_entries + 1));
  fake::report(sink, best, least);
  return WEISS_OK;
}

struct Few : fake::Solver {
  Few()
      : Solver("test.few", [this](auto* problem, auto*, auto* run, auto* sink) -> weiss_status {
          ++calls;
          return best_of_many(problem, run, sink);
        }) {}
  std::atomic<int> calls{0};
};

// A frustrated ring with chords, whose best energy is far below that of a random state.
fake::Problem chords(weiss_context* context) {
  constexpr int32_t n = 30;
  std::vector<int32_t> row, column;
  std::vector<double> value;
  for (int32_t i = 0; i < n; ++i)
    for (const int32_t step : {1, 4, 7}) {
      row.push_back(i);
      column.push_back((i + step) % n);
      value.push_back((weiss_seed_derive(11, static_cast<uint64_t>(3 * i + step)) & 1) != 0 ? 1.0 : -1.0);
    }
  weiss_problem* problem = nullptr;
  REQUIRE(weiss_problem_create_ising(context, n, nullptr, static_cast<int64_t>(row.size()), row.data(),
                                     column.data(), value.data(), &problem, nullptr) == WEISS_OK);
  return fake::Problem(problem);
}

fake::Result solve(weiss_context* context, const fake::Problem& problem, const std::string& spec) {
  weiss_run_config config{};
  config.struct_size = sizeof config;
  config.seed = 3;
  config.work_limit = 3000000;
  weiss_result* result = nullptr;
  weiss_error error = WEISS_ERROR_INIT;
  CAPTURE(spec);
  REQUIRE_MESSAGE(weiss_solve(context, problem.get(), spec.c_str(), &config, &result, &error) == WEISS_OK,
                  error.message);
  double energy = 0.0;
  REQUIRE(weiss_problem_energies(problem.get(), 1, weiss_result_spins(result), &energy, nullptr) == WEISS_OK);
  weiss_result_info info{};
  info.struct_size = sizeof info;
  REQUIRE(weiss_result_get_info(result, &info, nullptr) == WEISS_OK);
  CHECK(info.energy == energy);
  CHECK(info.energy < 0.0);
  return fake::Result(result);
}

int64_t counter(const fake::Result& result, const std::string& name) {
  for (int64_t k = 0;; ++k) {
    int64_t value = 0;
    const char* found = weiss_result_counter(result.get(), k, &value);
    if (!found[0]) return 0;
    if (found == name) return value;
  }
}

// ---- runs that are cancelled ----

constexpr int32_t kMany = 200000;  // spins of a ring: more couplings than a set-up visits before it asks the run

// A context that counts what is allocated.
struct Allocations {
  std::atomic<int64_t> count{0};
  weiss_context_config config() {
    weiss_context_config config{};
    config.struct_size = sizeof config;
    config.allocate_user = this;
    config.allocate = [](void* user, size_t size, size_t alignment) noexcept {
      ++static_cast<Allocations*>(user)->count;
      return std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
    };
    config.deallocate = [](void*, void* ptr, size_t, size_t) noexcept { std::free(ptr); };
    return config;
  }
};

// Blocks of neighbours, none above the capacity, which divides the number of spins; more than once around when so many
// are asked for.
void add_blocks(const weiss_problem_view* problem, const weiss_partition_task* task, const weiss_part_sink* sink) {
  const auto n = static_cast<int32_t>(problem->num_spins);
  const auto capacity = static_cast<int32_t>(task->max_part_spins);
  const int64_t count = task->num_parts > 0 ? task->num_parts : n / capacity;
  std::vector<int32_t> members(static_cast<size_t>(capacity));
  for (int64_t k = 0; k < count; ++k) {
    for (int32_t i = 0; i < capacity; ++i) members[static_cast<size_t>(i)] = static_cast<int32_t>(k * capacity + i) % n;
    weiss_part part{};
    part.struct_size = sizeof part;
    part.num_members = static_cast<int64_t>(members.size());
    part.members = members.data();
    sink->add(sink, &part);
  }
}

// Neighbours in the order of the index differ: the best for a path, and for a block of the ring.
weiss_status alternate(const weiss_problem_view* problem, const weiss_sink* sink) {
  std::vector<int8_t> spins(static_cast<size_t>(problem->num_spins), int8_t{1});
  for (size_t i = 1; i < spins.size(); i += 2) spins[i] = -1;
  fake::report(sink, spins, std::nan(""));
  return WEISS_OK;
}

}  // namespace

TEST_CASE("a scheme that is cancelled makes no more sub-problems") {
  const std::string schemes[] = {"dqaoa", "hadof", "qaoa2", "qaoa2 keep=3", "subqubo", "subqubo update=simultaneous"};
  for (const std::string& scheme : schemes) {
    CAPTURE(scheme);
    Allocations allocations;
    int64_t before = 0;
    int solves = 0;
    fake::Partitioner blocks("test.blocks", [&](auto* problem, auto* task, auto* run, auto* sink) -> weiss_status {
      add_blocks(problem, task, sink);
      run->cancel(run);
      before = allocations.count;
      return WEISS_OK;
    });
    fake::Solver solver("test.alternate", [&](auto* problem, auto*, auto*, auto* sink) -> weiss_status {
      ++solves;
      return alternate(problem, sink);
    });
    const weiss_context_config config = allocations.config();
    const auto context = fake::make_context(&config);
    blocks.add_to(context.get());
    solver.add_to(context.get());
    const auto problem = fake::ring(context.get(), kMany);
    const std::string spec = scheme + " part_size=4 partitioner=test.blocks subsolver=test.alternate";
    weiss_result* made = nullptr;
    REQUIRE(weiss_solve(context.get(), problem.get(), spec.c_str(), nullptr, &made, nullptr) == WEISS_OK);
    const fake::Result result(made);
    CHECK(weiss_result_reason(made) == WEISS_REASON_CANCELLED);
    CHECK(solves == 0);
    CHECK(allocations.count - before < 1000);  // of 50,000 parts
  }
}

TEST_CASE("qaoa2 keeps the parts that it has solved when it is cancelled") {
  constexpr int kSolves = 40000;  // of 50,000 parts
  int solves = 0;
  fake::Partitioner blocks("test.blocks", [](auto* problem, auto* task, auto*, auto* sink) -> weiss_status {
    add_blocks(problem, task, sink);
    return WEISS_OK;
  });
  fake::Solver solver("test.alternate", [&](auto* problem, auto*, auto* run, auto* sink) -> weiss_status {
    if (++solves == kSolves) run->cancel(run);
    return alternate(problem, sink);
  });
  const auto context = fake::make_context();
  blocks.add_to(context.get());
  solver.add_to(context.get());
  const auto problem = fake::ring(context.get(), kMany);
  weiss_result* made = nullptr;
  REQUIRE(weiss_solve(context.get(), problem.get(),
                      "qaoa2 part_size=4 partitioner=test.blocks subsolver=test.alternate", nullptr, &made,
                      nullptr) == WEISS_OK);
  const fake::Result result(made);
  CHECK(weiss_result_reason(made) == WEISS_REASON_CANCELLED);
  CHECK(solves < kSolves + 2000);  // what is on its way is finished
  CHECK(weiss_result_energy(made) <= -0.75 * (2 * kSolves));  // three of the four couplings of each
}

TEST_CASE("exact ends when it is cancelled, before it knows the problem") {
  const auto context = fake::make_context();
  const auto problem = fake::ring(context.get(), kMany);
  const int32_t cancelled = 1;
  weiss_run_config config{};
  config.struct_size = sizeof config;
  config.cancel_flag = &cancelled;
  weiss_result* made = nullptr;
  REQUIRE(weiss_solve(context.get(), problem.get(), "exact", &config, &made, nullptr) == WEISS_OK);
  const fake::Result result(made);
  weiss_result_info info{};
  info.struct_size = sizeof info;
  REQUIRE(weiss_result_get_info(made, &info, nullptr) == WEISS_OK);
  CHECK(info.reason == WEISS_REASON_CANCELLED);
  CHECK(info.work < kMany);
}

TEST_CASE("a sub-solver of somebody else's works in every scheme") {
  Few few;
  const auto context = fake::make_context();
  few.add_to(context.get());
  const auto problem = chords(context.get());
  for (const char* scheme : kSchemes) {
    const int before = few.calls;
    const auto result =
        solve(context.get(), problem, std::string(scheme) + " subsolver=test.few part_size=6");
    CHECK(few.calls > before);
    CHECK(counter(result, "sub-problems") > 0);
    CHECK(counter(result, "sub-solver failures") == 0);
  }
}

TEST_CASE("a partitioner of somebody else's works in every scheme that cuts") {
  Stride stride;
  const auto context = fake::make_context();
  stride.add_to(context.get());
  const auto problem = chords(context.get());
  for (const char* scheme : kSchemes) {
    if (std::string(scheme) == "contraction") continue;  // grows its regions itself
    const int before = stride.calls;
    solve(context.get(), problem, std::string(scheme) + " partitioner=test.stride part_size=6");
    CHECK(stride.calls > before);
  }
}

TEST_CASE("a partitioner has the work that it needs for all of its parts, and no more than its scheme has") {
  constexpr int32_t n = 256;
  constexpr int64_t needed = 200000 * (2 * n);  // of a ring, by the default rule
  int64_t given = 0;
  fake::Partitioner blocks("test.blocks", [&](auto* problem, auto* task, auto* run, auto* sink) -> weiss_status {
    if (problem->num_spins == n) given = run->work_limit;
    add_blocks(problem, task, sink);
    return WEISS_OK;
  });
  const auto context = fake::make_context();
  blocks.add_to(context.get());
  const auto problem = fake::ring(context.get(), n);
  const auto solve = [&](const weiss_run_config& config) {
    weiss_result* made = nullptr;
    REQUIRE(weiss_solve(context.get(), problem.get(), "qaoa2 part_size=2 partitioner=test.blocks", &config, &made,
                        nullptr) == WEISS_OK);
    weiss_result_destroy(made);
  };
  weiss_run_config config{};
  config.struct_size = sizeof config;
  config.time_limit = 600.0;
  solve(config);
  CHECK(given >= needed);

  config.time_limit = 0.0;
  config.work_limit = needed / 100;
  solve(config);
  CHECK(given <= needed / 100);

  const auto instance = fake::make_instance(context.get(), WEISS_KIND_PARTITIONER, "test.blocks");
  weiss_partition_task task{};
  task.struct_size = sizeof task;
  task.max_part_spins = 2;
  weiss_result* made = nullptr;
  REQUIRE(weiss_instance_partition(instance.get(), problem.get(), &task, nullptr, &made, nullptr) == WEISS_OK);
  weiss_result_destroy(made);
  CHECK(given >= needed);
}

TEST_CASE("a sub-solver that fails, lies or throws its time away costs its own sub-problems only") {
  // Each is good twice, and then bad once.
  const auto every_third = [](fake::Algorithm::Solve bad) {
    auto calls = std::make_shared<std::atomic<int>>(0);
    return [calls, bad](auto* problem, auto* input, auto* run, auto* sink) -> weiss_status {
      return (*calls)++ % 3 == 2 ? bad(problem, input, run, sink) : best_of_many(problem, run, sink);
    };
  };
  struct Case {
    const char* id;
    fake::Algorithm::Solve bad;
    bool counted;
  };
  const Case cases[] = {
      {"test.failing", [](auto*, auto*, auto*, auto*) -> weiss_status { return WEISS_E_FAIL; }, true},
      {"test.lying",
       [](auto* problem, auto*, auto*, auto* sink) -> weiss_status {
         fake::report(sink, fake::all_up(problem), -1e9);
         return WEISS_OK;
       },
       true},
      {"test.late",
       [](auto* problem, auto*, auto* run, auto* sink) -> weiss_status {
         while (!run->should_stop(run)) run->spend(run, 100);
         fake::report(sink, random_state(problem, run->seed), std::nan(""));
         return WEISS_STOPPED;
       },
       false}};
  for (const Case& one : cases)
    for (const char* scheme : kSchemes) {
      CAPTURE(one.id);
      fake::Solver solver(one.id, every_third(one.bad));
      const auto context = fake::make_context();
      solver.add_to(context.get());
      const auto problem = chords(context.get());
      const auto result =
          solve(context.get(), problem, std::string(scheme) + " part_size=6 subsolver=" + one.id);
      if (one.counted) CHECK(counter(result, "sub-solver failures") > 0);
    }
}

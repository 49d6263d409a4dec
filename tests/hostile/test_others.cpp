// What the host makes of partitioners and optimizers that misbehave.
#include <cmath>
#include <filesystem>
#include <vector>

#include "support.hpp"

namespace hostile {

namespace {

struct Expectation {
  std::string file;
  weiss_status status;
  std::string text;  // a part of the message
};

// ---- partitioners ----

// Two parts of at most 8 spins; spin 0 must be in part 0.
const Expectation kPartitioners[] = {
    {"harmless/partitioner_sound", WEISS_OK, ""},
    {"caught/partitioner_no_part", WEISS_E_PLUGIN, "12 spins are in no part"},
    {"caught/partitioner_null_part", WEISS_E_PLUGIN, "struct_size"},
    {"caught/partitioner_part_size_0", WEISS_E_PLUGIN, "struct_size"},
    {"caught/partitioner_null_members", WEISS_E_PLUGIN, "part 0 has"},
    {"caught/partitioner_empty_part", WEISS_E_PLUGIN, "part 0 has 0 members"},
    {"caught/partitioner_negative_members", WEISS_E_PLUGIN, "part 0 has -1 members"},
    {"caught/partitioner_member_of_minus_1", WEISS_E_PLUGIN, "member -1"},
    {"caught/partitioner_member_of_n", WEISS_E_PLUGIN, "member 12"},
    {"caught/partitioner_repeated_member", WEISS_E_PLUGIN, "spin 0 twice"},
    {"caught/partitioner_shared_member", WEISS_E_PLUGIN, "parts 0 and 1 share spin 0"},
    {"caught/partitioner_missing_member", WEISS_E_PLUGIN, "1 spins are in no part, spin 11"},
    {"caught/partitioner_overfull_part", WEISS_E_PLUGIN, "has 11 members, the capacity is 8"},
    {"caught/partitioner_breaks_fixed", WEISS_E_PLUGIN, "spin 0 is fixed to part 0"},
    {"caught/partitioner_too_many_parts", WEISS_E_PLUGIN, "made 12 parts, the task asks for 2"},
    {"caught/partitioner_too_few_parts", WEISS_E_PLUGIN, "has 12 members, the capacity is 8"},
    {"caught/partitioner_imbalanced", WEISS_E_PLUGIN, "has 11 members, the capacity is 8"},
    {"caught/partitioner_priority_is_nan", WEISS_E_PLUGIN, "priority"},
    {"caught/partitioner_parameter_is_nan", WEISS_E_PLUGIN, "parameters"},
    {"caught/partitioner_parameters_null", WEISS_E_PLUGIN, "parameters"},
    {"caught/partitioner_fails", WEISS_E_FAIL, "lost its scissors"},
};

weiss_partition_task two_parts(const int32_t* fixed) {
  weiss_partition_task task{};
  task.struct_size = sizeof task;
  task.num_parts = 2;
  task.max_part_spins = 8;
  task.fixed = fixed;
  return task;
}

std::string id_of(const std::string& file) {
  std::string id = "hostile." + file.substr(file.find('/') + 1);
  for (char& c : id)
    if (c == '_') c = '-';
  return id;
}

Outcome partition(Host& host, const std::string& file, const weiss_partition_task& task) {
  REQUIRE(host.load(module_path(file)).status == WEISS_OK);
  InstancePtr instance;
  REQUIRE(host.create(WEISS_KIND_PARTITIONER, id_of(file), instance).status == WEISS_OK);
  weiss_error error = WEISS_ERROR_INIT;
  weiss_result* made = nullptr;
  const weiss_status status =
      weiss_instance_partition(instance.get(), host.problem(), &task, nullptr, &made, &error);
  const ResultPtr result(made);
  CHECK((status < WEISS_OK) == (made == nullptr));
  return {status, error.message};
}

// ---- optimizers ----

const Expectation kOptimizers[] = {
    {"harmless/optimizer_start_only", WEISS_OK, ""},
    {"harmless/optimizer_ignores_stop", WEISS_OK, ""},
    {"caught/optimizer_never_evaluates", WEISS_E_PLUGIN, "without an evaluation"},
    {"caught/optimizer_lies", WEISS_OK, "claimed"},
    {"caught/optimizer_point_is_nan", WEISS_OK, ""},
    {"caught/optimizer_out_of_bounds", WEISS_E_PLUGIN, "bound"},
    {"caught/optimizer_returns_out_of_bounds", WEISS_OK, "bound"},
    {"caught/optimizer_evaluates_nan", WEISS_E_PLUGIN, ""},
    {"caught/optimizer_evaluates_none", WEISS_E_PLUGIN, ""},
    {"caught/optimizer_evaluates_negative", WEISS_E_PLUGIN, ""},
    {"caught/optimizer_evaluates_too_many", WEISS_E_PLUGIN, ""},
    {"caught/optimizer_null_point", WEISS_E_PLUGIN, ""},
    {"caught/optimizer_null_values", WEISS_E_PLUGIN, ""},
    {"caught/optimizer_claims_nan", WEISS_OK, "returned NaN as its best value"},
    {"caught/optimizer_fails", WEISS_E_FAIL, "ran up the wall"},
    {"caught/optimizer_fails_silently", WEISS_E_FAIL, "returned WEISS_E_FAIL"},
    {"caught/optimizer_negative_status", WEISS_E_PLUGIN, "unknown status -7777"},
};

struct Bowl {
  int64_t points = 0;       // evaluated
  bool all_inside = true;   // within the bounds, and numbers
};

constexpr double kLower[] = {-2.0, -2.0, -2.0};
constexpr double kUpper[] = {2.0, 2.0, 2.0};

weiss_status bowl(const weiss_objective* objective, int64_t count, const double* x, double* f, double*) noexcept {
  Bowl& seen = *static_cast<Bowl*>(objective->user);
  seen.points += count;
  for (int64_t k = 0; k < count; ++k) {
    f[k] = 0.0;
    for (int64_t d = 0; d < objective->dimension; ++d) {
      const double v = x[k * objective->dimension + d];
      seen.all_inside = seen.all_inside && v >= kLower[d] && v <= kUpper[d];
      f[k] += v * v;
    }
  }
  return WEISS_OK;
}

}  // namespace

TEST_CASE("each partitioner that breaks a rule of the task is refused by the rule, and the context still solves") {
  std::vector<int32_t> fixed(kSpins, -1);
  fixed[0] = 0;
  for (const Expectation& expected : kPartitioners) {
    CAPTURE(expected.file);
    Host host;
    const Outcome outcome = partition(host, expected.file, two_parts(fixed.data()));
    CAPTURE(outcome.message);
    CHECK(outcome.status == expected.status);
    CHECK(holds(outcome.message, expected.text));
    if (expected.status < WEISS_OK) CHECK(holds(outcome.message, id_of(expected.file)));
    CHECK(host.still_solves());
  }
}

TEST_CASE("what a task allows is not refused: overlap, omission, any number of parts") {
  weiss_partition_task task{};
  task.struct_size = sizeof task;
  task.may_overlap = 1;
  task.may_omit = 1;
  for (const std::string file : {"caught/partitioner_shared_member", "caught/partitioner_missing_member",
                                 "caught/partitioner_no_part", "caught/partitioner_too_many_parts"}) {
    CAPTURE(file);
    Host host;
    CHECK(partition(host, file, task).status == WEISS_OK);
  }
}

TEST_CASE("an imbalance that the task forbids is refused, and so is another number of parts") {
  weiss_partition_task task{};
  task.struct_size = sizeof task;
  task.num_parts = 2;
  task.imbalance = 0.1;
  Host host;
  CHECK(holds(partition(host, "caught/partitioner_imbalanced", task).message, "breaks the imbalance"));
  Host other;
  CHECK(holds(partition(other, "caught/partitioner_too_few_parts", task).message, "made 1 parts"));
}

TEST_CASE("a partitioner that breaks a rule ends its scheme with a failure or a fallback, never with a wrong state") {
  for (const Expectation& expected : kPartitioners) {
    if (expected.status == WEISS_OK) continue;
    CAPTURE(expected.file);
    Host host;
    REQUIRE(host.load(module_path(expected.file)).status == WEISS_OK);
    InstancePtr instance;
    REQUIRE(host.create(WEISS_KIND_SOLVER, "subqubo subsolver=greedy partitioner=" + id_of(expected.file), instance)
                .status == WEISS_OK);
    weiss_run_config config{};
    config.struct_size = sizeof config;
    config.work_limit = 100000;
    weiss_result* made = nullptr;
    const weiss_status status = weiss_instance_solve(instance.get(), host.problem(), &config, &made, nullptr);
    const ResultPtr result(made);
    CHECK((status < WEISS_OK) == (made == nullptr));
    if (result) CHECK(weiss_result_energy(result.get()) >= host.minimum());
    CHECK(host.still_solves());
  }
}

TEST_CASE("each optimizer that misbehaves is caught, the best point evaluated is kept, no bad point is evaluated") {
  for (const Expectation& expected : kOptimizers) {
    CAPTURE(expected.file);
    Host host;
    REQUIRE(host.load(module_path(expected.file)).status == WEISS_OK);
    InstancePtr instance;
    REQUIRE(host.create(WEISS_KIND_OPTIMIZER, id_of(expected.file), instance).status == WEISS_OK);

    const double start[] = {1.0, -1.0, 0.5};
    Bowl seen;
    weiss_objective objective{};
    objective.struct_size = sizeof objective;
    objective.dimension = 3;
    objective.lower = kLower;
    objective.upper = kUpper;
    objective.start = start;
    objective.user = &seen;
    objective.evaluate = bowl;
    weiss_run_config config{};
    config.struct_size = sizeof config;
    config.work_limit = 1000;
    weiss_error error = WEISS_ERROR_INIT;
    weiss_result* made = nullptr;
    const weiss_status status = weiss_instance_minimize(instance.get(), &objective, &config, &made, &error);
    const ResultPtr result(made);
    std::string told = error.message;
    CAPTURE(told);
    CHECK(status == expected.status);
    CHECK(seen.all_inside);
    CHECK(seen.points <= config.work_limit + 1);
    CHECK((status < WEISS_OK) == (made == nullptr));
    if (result) {
      told += warnings(result.get());
      const double* x = weiss_result_x(result.get());
      REQUIRE(x);
      double f = 0.0;
      for (int d = 0; d < 3; ++d) f += x[d] * x[d];
      CHECK(weiss_result_energy(result.get()) == f);
      CHECK(f <= 2.25);
    }
    CHECK(holds(told, expected.text));
    CHECK(host.still_solves());
  }
}

TEST_CASE("the tables name each partitioner and optimizer of the folders") {
  for (const char* folder : {"harmless", "caught"}) {
    for (const auto& entry : std::filesystem::directory_iterator(std::string(HOSTILE_DIR "/") + folder)) {
      const std::string name = std::string(folder) + "/" + entry.path().stem().string();
      if (!holds(name, "partitioner_") && !holds(name, "optimizer_")) continue;
      bool named = false;
      for (const Expectation& expected : kPartitioners) named = named || name == expected.file;
      for (const Expectation& expected : kOptimizers) named = named || name == expected.file;
      CHECK_MESSAGE(named, name);
    }
  }
}

}  // namespace hostile

// Algorithms made of closures, and small problems, for tests of the runtime through the public interface.
#pragma once

#include <doctest/doctest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "weiss/ext/algorithms.h"
#include "weiss/weiss.h"

namespace fake {

struct ContextDeleter {
  void operator()(weiss_context* context) const { weiss_context_destroy(context); }
};
struct ProblemDeleter {
  void operator()(weiss_problem* problem) const { weiss_problem_destroy(problem); }
};
struct InstanceDeleter {
  void operator()(weiss_instance* instance) const { weiss_instance_destroy(instance); }
};
struct ResultDeleter {
  void operator()(weiss_result* result) const { weiss_result_destroy(result); }
};
using Context = std::unique_ptr<weiss_context, ContextDeleter>;
using Problem = std::unique_ptr<weiss_problem, ProblemDeleter>;
using Instance = std::unique_ptr<weiss_instance, InstanceDeleter>;
using Result = std::unique_ptr<weiss_result, ResultDeleter>;

inline Context make_context(const weiss_context_config* config = nullptr) {
  weiss_context* context = nullptr;
  weiss_error error = WEISS_ERROR_INIT;
  REQUIRE_MESSAGE(weiss_context_create(config, &context, &error) == WEISS_OK, error.message);
  return Context(context);
}

// A ring of n spins, J = 1: an antiferromagnet, minimum -n for even n.
inline Problem ring(weiss_context* context, int32_t n) {
  std::vector<int32_t> row, column;
  std::vector<double> value;
  for (int32_t i = 0; i < n; ++i) {
    row.push_back(i);
    column.push_back((i + 1) % n);
    value.push_back(1.0);
  }
  weiss_problem* problem = nullptr;
  REQUIRE(weiss_problem_create_ising(context, n, nullptr, n, row.data(), column.data(), value.data(), &problem,
                                     nullptr) == WEISS_OK);
  return Problem(problem);
}

inline Instance make_instance(weiss_context* context, int32_t kind, const char* spec) {
  weiss_instance* instance = nullptr;
  weiss_error error = WEISS_ERROR_INIT;
  REQUIRE_MESSAGE(weiss_instance_create(context, kind, spec, nullptr, 0, &instance, &error) == WEISS_OK,
                  error.message);
  return Instance(instance);
}

// An algorithm whose functions are closures. It must outlive the context that it is added to.
class Algorithm {
 public:
  using Solve = std::function<weiss_status(const weiss_problem_view*, const weiss_solver_input*, const weiss_run*,
                                           const weiss_sink*)>;
  using Partition = std::function<weiss_status(const weiss_problem_view*, const weiss_partition_task*,
                                               const weiss_run*, const weiss_part_sink*)>;
  using Minimize = std::function<weiss_status(const weiss_objective*, const weiss_run*, weiss_optimizer_output*)>;

  Algorithm(const Algorithm&) = delete;

  weiss_algorithm table{};
  const weiss_host* host = nullptr;        // of the last create
  const weiss_value* values = nullptr;     // of the last create
  uint32_t num_values = 0;

  void option(const weiss_option_info& info) {
    options_.push_back(std::make_unique<weiss_option_info>(info));
    option_list_.clear();
    for (const auto& o : options_) option_list_.push_back(o.get());
    table.options = option_list_.data();
    table.num_options = static_cast<uint32_t>(option_list_.size());
  }
  void add_to(weiss_context* context) {
    weiss_error error = WEISS_ERROR_INIT;
    REQUIRE_MESSAGE(weiss_context_add_algorithm(context, &table, nullptr, &error) == WEISS_OK, error.message);
  }

 protected:
  Algorithm(const char* id, int32_t kind) {
    table.struct_size = sizeof table;
    table.kind = kind;
    table.caps = WEISS_CAP_ANY_THREAD | WEISS_CAP_DETERMINISTIC | WEISS_CAP_EXACT;
    table.id = id;
    table.title = table.summary = "test";
    table.version = "1";
    table.user = this;
    table.create = [](const weiss_algorithm* algorithm, const weiss_host* h, const weiss_value* v, uint32_t n,
                      void** self, weiss_error*) noexcept -> weiss_status {
      auto* owner = static_cast<Algorithm*>(algorithm->user);
      owner->host = h;
      owner->values = v;
      owner->num_values = n;
      *self = owner;
      return WEISS_OK;
    };
    table.destroy = [](const weiss_algorithm*, void*) noexcept {};
    solver_.struct_size = sizeof solver_;
    solver_.run = [](void* self, const weiss_problem_view* p, const weiss_solver_input* i, const weiss_run* r,
                     const weiss_sink* s) noexcept { return static_cast<Algorithm*>(self)->solve_(p, i, r, s); };
    partitioner_.struct_size = sizeof partitioner_;
    partitioner_.run = [](void* self, const weiss_problem_view* p, const weiss_partition_task* t,
                          const weiss_run* r, const weiss_part_sink* s) noexcept {
      return static_cast<Algorithm*>(self)->partition_(p, t, r, s);
    };
    optimizer_.struct_size = sizeof optimizer_;
    optimizer_.run = [](void* self, const weiss_objective* o, const weiss_run* r,
                        weiss_optimizer_output* out) noexcept {
      return static_cast<Algorithm*>(self)->minimize_(o, r, out);
    };
    if (kind == WEISS_KIND_SOLVER) table.table = &solver_;
    if (kind == WEISS_KIND_PARTITIONER) table.table = &partitioner_;
    if (kind == WEISS_KIND_OPTIMIZER) table.table = &optimizer_;
  }

  Solve solve_;
  Partition partition_;
  Minimize minimize_;

 private:
  weiss_solver solver_{};
  weiss_partitioner partitioner_{};
  weiss_optimizer optimizer_{};
  std::vector<std::unique_ptr<weiss_option_info>> options_;
  std::vector<const weiss_option_info*> option_list_;
};

struct Solver : Algorithm {
  Solver(const char* id, Solve solve) : Algorithm(id, WEISS_KIND_SOLVER) { solve_ = std::move(solve); }
};
struct Partitioner : Algorithm {
  Partitioner(const char* id, Partition partition) : Algorithm(id, WEISS_KIND_PARTITIONER) {
    partition_ = std::move(partition);
  }
};
struct Optimizer : Algorithm {
  Optimizer(const char* id, Minimize minimize) : Algorithm(id, WEISS_KIND_OPTIMIZER) {
    minimize_ = std::move(minimize);
  }
};

inline int32_t report(const weiss_sink* sink, const std::vector<int8_t>& spins, double energy) {
  weiss_sample sample{};
  sample.struct_size = sizeof sample;
  sample.spins = spins.data();
  sample.energy = energy;
  return sink->report(sink, &sample);
}

// What of a report repeats bit for bit.
inline std::string reproducible_part(weiss_result* result) {
  const std::string report = weiss_result_report(result);
  const size_t begin = report.find("\"reproducible\""), end = report.find("\n  \"run\"");
  REQUIRE(begin < end);
  return report.substr(begin, end - begin);
}

inline std::vector<int8_t> all_up(const weiss_problem_view* problem) {
  return std::vector<int8_t>(static_cast<size_t>(problem->num_spins), int8_t{1});
}

inline std::vector<int8_t> alternating(const weiss_problem_view* problem) {
  std::vector<int8_t> spins = all_up(problem);
  for (size_t i = 1; i < spins.size(); i += 2) spins[i] = -1;
  return spins;
}

inline weiss_option_info int_option(const char* key, int64_t value, int64_t low, int64_t high) {
  weiss_option_info info{};
  info.struct_size = sizeof info;
  info.key = key;
  info.help = "a number";
  info.type = WEISS_TYPE_INT;
  info.i_default = value;
  info.i_min = low;
  info.i_max = high;
  return info;
}

inline weiss_option_info algorithm_option(const char* key, int32_t kind, const char* name, bool optional = false) {
  weiss_option_info info{};
  info.struct_size = sizeof info;
  info.key = key;
  info.help = "an algorithm";
  info.type = WEISS_TYPE_ALGORITHM;
  info.kind = kind;
  info.s_default = name;
  info.algorithm_optional = optional ? 1 : 0;
  return info;
}

}  // namespace fake

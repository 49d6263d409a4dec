// What a nested run costs beyond the child's own work: a prepared problem of 10 spins, solved by a child that
// reports one state at once, through weiss.algorithms/1. Beside it the bundled exact on the same problem, and
// what the user's own call and a new context cost.
#include <cmath>
#include <memory>
#include <stdexcept>

#include "bench.hpp"
#include "data.hpp"
#include "weiss/ext/algorithms.h"
#include "weiss/ext/problem.h"
#include "weiss/weiss.h"

namespace weiss::bench {
namespace {

constexpr int64_t kSpins = 10;
constexpr int64_t kNested = 10000;  // in one run of the scheme

void require(weiss_status status) {
  if (status < WEISS_OK) throw std::runtime_error(weiss_status_name(status));
}

// The child that does no work of its own.
weiss_status run_instant(void*, const weiss_problem_view*, const weiss_solver_input*, const weiss_run*,
                         const weiss_sink* sink) noexcept {
  static const int8_t spins[kSpins] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  const weiss_sample sample = {sizeof sample, 0, spins, std::nan(""), 1, nullptr};
  sink->report(sink, &sample);
  return WEISS_OK;
}

// The scheme: solves its whole problem's clamped copy kNested times.
struct Scheme {
  const weiss_ext_algorithms* algorithms;
  const weiss_ext_problem* problems;
  weiss_child* child;
};

weiss_status create_scheme(const weiss_algorithm*, const weiss_host* host, const weiss_value* values,
                           uint32_t, void** self, weiss_error* error) noexcept {
  auto scheme = std::make_unique<Scheme>();
  scheme->algorithms =
      static_cast<const weiss_ext_algorithms*>(host->get_extension(host, WEISS_EXT_ALGORITHMS));
  scheme->problems = static_cast<const weiss_ext_problem*>(host->get_extension(host, WEISS_EXT_PROBLEM));
  const weiss_status status = scheme->algorithms->open(host, values[0].choice, &scheme->child, error);
  *self = scheme.release();
  return status;
}

void destroy_scheme(const weiss_algorithm*, void* self) noexcept {
  auto* scheme = static_cast<Scheme*>(self);
  scheme->algorithms->close(scheme->child);
  delete scheme;
}

weiss_status run_scheme(void* self, const weiss_problem_view* view, const weiss_solver_input*,
                        const weiss_run* run, const weiss_sink* sink) noexcept {
  const auto& scheme = *static_cast<Scheme*>(self);
  int32_t members[kSpins];
  for (int32_t i = 0; i < kSpins; ++i) members[i] = i;
  const int8_t rest[kSpins] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  weiss_problem* prepared = nullptr;
  weiss_status status =
      scheme.problems->clamp(view->problem, nullptr, kSpins, members, rest, nullptr, 1, &prepared, nullptr);
  weiss_outcome outcome{};
  outcome.struct_size = sizeof outcome;
  weiss_task task{};
  task.struct_size = sizeof task;
  task.problem = prepared;
  for (int64_t k = 0; k < kNested && status >= WEISS_OK; ++k) {
    task.stream = static_cast<uint64_t>(k);
    status = scheme.algorithms->solve(scheme.child, run, &task, &outcome, nullptr);
  }
  if (status >= WEISS_OK) {
    const weiss_sample sample = {sizeof sample, 0, outcome.spins, outcome.energy, 1, nullptr};
    sink->report(sink, &sample);
  }
  scheme.problems->destroy(prepared);
  return status;
}

weiss_algorithm algorithm(const char* id, const weiss_solver* table) {
  weiss_algorithm a{};
  a.struct_size = sizeof a;
  a.kind = WEISS_KIND_SOLVER;
  a.caps = WEISS_CAP_ANY_THREAD | WEISS_CAP_DETERMINISTIC;
  a.id = id;
  a.title = a.summary = "bench";
  a.version = "1";
  a.table = table;
  return a;
}

struct Tables {
  weiss_solver instant_table{sizeof(weiss_solver), 0, run_instant, nullptr};
  weiss_solver scheme_table{sizeof(weiss_solver), 0, run_scheme, nullptr};
  weiss_option_info child{};
  const weiss_option_info* options[1] = {&child};
  weiss_algorithm instant = algorithm("bench.instant", &instant_table);
  weiss_algorithm scheme = algorithm("bench.scheme", &scheme_table);

  Tables() {
    child.struct_size = sizeof child;
    child.key = "child";
    child.help = "what is nested";
    child.type = WEISS_TYPE_ALGORITHM;
    child.kind = WEISS_KIND_SOLVER;
    child.s_default = "bench.instant";
    scheme.options = options;
    scheme.num_options = 1;
    instant.create = [](const weiss_algorithm*, const weiss_host*, const weiss_value*, uint32_t, void** self,
                        weiss_error*) noexcept -> weiss_status {
      *self = nullptr;
      return WEISS_OK;
    };
    instant.destroy = [](const weiss_algorithm*, void*) noexcept {};
    scheme.create = create_scheme;
    scheme.destroy = destroy_scheme;
  }
};

// A context with the bench's algorithms, a problem of 10 spins, and an instance of a spec.
struct Bed {
  static const Tables& tables() {
    static const Tables t;
    return t;
  }
  explicit Bed(const char* spec) {
    require(weiss_context_create(nullptr, &context, nullptr));
    require(weiss_context_add_algorithm(context, &tables().instant, nullptr, nullptr));
    require(weiss_context_add_algorithm(context, &tables().scheme, nullptr, nullptr));
    int32_t row[45], column[45];
    double value[45];
    int64_t count = 0;
    for (int32_t i = 0; i < kSpins; ++i)
      for (int32_t j = i + 1; j < kSpins; ++j, ++count) {
        row[count] = i;
        column[count] = j;
        value[count] = (i * 7 + j * 3) % 11 - 5;
      }
    require(
        weiss_problem_create_ising(context, kSpins, nullptr, count, row, column, value, &problem, nullptr));
    require(weiss_instance_create(context, WEISS_KIND_SOLVER, spec, nullptr, 0, &instance, nullptr));
  }
  ~Bed() {
    weiss_instance_destroy(instance);
    weiss_problem_destroy(problem);
    weiss_context_destroy(context);
  }
  void solve() const {
    weiss_run_config config{};
    config.struct_size = sizeof config;
    config.work_limit = int64_t{1} << 60;
    weiss_result* result = nullptr;
    require(weiss_instance_solve(instance, problem, &config, &result, nullptr));
    weiss_result_destroy(result);
  }
  weiss_context* context = nullptr;
  weiss_problem* problem = nullptr;
  weiss_instance* instance = nullptr;
};

void add(Case& c, const char* name, const char* spec, double items) {
  const auto bed = std::make_shared<Bed>(spec);
  c.add({name, [bed] { bed->solve(); }, items, 0.0, ""});
}

const RegisterCase nested("runtime.nested", "nested run", [](Case& c) {
  add(c, "instant child", "bench.scheme", kNested);
  add(c, "exact", "bench.scheme child=exact", kNested);
  add(c, "greedy", "bench.scheme child=greedy", kNested);
});

const RegisterCase solve("runtime.solve", "solve", [](Case& c) {
  add(c, "instant", "bench.instant", 1.0);
  add(c, "exact", "exact", 1.0);
});

const RegisterCase context("runtime.context", "context", [](Case& c) {
  c.add({"create and destroy",
         [] {
           weiss_context* made = nullptr;
           require(weiss_context_create(nullptr, &made, nullptr));
           weiss_context_destroy(made);
         },
         1.0, 0.0, ""});
});

}  // namespace
}  // namespace weiss::bench

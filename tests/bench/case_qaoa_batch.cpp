// Many small problems solved by qaoa in one call: table angles at depth 1, 1,024 shots, 10 spins. A scheme
// hands them to its child, which has run_batch; what a child without any work of its own costs stands beside
// it.
#include <cmath>
#include <memory>
#include <random>
#include <stdexcept>

#include "bench.hpp"
#include "weiss/ext/algorithms.hpp"
#include "weiss/ext/problem.hpp"
#include "weiss/plugin.hpp"
#include "weiss/weiss.h"

namespace weiss::bench {
namespace {

using plugin::sized;

constexpr int64_t kSpins = 10;
constexpr int64_t kBatch = 256;

enum Kind { kCubic, kSk, kSkWithFields };

plugin::OwnedProblem make_problem(const plugin::Problems& problems, int kind, uint32_t seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  std::vector<int32_t> row, column;
  std::vector<double> value, field;
  const auto add = [&](int64_t i, int64_t j, double coupling) {
    row.push_back(static_cast<int32_t>(i));
    column.push_back(static_cast<int32_t>(j));
    value.push_back(coupling);
  };
  for (int64_t i = 0; i < kSpins; ++i) {
    if (kind == kCubic) {
      add(i, (i + 1) % kSpins, 0.5);
      if (i < kSpins / 2) add(i, i + kSpins / 2, 0.5);
    } else {
      for (int64_t j = i + 1; j < kSpins; ++j) add(i, j, normal(random));
    }
    if (kind == kSkWithFields) field.push_back(normal(random));
  }
  weiss_problem_data data = sized<weiss_problem_data>();
  data.num_spins = kSpins;
  data.num_terms = static_cast<int64_t>(row.size());
  data.row = row.data();
  data.column = column.data();
  data.value = value.data();
  data.linear = field.empty() ? nullptr : field.data();
  return problems.create(data);
}

// Reports one state and nothing else.
class Instant {
 public:
  static constexpr plugin::About about = {"bench.instant-batch", "Bench", "1", "Bench.",
                                          WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  Instant(const plugin::Host&, const plugin::Options&) {}
  void solve(const weiss_problem_view& problem, const weiss_solver_input&, const plugin::Run&,
             const plugin::Sink& sink) {
    spins_.assign(static_cast<size_t>(problem.num_spins), int8_t{1});
    sink.report(spins_.data(), std::nan(""));
  }
  void solve_batch(const plugin::Batch& batch) {
    for (int64_t k = 0; k < batch.size(); ++k)
      solve(batch.problem(k), batch.input(k), batch.run(k), batch.sink(k));
  }

 private:
  std::vector<int8_t> spins_;
};

// Solves a batch of problems by its child.
class Scheme {
 public:
  static constexpr plugin::About about = {"bench.batch", "Bench", "1", "Bench.",
                                          WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      plugin::algorithm_option("child", "What is nested.", WEISS_KIND_SOLVER, "bench.instant-batch"),
      plugin::int_option("kind", "Which problems.", kCubic, kCubic, kSkWithFields)};

  Scheme(const plugin::Host& host, const plugin::Options& options)
      : problems_(host), child_(host, options.choice("child")), outcomes_(kBatch, sized<weiss_outcome>()) {
    for (int64_t k = 0; k < kBatch; ++k) {
      batch_.push_back(
          make_problem(problems_, static_cast<int>(options.integer("kind")), static_cast<uint32_t>(k)));
      weiss_task task = sized<weiss_task>();
      task.problem = batch_.back().get();
      task.stream = static_cast<uint64_t>(k);
      task.work_limit = int64_t{1} << 40;
      tasks_.push_back(task);
    }
    for (int64_t k = 0; k < kBatch; ++k) {
      task_list_.push_back(&tasks_[static_cast<size_t>(k)]);
      outcome_list_.push_back(&outcomes_[static_cast<size_t>(k)]);
    }
  }
  void solve(const weiss_problem_view& problem, const weiss_solver_input&, const plugin::Run& run,
             const plugin::Sink& sink) {
    child_.solve_many(run, kBatch, task_list_.data(), outcome_list_.data());
    for (const weiss_outcome& outcome : outcomes_)
      if (outcome.status < WEISS_OK) throw std::runtime_error(weiss_status_name(outcome.status));
    const std::vector<int8_t> spins(static_cast<size_t>(problem.num_spins), int8_t{1});
    sink.report(spins.data(), std::nan(""));
  }

 private:
  plugin::Problems problems_;
  plugin::Child child_;
  std::vector<plugin::OwnedProblem> batch_;
  std::vector<weiss_task> tasks_;
  std::vector<weiss_outcome> outcomes_;
  std::vector<const weiss_task*> task_list_;
  std::vector<weiss_outcome*> outcome_list_;
};

void require(weiss_status status, const weiss_error& error) {
  if (status < WEISS_OK) throw std::runtime_error(error.message);
}

// A context with the scheme, and an instance of it.
struct Bed {
  explicit Bed(const std::string& spec) {
    weiss_error error = WEISS_ERROR_INIT;
    require(weiss_context_create(nullptr, &context, &error), error);
    for (const weiss_algorithm* algorithm : {&plugin::algorithm<Instant>, &plugin::algorithm<Scheme>})
      require(weiss_context_add_algorithm(context, algorithm, nullptr, &error), error);
    const double field = 1.0;
    require(weiss_problem_create_ising(context, 1, &field, 0, nullptr, nullptr, nullptr, &problem, &error),
            error);
    require(weiss_instance_create(context, WEISS_KIND_SOLVER, spec.c_str(), nullptr, 0, &instance, &error),
            error);
  }
  ~Bed() {
    weiss_instance_destroy(instance);
    weiss_problem_destroy(problem);
    weiss_context_destroy(context);
  }
  void solve() const {
    weiss_error error = WEISS_ERROR_INIT;
    weiss_run_config config = sized<weiss_run_config>();
    config.work_limit = int64_t{1} << 60;
    weiss_result* result = nullptr;
    require(weiss_instance_solve(instance, problem, &config, &result, &error), error);
    weiss_result_destroy(result);
  }
  weiss_context* context = nullptr;
  weiss_problem* problem = nullptr;
  weiss_instance* instance = nullptr;
};

void add(Case& c, const char* name, const std::string& spec) {
  const auto bed = std::make_shared<Bed>("bench.batch " + spec);
  c.add({name, [bed] { bed->solve(); }, kBatch, 0.0, ""});
}

const RegisterCase batch("qaoa.batch", "solve", [](Case& c) {
  add(c, "host alone", "");
  add(c, "cubic", "child=qaoa child.depth=1 kind=0");
  add(c, "SK", "child=qaoa child.depth=1 kind=1");
  add(c, "SK with fields", "child=qaoa child.depth=1 child.scan=false kind=2");
  add(c, "SK with fields, scan", "child=qaoa child.depth=1 kind=2");
  add(c, "SK with fields, depth 3", "child=qaoa child.depth=3 kind=2");
});

}  // namespace
}  // namespace weiss::bench

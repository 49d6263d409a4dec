#include "runtime/execute.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "runtime/clean_text.hpp"

namespace weiss {

namespace {

// A plugin that needs longer than this to notice that it should stop gets a warning.
constexpr double kPatience = 0.5;  // seconds

// The state that a stopped run falls back to.
void accept_start(const Problem& problem, const weiss_solver_input& input, const Run& run, Collector& collector) {
  const auto n = static_cast<size_t>(problem.num_spins());
  Vector<int8_t> spins(n, int8_t{1}, problem.environment->memory());
  if (input.num_starts > 0) std::copy(input.starts, input.starts + n, spins.begin());
  collector.accept(spins.data(), problem.energy(spins.data()), 1, "start", run.work());
}

}  // namespace

PluginObject::PluginObject(const Algorithm& algorithm, const std::vector<weiss_value>& values)
    : algorithm_(algorithm) {
  weiss_error error = WEISS_ERROR_INIT;
  const CallResult result =
      call_create(algorithm, values.data(), static_cast<uint32_t>(values.size()), &self_, &error);
  if (result.status >= WEISS_OK) return;
  std::string text = result.message;
  error.message[sizeof error.message - 1] = '\0';  // the plugin may have forgotten it
  if (text.empty()) text = clean_text(error.message);
  if (text.empty()) text = std::string("create returned ") + weiss_status_name(result.status);
  throw Error(result.status, algorithm.id + ": " + text, algorithm.id);
}

PluginObject::~PluginObject() { call_destroy(algorithm_, self_); }

weiss_problem_view view_of(const Problem& problem) noexcept {
  weiss_problem_view view{};
  view.struct_size = sizeof view;
  view.flags = problem.flags;
  view.num_spins = problem.num_spins();
  view.num_entries = problem.num_entries();
  view.row_start = problem.row_start.data();
  view.column = problem.column.data();
  view.value = problem.value.data();
  view.field = problem.field.data();
  view.offset = problem.offset;
  view.scale = problem.scale;
  view.problem = &problem;
  return view;
}

void settle_reason(const Algorithm& algorithm, bool failed, Run& run) {
  Session& session = run.session();
  double late = run.seconds_since_stop();
  // It may never have asked: then it is late since the deadline.
  if (session.deadline() != kNoTimeLimit) late = std::max(late, session.seconds() - session.deadline());
  if (late > kPatience && !failed) {
    algorithm.overruns.fetch_add(1, std::memory_order_relaxed);
    session.warn(algorithm.id + " went on for " + std::to_string(late) + " s after it had been asked to stop");
  }
  if (failed)
    run.stop(WEISS_REASON_PLUGIN_FAILED);
  else if (run.reason() == WEISS_REASON_NONE)
    run.stop(run.work() >= run.work_limit() ? WEISS_REASON_WORK : WEISS_REASON_CONVERGED);
}

CallResult check_size(const Algorithm& algorithm, const Problem& problem) {
  if (algorithm.max_spins == 0 || problem.num_spins() <= algorithm.max_spins) return {};
  return {WEISS_E_LIMIT, "takes at most " + std::to_string(algorithm.max_spins) + " spins, the problem has " +
                             std::to_string(problem.num_spins())};
}

CallResult judge_solver(const Algorithm& algorithm, CallResult outcome, const weiss_solver_input& input, Run& run,
                        Collector& collector) {
  collector.finish();
  if (outcome.status < WEISS_OK && outcome.message.empty()) {
    outcome.message = run.error();
    if (outcome.message.empty()) outcome.message = std::string("returned ") + weiss_status_name(outcome.status);
  }
  if (collector.failed()) outcome = collector.failure();
  if (outcome.status >= WEISS_OK && collector.samples().size() == 0) {
    if (run.reason() != WEISS_REASON_NONE || run.should_stop())
      accept_start(collector.problem(), input, run, collector);
    else
      outcome = {WEISS_E_PLUGIN, "returned OK without a sample"};
  }
  settle_reason(algorithm, outcome.status < WEISS_OK, run);
  return outcome;
}

CallResult execute_solver(const Algorithm& algorithm, void* self, const Problem& problem,
                          const weiss_solver_input& input, Run& run, Collector& collector) {
  CallResult outcome = check_size(algorithm, problem);
  if (outcome.status >= WEISS_OK) {
    if (problem.num_spins() == 0) {  // nothing to search: no plugin needs to know that case
      collector.accept(nullptr, problem.offset, 1, algorithm.name, 0);
      collector.accept_proof(problem.offset, WEISS_PROOF_OPTIMAL);
    } else {
      const weiss_problem_view view = view_of(problem);
      outcome = call_run(algorithm, self, &view, &input, run.table(), collector.sink());
    }
  }
  return judge_solver(algorithm, std::move(outcome), input, run, collector);
}

}  // namespace weiss

#include "runtime/objective.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <new>

#include "base/error.hpp"

namespace weiss {

namespace {

constexpr int64_t kMostPoints = int64_t{1} << 24;     // of one call
constexpr int64_t kMostDimensions = int64_t{1} << 24;

}  // namespace

void check_objective(const weiss_objective& objective) {
  const auto refuse = [](const std::string& what) { throw Error(WEISS_E_ARGUMENT, "objective: " + what); };
  if (!objective.evaluate) refuse("evaluate is NULL");
  if (objective.dimension < 1 || objective.dimension > kMostDimensions)
    refuse("dimension must lie in 1.." + std::to_string(kMostDimensions));
  if (std::isnan(objective.initial_step) || objective.initial_step < 0.0) refuse("initial_step must be 0 or more");
  for (int64_t i = 0; i < objective.dimension; ++i) {
    const double low = objective.lower ? objective.lower[i] : -std::numeric_limits<double>::infinity();
    const double high = objective.upper ? objective.upper[i] : std::numeric_limits<double>::infinity();
    if (!(low <= high)) refuse("bounds of parameter " + std::to_string(i) + " exclude each other");
    if (objective.start && !std::isfinite(objective.start[i]))
      refuse("start: entry " + std::to_string(i) + " is not a finite number");
  }
}

CheckedObjective::CheckedObjective(const weiss_objective& source, Run& run)
    : source_(source), run_(run), gate_(run.session().gates(), this) {
  weiss_objective& table = gate_->objective;
  table = source;
  table.struct_size = sizeof table;
  table.user = gate_.get();
  table.evaluate = evaluate;
}

std::string CheckedObjective::failure() const {
  return gate_->misused() ? "used its objective on another thread than the one that entered run" : failure_;
}

std::vector<double> CheckedObjective::start() const {
  std::vector<double> x(static_cast<size_t>(source_.dimension), 0.0);
  if (source_.start) std::copy(source_.start, source_.start + source_.dimension, x.begin());
  for (size_t i = 0; i < x.size(); ++i) {
    if (source_.lower) x[i] = std::max(x[i], source_.lower[i]);
    if (source_.upper) x[i] = std::min(x[i], source_.upper[i]);
  }
  return x;
}

weiss_status CheckedObjective::fail(std::string why) {
  if (failure_.empty()) failure_ = std::move(why);
  run_.stop(WEISS_REASON_PLUGIN_FAILED);
  return WEISS_E_ARGUMENT;
}

std::string CheckedObjective::point_error(const double* x) const {
  for (int64_t i = 0; i < source_.dimension; ++i) {
    if (!std::isfinite(x[i])) return "parameter " + std::to_string(i) + " is not a finite number";
    if ((source_.lower && x[i] < source_.lower[i]) || (source_.upper && x[i] > source_.upper[i]))
      return "parameter " + std::to_string(i) + " is " + std::to_string(x[i]) + ", outside its bounds";
  }
  return {};
}

weiss_status CheckedObjective::evaluate(const weiss_objective* objective, int64_t count, const double* x,
                                        double* f, double* g) noexcept {
  auto* const self = Gate::enter<CheckedObjective>(objective->user);
  if (!self) return WEISS_E_ARGUMENT;
  try {
    return self->checked_evaluate(count, x, f, g);
  } catch (const std::bad_alloc&) {
    return WEISS_E_NOMEM;
  }
}

weiss_status CheckedObjective::checked_evaluate(int64_t count, const double* x, double* f, double* g) {
  if (failed()) return WEISS_E_ARGUMENT;
  if (count < 1 || count > kMostPoints || !x || !f)
    return fail("asked for " + std::to_string(count) + " evaluations at once");
  if (g && source_.has_gradient == 0) return fail("asked for gradients of an objective that has none");
  for (int64_t k = 0; k < count; ++k) {
    const std::string error = point_error(x + k * source_.dimension);
    if (!error.empty()) return fail("evaluated a point whose " + error);
  }
  if (run_.should_stop() || count > run_.work_left()) {
    run_.stop(WEISS_REASON_WORK);
    return WEISS_STOPPED;
  }
  const weiss_status status = source_.evaluate(&source_, count, x, f, g);
  run_.spend(count);
  run_.count("evaluations", count);
  if (status != WEISS_OK) {
    if (status < 0) source_status_ = status;
    run_.stop(WEISS_REASON_CANCELLED);
    return status;
  }
  for (int64_t k = 0; k < count; ++k) {
    if (std::isnan(f[k])) f[k] = std::numeric_limits<double>::infinity();  // no optimizer has to know NaN
    if (has_best() && !(f[k] < best_f_)) continue;
    best_f_ = f[k];
    best_x_.assign(x + k * source_.dimension, x + (k + 1) * source_.dimension);
  }
  return WEISS_OK;
}

bool CheckedObjective::check_point(const double* x) {
  const std::string error = point_error(x);
  if (!error.empty()) fail("returned a point whose " + error);
  return error.empty();
}

CallResult execute_optimizer(const Algorithm& algorithm, void* self, CheckedObjective& objective, Run& run,
                             weiss_optimizer_output& output) {
  CallResult outcome = call_run(algorithm, self, objective.table(), run.table(), &output);
  if (outcome.status < WEISS_OK && outcome.message.empty())
    outcome.message = run.error().empty() ? std::string("returned ") + weiss_status_name(outcome.status)
                                          : run.error();
  if (outcome.status >= WEISS_OK && !objective.failed()) {
    objective.check_point(output.x);
    if (!objective.failed() && std::isnan(output.f)) outcome = {WEISS_E_PLUGIN, "returned NaN as its best value"};
    // A value that no evaluation gave is a lie (or, when nothing was evaluated, an empty run).
    const double slack = 1e-9 * std::max(1.0, std::fabs(objective.best_f()));
    if (!objective.has_best())
      outcome = run.should_stop() ? outcome : CallResult{WEISS_E_PLUGIN, "returned OK without an evaluation"};
    else if (objective.table()->stochastic == 0 && output.f < objective.best_f() - slack)
      outcome = {WEISS_E_PLUGIN, "claimed the value " + std::to_string(output.f) + ", its best evaluation was " +
                                     std::to_string(objective.best_f())};
  }
  if (objective.failed()) outcome = {WEISS_E_PLUGIN, objective.failure()};
  if (outcome.status >= WEISS_OK && run.reason() == WEISS_REASON_NONE && output.reason == WEISS_REASON_WORK)
    run.stop(WEISS_REASON_WORK);
  settle_reason(algorithm, outcome.status < WEISS_OK, run);
  return outcome;
}

}  // namespace weiss

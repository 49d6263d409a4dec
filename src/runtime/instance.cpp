#include "runtime/instance.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <new>

#include "base/error.hpp"
#include "weiss/context.h"

weiss_instance::weiss_instance(std::shared_ptr<weiss_context> owner, int32_t kind, const weiss::Spec& parsed)
    : context(std::move(owner)), choice(weiss::make_choice(*context->registry, kind, parsed)),
      spec(weiss::spec_text(*context->registry, *choice)), object(*choice->algorithm, choice->values) {}

namespace weiss {

namespace {

[[noreturn]] void bad_config(const std::string& what) { throw Error(WEISS_E_ARGUMENT, "run config: " + what); }

}  // namespace

void check_config(const weiss_run_config& config, int64_t num_spins) {
  if (std::isnan(config.time_limit) || config.time_limit < 0.0)
    bad_config("time_limit must be 0 or more seconds");
  if (config.work_limit < 0) bad_config("work_limit must be 0 or more units");
  if (config.threads < 0) bad_config("threads must be 0 or more");
  if (config.max_samples < 0) bad_config("max_samples must be 0 or more");
  if (config.has_target != 0 && std::isnan(config.target)) bad_config("target is NaN");
  if (config.has_optimum != 0 && !std::isfinite(config.optimum)) bad_config("optimum is not a finite number");
  if (config.num_starts < 0 || (config.num_starts > 0 && !config.starts))
    bad_config("num_starts is " + std::to_string(config.num_starts) + ", starts does not fit it");
  for (int64_t k = 0; k < config.num_starts * num_spins; ++k)
    if (config.starts[k] != 1 && config.starts[k] != -1)
      bad_config("starts: spin " + std::to_string(k % num_spins) + " of start " + std::to_string(k / num_spins) +
                 " is " + std::to_string(config.starts[k]) + ", must be -1 or +1");
  for (int64_t i = 0; config.mean_spins && i < num_spins; ++i)
    if (!(config.mean_spins[i] >= -1.0 && config.mean_spins[i] <= 1.0))
      bad_config("mean_spins: entry " + std::to_string(i) + " is not in [-1, 1]");
  if (config.num_parameters < 0 || (config.num_parameters > 0 && !config.parameters))
    bad_config("parameters does not fit num_parameters");
  for (int64_t k = 0; k < config.num_parameters; ++k)
    if (!std::isfinite(config.parameters[k]))
      bad_config("parameters: entry " + std::to_string(k) + " is not a finite number");
}

bool is_idle(const Instance& instance) noexcept {
  if (!instance.busy.load(std::memory_order_acquire)) return true;
  try {
    instance.context->environment->log(WEISS_LOG_ERROR, instance.algorithm().id +
                                                            ": an instance that is running is not destroyed; "
                                                            "destroy it after its run");
  } catch (const std::bad_alloc&) {  // not destroying it is what counts
  }
  return false;
}

Running::Running(Instance& instance, int32_t kind) : instance_(instance) {
  const Algorithm& algorithm = instance.algorithm();
  if (algorithm.kind != kind)
    throw Error(WEISS_E_ARGUMENT, algorithm.id + " is a " + kind_name(algorithm.kind) + ", not a " + kind_name(kind),
                algorithm.id);
  instance.context->require_own_process();
  if (instance.busy.exchange(true, std::memory_order_acquire))
    throw Error(WEISS_E_BUSY, algorithm.id + ": the instance is running already; create another one for a "
                                             "second run at the same time", algorithm.id);
}

int32_t allowed_threads(const Instance& instance, const weiss_run_config& config) noexcept {
  if (!instance.choice->any_thread()) return 1;
  const int32_t wanted = std::max(config.threads, 1);
  const int32_t cap = instance.context->max_threads;
  return cap > 0 ? std::min(wanted, cap) : wanted;
}

ResultPtr begin_result(const Instance& instance, const weiss_run_config& config, const Run& run) {
  auto result = std::make_unique<Result>(instance.context->environment);
  const Algorithm& algorithm = instance.algorithm();
  result->algorithm = algorithm.id;
  result->algorithm_version = algorithm.version;
  result->spec = instance.spec;
  result->deterministic = instance.choice->deterministic();
  result->has_optimum = config.has_optimum != 0;
  result->optimum = config.optimum;
  result->default_rule = config.time_limit <= 0.0 && config.work_limit == 0;
  weiss_result_info& info = result->info;
  info.struct_size = sizeof info;
  info.kind = algorithm.kind;
  info.threads = run.threads();
  info.seed = config.seed;
  info.work_limit = run.work_limit();
  info.energy = std::numeric_limits<double>::infinity();
  info.objective = info.energy;
  info.bound = -info.energy;
  return result;
}

void finish_result(Result& result, Session& session, const Run& run, int32_t reason) {
  weiss_result_info& info = result.info;
  result.counters = run.counters();
  std::sort(result.counters.begin(), result.counters.end());
  result.warnings = session.take_warnings();
  info.reason = reason;
  info.work = run.work();
  info.seconds = session.seconds();
  info.num_counters = static_cast<int64_t>(result.counters.size());
  info.num_figures = static_cast<int64_t>(result.figures.size());
  info.num_warnings = static_cast<int64_t>(result.warnings.size());
  session.report(WEISS_EVENT_FINISHED);
}

}  // namespace weiss

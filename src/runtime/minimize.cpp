// The user's minimize: one optimizer run.
#include "base/error.hpp"
#include "runtime/instance.hpp"
#include "runtime/objective.hpp"

namespace weiss {

ResultPtr minimize(Instance& instance, const weiss_objective& source, const weiss_run_config& config) {
  const Running running(instance, WEISS_KIND_OPTIMIZER);
  check_objective(source);
  const Algorithm& algorithm = instance.algorithm();
  int64_t work_limit = config.work_limit > 0 ? config.work_limit : kNoWorkLimit;
  if (config.work_limit == 0 && config.time_limit <= 0.0) work_limit = default_evaluations(source.dimension);
  Session session(*instance.context, instance.cancelled, config);
  Run run(session, config.seed, allowed_threads(instance, config), work_limit);
  session.set_work_limit(work_limit);
  ResultPtr result = begin_result(instance, config, run);

  CheckedObjective objective(source, run);
  std::vector<double> x = objective.start();
  weiss_optimizer_output output{sizeof output, WEISS_REASON_CONVERGED, 0.0, x.data()};
  const CallResult outcome = execute_optimizer(algorithm, instance.object.get(), objective, run, output);
  if (objective.source_status() < WEISS_OK)
    throw Error(objective.source_status(), "the objective returned " +
                                               std::string(weiss_status_name(objective.source_status())));
  if (!objective.has_best() && outcome.status >= WEISS_OK)
    throw Error(WEISS_E_FAIL, "stopped before the first evaluation", algorithm.id);
  if (outcome.status < WEISS_OK) {
    const std::string text = algorithm.id + " " + outcome.message;
    if (!objective.has_best()) throw Error(outcome.status, text, algorithm.id);
    session.warn(text);
  }
  result->x = objective.best_x();
  result->info.dimension = source.dimension;
  result->info.energy = objective.best_f();
  result->info.objective = objective.best_f();
  finish_result(*result, session, run, run.reason());
  return result;
}

}  // namespace weiss

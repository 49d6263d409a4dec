// The user's partition run.
#include "runtime/instance.hpp"
#include "runtime/parts.hpp"

namespace weiss {

ResultPtr partition(Instance& instance, const Problem& problem, const weiss_partition_task& task,
                    const weiss_run_config& config) {
  const Running running(instance, WEISS_KIND_PARTITIONER);
  Environment& environment = *instance.context->environment;
  check_task(task, problem.num_spins());
  int64_t work_limit = config.work_limit > 0 ? config.work_limit : kNoWorkLimit;
  if (config.work_limit == 0 && config.time_limit <= 0.0)
    work_limit = default_partition_work_limit(problem.num_spins(), problem.num_entries() / 2);
  Session session(*instance.context, instance.cancelled, config);
  Run run(session, config.seed, allowed_threads(instance, config), work_limit);
  session.set_work_limit(work_limit);
  ResultPtr result = begin_result(instance, config, run);
  result->info.num_spins = problem.num_spins();
  result->num_couplings = problem.num_entries() / 2;

  PartList list(environment.memory());
  execute_partitioner(instance.algorithm(), instance.object.get(), problem, task, run, list);
  result->parts = std::move(list.parts);
  result->members = std::move(list.members);
  result->part_parameters = std::move(list.parameters);
  result->info.num_parts = static_cast<int64_t>(result->parts.size());
  finish_result(*result, session, run, run.reason());
  return result;
}

}  // namespace weiss

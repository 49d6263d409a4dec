// The user's solve: one solver run with everything recorded.
#include <limits>
#include <string>

#include "base/error.hpp"
#include "runtime/instance.hpp"
#include "weiss/context.h"

namespace weiss {

namespace {

weiss_solver_input input_of(const weiss_run_config& config, const Problem& problem) {
  weiss_solver_input input{};
  input.struct_size = sizeof input;
  input.num_starts = config.num_starts;
  input.starts = config.starts;
  input.mean_spins = config.mean_spins;
  input.parameters = config.parameters;
  input.num_parameters = config.num_parameters;
  input.has_target = config.has_target != 0 ? 1 : 0;
  if (input.has_target) input.target = problem.energy_of(config.target);
  return input;
}

void describe_problem(const Problem& problem, Result& result) {
  result.origin = problem.origin;
  result.sense = problem.sense;
  result.num_couplings = problem.num_entries() / 2;
  result.offset = problem.offset;
  result.format = problem.format;
  result.info.num_spins = problem.num_spins();
  result.info.exact = problem.integer() ? 1 : 0;
}

void take_samples(const Problem& problem, const Collector& collector, Result& result) {
  weiss_result_info& info = result.info;
  const SampleStore& samples = result.samples;
  info.num_samples = samples.size();
  info.samples_seen = samples.seen();
  info.num_trace = static_cast<int64_t>(result.trace.size());
  info.proof = collector.proof();
  info.bound = collector.bound();
  if (samples.size() > 0) {
    info.energy = samples.energy(0);
    info.objective = problem.objective(info.energy);
    const int8_t* spins = samples.spins(0);
    result.bits.resize(static_cast<size_t>(problem.num_spins()));
    for (size_t i = 0; i < result.bits.size(); ++i) result.bits[i] = spins[i] < 0 ? 1 : 0;
  }
  if (!result.trace.empty()) info.time_to_best = result.trace.back().seconds;
  result.marginals = collector.marginals();
  result.parameters = collector.parameters();
  result.figures = collector.figures();
  info.num_parameters = static_cast<int64_t>(result.parameters.size());
  info.num_parts = static_cast<int64_t>(result.parts.size());
}

}  // namespace

ResultPtr solve(Instance& instance, const Problem& problem, const weiss_run_config& config) {
  const Running running(instance, WEISS_KIND_SOLVER);
  const Algorithm& algorithm = instance.algorithm();
  Environment& environment = *instance.context->environment;

  int64_t work_limit = config.work_limit > 0 ? config.work_limit : kNoWorkLimit;
  if (config.work_limit == 0 && config.time_limit <= 0.0) {
    const auto rule = algorithm.has(WEISS_CAP_EXACT) ? default_proving_work_limit : default_work_limit;
    work_limit = rule(problem.num_spins(), problem.num_entries() / 2);
    environment.log(WEISS_LOG_INFO, "no limit given: the default rule allows " + std::to_string(work_limit) +
                                        " units of work");
  }
  Session session(*instance.context, instance.cancelled, config);
  Run run(session, config.seed, allowed_threads(instance, config), work_limit);
  session.set_work_limit(work_limit);
  ResultPtr result = begin_result(instance, config, run);
  describe_problem(problem, *result);
  result->samples.reset(problem.num_spins(), config.max_samples > 0 ? config.max_samples : 16);
  session.set_bound(problem.trivial_bound);
  session.report(WEISS_EVENT_STARTED);

  const weiss_solver_input input = input_of(config, problem);
  Collector collector(problem, algorithm, run, result->samples);
  collector.record_into(*result);
  if (input.has_target) collector.set_target(input.target);
  const CallResult outcome = execute_solver(algorithm, instance.object.get(), problem, input, run, collector);

  if (outcome.status < WEISS_OK) {
    const std::string text = algorithm.id + " " + outcome.message;
    if (result->samples.size() == 0) throw Error(outcome.status, text, algorithm.id);
    session.warn(text);
  }
  take_samples(problem, collector, *result);
  session.set_bound(collector.bound());
  finish_result(*result, session, run,
                collector.proof() == WEISS_PROOF_OPTIMAL ? WEISS_REASON_OPTIMAL : run.reason());
  return result;
}

}  // namespace weiss

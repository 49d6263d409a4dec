#include "runtime/child.hpp"

#include <algorithm>
#include <limits>

#include "base/error.hpp"
#include "runtime/fallback.hpp"
#include "runtime/objective.hpp"

weiss_child::Worker& weiss_child::worker(int32_t number) {
  const std::lock_guard<std::mutex> lock(mutex_);
  while (static_cast<int32_t>(workers_.size()) <= number) workers_.emplace_back();
  Worker& worker = workers_[static_cast<size_t>(number)];
  weiss::Memory* const memory = context.environment->memory();
  if (!worker.object) worker.object = std::make_unique<weiss::PluginObject>(algorithm(), choice.values);
  if (!worker.store) worker.store = std::make_unique<weiss::OutcomeStore>(memory);
  return worker;
}

namespace weiss {

namespace {

constexpr const char* kFailures = "sub-solver failures";

void require_kind(const Child& child, int32_t kind) {
  if (child.algorithm().kind != kind)
    throw Error(WEISS_E_ARGUMENT, child.algorithm().id + " is a " + kind_name(child.algorithm().kind) + ", not a " +
                                      kind_name(kind));
}

const weiss_solver_input& input_of(const weiss_task& task) {
  static const weiss_solver_input nothing{sizeof(weiss_solver_input), 0, nullptr, nullptr, nullptr, 0, 0.0, 0, 0};
  if (!task.input) return nothing;
  if (task.input->struct_size < sizeof nothing || task.input->num_starts < 0 ||
      (task.input->num_starts > 0 && !task.input->starts))
    throw Error(WEISS_E_ARGUMENT, "task: input is not filled in properly");
  return *task.input;
}

void check_task_struct(const weiss_task* task, const weiss_outcome* outcome) {
  if (!task || task->struct_size < sizeof *task || !task->problem)
    throw Error(WEISS_E_ARGUMENT, "task: problem is NULL or struct_size is wrong");
  if (!outcome || outcome->struct_size < sizeof *outcome)
    throw Error(WEISS_E_ARGUMENT, "outcome is NULL or its struct_size is wrong");
}

int64_t limit_of(const weiss_task& task, const Run& run) {
  const Problem& problem = *task.problem;
  const int64_t wanted = task.work_limit > 0
                             ? task.work_limit
                             : default_nested_work_limit(problem.num_spins(), problem.num_entries() / 2);
  return std::min(wanted, run.work_left());
}

// An honest refusal concerns this problem only; everything else makes the host leave the algorithm out.
bool is_refusal(weiss_status status) {
  return status == WEISS_E_LIMIT || status == WEISS_E_UNSUPPORTED || status == WEISS_E_NOMEM ||
         status == WEISS_E_OPTION;
}

// What the outcome of a nested run is, once its collector is done.
void fill_outcome(const Problem& problem, const Collector& collector, const Run& nested, weiss_status status,
                  OutcomeStore& store, weiss_outcome& out) {
  const SampleStore& samples = store.samples;
  const auto n = static_cast<size_t>(problem.num_spins());
  const auto count = static_cast<size_t>(samples.size());
  store.flat_spins.resize(count * n);
  store.energies.resize(count);
  store.multiplicities.resize(count);
  for (size_t k = 0; k < count; ++k) {
    const auto rank = static_cast<int64_t>(k);
    std::copy_n(samples.spins(rank), n, store.flat_spins.data() + k * n);
    store.energies[k] = samples.energy(rank);
    store.multiplicities[k] = samples.multiplicity(rank);
  }
  store.marginals = collector.marginals();
  store.parameters = collector.parameters();
  store.figures = collector.figures();
  store.figure_names.clear();
  store.figure_values.clear();
  for (const auto& figure : store.figures) {
    store.figure_names.push_back(figure.first.c_str());
    store.figure_values.push_back(figure.second);
  }

  out.status = status;
  out.proof = collector.proof();
  out.reason = out.proof == WEISS_PROOF_OPTIMAL ? WEISS_REASON_OPTIMAL : nested.reason();
  out.energy = count > 0 ? store.energies[0] : std::numeric_limits<double>::infinity();
  out.bound = collector.bound();
  out.work = nested.work();
  // A problem without spins has a state too: an address, of nothing.
  out.spins = count > 0 ? (n > 0 ? store.flat_spins.data() : reinterpret_cast<const int8_t*>("")) : nullptr;
  out.num_samples = static_cast<int64_t>(count);
  out.samples = out.spins;
  out.energies = store.energies.data();
  out.multiplicities = store.multiplicities.data();
  out.marginals = store.marginals.empty() ? nullptr : store.marginals.data();
  out.parameters = store.parameters.empty() ? nullptr : store.parameters.data();
  out.num_parameters = static_cast<int64_t>(store.parameters.size());
  out.num_figures = static_cast<int64_t>(store.figure_names.size());
  out.figure_names = store.figure_names.data();
  out.figures = store.figure_values.data();
}

// Deals with a child that failed: says so once, sets it aside, and lets greedy descent stand in.
void stand_in(const Algorithm& algorithm, const CallResult& failure, const Problem& problem,
              const weiss_solver_input& input, Run& run, Run& nested, Collector& collector) {
  const auto& counters = run.counters();
  const bool first = std::none_of(counters.begin(), counters.end(), [](const auto& c) { return c.first == kFailures; });
  if (first) run.session().warn(algorithm.id + " " + failure.message + "; greedy descent stands in");
  if (!is_refusal(failure.status)) run.quarantine(algorithm);
  run.count(kFailures, 1);
  Vector<int8_t> spins(problem.environment->memory());
  start_of(problem, input, spins);
  nested.spend(greedy_descent(problem, spins.data()));
  collector.accept(spins.data(), problem.energy(spins.data()), 1, "descent", nested.work());
}

void solve_into(Child& child, Run& run, uint64_t seed, const weiss_task& task, OutcomeStore& store,
                weiss_outcome& outcome) {
  const Algorithm& algorithm = child.algorithm();
  const Problem& problem = *task.problem;
  const weiss_solver_input& input = input_of(task);
  Run nested(run.session(), seed, run.threads(), limit_of(task, run));
  nested.set_parent(&run);
  store.samples.reset(problem.num_spins(), task.max_samples);
  Collector collector(problem, algorithm, nested, store.samples);
  Collector* const above = run.collector();
  if (above && &above->problem() == &problem) collector.forward_to(*above);
  if (input.has_target != 0) collector.set_target(input.target);

  CallResult result{WEISS_E_PLUGIN, "was set aside after a failure"};
  if (!run.is_quarantined(algorithm)) {
    try {
      void* const self = child.worker(run.worker()).object->get();
      result = execute_solver(algorithm, self, problem, input, nested, collector);
    } catch (const Error& e) {  // create failed on this worker
      result = {e.status(), e.message()};
    }
  }
  if (algorithm.overruns.load(std::memory_order_relaxed) >= 2) run.quarantine(algorithm);
  if (result.status < WEISS_OK) stand_in(algorithm, result, problem, input, run, nested, collector);
  run.merge(nested);
  fill_outcome(problem, collector, nested, result.status < WEISS_OK ? result.status : WEISS_OK, store, outcome);
}

// One section over all tasks, each with its own share and seed.
struct ManyTasks {
  Child& child;
  Run& run;
  const weiss_task* const* tasks;
  weiss_outcome* const* outcomes;

  static void body(void* user, int64_t index, const weiss_run* run) {
    const auto& many = *static_cast<ManyTasks*>(user);
    const weiss_task& task = *many.tasks[index];
    solve_into(many.child, Run::of(run), weiss_seed_derive(many.run.seed(), task.stream), task,
               *many.child.batch_stores[static_cast<size_t>(index)], *many.outcomes[index]);
  }
};

// All tasks in one call of the algorithm's run_batch.
void solve_batch(Child& child, Run& run, int64_t count, const weiss_task* const* tasks,
                 weiss_outcome* const* outcomes) {
  const Algorithm& algorithm = child.algorithm();
  const auto size = static_cast<size_t>(count);
  const int64_t share = run.work_left() == kNoWorkLimit ? kNoWorkLimit : run.work_left() / count;
  std::deque<Run> runs;
  std::deque<Collector> collectors;
  std::vector<weiss_problem_view> views(size);
  std::vector<const weiss_problem_view*> view_list(size);
  std::vector<const weiss_solver_input*> inputs(size);
  std::vector<const weiss_run*> run_list(size);
  std::vector<const weiss_sink*> sinks(size);
  std::vector<weiss_status> statuses(size, WEISS_OK);
  for (size_t k = 0; k < size; ++k) {
    const weiss_task& task = *tasks[k];
    runs.emplace_back(run.session(), weiss_seed_derive(run.seed(), task.stream), 1,
                      std::min(limit_of(task, run), share));
    runs[k].set_parent(&run);
    SampleStore& samples = child.batch_stores[k]->samples;
    samples.reset(task.problem->num_spins(), task.max_samples);
    collectors.emplace_back(*task.problem, algorithm, runs[k], samples);
    inputs[k] = &input_of(task);
    if (inputs[k]->has_target != 0) collectors[k].set_target(inputs[k]->target);
    views[k] = view_of(*task.problem);
    view_list[k] = &views[k];
    run_list[k] = runs[k].table();
    sinks[k] = collectors[k].sink();
  }
  void* const self = child.worker(run.worker()).object->get();
  const CallResult whole = call_run_batch(algorithm, self, count, view_list.data(), inputs.data(), run_list.data(),
                                          sinks.data(), statuses.data());
  for (size_t k = 0; k < size; ++k) {
    CallResult result = whole.status < WEISS_OK ? whole : known_status(statuses[k]);
    result = judge_solver(algorithm, std::move(result), *inputs[k], runs[k], collectors[k]);
    if (result.status < WEISS_OK)
      stand_in(algorithm, result, *tasks[k]->problem, *inputs[k], run, runs[k], collectors[k]);
    run.merge(runs[k]);
    fill_outcome(*tasks[k]->problem, collectors[k], runs[k], result.status < WEISS_OK ? result.status : WEISS_OK,
                 *child.batch_stores[k], *outcomes[k]);
  }
}

// A batch cannot hold what the host answers itself: problems without spins, or too large ones.
bool fits_batch(const Child& child, int64_t count, const weiss_task* const* tasks) {
  return child.algorithm().solver.run_batch && std::all_of(tasks, tasks + count, [&](const weiss_task* task) {
           return task->problem->num_spins() > 0 && check_size(child.algorithm(), *task->problem).status == WEISS_OK;
         });
}

}  // namespace

void child_solve(Child& child, Run& run, const weiss_task& task, weiss_outcome* outcome) {
  require_kind(child, WEISS_KIND_SOLVER);
  check_task_struct(&task, outcome);
  solve_into(child, run, weiss_seed_derive(run.seed(), task.stream), task, *child.worker(run.worker()).store,
             *outcome);
}

void child_solve_many(Child& child, Run& run, int64_t count, const weiss_task* const* tasks,
                      weiss_outcome* const* outcomes) {
  require_kind(child, WEISS_KIND_SOLVER);
  if (count < 0 || (count > 0 && (!tasks || !outcomes)))
    throw Error(WEISS_E_ARGUMENT, "solve_many: tasks and outcomes do not fit count");
  for (int64_t k = 0; k < count; ++k) check_task_struct(tasks[k], outcomes[k]);
  while (static_cast<int64_t>(child.batch_stores.size()) < count)
    child.batch_stores.push_back(std::make_unique<OutcomeStore>(child.context.environment->memory()));

  if (count > 1 && !run.is_quarantined(child.algorithm()) && fits_batch(child, count, tasks))
    return solve_batch(child, run, count, tasks, outcomes);
  ManyTasks many{child, run, tasks, outcomes};
  const weiss_status status = run.parallel_for(count, ManyTasks::body, &many);
  if (status < WEISS_OK) throw Error(status, "solve_many: " + run.error());
}

void child_partition(Child& child, Run& run, const Problem& problem, const weiss_partition_task& task,
                     uint64_t stream, weiss_parts* out) {
  require_kind(child, WEISS_KIND_PARTITIONER);
  check_task(task, problem.num_spins());
  if (!out || out->struct_size < sizeof *out)
    throw Error(WEISS_E_ARGUMENT, "parts is NULL or its struct_size is wrong");
  Child::Worker& worker = child.worker(run.worker());
  Memory* const memory = child.context.environment->memory();
  worker.parts = std::make_unique<PartList>(memory);
  PartList& list = *worker.parts;
  const int64_t limit =
      std::min(default_partition_work_limit(problem.num_spins(), problem.num_entries() / 2), run.work_left());
  Run nested(run.session(), weiss_seed_derive(run.seed(), stream), run.threads(), limit);
  nested.set_parent(&run);
  execute_partitioner(child.algorithm(), worker.object->get(), problem, task, nested, list);
  run.merge(nested);
  Collector* const above = run.collector();
  if (above && &above->problem() == &problem) above->accept_parts(child.algorithm().id, list);

  // In the order of priority, as one block.
  Vector<int32_t> members(memory);
  Vector<double> parameters(memory);
  members.reserve(list.members.size());
  worker.part_start.assign(1, 0);
  worker.parameter_start.assign(1, 0);
  worker.priorities.clear();
  for (const Result::Part& part : list.parts) {
    members.insert(members.end(), list.members.begin() + part.begin, list.members.begin() + part.end);
    parameters.insert(parameters.end(), list.parameters.begin() + part.parameter_begin,
                      list.parameters.begin() + part.parameter_end);
    worker.part_start.push_back(static_cast<int64_t>(members.size()));
    worker.parameter_start.push_back(static_cast<int64_t>(parameters.size()));
    worker.priorities.push_back(part.priority);
  }
  list.members = std::move(members);
  list.parameters = std::move(parameters);
  out->num_parts = static_cast<int64_t>(list.parts.size());
  out->part_start = worker.part_start.data();
  out->members = list.members.data();
  out->priorities = worker.priorities.data();
  out->parameter_start = worker.parameter_start.data();
  out->parameters = list.parameters.data();
}

void child_minimize(Child& child, Run& run, const weiss_objective& source, uint64_t stream, int64_t max_evaluations,
                    weiss_optimizer_output& output) {
  require_kind(child, WEISS_KIND_OPTIMIZER);
  check_objective(source);
  // Evaluations are the optimizer's work, not the parent's: what they cost the objective charges itself.
  const int64_t limit = max_evaluations > 0 ? max_evaluations : default_evaluations(source.dimension);
  Run nested(run.session(), weiss_seed_derive(run.seed(), stream), run.threads(), limit);
  nested.set_parent(&run);
  CheckedObjective objective(source, nested);
  std::vector<double> x = objective.start();
  weiss_optimizer_output own{sizeof own, WEISS_REASON_CONVERGED, 0.0, x.data()};
  const CallResult result =
      execute_optimizer(child.algorithm(), child.worker(run.worker()).object->get(), objective, nested, own);
  for (const auto& counter : nested.counters()) run.count(counter.first.c_str(), counter.second);
  if (result.status < WEISS_OK) {
    if (!objective.has_best()) throw Error(result.status, child.algorithm().id + " " + result.message);
    run.session().warn(child.algorithm().id + " " + result.message + "; its best evaluation is used");
  }
  if (!objective.has_best()) throw Error(WEISS_E_FAIL, "stopped before the first evaluation", child.algorithm().id);
  std::copy(objective.best_x().begin(), objective.best_x().end(), output.x);
  output.f = objective.best_f();
  output.reason = nested.reason();
}

}  // namespace weiss

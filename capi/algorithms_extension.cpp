#include "algorithms_extension.hpp"

#include "guard.hpp"
#include "runtime/child.hpp"

namespace weiss {

namespace {

Child& deref(weiss_child* child) {
  require_not_null(child, "child");
  return *child;
}

Run& deref(const weiss_run* run) {
  require_not_null(run, "run");
  return Run::of(run);
}

weiss_status open(const weiss_host* host, const weiss_choice* choice, weiss_child** out,
                  weiss_error* error) noexcept {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    require_not_null(host, "host");
    require_not_null(choice, "choice");
    require_not_null(out, "out");
    auto child = std::make_unique<Child>(context_of(host), *choice);
    child->worker(0);  // what its create has against the options is said here
    *out = child.release();
  });
}

void close(weiss_child* child) noexcept { delete child; }

const char* name(const weiss_child* child) noexcept { return child ? child->algorithm().name.c_str() : ""; }

uint32_t caps(const weiss_child* child) noexcept { return child ? child->algorithm().caps : 0; }
int64_t max_spins(const weiss_child* child) noexcept { return child ? child->algorithm().max_spins : 0; }

weiss_status solve(weiss_child* child, const weiss_run* run, const weiss_task* task, weiss_outcome* outcome,
                   weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(task, "task");
    child_solve(deref(child), deref(run), *task, outcome);
  });
}

weiss_status solve_many(weiss_child* child, const weiss_run* run, int64_t count, const weiss_task* const* tasks,
                        weiss_outcome* const* outcomes, weiss_error* error) noexcept {
  return guarded(error, [&] { child_solve_many(deref(child), deref(run), count, tasks, outcomes); });
}

weiss_status partition(weiss_child* child, const weiss_run* run, const weiss_problem* problem,
                       const weiss_partition_task* task, uint64_t stream, weiss_parts* parts,
                       weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(problem, "problem");
    weiss_partition_task own;
    copy_in(&own, sizeof own, task, "weiss_partition_task");
    child_partition(deref(child), deref(run), *problem, own, stream, parts);
  });
}

weiss_status minimize(weiss_child* child, const weiss_run* run, const weiss_objective* objective, uint64_t stream,
                      int64_t max_evaluations, weiss_optimizer_output* output, weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(objective, "objective");
    require_not_null(output, "output");
    require_not_null(output->x, "output->x");
    weiss_objective own;
    copy_in(&own, sizeof own, objective, "weiss_objective");
    child_minimize(deref(child), deref(run), own, stream, max_evaluations, *output);
  });
}

}  // namespace

const weiss_ext_algorithms* algorithms_extension() noexcept {
  static const weiss_ext_algorithms table = {
      sizeof(weiss_ext_algorithms), 0, open, close, name, solve, solve_many, partition, minimize,
      caps, max_spins};
  return &table;
}

}  // namespace weiss

#include "runtime/parts.hpp"

#include <algorithm>
#include <cmath>
#include <new>
#include <numeric>

#include "base/error.hpp"
#include "runtime/execute.hpp"

namespace weiss {

void check_task(const weiss_partition_task& task, int64_t num_spins) {
  const auto refuse = [](const std::string& what) {
    throw Error(WEISS_E_ARGUMENT, "partition task: " + what);
  };
  if (task.num_parts < 0 || task.num_parts > std::max<int64_t>(num_spins, 1))
    refuse("num_parts must lie in 0.." + std::to_string(std::max<int64_t>(num_spins, 1)) + ", got " +
           std::to_string(task.num_parts));
  if (task.max_part_spins < 0) refuse("max_part_spins is negative");
  if (!(task.imbalance >= 0.0)) refuse("imbalance must be 0 or more");
  if (task.num_parts > 0 && task.max_part_spins > 0 && task.may_omit == 0 &&
      task.num_parts < (num_spins + task.max_part_spins - 1) / task.max_part_spins)
    refuse(std::to_string(task.num_parts) + " parts of at most " + std::to_string(task.max_part_spins) +
           " spins cannot hold " + std::to_string(num_spins));
  for (int64_t i = 0; task.fixed && i < num_spins; ++i)
    if (task.fixed[i] < -1 || (task.num_parts > 0 && task.fixed[i] >= task.num_parts))
      refuse("fixed: entry " + std::to_string(i) + " is " + std::to_string(task.fixed[i]));
  if (task.pool_size < 0 || (task.pool_size > 0 && (!task.pool || !task.pool_energies)))
    refuse("pool and pool_energies do not fit pool_size");
}

PartCollector::PartCollector(const Problem& problem, const weiss_partition_task& task, Run& run, PartList& list)
    : problem_(problem), task_(task), run_(run), list_(list), gate_(run.session().gates(), this),
      owner_(static_cast<size_t>(problem.num_spins()), -1, problem.environment->memory()) {
  if (!gate_->part_sink.impl) gate_->part_sink = {sizeof(weiss_part_sink), 0, gate_.get(), add};
}

CallResult PartCollector::failure() const {
  if (gate_->misused()) return {WEISS_E_PLUGIN, "used its sink on another thread than the one that entered run"};
  if (status_ == WEISS_E_PLUGIN) return {status_, failure_};
  return {status_, "added more than the host has memory for"};
}

void PartCollector::fail(std::string why) {
  if (failed()) return;
  failure_ = std::move(why);
  status_ = WEISS_E_PLUGIN;
  run_.stop(WEISS_REASON_PLUGIN_FAILED);
}

int32_t PartCollector::add(const weiss_part_sink* sink, const weiss_part* part) noexcept {
  auto* const self = Gate::enter<PartCollector>(sink->impl);
  if (!self || self->failed()) return 1;
  try {
    if (self->run_.in_section())
      self->fail("used its sink inside of a parallel section");
    else if (!part || part->struct_size < sizeof *part)
      self->fail("added a part with a wrong struct_size");
    else
      self->check_part(*part);
  } catch (const Error& e) {
    self->status_ = e.status();
  } catch (...) {
    self->status_ = WEISS_E_NOMEM;
  }
  return self->failed() || self->run_.should_stop() ? 1 : 0;
}

void PartCollector::check_part(const weiss_part& part) {
  const auto number = static_cast<int32_t>(list_.parts.size());
  const std::string what = "part " + std::to_string(number);
  const int64_t n = problem_.num_spins();
  if (part.num_members < 1 || part.num_members > n || !part.members)
    return fail(what + " has " + std::to_string(part.num_members) + " members");
  if (task_.max_part_spins > 0 && part.num_members > task_.max_part_spins)
    return fail(what + " has " + std::to_string(part.num_members) + " members, the capacity is " +
                std::to_string(task_.max_part_spins));
  if (!std::isfinite(part.priority)) return fail(what + " has a priority that is not a finite number");
  if (part.num_parameters < 0 || (part.num_parameters > 0 && !part.parameters) ||
      !std::all_of(part.parameters, part.parameters + part.num_parameters, [](double p) { return std::isfinite(p); }))
    return fail(what + " has circuit parameters that are not finite numbers");

  Result::Part entry{};
  entry.begin = static_cast<int64_t>(list_.members.size());
  entry.parameter_begin = static_cast<int64_t>(list_.parameters.size());
  for (int64_t k = 0; k < part.num_members; ++k) {
    const int32_t spin = part.members[k];
    if (spin < 0 || spin >= n) return fail(what + " has the member " + std::to_string(spin) + " of " +
                                           std::to_string(n) + " spins");
    int32_t& owner = owner_[static_cast<size_t>(spin)];
    if (owner == number) return fail(what + " has spin " + std::to_string(spin) + " twice");
    if (owner >= 0 && task_.may_overlap == 0)
      return fail("parts " + std::to_string(owner) + " and " + std::to_string(number) + " share spin " +
                  std::to_string(spin));
    if (owner < 0) ++covered_;
    owner = number;
    list_.members.push_back(spin);
  }
  std::sort(list_.members.begin() + entry.begin, list_.members.end());
  if (part.num_parameters > 0)
    list_.parameters.insert(list_.parameters.end(), part.parameters, part.parameters + part.num_parameters);
  entry.end = static_cast<int64_t>(list_.members.size());
  entry.parameter_end = static_cast<int64_t>(list_.parameters.size());
  entry.priority = part.priority;
  list_.parts.push_back(entry);
}

void PartCollector::check_fixed() {
  for (int64_t i = 0; task_.fixed && i < problem_.num_spins(); ++i) {
    const int32_t wanted = task_.fixed[i];
    if (wanted < 0) continue;
    const auto spin = static_cast<int32_t>(i);
    bool there = static_cast<size_t>(wanted) < list_.parts.size();
    if (there) {
      const Result::Part& part = list_.parts[static_cast<size_t>(wanted)];
      there = std::binary_search(list_.members.begin() + part.begin, list_.members.begin() + part.end, spin);
    }
    if (!there)
      return fail("spin " + std::to_string(i) + " is fixed to part " + std::to_string(wanted) + " but not in it");
  }
}

void PartCollector::finish() {
  if (failed()) return;
  const int64_t n = problem_.num_spins();
  const auto count = static_cast<int64_t>(list_.parts.size());
  if (covered_ < n && task_.may_omit == 0) {
    const auto missing = std::find(owner_.begin(), owner_.end(), -1) - owner_.begin();
    return fail(std::to_string(n - covered_) + " spins are in no part, spin " + std::to_string(missing) +
                " for one");
  }
  if (task_.num_parts > 0 && count != task_.num_parts)
    return fail("made " + std::to_string(count) + " parts, the task asks for " + std::to_string(task_.num_parts));
  if (task_.imbalance > 0.0 && count > 0) {
    const double even = std::ceil(static_cast<double>(n) / static_cast<double>(count));
    for (const Result::Part& part : list_.parts)
      if (static_cast<double>(part.end - part.begin) > even * (1.0 + task_.imbalance))
        return fail("a part of " + std::to_string(part.end - part.begin) + " members breaks the imbalance of " +
                    std::to_string(task_.imbalance));
  }
  check_fixed();
  std::stable_sort(list_.parts.begin(), list_.parts.end(),
                   [](const Result::Part& a, const Result::Part& b) { return a.priority > b.priority; });
}

void execute_partitioner(const Algorithm& algorithm, void* self, const Problem& problem,
                         const weiss_partition_task& task, Run& run, PartList& list) {
  CallResult outcome = check_size(algorithm, problem);
  if (outcome.status >= WEISS_OK && problem.num_spins() > 0) {
    PartCollector collector(problem, task, run, list);
    const weiss_problem_view view = view_of(problem);
    outcome = call_run(algorithm, self, &view, &task, run.table(), collector.sink());
    if (outcome.status >= WEISS_OK) {
      const bool was_stopped = !collector.failed() && run.reason() != WEISS_REASON_NONE;
      collector.finish();
      if (collector.failed() && was_stopped)
        outcome = {WEISS_E_FAIL, "was stopped before its parts were complete"};
      else if (collector.failed())
        outcome = collector.failure();
    } else if (outcome.message.empty()) {
      outcome.message = run.error().empty() ? std::string("returned ") + weiss_status_name(outcome.status)
                                            : run.error();
    }
  }
  settle_reason(algorithm, outcome.status < WEISS_OK, run);
  if (outcome.status < WEISS_OK) throw Error(outcome.status, algorithm.id + " " + outcome.message, algorithm.id);
}

}  // namespace weiss

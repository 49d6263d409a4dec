// Parts of a problem with the rest clamped to a state, as schemes hand them to a sub-solver.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>
#include <weiss/ext/algorithms.hpp>
#include <weiss/ext/problem.hpp>

namespace weiss {
namespace bundled {

constexpr int64_t kMostWork = 1000000000000;

constexpr weiss_option_info sub_problems_option() noexcept {
  return plugin::int_option("sub_problems", "Most sub-problem solves. 0: until the limit.", 0, 0, kMostWork);
}

constexpr weiss_option_info part_work_option() noexcept {
  return plugin::int_option(
      "work",
      "Most work units for one part. 0: 24 (m + m^2 / 16 + entries) for a part of m spins; up to 30 "
      "spins, for a sub-solver that can prove optimality what an enumeration takes, for one that "
      "reports marginals 1024 times 2^m.",
      0, 0, kMostWork);
}

// One part of a partition.
struct PartMembers {
  const int32_t* members;
  int64_t count;
  const double* parameters;  // of the circuit, from the partitioner
  int64_t num_parameters;
};

inline PartMembers part_of(const weiss_parts& parts, int64_t p) noexcept {
  const int64_t parameters = parts.parameter_start[p + 1] - parts.parameter_start[p];
  return {parts.members + parts.part_start[p], parts.part_start[p + 1] - parts.part_start[p],
          parameters > 0 ? parts.parameters + parts.parameter_start[p] : nullptr, parameters};
}

// The part with all other spins clamped to state, and with its own spins there as start. Energies are up to a
// constant.
class SubProblem {
 public:
  // With a run it throws Failure(WEISS_STOPPED) when that says stop while a part of many couplings is clamped.
  SubProblem(const plugin::Problems& problems, const weiss_problem_view& whole, const PartMembers& part,
             const int8_t* state, const plugin::Run* run = nullptr)
      : members_(part.members, part.members + part.count),
        start_(members_.size()),
        problem_(problems.clamp(whole.problem, part.count, part.members, state, run)),
        view_(problems.view(problem_.get())) {
    for (size_t k = 0; k < members_.size(); ++k) {
      start_[k] = state[members_[k]];
      couplings_ += plugin::row(whole, members_[k]).size();
    }
    input_.num_starts = 1;
    input_.starts = start_.data();
    input_.parameters = part.parameters;
    input_.num_parameters = part.num_parameters;
  }
  SubProblem(SubProblem&&) noexcept = default;  // vectors keep their places, to which input_ points

  const std::vector<int32_t>& members() const noexcept { return members_; }
  const int8_t* start() const noexcept { return start_.data(); }
  const weiss_problem* problem() const noexcept { return problem_.get(); }
  const weiss_problem_view& view() const noexcept { return view_; }
  const weiss_solver_input& input() const noexcept { return input_; }
  int64_t couplings() const noexcept { return couplings_; }  // of the members: what clamping visits

 private:
  std::vector<int32_t> members_;
  std::vector<int8_t> start_;
  plugin::OwnedProblem problem_;
  weiss_problem_view view_;
  weiss_solver_input input_ = plugin::sized<weiss_solver_input>();
  int64_t couplings_ = 0;
};

// The solver of the parts: how large they may be, and how much work one gets.
class SubSolver {
 public:
  // work 0: usual_work.
  SubSolver(const plugin::Host& host, const weiss_choice* choice, int64_t part_size, int64_t work)
      : child_(host, choice), work_(work) {
    part_size_ = child_.max_spins() > 0 ? std::min(part_size, child_.max_spins()) : part_size;
  }

  const char* name() const noexcept { return child_.name(); }
  // Most spins of a part; fewer once the solver has refused larger ones.
  int64_t part_size() const noexcept { return part_size_; }

  // Solves one; arrays of the outcome are valid until the next call.
  weiss_outcome solve(const plugin::Run& run, const SubProblem& part, uint64_t stream,
                      int32_t max_samples = 1) {
    const weiss_task task = task_of(part, stream, max_samples);
    run.spend(part.couplings());
    const weiss_outcome outcome = child_.solve(run, task);
    run.count("sub-problems");
    note(outcome, part);
    return outcome;
  }

  // Solves all, in parallel or as a batch; part k has stream first_stream + k.
  const std::vector<weiss_outcome>& solve_many(const plugin::Run& run, const std::vector<SubProblem>& parts,
                                               uint64_t first_stream, int32_t max_samples = 1) {
    tasks_.clear();
    outcomes_.assign(parts.size(), plugin::sized<weiss_outcome>());
    task_pointers_.clear();
    outcome_pointers_.clear();
    int64_t couplings = 0;
    for (size_t k = 0; k < parts.size(); ++k) {
      tasks_.push_back(task_of(parts[k], first_stream + k, max_samples));
      couplings += parts[k].couplings();
    }
    for (size_t k = 0; k < parts.size(); ++k) {
      task_pointers_.push_back(&tasks_[k]);
      outcome_pointers_.push_back(&outcomes_[k]);
    }
    run.spend(couplings);
    child_.solve_many(run, static_cast<int64_t>(parts.size()), task_pointers_.data(),
                      outcome_pointers_.data());
    run.count("sub-problems", static_cast<int64_t>(parts.size()));
    for (size_t k = 0; k < parts.size(); ++k) note(outcomes_[k], parts[k]);
    return outcomes_;
  }

  // Enough for one tabu search on m spins, for the proof of a solver that ends with it, or for the circuits
  // of one that knows the probabilities of all states.
  int64_t usual_work(int64_t m, int64_t entries) const noexcept {
    const int64_t search = 24 * (m + m * m / 16 + entries);
    if (m > 30) return search;
    if ((child_.caps() & WEISS_CAP_EXACT) != 0) return std::max(search, (m << m) / 64);
    if ((child_.caps() & WEISS_CAP_MARGINALS) != 0) return std::max(search, int64_t{1024} << m);
    return search;
  }

 private:
  weiss_task task_of(const SubProblem& part, uint64_t stream, int32_t max_samples) const noexcept {
    weiss_task task = plugin::sized<weiss_task>();
    task.max_samples = max_samples;
    task.problem = part.problem();
    task.input = &part.input();
    task.stream = stream;
    task.work_limit = work_ > 0 ? work_ : usual_work(part.view().num_spins, part.view().num_entries);
    return task;
  }
  void note(const weiss_outcome& outcome, const SubProblem& part) noexcept {
    if (outcome.status != WEISS_E_LIMIT) return;
    part_size_ = std::max<int64_t>(std::min(part_size_, part.view().num_spins / 2), 1);
  }

  plugin::Child child_;
  int64_t work_;
  int64_t part_size_;
  // Kept from call to call for their memory.
  std::vector<weiss_task> tasks_;
  std::vector<weiss_outcome> outcomes_;
  std::vector<const weiss_task*> task_pointers_;
  std::vector<weiss_outcome*> outcome_pointers_;
};

}  // namespace bundled
}  // namespace weiss

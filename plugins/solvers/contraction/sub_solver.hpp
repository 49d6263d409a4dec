// Sub-problems on their way to the sub-solver and back.
#pragma once

#include <optional>
#include <weiss/ext/algorithms.hpp>

#include "super_spins.hpp"

namespace weiss {
namespace contraction {

using plugin::Child;
using plugin::Problems;

// Solves up to a batch of super-spin problems at once; what comes back stays until the next call.
class SubSolver {
 public:
  SubSolver(Child& child, const Problems& problems, int64_t samples, int64_t work)
      : child_(child), problems_(problems), samples_(samples), work_(work) {}

  const char* name() const noexcept { return child_.name(); }
  bool is_exact() const noexcept { return (child_.caps() & WEISS_CAP_EXACT) != 0; }
  const weiss_outcome& outcome(size_t k) const noexcept { return slots_[k].outcome; }

  void solve(const Run& run, uint64_t stream, std::vector<SuperSpins>& all, size_t count) {
    while (slots_.size() < count) slots_.emplace_back();
    tasks_.clear();
    outcomes_.clear();
    for (size_t k = 0; k < count; ++k) {
      Slot& slot = slots_[k];
      slot.problem.emplace(all[k].problem(problems_));
      slot.start.assign(static_cast<size_t>(all[k].size()), int8_t{1});
      slot.input = plugin::sized<weiss_solver_input>();
      slot.input.num_starts = 1;
      slot.input.starts = slot.start.data();
      slot.task = plugin::sized<weiss_task>();
      slot.task.max_samples = static_cast<int32_t>(samples_);
      slot.task.problem = slot.problem->get();
      slot.task.input = &slot.input;
      slot.task.stream = stream + k;
      slot.task.work_limit = work_ > 0 ? work_ : usual_work(all[k].size());
      slot.outcome = plugin::sized<weiss_outcome>();
    }
    for (size_t k = 0; k < count; ++k) {
      tasks_.push_back(&slots_[k].task);
      outcomes_.push_back(&slots_[k].outcome);
    }
    if (count == 1)
      slots_[0].outcome = child_.solve(run, slots_[0].task);
    else
      child_.solve_many(run, static_cast<int64_t>(count), tasks_.data(), outcomes_.data());
  }

 private:
  struct Slot {
    std::optional<plugin::OwnedProblem> problem;
    std::vector<int8_t> start;
    weiss_solver_input input;
    weiss_task task;
    weiss_outcome outcome;
  };

  // An enumeration for a sub-solver that proves, the circuits of one that knows probabilities, else a search.
  int64_t usual_work(int64_t m) const noexcept {
    const int64_t search = 24 * (m + m * m);
    if (m > 30) return search;
    if (is_exact()) return std::max(search, m << m);
    if ((child_.caps() & WEISS_CAP_MARGINALS) != 0) return std::max(search, int64_t{1024} << m);
    return search;
  }

  Child& child_;
  const Problems& problems_;
  int64_t samples_;
  int64_t work_;
  std::vector<Slot> slots_;
  std::vector<const weiss_task*> tasks_;
  std::vector<weiss_outcome*> outcomes_;
};

}  // namespace contraction
}  // namespace weiss

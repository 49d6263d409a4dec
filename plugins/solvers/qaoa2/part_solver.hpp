// Cuts a problem into parts and solves each of them alone.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include <weiss/ext/algorithms.hpp>
#include <weiss/ext/problem.hpp>

#include "clusters.hpp"

namespace {

using weiss::plugin::Child;
using weiss::plugin::OwnedProblem;
using weiss::plugin::Problems;
using weiss::plugin::Run;
using weiss::plugin::sized;

struct Settings {
  int64_t part_size;
  int64_t sub_problems;  // 0: no limit
  int64_t candidates;
  int64_t keep;
  int64_t merge_restarts;
};

// What the problem of the part has for its solver.
struct Angles {
  const double* values = nullptr;
  int64_t count = 0;
};

class PartSolver {
 public:
  PartSolver(const Host& host, const Settings& settings, Child& partitioner, Child& subsolver)
      : host_(host), problems_(host), settings_(settings), partitioner_(partitioner), subsolver_(subsolver),
        angle_start_(host), angles_(host), zeros_(host) {
    capacity_ = settings.part_size;
    if (subsolver.max_spins() > 0) capacity_ = std::min(capacity_, subsolver.max_spins());
    capacity_ = std::max<int64_t>(capacity_, 2);
  }

  int64_t capacity() const noexcept { return capacity_; }
  int64_t solved() const noexcept { return solved_; }
  uint64_t next_stream() noexcept { return stream_++; }
  bool is_spent() const noexcept { return settings_.sub_problems > 0 && solved_ >= settings_.sub_problems; }

  // state [num_spins]: a present one, or null.
  Parts cut(const weiss_problem_view& problem, const Run& run, const int8_t* state) {
    weiss_partition_task task = sized<weiss_partition_task>();
    task.max_part_spins = capacity_;
    task.best = state;
    task.current = state;
    const weiss_parts cut = partitioner_.partition(run, problem.problem, task, next_stream());
    Parts parts(host_);
    parts.start.assign(cut.part_start, cut.part_start + cut.num_parts + 1);
    parts.members.assign(cut.members, cut.members + problem.num_spins);
    angle_start_.assign(cut.parameter_start, cut.parameter_start + cut.num_parts + 1);
    angles_.assign(cut.parameters, cut.parameters + cut.parameter_start[cut.num_parts]);
    // Parts of hardly more than one spin each would take for ever: neighbours in their order go together.
    if (8 * problem.num_spins < 9 * parts.count()) {
      parts.start.assign(1, 0);
      while (parts.start.back() < problem.num_spins)
        parts.start.push_back(std::min(parts.start.back() + capacity_, problem.num_spins));
      angle_start_.assign(parts.start.size(), 0);
    }
    return parts;
  }

  // The angles that the partitioner has for a problem that needs no cut, when it has angles at all.
  Angles angles_of_whole(const weiss_problem_view& problem, const Run& run) {
    if (angles_.empty()) return {};
    weiss_partition_task task = sized<weiss_partition_task>();
    task.num_parts = 1;
    const weiss_parts cut = partitioner_.partition(run, problem.problem, task, next_stream());
    angles_.assign(cut.parameters, cut.parameters + cut.parameter_start[1]);
    return {angles_.data(), static_cast<int64_t>(angles_.size())};
  }

  // A part alone: its fields and couplings, without those to the others.
  OwnedProblem alone(const weiss_problem_view& problem, const Parts& parts, int64_t p) {
    if (static_cast<int64_t>(zeros_.size()) < problem.num_spins)
      zeros_.assign(static_cast<size_t>(problem.num_spins), 0.0);
    weiss_problem* out = nullptr;
    weiss::plugin::call(problems_.table().clamp, problem.problem, nullptr, parts.size(p), parts.of(p), nullptr,
                        zeros_.data(), 0, &out);
    return {out, problems_.table().destroy};
  }

  // All parts, in sections of many: a sub-problem holds memory.
  Candidates solve(const weiss_problem_view& problem, const Run& run, const Parts& parts) {
    constexpr int64_t kSection = 1024;
    Candidates candidates(host_);
    for (int64_t first = 0; first < parts.count(); first += kSection)
      solve_section(problem, run, parts, first, std::min(kSection, parts.count() - first), candidates);
    return candidates;
  }

  // One problem as a whole. False when there was no solve left, and nothing was written.
  bool solve_whole(Child& solver, const weiss_problem* problem, const Run& run, const Angles& angles, int8_t* spins) {
    if (is_spent() || run.should_stop()) return false;
    const weiss_problem_view view = problems_.view(problem);
    weiss_solver_input input = sized<weiss_solver_input>();
    input.num_parameters = angles.count;
    input.parameters = angles.count > 0 ? angles.values : nullptr;
    weiss_task task = make_task(solver, view, input);
    const weiss_outcome outcome = solver.solve(run, task);
    count(run, 1);
    if (!outcome.spins) throw weiss::plugin::Failure(WEISS_E_NOMEM, "there is no memory left for a sub-problem");
    std::copy_n(outcome.spins, view.num_spins, spins);
    return true;
  }

 private:
  void count(const Run& run, int64_t number) {
    solved_ += number;
    run.count("sub-problems", number);
  }

  // Enough for one tabu search on m spins, for the proof of a sub-solver that ends with it, or for the circuits of
  // one that knows the probabilities of all states.
  static int64_t usual_work(const Child& solver, const weiss_problem_view& view) noexcept {
    const int64_t m = view.num_spins;
    const int64_t search = 24 * (m + m * m / 16 + view.num_entries);
    if (m > 30) return search;
    if ((solver.caps() & WEISS_CAP_EXACT) != 0) return std::max(search, m << m);
    if ((solver.caps() & WEISS_CAP_MARGINALS) != 0) return std::max(search, int64_t{1024} << m);
    return search;
  }

  weiss_task make_task(const Child& solver, const weiss_problem_view& view, const weiss_solver_input& input) {
    weiss_task task = sized<weiss_task>();
    task.problem = view.problem;
    task.input = &input;
    task.stream = next_stream();
    task.work_limit = usual_work(solver, view);
    return task;
  }

  void solve_section(const weiss_problem_view& problem, const Run& run, const Parts& parts, int64_t first,
                     int64_t size, Candidates& candidates) {
    if (run.should_stop()) {
      for (int64_t k = 0; k < size; ++k) candidates.add_unrated(parts.size(first + k));
      return;
    }
    const int64_t left = settings_.sub_problems > 0 ? settings_.sub_problems - solved_ : size;
    const int64_t number = std::min(size, left);
    std::vector<OwnedProblem> owners;
    std::vector<weiss_problem_view> views;
    std::vector<weiss_solver_input> inputs(static_cast<size_t>(size), sized<weiss_solver_input>());
    std::vector<weiss_task> tasks;
    std::vector<weiss_outcome> outcomes(static_cast<size_t>(size), sized<weiss_outcome>());
    std::vector<const weiss_task*> task_list;
    std::vector<weiss_outcome*> outcome_list;
    owners.reserve(inputs.size());
    views.reserve(inputs.size());
    tasks.reserve(inputs.size());
    int64_t entries = 0;
    for (int64_t k = 0; k < size; ++k) {
      const int64_t p = first + k;
      owners.push_back(alone(problem, parts, p));
      views.push_back(problems_.view(owners.back().get()));
      entries += views.back().num_entries + views.back().num_spins;
      if (k >= number) continue;
      weiss_solver_input& input = inputs[static_cast<size_t>(k)];
      const auto at = static_cast<size_t>(p);
      input.num_parameters = angle_start_[at + 1] - angle_start_[at];
      if (input.num_parameters > 0) input.parameters = angles_.data() + angle_start_[at];
      tasks.push_back(make_task(subsolver_, views.back(), input));
      // Both of two mirror images may come back.
      if (kept(parts.size(p)) > 1) tasks.back().max_samples = static_cast<int32_t>(2 * kept(parts.size(p)));
      task_list.push_back(&tasks.back());
      outcome_list.push_back(&outcomes[static_cast<size_t>(k)]);
    }
    run.spend(entries);
    if (number > 0) subsolver_.solve_many(run, number, task_list.data(), outcome_list.data());
    count(run, number);
    for (int64_t k = 0; k < size; ++k) add(views[static_cast<size_t>(k)], outcomes[static_cast<size_t>(k)], candidates);
  }

  void add(const weiss_problem_view& view, const weiss_outcome& outcome, Candidates& candidates) {
    if (outcome.spins) {
      candidates.add(view, outcome.num_samples, outcome.samples, outcome.energies, kept(view.num_spins));
    } else {  // never solved
      const std::vector<int8_t> up(static_cast<size_t>(view.num_spins), int8_t{1});
      const double energy = problems_.energy(view.problem, up.data());
      candidates.add(view, 1, up.data(), &energy, 1);
    }
    // What the sub-solver refused is cut smaller from now on.
    if (outcome.status == WEISS_E_LIMIT) capacity_ = std::max<int64_t>(std::min(capacity_, view.num_spins / 2), 2);
  }

  int64_t kept(int64_t part_size) const noexcept {
    const bool sampled = settings_.keep > 1 && Clusters::needs_samples(part_size);
    return std::max(settings_.candidates, sampled ? Clusters::kSamples : 1);
  }

  Host host_;
  Problems problems_;
  const Settings& settings_;
  Child& partitioner_;
  Child& subsolver_;
  int64_t capacity_;
  int64_t solved_ = 0;
  uint64_t stream_ = 0;
  Array<int64_t> angle_start_;  // of the last cut: [parts + 1] into angles_
  Array<double> angles_;
  Array<double> zeros_;
};

}  // namespace

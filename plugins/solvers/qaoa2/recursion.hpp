// Down: cut, solve the parts, merge, contract, until the rest fits the sub-solver. Up: turn the parts as the
// solution above them says.
#pragma once

#include "../../common/unless_stopped.hpp"
#include "merge_descent.hpp"
#include "merge_tree.hpp"
#include "part_solver.hpp"

namespace {

class Recursion {
 public:
  Recursion(const Host& host, const Settings& settings, PartSolver& solver, Child& subsolver, Child* merge_solver)
      : host_(host), problems_(host), settings_(settings), solver_(solver), subsolver_(subsolver),
        merge_solver_(merge_solver) {}

  // A state of the problem. start is one to look at for the partitioner, or null.
  Array<int8_t> run(const weiss_problem_view& problem, const Run& run, const int8_t* start) {
    levels_.clear();
    bool done = false;
    weiss_problem_view present = problem;
    while (present.num_spins > solver_.capacity() && !done && !run.should_stop() && !solver_.is_spent()) {
      Array<int8_t> up(static_cast<size_t>(present.num_spins), int8_t{1}, host_);
      done = !descend(present, run, levels_.empty() ? start : up.data());
      if (levels_.back().problem) present = problems_.view(levels_.back().problem.get());
      run.count("levels");
    }
    const int64_t size = levels_.empty() ? problem.num_spins : levels_.back().num_groups;
    Array<int8_t> state(static_cast<size_t>(size), int8_t{1}, host_);
    if (!done && size > 0 && size <= solver_.capacity())
      solver_.solve_whole(subsolver_, present.problem, run, solver_.angles_of_whole(present, run), state.data());
    while (!levels_.empty()) {
      state = ascend(levels_.back(), state);
      levels_.pop_back();
    }
    return state;
  }

 private:
  struct Level {
    explicit Level(const Host& host) : problem(nullptr, nullptr), group(host), sign(host) {}
    OwnedProblem problem;  // contracted; null when the run was stopped before
    int64_t num_groups = 0;
    Array<int32_t> group;  // of each spin below
    Array<int8_t> sign;
    bool merged = false;   // all +1 above is what the merge found
  };

  // Adds a level; false when nothing is left to do above it.
  bool descend(const weiss_problem_view& problem, const Run& run, const int8_t* state) {
    const Parts parts = solver_.cut(problem, run, state);
    const Candidates candidates = solver_.solve(problem, run, parts);
    Level level(host_);
    level.sign.assign(static_cast<size_t>(problem.num_spins), int8_t{1});
    const bool exact = merge(problem, run, parts, candidates, level);
    level.group.assign(static_cast<size_t>(problem.num_spins), 0);
    level.num_groups = group(problem, run, parts, candidates, level);
    const bool contracted = contract(problem, run, level);
    run.spend(problem.num_entries + problem.num_spins);
    levels_.push_back(std::move(level));
    return contracted && !(exact && settings_.keep == 1);
  }

  // False when the run was stopped meanwhile: then all groups stay as they are.
  bool contract(const weiss_problem_view& problem, const Run& run, Level& level) const {
    return weiss::bundled::unless_stopped([&] {
      level.problem =
          problems_.contract(problem.problem, level.num_groups, level.group.data(), level.sign.data(), &run);
    });
  }

  // Chooses a candidate and a sign for each part; true when the choice is the best there is.
  bool merge(const weiss_problem_view& problem, const Run& run, const Parts& parts, const Candidates& candidates,
             Level& level) const {
    constexpr double kMostStates = 1048576.0;
    Merged merged(host_, parts.count());
    bool several = merge_solver_ != nullptr;
    for (int64_t p = 0; p < parts.count(); ++p) several |= settings_.candidates > 1 && candidates.count(p) > 1;
    bool exact = false;
    if (several && candidates.all_rated()) {
      level.merged = true;
      if (!run.should_stop()) merged = descend_merges(problem, run, parts, candidates);
      exact = MergeTree::states(problem, parts, candidates) <= kMostStates;
      if (exact) run.spend(MergeTree(problem, parts, candidates).minimize(merged) * parts.count());
    }
    for (int64_t p = 0; p < parts.count(); ++p) {
      const int8_t* const spins = candidates.spins(p, merged.candidate[static_cast<size_t>(p)]);
      for (int64_t i = 0; i < parts.size(p); ++i)
        level.sign[static_cast<size_t>(parts.of(p)[i])] =
            static_cast<int8_t>(merged.sign[static_cast<size_t>(p)] * spins[i]);
    }
    return exact;
  }

  // The best of some descents, the first from the best candidates as they are.
  Merged descend_merges(const weiss_problem_view& problem, const Run& run, const Parts& parts,
                        const Candidates& candidates) const {
    MergeDescent descent(host_, problem, parts, candidates);
    weiss::plugin::Random random(run.stream(solver_.next_stream()));
    Merged best(host_, parts.count());
    double least = std::numeric_limits<double>::infinity();
    for (int64_t k = 0; k <= settings_.merge_restarts && (k == 0 || !run.should_stop()); ++k) {
      Merged merged(host_, parts.count());
      for (int64_t p = 0; k > 0 && p < parts.count(); ++p) {
        merged.candidate[static_cast<size_t>(p)] = static_cast<int32_t>(random.below(candidates.count(p)));
        merged.sign[static_cast<size_t>(p)] = random.below(2) == 0 ? int8_t{1} : int8_t{-1};
      }
      descent.improve(run, merged);
      double energy = descent.energy(merged);
      if (merge_solver_) energy = turn(problem, run, parts, descent, merged, energy);
      if (energy >= least) continue;
      least = energy;
      best = merged;
    }
    return best;
  }

  // Signs by the merge solver and candidates by descent in turns, while that helps.
  double turn(const weiss_problem_view& problem, const Run& run, const Parts& parts, MergeDescent& descent,
              Merged& merged, double energy) const {
    Array<int32_t> group(static_cast<size_t>(problem.num_spins), 0, host_);
    for (int64_t p = 0; p < parts.count(); ++p)
      for (int64_t i = 0; i < parts.size(p); ++i)
        group[static_cast<size_t>(parts.of(p)[i])] = static_cast<int32_t>(p);
    Array<int8_t> signs(static_cast<size_t>(parts.count()), int8_t{1}, host_);
    for (;;) {
      OwnedProblem whole(nullptr, nullptr);
      const auto put_together = [&] {
        whole = problems_.contract(problem.problem, parts.count(), group.data(), descent.state(), &run);
      };
      if (!weiss::bundled::unless_stopped(put_together)) return energy;
      run.spend(problem.num_entries + problem.num_spins);
      if (!solver_.solve_whole(*merge_solver_, whole.get(), run, {}, signs.data())) return energy;
      Merged turned = merged;
      for (size_t p = 0; p < signs.size(); ++p) turned.sign[p] = static_cast<int8_t>(turned.sign[p] * signs[p]);
      descent.improve(run, turned);
      const double now = descent.energy(turned);
      if (now >= energy) return energy;
      energy = now;
      merged = turned;
    }
  }

  // The parts, or with keep > 1 the clusters in them, as groups.
  int64_t group(const weiss_problem_view& problem, const Run& run, const Parts& parts, const Candidates& candidates,
                Level& level) const {
    Clusters clusters(host_, settings_.keep, solver_.capacity());
    std::vector<int32_t> label;
    std::vector<int8_t> state;
    int64_t count = 0;
    for (int64_t p = 0; p < parts.count(); ++p) {
      const int64_t m = parts.size(p);
      int64_t number = 1;
      label.assign(static_cast<size_t>(m), 0);
      if (settings_.keep > 1 && m > 1 && !run.should_stop()) {
        state.clear();
        for (int64_t i = 0; i < m; ++i) state.push_back(level.sign[static_cast<size_t>(parts.of(p)[i])]);
        const OwnedProblem alone = solver_.alone(problem, parts, p);
        const weiss_problem_view view = problems_.view(alone.get());
        number = clusters.find(view, candidates, p, state.data(), label);
        run.spend(Clusters::needs_samples(m) ? view.num_entries * candidates.count(p) : int64_t{1} << m);
      }
      for (int64_t i = 0; i < m; ++i)
        level.group[static_cast<size_t>(parts.of(p)[i])] = static_cast<int32_t>(count + label[static_cast<size_t>(i)]);
      count += number;
    }
    return count;
  }

  // The state below a level, of the state above it unless what the merge found is better.
  Array<int8_t> ascend(const Level& level, Array<int8_t>& above) const {
    if (level.merged && level.problem) {
      const Array<int8_t> up(above.size(), int8_t{1}, host_);
      if (problems_.energy(level.problem.get(), up.data()) < problems_.energy(level.problem.get(), above.data()))
        above = up;
    }
    Array<int8_t> state(level.group.size(), int8_t{1}, host_);
    for (size_t i = 0; i < state.size(); ++i)
      state[i] = static_cast<int8_t>(level.sign[i] * above[static_cast<size_t>(level.group[i])]);
    return state;
  }

  Host host_;
  Problems problems_;
  const Settings& settings_;
  PartSolver& solver_;
  Child& subsolver_;
  Child* const merge_solver_;
  std::vector<Level> levels_;
};

}  // namespace

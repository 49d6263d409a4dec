// What a run does, chosen from the data where the options leave it open.
#pragma once

#include <algorithm>
#include <string>

#include "../../common/lanes.hpp"

namespace {

constexpr int64_t kMost = 1000000000000;

struct Plan {
  bool anneals;   // children are annealed, else improved by tabu search
  int64_t width;  // children of a generation
  int64_t population;
  int64_t near;      // founders aside, states that differ in no more spins compete with each other
  int64_t patience;  // children in a row that bring nothing new, before a restart
  int64_t parents;   // of a contraction
  int64_t sweeps;    // of an annealing, before the first restart
  double t_first, t_last;
  int64_t max_idle;  // of a tabu search, before the first restart
  int64_t tenure;
};

class Settings {
 public:
  static constexpr weiss_option_info infos[] = {
      weiss::plugin::string_option("improve",
                                   "How states are improved. auto: by tabu search when the mean spin has "
                                   "more than a twelfth of the others as strong "
                                   "neighbours, else by annealing.",
                                   "auto", "auto|tabu|annealing"),
      weiss::plugin::int_option("population",
                                "States that parents are drawn from. 0: 8 with annealing, 16 with "
                                "tabu, fewer when memory or the limits are short.",
                                0, 0, 1000),
      weiss::plugin::int_option("parents", "Most parents of a contraction.", 3, 2, 64)};

  explicit Settings(const weiss::plugin::Options& options)
      : improve_(options.text("improve")),
        population_(options.integer("population")),
        parents_(options.integer("parents")),
        patience_(options.integer("patience")),
        sweeps_(options.integer("sweeps")),
        t_first_(options.real("t_first")),
        t_last_(options.real("t_last")),
        max_idle_(options.integer("max_idle")),
        tenure_(options.integer("tenure")),
        searches_(options.integer("searches")) {}

  Plan plan(const weiss_problem_view& problem, const weiss_ext_search& search,
            const weiss::plugin::Run& run) const {
    const int64_t n = std::max<int64_t>(problem.num_spins, 1);
    const int64_t degree = problem.num_entries / n;
    Plan plan{};
    plan.anneals = improve_ == "annealing" ||
                   (improve_ == "auto" && 12.0 * strong_neighbours(problem) <= static_cast<double>(n));
    plan.near = n / 100 + 1;
    plan.parents = parents_;
    plan.max_idle = max_idle_ > 0 ? max_idle_ : std::max<int64_t>(2 * n, 2000);
    plan.tenure = tenure_ > 0 ? tenure_ : std::min(n / 100 + 10, n / 4 + 1);
    set_population(problem, run, plan);
    plan.patience = patience_ > 0 ? patience_ : plan.anneals ? 8 * plan.population : 40;
    const int64_t useful = plan.anneals ? plan.sweeps * (n + problem.num_entries / 8)
                                        : 2 * plan.max_idle * (n / 16 + degree + 1);
    plan.width = weiss::bundled::number_of_searches(searches_, run, useful);
    if (plan.anneals) search.temperatures(problem.problem, &plan.t_first, &plan.t_last);
    if (t_first_ > 0.0) plan.t_first = t_first_;
    if (t_last_ > 0.0) plan.t_last = t_last_;
    plan.t_last = std::min(plan.t_last, plan.t_first);
    return plan;
  }

 private:
  // How many couplings a spin has that count, in the mean: sum(J^2)^2 / sum(J^4) is the number of couplings
  // when they are equal, and about half of it when they are spread evenly; couplings far below the others add
  // nothing.
  static double strong_neighbours(const weiss_problem_view& problem) {
    double sum = 0.0;
    for (int64_t i = 0; i < problem.num_spins; ++i) {
      double squares = 0.0, fourths = 0.0;
      for (const auto [j, value] : weiss::plugin::row(problem, i)) {
        squares += value * value;
        fourths += value * value * value * value;
      }
      const auto degree = static_cast<double>(weiss::plugin::row(problem, i).size());
      if (fourths > 0.0) sum += std::min(degree, 2.0 * squares * (squares / fourths));
    }
    return sum / static_cast<double>(std::max<int64_t>(problem.num_spins, 1));
  }

  // The founders should cost no more than a sixteenth of what the limits allow: annealing becomes shorter for
  // that, then the population smaller, then annealing shorter still.
  void set_population(const weiss_problem_view& problem, const weiss::plugin::Run& run, Plan& plan) const {
    constexpr int64_t kBytes = 64 << 20;
    constexpr double kProposalsPerSecond = 5e7;
    constexpr int64_t kUsualSweeps = 200, kShortSweeps = 50, kFewestSweeps = 8;
    const int64_t n = std::max<int64_t>(problem.num_spins, 1);
    int64_t population = std::clamp<int64_t>(kBytes / n, 2, plan.anneals ? 8 : 16);
    const double by_work =
        static_cast<double>(run.work_left()) / static_cast<double>(n + problem.num_entries / 4);
    const double by_time = run.time_left() * kProposalsPerSecond * run.threads() / static_cast<double>(n);
    const auto share =
        static_cast<int64_t>(std::clamp(std::min(by_work, by_time) / 16.0, 1.0, 1e6));  // sweeps
    if (plan.anneals) population = std::clamp<int64_t>(share / kShortSweeps, 2, population);
    const int64_t sweeps = std::clamp(share / population, kFewestSweeps, kUsualSweeps);
    plan.population = population_ > 0 ? population_ : population;
    plan.sweeps = sweeps_ > 0 ? sweeps_ : sweeps;
  }

  const std::string improve_;
  const int64_t population_, parents_, patience_, sweeps_;
  const double t_first_, t_last_;
  const int64_t max_idle_, tenure_, searches_;
};

}  // namespace

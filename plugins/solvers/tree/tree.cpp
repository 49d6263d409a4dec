// Exact minimum of graphs of small tree width: reduce, find an elimination order, dynamic programming.
#include <cmath>

#include <weiss/ext/problem.hpp>
#include <weiss/ext/search.hpp>
#include <weiss/plugin.hpp>

#include "tables.hpp"

namespace {

using weiss::plugin::Failure;
using weiss::plugin::Options;
using weiss::plugin::Problems;
using weiss::plugin::Sink;

class Tree {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.tree", "Tree decomposition", "1.0.0",
      "Proven optimum of graphs of small tree width, of any size: trees, rings, strips, narrow tori.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_EXACT | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      weiss::plugin::int_option("max_width",
                                "Largest width to take on: neighbours of a spin when it is eliminated. Each one "
                                "more doubles time and memory.",
                                20, 1, 30),
      weiss::plugin::int_option("max_memory", "Largest memory for the tables, in MiB.", 4096, 1, 1 << 24)};

  Tree(const Host& host, const Options& options)
      : host_(host), problems_(host), max_width_(options.integer("max_width")),
        max_memory_(options.integer("max_memory")) {}

  void solve(const weiss_problem_view& problem, const weiss_solver_input& input, const Run& run,
             const Sink& sink) {
    const auto [reduced, reduction] = problems_.reduce(problem.problem, &run);
    const weiss_problem_view rest = problems_.view(reduced.get());
    const Plan plan = make_plan(rest);
    run.count("width", plan.width);

    Array<int8_t> state(static_cast<size_t>(rest.num_spins), int8_t{1}, host_);
    const bool complete = fits_int32(rest) ? minimize<int32_t>(rest, plan, rest.scale, run, state)
                                           : minimize<double>(rest, plan, 1.0, run, state);
    if (!complete) return report_cut_off(problem, input, sink);
    Array<int8_t> spins(static_cast<size_t>(problem.num_spins), int8_t{1}, host_);
    problems_.lift(reduction, state.data(), spins.data());
    const double energy = problems_.energy(problem.problem, spins.data());
    sink.report(spins.data(), energy);
    sink.bound(energy, WEISS_PROOF_OPTIMAL);
  }

 private:
  // The cheapest of the orders.
  Plan make_plan(const weiss_problem_view& problem) const {
    Plan best(host_);
    int64_t blocked_by = INT64_MAX, taken = 0;
    bool found = false;
    for (const Rule rule : {Rule::kMinFill, Rule::kMinDegree, Rule::kSweep}) {
      const Elimination elimination = eliminate(host_, problem, rule, max_width_);
      if (elimination.blocked_by > 0) {
        if (elimination.blocked_by < blocked_by) taken = static_cast<int64_t>(elimination.order.size());
        blocked_by = std::min(blocked_by, elimination.blocked_by);
        continue;
      }
      Plan plan = Planner(host_).plan(elimination);
      if (!found || plan.entries < best.entries) best = std::move(plan);
      found = true;
    }
    if (!found) refuse_width(problem.num_spins, taken, blocked_by);
    refuse_memory(problem, best);
    return best;
  }

  void refuse_width(int64_t num_spins, int64_t taken, int64_t blocked_by) const {
    throw Failure(WEISS_E_LIMIT,
                  "needs width " + std::to_string(blocked_by) + ", but \"max_width\" is " +
                      std::to_string(max_width_) + "; of the " + std::to_string(num_spins) +
                      " spins that the reduction left, " + std::to_string(taken) +
                      " could be eliminated. Raise \"max_width\" by a little, or use \"tabu\" or \"annealing\"");
  }

  void refuse_memory(const weiss_problem_view& problem, const Plan& plan) const {
    const double bytes = plan.most_waiting * (fits_int32(problem) ? 4.0 : 8.0) + plan.entries / 8.0;
    const double mebibytes = std::ceil(bytes / 1048576.0);
    if (mebibytes <= static_cast<double>(max_memory_)) return;
    throw Failure(WEISS_E_LIMIT, "width " + std::to_string(plan.width) + " needs " +
                                     std::to_string(static_cast<int64_t>(mebibytes)) +
                                     " MiB for its tables, but \"max_memory\" is " + std::to_string(max_memory_) +
                                     "; raise it, or use \"tabu\" or \"annealing\"");
  }

  // Whether no sum of energies leaves int32; twice the couplings of a spin are summed, too.
  static bool fits_int32(const weiss_problem_view& problem) noexcept {
    if ((problem.flags & WEISS_PROBLEM_INTEGER) == 0) return false;
    double most = 0.0;
    for (int64_t i = 0; i < problem.num_spins; ++i) most += std::fabs(problem.field[i]);
    for (int64_t k = 0; k < problem.num_entries; ++k) most += 0.5 * std::fabs(problem.value[k]);
    return most * problem.scale < 0x1p29;
  }

  template <class Value>
  bool minimize(const weiss_problem_view& problem, const Plan& plan, double scale, const Run& run,
                Array<int8_t>& state) const {
    Tables<Value> tables(host_, problem, plan, scale);
    if (!tables.make(run)) return false;
    tables.trace_back(state.data());
    return true;
  }

  // Tables that are not all there say nothing about a state: a descent does.
  void report_cut_off(const weiss_problem_view& problem, const weiss_solver_input& input, const Sink& sink) const {
    weiss::plugin::Search search(weiss::plugin::search_table(host_), problem.problem);
    if (input.num_starts > 0) search.set(input.starts);
    weiss::plugin::search_table(host_).descend(search.get(), nullptr);
    sink.report(search.best_spins(), search.best_energy(), "descent");
  }

  Host host_;
  Problems problems_;
  int64_t max_width_;
  int64_t max_memory_;
};

constexpr weiss::plugin::Module<Tree> module("weiss.tree", "Weiss: tree", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(solver_tree) { return &module.table; }

// QAOA-in-QAOA: solve parts alone, turn them against each other as the spins of a smaller problem, recursively.
#include <optional>

#include <weiss/ext/search.hpp>

#include "recursion.hpp"

namespace {

using weiss::plugin::algorithm_option;
using weiss::plugin::int_option;
using weiss::plugin::Options;
using weiss::plugin::Sink;

constexpr int64_t kMost = 1000000000000;

class Qaoa2 {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.qaoa2", "QAOA in QAOA", "1.0.0",
      "Solves the parts of a problem alone and merges them by a problem of one spin for each part, recursively.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      algorithm_option("partitioner", "Cuts the problem, and those of all further levels.", WEISS_KIND_PARTITIONER,
                       "multilevel-kl"),
      algorithm_option("subsolver", "Solves the parts, and the problem of the last level.", WEISS_KIND_SOLVER,
                       "exact samples=16"),
      int_option("part_size", "Most spins of a part; fewer when the sub-solver takes fewer.", 10, 2, INT32_MAX),
      int_option("sub_problems", "Most solves of sub-problems. 0: as many as it takes.", 0, 0, kMost),
      int_option("candidates",
                 "States of a part, distinct but for its flip, that the merge may choose from, as far as the "
                 "sub-solver reports as many. 1: plain QAOA-in-QAOA.",
                 8, 1, 10000),
      int_option("keep",
                 "Super-spins that a part of full size becomes, the least correlated pieces of it. 1: the part as "
                 "a whole.",
                 1, 1, 1000000),
      algorithm_option("merge_solver",
                       "Sets the signs of all parts at a time when parts have several candidates, in turns with "
                       "descents of single parts; it must take as many spins as there are parts.",
                       WEISS_KIND_SOLVER, nullptr, true),
      weiss::plugin::advanced(int_option("merge_restarts",
                                         "Descents of a merge from random choices, besides the one from the best "
                                         "candidates.",
                                         8, 0, 1000000)),
      int_option("restarts", "Runs in all, each with random numbers of its own; the best one counts. 0: until the "
                             "limit.", 1, 0, kMost),
      int_option("descents", "Most one-flip descents of the whole problem, one after each run. -1: no limit.", 0, -1,
                 kMost)};

  Qaoa2(const Host& host, const Options& options)
      : host_(host),
        partitioner_(host, options.choice("partitioner")),
        subsolver_(host, options.choice("subsolver")),
        settings_{options.integer("part_size"), options.integer("sub_problems"), options.integer("candidates"),
                  options.integer("keep"), options.integer("merge_restarts")},
        restarts_(options.integer("restarts")),
        descents_(options.integer("descents")) {
    if (options.choice("merge_solver")) merge_solver_.emplace(host, options.choice("merge_solver"));
  }

  void solve(const weiss_problem_view& problem, const weiss_solver_input& input, const Run& run, const Sink& sink) {
    PartSolver solver(host_, settings_, partitioner_, subsolver_);
    Recursion recursion(host_, settings_, solver, subsolver_, merge_solver_ ? &*merge_solver_ : nullptr);
    const int8_t* const start = input.num_starts > 0 ? input.starts : nullptr;
    for (int64_t k = 0; restarts_ == 0 || k < restarts_; ++k) {
      if (k > 0 && (run.should_stop() || solver.is_spent())) break;
      const Array<int8_t> state = recursion.run(problem, run, start);
      sink.report(state.data(), std::numeric_limits<double>::quiet_NaN());  // the host computes it
      if (descents_ < 0 || k < descents_) descend(problem, run, sink, state);
    }
    sink.figure("sub-problems", static_cast<double>(solver.solved()));  // for schemes that start from here
  }

 private:
  void descend(const weiss_problem_view& problem, const Run& run, const Sink& sink, const Array<int8_t>& state) const {
    if (run.should_stop()) return;
    const weiss_ext_search& table = weiss::plugin::search_table(host_);
    weiss::plugin::Search search(table, problem.problem, WEISS_ENGINE_AUTO, &run);
    search.set(state.data());
    run.spend(problem.num_entries);
    search.descend(run);
    run.count("descents");
    sink.report(search.best_spins(), search.best_energy(), "descent");
  }

  Host host_;
  Child partitioner_;
  Child subsolver_;
  std::optional<Child> merge_solver_;
  Settings settings_;
  int64_t restarts_;
  int64_t descents_;
};

constexpr weiss::plugin::Module<Qaoa2> module("weiss.qaoa2", "Weiss: qaoa2", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(solver_qaoa2) { return &module.table; }

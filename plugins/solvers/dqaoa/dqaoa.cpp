// Distributed QAOA: overlapping parts, solved in parallel against one state, put together with a check of the
// energy.
#include <iterator>

#include "../../common/change.hpp"
#include "../../common/subproblem.hpp"

namespace {

using weiss::bundled::SubProblem;
using weiss::plugin::algorithm_option;
using weiss::plugin::Child;
using weiss::plugin::Host;
using weiss::plugin::int_option;
using weiss::plugin::Options;
using weiss::plugin::Problems;
using weiss::plugin::Run;
using weiss::plugin::Search;
using weiss::plugin::Sink;
using weiss::plugin::sized;

class Dqaoa {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.dqaoa", "Distributed QAOA", "1.0.0",
      "Solves overlapping parts in parallel and keeps those that do not raise the energy.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_WARM_START | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      algorithm_option("partitioner",
                       "Chooses the parts of a round, which may overlap and need not cover all spins.",
                       WEISS_KIND_PARTITIONER, "growth"),
      algorithm_option("subsolver", "Solves the parts.", WEISS_KIND_SOLVER, "qaoa"),
      int_option("part_size", "Most spins of a part; fewer when the sub-solver takes fewer.", 10, 1,
                 INT32_MAX),
      int_option("parts", "Parts of a round. 0: so many that each spin is in two of them on average.", 0, 0,
                 INT32_MAX),
      weiss::bundled::part_work_option(),
      weiss::bundled::sub_problems_option(),
      int_option("patience", "Ends after so many rounds without a better state. 0: never.", 10, 0,
                 weiss::bundled::kMostWork)};

  Dqaoa(const Host& host, const Options& options)
      : problems_(host),
        searches_(weiss::plugin::search_table(host)),
        partitioner_(host, options.choice("partitioner")),
        subsolver_(host, options.choice("subsolver"), options.integer("part_size"), options.integer("work")),
        parts_(options.integer("parts")),
        sub_problems_(options.integer("sub_problems")),
        patience_(options.integer("patience")) {}

  void solve(const weiss_problem_view& problem, const weiss_solver_input& input, const Run& run,
             const Sink& sink) {
    Search search(searches_, problem.problem, WEISS_ENGINE_AUTO, &run);
    weiss::bundled::begin_at_best_start(problems_, problem, input, run, kStart, search);
    sink.report(search.spins(), search.energy(), "start");
    if (problem.num_spins == 0) return;
    uint64_t stream = kStreams;
    int64_t solved = 0, idle = 0;
    while (!run.should_stop() && (sub_problems_ == 0 || solved < sub_problems_)) {
      std::vector<SubProblem> parts = cut(problem, run, stream++, solved, search);
      if (parts.empty()) break;
      const double before = search.energy();
      for (size_t first = 0; first < parts.size() && !run.should_stop(); first += kTogether)
        solved += solve_some(run, parts, first, stream, search);
      stream += parts.size();
      run.count("iterations");
      if (search.energy() < before) sink.report(search.spins(), search.energy(), subsolver_.name());
      idle = search.energy() < before ? 0 : idle + 1;
      if (idle == patience_ && patience_ > 0) break;
    }
  }

 private:
  static constexpr size_t kTogether = 8;
  static constexpr uint64_t kStart = 1, kStreams = 16;  // of the run's seed

  std::vector<SubProblem> cut(const weiss_problem_view& problem, const Run& run, uint64_t stream,
                              int64_t solved, const Search& search) {
    weiss_partition_task task = sized<weiss_partition_task>();
    task.may_overlap = 1;
    task.may_omit = 1;
    task.max_part_spins = subsolver_.part_size();
    task.num_parts =
        parts_ > 0 ? parts_ : (2 * problem.num_spins + task.max_part_spins - 1) / task.max_part_spins;
    task.best = search.spins();
    task.current = search.spins();
    const weiss_parts parts = partitioner_.partition(run, problem.problem, task, stream);
    std::vector<SubProblem> out;
    for (int64_t p = 0; p < parts.num_parts; ++p) {
      if ((sub_problems_ > 0 && solved + p == sub_problems_) || run.should_stop()) break;
      out.emplace_back(problems_, problem, weiss::bundled::part_of(parts, p), search.spins(), &run);
    }
    return out;
  }

  // Parts from first on, kTogether at most: what is begun is finished, even beyond the work limit.
  int64_t solve_some(const Run& run, std::vector<SubProblem>& parts, size_t first, uint64_t stream,
                     Search& search) {
    const auto begin = parts.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = parts.begin() + static_cast<std::ptrdiff_t>(std::min(first + kTogether, parts.size()));
    const std::vector<SubProblem> some(std::make_move_iterator(begin), std::make_move_iterator(end));
    aggregate(run, some, subsolver_.solve_many(run, some, stream + first), search);
    return static_cast<int64_t>(some.size());
  }

  // One after another, each only if the energy of the whole does not rise; so of parts that overlap the first
  // counts.
  void aggregate(const Run& run, const std::vector<SubProblem>& parts,
                 const std::vector<weiss_outcome>& outcomes, Search& search) {
    for (size_t k = 0; k < parts.size(); ++k) {
      if (!outcomes[k].spins) continue;
      if (change_.make(run, parts[k].members(), outcomes[k].spins, search) > 0.0)
        change_.undo(run, search);
      else
        run.count("accepted");
    }
  }

  Problems problems_;
  const weiss_ext_search& searches_;
  Child partitioner_;
  weiss::bundled::SubSolver subsolver_;
  int64_t parts_, sub_problems_, patience_;
  weiss::bundled::Change change_;
};

constexpr weiss::plugin::Module<Dqaoa> module("weiss.dqaoa", "Weiss: dqaoa", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(solver_dqaoa) { return &module.table; }

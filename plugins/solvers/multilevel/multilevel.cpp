// Multilevel search: coarsen by what strong bonds and samples say, then refine from the coarsest level to the
// finest; again from the state that came out.
#include <cstring>
#include <limits>
#include <memory>
#include <weiss/ext/search.hpp>

#include "../../common/best_start.hpp"
#include "../../common/unless_stopped.hpp"
#include "refinement.hpp"
#include "samples.hpp"

namespace {

using weiss::plugin::algorithm_option;
using weiss::plugin::int_option;
using weiss::plugin::Options;
using weiss::plugin::OwnedProblem;
using weiss::plugin::Search;

class Multilevel {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.multilevel", "Multilevel search", "1.0.0",
      "Coarsens the problem along strong couplings of correlated spins and refines level by level with "
      "clamped "
      "sub-problems, in cycles.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_WARM_START | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      algorithm_option("partitioner",
                       "Cuts each level into regions. none: blocks of neighbours, other ones each time.",
                       WEISS_KIND_PARTITIONER, nullptr, true),
      algorithm_option("subsolver", "Solves the regions, from their present state.", WEISS_KIND_SOLVER,
                       "forest reads=1 moves=10 width=8"),
      int_option("part_size", "Most spins of a region; fewer when the sub-solver takes fewer.", 100000, 2,
                 INT32_MAX),
      int_option("coarsest", "Coarsening ends at so many spins, or when it puts hardly anything together.",
                 100, 2, INT32_MAX),
      int_option("work", "Most work units for one region. 0: 24 (m + m^2 / 16 + entries) for one of m spins.",
                 0, 0, weiss::bundled::kMostWork),
      weiss::plugin::string_option("coarsen",
                                   "By what spins are paired: satisfied couplings, or these weighted by the "
                                   "correlation of their spins "
                                   "in samples.",
                                   "correlation", "correlation|coupling"),
      int_option("samples", "States that correlations are measured in, rounded up to full registers.", 32, 1,
                 64),
      int_option(
          "sweeps",
          "Annealing sweeps of each sample; fewer when they would take more than a quarter of the limit.",
          300, 1, 1000000000),
      int_option("reuse",
                 "Cycles by one set of samples: the first by all, the others by random halves of them.", 4, 1,
                 1000000),
      algorithm_option("start",
                       "Gives the first state when none is given; it must end by itself. none: the first "
                       "cycle makes one.",
                       WEISS_KIND_SOLVER, nullptr, true),
      int_option("passes", "Passes over the regions of a level, with other regions each time.", 1, 1,
                 1000000),
      int_option("cycles", "Cycles from the finest level to the coarsest and back. 0: until the limit.", 0, 0,
                 weiss::bundled::kMostWork),
      weiss::bundled::sub_problems_option(),
      int_option("descents",
                 "Most one-flip descents of the whole problem, one at the end of each cycle. -1: no limit.",
                 -1, -1, weiss::bundled::kMostWork)};

  Multilevel(const Host& host, const Options& options)
      : host_(host),
        problems_(host),
        solver_(host, options.choice("subsolver"), options.integer("part_size"), options.integer("work")),
        coarsest_(options.integer("coarsest")),
        correlated_(std::strcmp(options.text("coarsen"), "correlation") == 0),
        samples_(options.integer("samples")),
        sweeps_(options.integer("sweeps")),
        reuse_(options.integer("reuse")),
        passes_(options.integer("passes")),
        cycles_(options.integer("cycles")),
        sub_problems_(options.integer("sub_problems")),
        descents_(options.integer("descents")) {
    if (options.choice("start")) start_.emplace(host, options.choice("start"));
    if (options.choice("partitioner")) partitioner_.emplace(host, options.choice("partitioner"));
  }

  void solve(const weiss_problem_view& problem, const weiss_solver_input& input, const Run& run,
             const Sink& sink) {
    Refinement refinement(host_, solver_, partitioner_ ? &*partitioner_ : nullptr, sub_problems_);
    Array<int8_t> state(static_cast<size_t>(problem.num_spins), int8_t{1}, host_);
    bool has_state = begin(problem, input, run, sink, refinement.next_stream(), state);
    std::unique_ptr<Search> search;
    std::optional<Samples> samples;
    if (correlated_) samples.emplace(host_, problem, samples_, sweeps_, reuse_);
    double energy = has_state ? problems_.energy(problem.problem, state.data()) : kInfinite;
    for (int64_t k = 0; cycles_ == 0 || k < cycles_; ++k) {
      if (k > 0 && (run.should_stop() || refinement.is_spent())) break;
      Random random(run.stream(refinement.next_stream()));
      Words words(host_);
      if (samples) {
        if (samples->are_due()) samples->draw(run, refinement.next_stream(), sink);
        if (has_state) prefer(*samples, state, energy);
        words = samples->use(random);
      }
      cycle(problem, run, refinement, std::move(words), random, has_state, state);
      run.count("cycles");
      const bool descends = (descents_ < 0 || k < descents_) && !run.should_stop();
      if (descends) descend(problem, run, search, state);
      energy = problems_.energy(problem.problem, state.data());
      sink.report(state.data(), energy, descends ? "descent" : solver_.name());
      if (samples && !has_state) prefer(*samples, state, energy);
      has_state = true;
    }
  }

 private:
  struct Level {
    Level(Grouping&& g, OwnedProblem&& p) : grouping(std::move(g)), problem(std::move(p)) {}
    Grouping grouping;     // of the spins of the level below
    OwnedProblem problem;  // of the groups
  };
  static constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();  // the host computes it
  static constexpr double kInfinite = std::numeric_limits<double>::infinity();

  // A sample that is better than what cycles have made of the samples so far is what they go on with, and
  // longer annealings are worth their time.
  static void prefer(Samples& samples, Array<int8_t>& state, double& energy) {
    if (samples.best_energy() >= energy) return;
    state = samples.best();
    energy = samples.best_energy();
    samples.lengthen();
  }

  // The start of least energy, or a state of the solver for that; false when there is neither.
  bool begin(const weiss_problem_view& problem, const weiss_solver_input& input, const Run& run,
             const Sink& sink, uint64_t stream, Array<int8_t>& state) {
    if (const int8_t* const best = weiss::bundled::best_start(problems_, problem, input, run)) {
      sink.report(best, kUnknown, "start");
      std::copy_n(best, state.size(), state.begin());
      return true;
    }
    if (!start_) return false;
    weiss_task task = weiss::plugin::sized<weiss_task>();
    task.problem = problem.problem;
    task.stream = stream;
    task.work_limit = INT64_MAX;
    const weiss_outcome outcome = start_->solve(run, task);
    if (outcome.spins) std::copy_n(outcome.spins, state.size(), state.begin());
    return outcome.spins != nullptr;
  }

  void cycle(const weiss_problem_view& problem, const Run& run, Refinement& refinement, Words words,
             Random& random, bool has_state, Array<int8_t>& state) {
    std::vector<Level> levels;
    weiss_problem_view present = problem;
    Array<int8_t> spins(state);
    while (present.num_spins > coarsest_ &&
           coarsen(present, run, Relation(words), has_state ? spins.data() : nullptr, random, levels)) {
      words = words_of_groups(host_, words, levels.back().grouping);
      present = problems_.view(levels.back().problem.get());
      spins.assign(static_cast<size_t>(present.num_spins), int8_t{1});
    }
    run.count("levels", static_cast<int64_t>(levels.size()) + 1);
    for (;;) {
      for (int64_t pass = 0; pass < passes_ && !run.should_stop(); ++pass)
        refinement.improve(present, run, spins);
      if (levels.empty()) break;
      const Grouping& grouping = levels.back().grouping;
      Array<int8_t> below(grouping.sign);
      for (size_t i = 0; i < below.size(); ++i)
        below[i] = static_cast<int8_t>(below[i] * spins[static_cast<size_t>(grouping.group[i])]);
      spins = std::move(below);
      levels.pop_back();
      present = levels.empty() ? problem : problems_.view(levels.back().problem.get());
    }
    state = std::move(spins);
  }

  // Adds a level above the last; false when there is hardly anything to put together, or no time.
  bool coarsen(const weiss_problem_view& present, const Run& run, const Relation& relation,
               const int8_t* state, Random& random, std::vector<Level>& levels) const {
    Matching matching(host_, present, relation, state, run, random);
    if (matching.stopped()) return false;
    Grouping grouping = matching.take();
    if (10 * grouping.count > 9 * present.num_spins) return false;
    return weiss::bundled::unless_stopped([&] {
      OwnedProblem above = problems_.contract(present.problem, grouping.count, grouping.group.data(),
                                              grouping.sign.data(), &run);
      run.spend(2 * present.num_entries + present.num_spins);
      levels.emplace_back(std::move(grouping), std::move(above));
    });
  }

  void descend(const weiss_problem_view& problem, const Run& run, std::unique_ptr<Search>& search,
               Array<int8_t>& state) const {
    if (!search) search = std::make_unique<Search>(weiss::plugin::search_table(host_), problem.problem);
    search->set(state.data());
    run.spend(problem.num_entries);
    search->descend(run);
    run.count("descents");
    std::copy_n(search->best_spins(), state.size(), state.begin());
  }

  Host host_;
  Problems problems_;
  SubSolver solver_;
  std::optional<Child> partitioner_;
  std::optional<Child> start_;
  int64_t coarsest_;
  bool correlated_;
  int64_t samples_, sweeps_, reuse_;
  int64_t passes_;
  int64_t cycles_;
  int64_t sub_problems_;
  int64_t descents_;
};

constexpr weiss::plugin::Module<Multilevel> module("weiss.multilevel", "Weiss: multilevel", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(solver_multilevel) { return &module.table; }

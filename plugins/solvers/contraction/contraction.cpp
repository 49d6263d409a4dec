// Regions of the problem contracted to few super-spins, which a small device can solve.
#include "ablation.hpp"

namespace {

using weiss::contraction::Budget;
using weiss::contraction::kSettingsInfos;
using weiss::contraction::kVariants;
using weiss::contraction::Search;
using weiss::contraction::Settings;
using weiss::contraction::settings_of;
using weiss::contraction::Starts;
using weiss::contraction::Variant;
using weiss::plugin::advanced;
using weiss::plugin::algorithm_option;
using weiss::plugin::Child;
using weiss::plugin::Host;
using weiss::plugin::Options;
using weiss::plugin::Problems;
using weiss::plugin::Run;
using weiss::plugin::Sink;
using weiss::plugin::sized;

class Contraction {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.contraction", "Contracted regions", "1.0.0",
      "Improves a state by sub-problems of few super-spins: regions contracted along satisfied bonds.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_WARM_START | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      algorithm_option("subsolver", "Solves the sub-problems.", WEISS_KIND_SOLVER, "exact samples=64"),
      kSettingsInfos[0],
      kSettingsInfos[1],
      kSettingsInfos[2],
      algorithm_option(
          "start",
          "Gives the first state when none is given; its sub-problems count, its samples go into the result. "
          "none: a random state.",
          WEISS_KIND_SOLVER, "qaoa2", true),
      kSettingsInfos[3],
      kSettingsInfos[4],
      kSettingsInfos[5],
      kSettingsInfos[6],
      kSettingsInfos[7],
      kSettingsInfos[8],
      kSettingsInfos[9],
      kSettingsInfos[10],
      advanced(kSettingsInfos[11]),
      advanced(kSettingsInfos[12]),
      advanced(kSettingsInfos[13]),
      advanced(kSettingsInfos[14]),
      advanced(kSettingsInfos[15]),
      advanced(kSettingsInfos[16]),
      advanced(kSettingsInfos[17]),
      advanced(weiss::plugin::bool_option(
          "ablation",
          "Runs again without each ingredient, and two controls, at equal budgets; figures say what is lost.",
          false)),
      advanced(algorithm_option("control", "Stands in for the sub-solver in a control of the ablation.",
                                WEISS_KIND_SOLVER, "greedy restarts=8"))};

  Contraction(const Host& host, const Options& options)
      : host_(host),
        problems_(host),
        settings_(settings_of(options)),
        sub_solver_(host, options.choice("subsolver")),
        ablation_(options.boolean("ablation")) {
    if (options.choice("start")) start_.emplace(host, options.choice("start"));
    if (ablation_) control_.emplace(host, options.choice("control"));
    if (const int64_t most = sub_solver_.max_spins(); most > 0)
      settings_.part_size = std::min(settings_.part_size, most);
  }

  void solve(const weiss_problem_view& problem, const weiss_solver_input& input, const Run& run,
             const Sink& sink) {
    if (problem.num_spins <= settings_.part_size) return solve_at_once(problem, input, run, sink);
    Starts starts(host_, problem, run, start_ ? &*start_ : nullptr);
    starts.first(problems_, input);
    sink.report(starts.spins(), kUnknown, "start");
    Search search(host_, problem, settings_, sub_solver_, problems_, run.stream(kSearch));
    search.begin(starts.spins(), starts.solved());
    Reporter reporter(problem, sink);
    search.go(run, starts, [&] { reporter.improved(search, run); });
    sink.report(search.best(), kUnknown);
    run.count("sub-problems", search.budget().solved - starts.all_solved());  // starts count their own
    run.count("descents", search.budget().descended);
    run.count("accepted", search.budget().accepted);
    if (ablation_) ablate(problem, input, run, sink, starts, search);
    sink.figure("sub-problems",
                static_cast<double>(search.budget().solved));  // for schemes that start from here
  }

 private:
  static constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();  // the host computes it
  static constexpr uint64_t kSearch = 0;                                        // stream of the search itself

  // Copies of a large state cost more than a step does: improvements wait until the search has worked for
  // one.
  class Reporter {
   public:
    Reporter(const weiss_problem_view& problem, const Sink& sink)
        : cost_(problem.num_entries / 8), sink_(sink) {}
    void improved(const Search& search, const Run& run) {
      const int64_t left = run.work_left();
      if (cost_ > 10000 && last_ - left < cost_) return;
      last_ = left;
      sink_.report(search.best(), kUnknown);
    }

   private:
    int64_t cost_;
    const Sink& sink_;
    int64_t last_ = INT64_MAX;
  };

  void solve_at_once(const weiss_problem_view& problem, const weiss_solver_input& input, const Run& run,
                     const Sink& sink) {
    weiss_task task = sized<weiss_task>();
    task.problem = problem.problem;
    task.input = &input;
    task.stream = kSearch;
    task.work_limit = INT64_MAX;
    const weiss_outcome outcome = sub_solver_.solve(run, task);
    run.count("sub-problems");
    if (outcome.spins) sink.report(outcome.spins, outcome.energy, sub_solver_.name());
  }

  // ---- ablation ----
  void ablate(const weiss_problem_view& problem, const weiss_solver_input& input, const Run& run,
              const Sink& sink, Starts& starts, const Search& whole) {
    const Budget used = whole.budget();
    const auto loss = [&](const std::string& name, const Search& other) {
      sink.figure(name.c_str(), other.best_energy() - whole.best_energy());
    };
    const auto again = [&](Settings settings, Child& child, bool with_start, const std::string& name) {
      settings.sub_problems = used.solved;
      settings.descents = settings_.descents;
      if (with_start)
        starts.first(problems_, input);
      else
        starts.first_at_random();
      Search search(host_, problem, settings, child, problems_, run.stream(kSearch));
      search.begin(starts.spins(), starts.solved());
      search.go(run, starts, [] {});
      loss(name, search);
    };
    for (const Variant& variant : kVariants) {
      Settings settings = settings_;
      variant.remove(settings);
      again(settings, sub_solver_, true, std::string("loss without ") + variant.name);
    }
    again(settings_, sub_solver_, false, "loss without start");
    again(settings_, *control_, true, "control other sub-solver");
    starts.first_at_random();
    Search kicks(host_, problem, settings_, sub_solver_, problems_, run.stream(kSearch));
    kicks.begin(starts.spins(), 0);
    kicks.kick_and_descend(run, used.descended - 1);
    loss("control iterated local search", kicks);
  }

  Host host_;
  Problems problems_;
  Settings settings_;
  Child sub_solver_;
  std::optional<Child> start_, control_;
  bool ablation_;
};

constexpr weiss::plugin::Module<Contraction> module("weiss.contraction", "Weiss: contraction", "1.0.0",
                                                    "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(solver_contraction) { return &module.table; }

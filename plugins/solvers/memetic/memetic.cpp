// Memetic search: a population of improved states, crossovers, and exact ends where they can be had.
#include "certificate.hpp"
#include "ends.hpp"
#include "evolution.hpp"

namespace {

using weiss::plugin::advanced;
using weiss::plugin::Host;
using weiss::plugin::int_option;
using weiss::plugin::Options;
using weiss::plugin::real_option;
using weiss::plugin::Sink;

class Memetic {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.memetic", "Memetic search", "1.0.0",
      "Reductions, then a population of improved states with crossovers; small problems are proven.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_WARM_START | WEISS_CAP_EXACT | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      int_option("children", "States to make, each by a search of its own. 0: until the limit.", 0, 0, kMost),
      Settings::infos[0],
      Settings::infos[1],
      Settings::infos[2],
      weiss::plugin::bool_option(
          "certify",
          "Tries to prove the result when the search stagnates, or when half of the limits are "
          "used up, with at most half of the rest: by exact, else by bounds of roof duality "
          "and semidefinite programming.",
          true),
      weiss::plugin::algorithm_option("exact", "Solver that proves cores whose tree width is at most 16.",
                                      WEISS_KIND_SOLVER, "tree", true),
      advanced(
          int_option("patience",
                     "Children in a row that bring nothing new, before a restart. 0: with annealing 8 times "
                     "the population, with tabu 40.",
                     0, 0, kMost)),
      advanced(
          int_option("sweeps",
                     "Sweeps of an annealing. 0: 200, fewer when the limits are short. Some restarts take 2, "
                     "4, 8 ... times as many.",
                     0, 0, 1000000000)),
      advanced(real_option("t_first", "First temperature, in units of energy. 0: from the data.", 0.0, 0.0,
                           1e300)),
      advanced(
          real_option("t_last", "Last temperature, in units of energy. 0: from the data.", 0.0, 0.0, 1e300)),
      advanced(int_option("max_idle",
                          "A tabu search ends after so many steps without a new best, after some "
                          "restarts 2, 4, 8 ... times as many. 0: 2 times the spins, at least 2,000.",
                          0, 0, kMost)),
      advanced(int_option("tenure", "Steps for which tabu search forbids a flip. 0: spins / 100 + 10.", 0, 0,
                          kMost)),
      weiss::bundled::searches_option(),
      weiss::bundled::engine_option()};

  Memetic(const Host& host, const Options& options)
      : host_(host),
        problems_(host),
        search_(weiss::plugin::search_table(host)),
        settings_(options),
        children_(options.integer("children")),
        certify_(options.boolean("certify")),
        engine_(weiss::bundled::engine_of(options)) {
    if (options.choice("exact")) exact_.emplace(host, options.choice("exact"));
  }

  void solve(const weiss_problem_view& problem, const weiss_solver_input& input, const Run& run,
             const Sink& sink) {
    if (solved_at_once(problem, run, sink)) return;
    for (int32_t k = 0; k < input.num_starts; ++k)
      sink.report(input.starts + k * problem.num_spins, std::numeric_limits<double>::quiet_NaN(), "start");
    Core core(host_, problem, run);
    if (core.gives_up(run)) return;
    core.report(sink, run);
    Array<int8_t> starts(static_cast<size_t>(input.num_starts * core.view().num_spins), int8_t{1}, host_);
    for (int64_t k = 0; k < input.num_starts; ++k)
      core.restrict(input.starts + k * problem.num_spins, starts.data() + k * core.view().num_spins,
                    problem.num_spins);
    weiss_solver_input core_input = input;
    core_input.starts = starts.data();
    Array<int8_t> spins(static_cast<size_t>(problem.num_spins), int8_t{1}, host_);
    const auto report = [&](const int8_t* state) {
      core.lift(state, spins.data(), problem.num_spins);
      sink.report(spins.data(), std::numeric_limits<double>::quiet_NaN());
    };
    const auto report_optimum = [&](const int8_t* state) {
      report(state);
      sink.bound(problems_.energy(problem.problem, spins.data()), WEISS_PROOF_OPTIMAL);
    };
    const bool provable = core.provable(run);
    if (core.view().num_spins > 0) {
      const Plan plan = settings_.plan(core.view(), search_, run);
      Evolution evolution(host_, core.view(), core_input, plan, engine_, run);
      evolution.generation(report);
      if (!provable) search(core.view(), run, sink, evolution, report, report_optimum);
    }
    if (!provable || run.should_stop()) return;
    Array<int8_t> best(static_cast<size_t>(core.view().num_spins), int8_t{1}, host_);
    if (!core.prove(run, best.data())) return;
    report_optimum(best.data());
  }

 private:
  bool solved_at_once(const weiss_problem_view& problem, const Run& run, const Sink& sink) const {
    constexpr double kQuick = 1e6;
    if (problem.num_spins > kMostEnumerated) return false;
    const double cost = cost_of_proof(problem.num_spins, is_symmetric(problem));
    if (cost > kQuick || cost > affordable(run)) return false;
    int8_t spins[kMostEnumerated] = {};
    double energy = 0.0;
    int32_t complete = 0;
    weiss::plugin::call(search_.enumerate, problem.problem, run.table(), spins, &energy, &complete);
    sink.report(spins, energy);
    if (complete != 0) sink.bound(energy, WEISS_PROOF_OPTIMAL);
    return true;
  }

  // Generations until a limit, or a proof: it is tried when the search stagnates for the first time, or when
  // half of the limits are used up.
  template <class Report, class ReportOptimum>
  void search(const weiss_problem_view& core, const Run& run, const Sink& sink, Evolution& evolution,
              const Report& report, const ReportOptimum& report_optimum) {
    Certificate certificate(host_, core);
    const double half = affordable(run) / 2.0;
    bool tried = !certify_;
    while (!run.should_stop() && !certificate.optimal() && (children_ == 0 || evolution.born() < children_)) {
      evolution.generation(report);
      if (tried || (evolution.restarts() == 0 && affordable(run) > half)) continue;
      tried = true;
      if (const int8_t* const state = exact_ ? certificate.prove(*exact_, run) : nullptr) {
        report_optimum(state);
      } else if (!run.should_stop()) {
        certificate.bound(run, sink, evolution.best());
      }
    }
  }

  Host host_;
  weiss::plugin::Problems problems_;
  const weiss_ext_search& search_;
  Settings settings_;
  std::optional<weiss::plugin::Child> exact_;
  int64_t children_;
  bool certify_;
  int32_t engine_;
};

constexpr weiss::plugin::Module<Memetic> module("weiss.memetic", "Weiss: memetic", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(solver_memetic) { return &module.table; }

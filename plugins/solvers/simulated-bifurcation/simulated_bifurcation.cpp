// Simulated bifurcation, ballistic or discrete, in batches of replicas.
#include <cstring>
#include <limits>
#include <weiss/ext/search.hpp>

#include "batch.hpp"

namespace {

using weiss::plugin::int_option;
using weiss::plugin::Options;
using weiss::plugin::real_option;
using weiss::plugin::Search;
using weiss::plugin::Sink;

class SimulatedBifurcation {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.simulated-bifurcation", "Simulated bifurcation", "1.0.0",
      "Coupled oscillators between walls, whose rest positions split in two, in batches of replicas.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_WARM_START | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      weiss::plugin::string_option("variant", "Whether couplings feel the positions or their signs.",
                                   "discrete", "ballistic|discrete"),
      int_option("replicas", "Replicas, each from a start or a random state. 0: until the limit.", 0, 0,
                 1000000000),
      int_option(
          "steps",
          "Steps in time. 0: first 100, then four times more from round to round up to 6400, fewer when "
          "the work limit is near.",
          0, 0, 1000000000),
      real_option("dt", "Length of a step. 0: at most 0.75, less where some mode of the couplings is stiff.",
                  0.0, 0.0, 2.0),
      weiss::plugin::advanced(real_option(
          "c0", "Strength of the couplings against the oscillators. 0: from the data.", 0.0, 0.0, 1e300))};

  SimulatedBifurcation(const Host& host, const Options& options)
      : host_(host),
        problems_(host),
        replicas_(options.integer("replicas")),
        steps_(options.integer("steps")) {
    settings_.discrete = std::strcmp(options.text("variant"), "discrete") == 0;
    settings_.dt = options.real("dt");
    settings_.c0 = options.real("c0");
  }

  void solve(const weiss_problem_view& problem, const weiss_solver_input& input, const Run& run,
             const Sink& sink) {
    BatchSettings settings = settings_;
    if (settings.c0 == 0.0) settings.c0 = automatic_c0(problem);
    if (settings.dt == 0.0) settings.dt = automatic_dt(host_, problems_, problem, settings.c0, run);
    const Shape shape = shape_for(problem, run);
    const int64_t wanted = problem.num_spins < 2 ? 1 : (replicas_ > 0 ? replicas_ : INT64_MAX);
    Array<int8_t> states(static_cast<size_t>(shape.replicas * problem.num_spins), int8_t{1}, host_);
    std::vector<double> energies(static_cast<size_t>(shape.replicas));
    int64_t steps = steps_ > 0 ? steps_ : kFirstSteps;
    for (int64_t done = 0; done < wanted && (done == 0 || !run.should_stop());) {
      const int64_t count = std::min(shape.replicas, wanted - done);
      const Round round = {problem, input, settings, done, count, shape.in_batch, steps};
      run.spend(1);  // so that rounds end when shares of the work are too small to begin
      run.parallel_for((count + shape.in_batch - 1) / shape.in_batch, [&](int64_t batch, const Run& own) {
        run_batch(round, batch, own, states.data(), energies.data());
      });
      for (int64_t r = 0; r < count; ++r)
        if (energies[static_cast<size_t>(r)] < kNone)
          sink.report(states.data() + r * problem.num_spins, energies[static_cast<size_t>(r)]);
      done += count;
      if (steps_ == 0) steps = std::min(4 * steps, kMostSteps);
    }
    for (int32_t s = 0; s < input.num_starts; ++s)
      sink.report(input.starts + s * problem.num_spins, std::numeric_limits<double>::quiet_NaN(), "start");
  }

 private:
  static constexpr int64_t kFirstSteps = 100, kMostSteps = 6400;
  static constexpr int64_t kBatches = 4;  // of a round under a work limit
  static constexpr double kNone = std::numeric_limits<double>::infinity();

  struct Shape {
    int64_t in_batch;
    int64_t replicas;  // of a round
  };
  struct Round {
    const weiss_problem_view& problem;
    const weiss_solver_input& input;
    const BatchSettings& settings;
    int64_t first;  // replica of the run
    int64_t count;
    int64_t in_batch;
    int64_t steps;
  };

  // Only a run without a work limit may look at its threads.
  Shape shape_for(const weiss_problem_view& problem, const Run& run) const noexcept {
    const int64_t useful = (steps_ > 0 ? steps_ : kFirstSteps) * ReplicaBatch::work_of_step(problem, 8) / 8;
    const int64_t affordable =
        run.limits_work() ? std::max<int64_t>(run.work_left() / std::max<int64_t>(useful, 1), 1) : INT64_MAX;
    const int64_t in_batch = std::min(affordable, ReplicaBatch::kReplicas);
    const int64_t batches =
        run.limits_work() ? std::clamp<int64_t>(affordable / in_batch, 1, kBatches) : run.threads();
    return {in_batch, in_batch * batches};
  }

  void run_batch(const Round& round, int64_t batch, const Run& own, int8_t* states, double* energies) const {
    const int64_t n = round.problem.num_spins, begin = batch * round.in_batch;
    const int64_t count = std::min(round.in_batch, round.count - begin);
    std::fill_n(energies + begin, count, kNone);
    if (own.should_stop() && round.first + begin > 0) return;
    const int64_t starts = std::clamp<int64_t>(round.input.num_starts - round.first - begin, 0, count);
    ReplicaBatch replicas(host_, problems_, round.problem, count);
    replicas.set(weiss::plugin::Random(own.seed()), starts, round.input.starts + (round.first + begin) * n);
    // Halfway up only what is loose in a start melts.
    own.count("steps", replicas.evolve(own, round.settings, affordable_steps(round, count, own),
                                       starts > 0 ? 0.5 : 0.0));
    own.count("replicas", count);

    Search search(weiss::plugin::search_table(host_), round.problem.problem);
    for (int64_t r = 0; r < count; ++r) {
      if (r > 0 && own.should_stop()) break;
      int8_t* const spins = states + (begin + r) * n;
      replicas.spins(r, spins);
      search.set(spins);
      own.spend(round.problem.num_entries);
      search.descend(own);
      std::copy_n(search.spins(), n, spins);
      energies[begin + r] = search.energy();
    }
  }

  // All steps of the round, or as many as the work that is left allows when the descents are paid, too.
  int64_t affordable_steps(const Round& round, int64_t count, const Run& own) const noexcept {
    if (!own.limits_work()) return round.steps;
    const int64_t descents = 3 * count * round.problem.num_entries;
    const int64_t left = std::max<int64_t>(own.work_left() - descents, own.work_left() / 2);
    return std::min(round.steps, left / ReplicaBatch::work_of_step(round.problem, count));
  }

  Host host_;
  Problems problems_;
  BatchSettings settings_;
  int64_t replicas_;
  int64_t steps_;
};

constexpr weiss::plugin::Module<SimulatedBifurcation> module("weiss.simulated-bifurcation",
                                                             "Weiss: simulated bifurcation", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(solver_simulated_bifurcation) { return &module.table; }

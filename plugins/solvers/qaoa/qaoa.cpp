// The quantum approximate optimization algorithm, simulated: angles by rule, by an optimizer or given, then
// shots.
#include <cstdio>
#include <optional>

#include "cost.hpp"
#include "first_angles.hpp"
#include "report.hpp"
#include "warm_start.hpp"

namespace {

using weiss::plugin::Batch;
using weiss::plugin::Child;
using weiss::plugin::Host;
using weiss::plugin::Run;
using weiss::plugin::Sink;

class QaoaSolver : public OptionTable {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.qaoa", "Quantum approximate optimization algorithm", "1.0.0",
      "Simulates the circuit of QAOA at published, optimized or given angles and measures it.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD | WEISS_CAP_MARGINALS};

  QaoaSolver(const Host& host, const Options& options)
      : settings_(options), problems_(host), ansatz_(host, settings_, options), first_(settings_) {
    if (settings_.optimize) optimizer_.emplace(host, options.choice("optimizer"));
  }

  void solve(const weiss_problem_view& problem, const weiss_solver_input& input, const Run& whole,
             const Sink& sink) {
    check_size(problem);
    DeferredRun run(whole);
    std::vector<double> start;
    if (settings_.mixer == WEISS_MIXER_WARM_START)
      start = warm_probabilities(problems_, settings_, problem, input, run);
    ansatz_.load(problem, run, start);
    struct Unload {
      Ansatz& ansatz;
      ~Unload() { ansatz.unload(); }
    } const unload{ansatz_};
    if (find_angles(input, run)) answer(run, sink);
  }

  void solve_batch(const Batch& batch) {
    for (int64_t k = 0; k < batch.size(); ++k) {
      try {
        solve(batch.problem(k), batch.input(k), batch.run(k), batch.sink(k));
      } catch (const Failure& failure) {
        batch.fail(k, failure.status(), failure.what());
      }
    }
  }

 private:
  static constexpr double kSoon = 1 << 22;  // work of a few milliseconds, which a stopped run still has
  static constexpr uint64_t kAnswerStream = 3;
  static constexpr uint64_t kOptimizerStream = 16;  // and up, one for each depth

  void check_size(const weiss_problem_view& problem) const {
    if (problem.num_spins <= settings_.max_qubits) return;
    const double bytes = std::ldexp(settings_.precision == WEISS_PRECISION_DOUBLE ? 16.0 : 8.0,
                                    static_cast<int>(std::min<int64_t>(problem.num_spins, 1000)));
    static const char* const units[] = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    double size = bytes / 1024.0;
    size_t unit = 0;
    while (size >= 1024.0 && unit < 5) {
      size /= 1024.0;
      ++unit;
    }
    char text[32];
    std::snprintf(text, sizeof text, size < 1e6 ? "%.0f %s" : "%.0e %s", size, units[unit]);
    throw Failure(WEISS_E_LIMIT, "the amplitudes of " + std::to_string(problem.num_spins) + " spins need " +
                                     text + ", and option max_qubits allows " +
                                     std::to_string(settings_.max_qubits) +
                                     " spins; cut the problem with a scheme such as subqubo");
  }

  // Into angles_. False: the run said stop before there were any.
  bool find_angles(const weiss_solver_input& input, const DeferredRun& run) {
    const EnergyScale scale(ansatz_.problem());
    run.spend(ansatz_.problem().num_entries);
    if (!first_.write(scale, input, run, ansatz_, angles_)) return false;
    if (settings_.multi_angle && angles_.size() == static_cast<size_t>(2 * settings_.depth))
      FirstAngles::spread(ansatz_.problem(), ansatz_.num_parameters(settings_.depth), angles_);
    int64_t depth = first_.layerwise() ? static_cast<int64_t>(angles_.size() / 2) : settings_.depth;
    int64_t evaluations = improve(run, depth, first_.unit(scale), 0);
    for (; depth < settings_.depth; ++depth) {
      angles_ = first_.deeper(angles_);
      evaluations += improve(run, depth + 1, first_.unit(scale), evaluations);
    }
    return true;
  }

  // Returns the evaluations that it took; before: those of shallower circuits, which leave room for the
  // deeper ones.
  int64_t improve(const DeferredRun& run, int64_t depth, double unit, int64_t before) {
    if (!optimizer_) return 0;
    int64_t most = 0;
    if (settings_.max_evaluations > 0) {
      most = (settings_.max_evaluations - before) / (settings_.depth - depth + 1);
      if (most == 0) return 0;
    }
    Cost cost(ansatz_, settings_, run, depth, unit, shots_);
    if (!cost.time(angles_.data()) || !cost.affordable()) return 0;
    cost.minimize(*optimizer_, kOptimizerStream + static_cast<uint64_t>(depth), most, angles_.data());
    return cost.evaluations();
  }

  void answer(DeferredRun& run, const Sink& sink) {
    sink.parameters(static_cast<int64_t>(angles_.size()), angles_.data());
    if (ansatz_.work(settings_.depth) <= kSoon) run.insist();
    if (!settings_.noisy && !ansatz_.prepare(run, settings_.depth, angles_.data())) return;
    if (!ansatz_.measure(run, settings_.depth, angles_.data(), run.stream(kAnswerStream), shots_)) return;
    run.count("shots", settings_.shots);
    const Report report(settings_, ansatz_, shots_);
    sink.figure("expectation", report.expectation());
    if (report.marginals(run, block_, means_)) sink.marginals(means_.data());
    run.charge();
    report.samples(sink, spins_);
  }

  const Settings settings_;
  const weiss::plugin::Problems problems_;
  Ansatz ansatz_;
  const FirstAngles first_;
  std::optional<Child> optimizer_;
  // Kept from problem to problem for their memory.
  Angles angles_;
  Shots shots_;
  std::vector<int8_t> spins_;
  std::vector<double> block_, means_;
};

constexpr weiss::plugin::Module<QaoaSolver> module("weiss.qaoa", "Weiss: qaoa", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(solver_qaoa) { return &module.table; }

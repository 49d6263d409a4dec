#include "runner.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "../files.hpp"
#include "../text.hpp"

namespace cli {

namespace {

constexpr double kRounding = 1e-9;   // of energies that are no exact sums
constexpr double kLineInterval = 5;  // seconds between two lines without a terminal

class SuiteRun {
 public:
  SuiteRun(weiss_context* context, weiss_instance* solver, const BenchPlan& plan, Log& log, size_t size)
      : context_(context), solver_(solver), plan_(plan), log_(log), size_(size) {}

  void visit(const SuiteEntry& entry);
  bool interrupted() const { return plan_.config.cancel_flag && *plan_.config.cancel_flag != 0; }
  BenchOutcome finish() {
    log_.status("");
    return std::move(outcome_);
  }

 private:
  Problem read(const SuiteEntry& entry);
  void run(const Problem& problem, uint64_t seed, BenchInstance& instance);
  BenchRun measured(const Problem& problem, const weiss_result* result, const BenchInstance& instance);
  void announce(const Problem& problem, const weiss_result* result, const BenchInstance& instance,
                const BenchRun& run);
  void show(const BenchInstance& instance, const BenchRun& run);

  weiss_context* context_;
  weiss_instance* solver_;
  const BenchPlan& plan_;
  Log& log_;
  size_t size_;
  size_t visited_ = 0;
  std::chrono::steady_clock::time_point last_line_ = std::chrono::steady_clock::now();
  BenchOutcome outcome_;
};

void SuiteRun::visit(const SuiteEntry& entry) {
  ++visited_;
  if (access(entry.path.c_str(), F_OK) != 0) {
    ++outcome_.absent;
    return;
  }
  const Problem problem = read(entry);
  if (!problem) return;
  const weiss_problem_info info = info_of(problem.get());
  BenchInstance instance{entry.file,
                         entry.family,
                         info.sense == WEISS_SENSE_MAX,
                         info.num_spins,
                         info.num_couplings,
                         entry.best_known,
                         {}};
  for (const uint64_t seed : plan_.seeds)
    if (!interrupted()) run(problem, seed, instance);
  if (!instance.runs.empty()) outcome_.instances.push_back(std::move(instance));
}

Problem SuiteRun::read(const SuiteEntry& entry) {
  auto options = defaults<weiss_read_options>();
  if (!entry.sense.empty()) options.sense = entry.sense == "max" ? WEISS_SENSE_MAX : WEISS_SENSE_MIN;
  weiss_error error = WEISS_ERROR_INIT;
  weiss_problem* problem = nullptr;
  if (weiss_problem_read_file(context_, entry.path.c_str(), &options, &problem, &error) < WEISS_OK) {
    ++outcome_.unreadable;
    log_.warning(place(entry.path, error) + ": " + error.message);
  }
  return Problem(problem);
}

void SuiteRun::run(const Problem& problem, uint64_t seed, BenchInstance& instance) {
  weiss_run_config config = plan_.config;
  config.seed = seed;
  config.max_samples = 1;
  config.has_target = plan_.stop_at_best_known && instance.best_known ? 1 : 0;
  config.target = instance.best_known.value_or(0);
  weiss_error error = WEISS_ERROR_INIT;
  weiss_result* raw = nullptr;
  const weiss_status status = weiss_instance_solve(solver_, problem.get(), &config, &raw, &error);
  const Result result(raw);
  if (interrupted()) return;
  if (status < WEISS_OK || info_of(raw).num_samples == 0) {
    ++outcome_.failed;
    log_.warning(instance.file + ", seed " + std::to_string(seed) + ": " +
                 (status < WEISS_OK ? describe(error) : "the run ended without a state"));
    return;
  }
  const BenchRun run = measured(problem, raw, instance);
  const bool best_yet = std::all_of(instance.runs.begin(), instance.runs.end(), [&](const BenchRun& other) {
    return instance.better(run.value, other.value);
  });
  if (best_yet && instance.beats_best_known(run.value)) announce(problem, raw, instance, run);
  show(instance, run);
  instance.runs.push_back(run);
}

BenchRun SuiteRun::measured(const Problem& problem, const weiss_result* result,
                            const BenchInstance& instance) {
  const weiss_result_info info = info_of(result);
  double energy = 0;
  weiss_error error = WEISS_ERROR_INIT;
  require(weiss_problem_energies(problem.get(), 1, weiss_result_spins(result), &energy, &error), error,
          kFailed);
  if (std::abs(energy - info.energy) > kRounding * (1 + std::abs(energy))) {
    ++outcome_.failed;
    log_.warning(instance.file + ": the state is worth the energy " + format_number(energy) + ", but " +
                 format_number(info.energy) + " was reported");
  }
  BenchRun run{info.seed,
               weiss_problem_objective(problem.get(), energy),
               info.proof == WEISS_PROOF_OPTIMAL,
               weiss_reason_name(info.reason),
               info.seconds,
               info.time_to_best,
               info.work,
               info.work};
  for (int64_t k = 0; k < info.num_trace; ++k) {
    auto step = defaults<weiss_result_improvement>();
    require(weiss_result_get_improvement(result, k, &step, &error), error, kFailed);
    run.time_to_best = step.seconds;
    run.work_to_best = step.work;
    if (instance.reaches_best_known(weiss_problem_objective(problem.get(), step.energy))) break;
  }
  return run;
}

void SuiteRun::announce(const Problem& problem, const weiss_result* result, const BenchInstance& instance,
                        const BenchRun& run) {
  std::string text = "NEW BEST VALUE of " + instance.file + ": " + format_number(run.value) + " instead of " +
                     format_number(*instance.best_known) + ", seed " + std::to_string(run.seed);
  if (!plan_.solutions_folder.empty()) {
    std::string name = instance.file;
    for (size_t at = 0; (at = name.find('/', at)) != std::string::npos;) name.replace(at, 1, "__");
    const std::string path = plan_.solutions_folder + "/" + name + ".sol";
    write_solution(path, weiss_problem_num_spins(problem.get()), weiss_result_spins(result));
    text += "; written to " + path;
  }
  log_.warning(text);
}

void SuiteRun::show(const BenchInstance& instance, const BenchRun& run) {
  const std::string text =
      "[" + std::to_string(visited_) + "/" + std::to_string(size_) + "] " + instance.file + ", seed " +
      std::to_string(run.seed) + ": " + format_number(run.value) +
      (instance.reaches_best_known(run.value) ? ", best known, after " : ", best after ") +
      format_seconds(run.time_to_best);
  log_.status("  " + text);
  const auto now = std::chrono::steady_clock::now();
  if (log_.terminal().interactive || std::chrono::duration<double>(now - last_line_).count() < kLineInterval)
    return;
  log_.line(text);
  last_line_ = now;
}

}  // namespace

BenchOutcome run_suite(weiss_context* context, weiss_instance* solver, const std::vector<SuiteEntry>& suite,
                       const BenchPlan& plan, Log& log) {
  SuiteRun run(context, solver, plan, log, suite.size());
  for (const SuiteEntry& entry : suite)
    if (!run.interrupted()) run.visit(entry);
  return run.finish();
}

}  // namespace cli

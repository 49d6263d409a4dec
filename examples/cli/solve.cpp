// weiss solve: reads a problem, runs a solver on it, and says what came of it.
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

#include "commands.hpp"
#include "facts.hpp"
#include "files.hpp"
#include "interrupt.hpp"
#include "log.hpp"
#include "pictures/pictures.hpp"
#include "progress.hpp"
#include "solver.hpp"
#include "summary.hpp"
#include "text.hpp"
#include "trace.hpp"

namespace cli {

namespace {

constexpr char kStopping[] = "\nstopping; the best so far is kept (again: stop at once)\n";
constexpr std::array kOutputs = {"--out", "--report", "--trace"};  // options whose value may be "-"

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

Verbosity verbosity_of(const Arguments& arguments) {
  if (arguments.has("--quiet") || arguments.has("-q")) return Verbosity::kQuiet;
  if (arguments.has("-vv")) return Verbosity::kDebug;
  return arguments.has("-v") ? Verbosity::kVerbose : Verbosity::kNormal;
}

// Combinations that make no sense are refused before any work is done.
void require_consistent(const Arguments& arguments) {
  if (arguments.has("--solver") && arguments.has("--preset"))
    throw Failure(kUsage, "--solver and --preset exclude each other: a preset is a solver with options");
  if (arguments.has("--require") && !arguments.has("--target"))
    throw Failure(kUsage, "--require needs --target V: it asks for exit code 5 when the target is missed");
  require_one_standard_output(arguments, {kOutputs.begin(), kOutputs.end()});
  if (arguments.positional().front() == "-" && arguments.text("--start") == "-")
    throw Failure(kUsage, "FILE and --start cannot both come from the standard input");
  for (const char* option : kOutputs)
    if (const auto path = arguments.text(option)) require_writable(*path);
  if (const auto folder = arguments.text("--svg")) prepare_folder(*folder);
}

void log_problem(Log& log, const std::string& file, const weiss_problem_info& info, double read_seconds) {
  const bool integer = (info.flags & WEISS_PROBLEM_INTEGER) != 0;
  log.fact("file", file + ": " + (info.format ? info.format : ""));
  log.fact("problem", format_exact(info.num_spins) + " spins, " + format_exact(info.num_couplings) +
                          " couplings, " + format_exact(info.num_fields) + " fields");
  log.fact("numbers", "|J|, |h| from " + format_number(info.smallest) + " to " + format_number(info.largest) +
                          (integer ? ", energies exact" : ", energies rounded as doubles"));
  const std::string remarks = input_remarks(info);
  if (!remarks.empty()) log.fact("input", remarks);
  log.fact("read", "and built in " + format_seconds(read_seconds) + ", holds " + format_bytes(info.memory) +
                       ", peak memory " + format_bytes(peak_memory()));
  if (has_wide_range(info))
    log.warning("the coefficients range over more than 1e9: small ones may drown; rescale large penalties");
}

void log_run(Log& log, const Arguments& arguments, const weiss_instance* instance,
             const weiss_run_config& config, const char* simd) {
  const bool verbose = log.verbosity() >= Verbosity::kVerbose;
  log.fact("solver", verbose ? weiss_instance_spec(instance) : solver_as_asked(arguments, instance));
  std::vector<std::string> limits;
  if (config.time_limit > 0) limits.push_back("time " + format_seconds(config.time_limit));
  if (config.work_limit > 0) limits.push_back("work " + std::to_string(config.work_limit));
  if (limits.empty()) limits.push_back("none given, so work by the default rule");
  if (config.has_target) limits.push_back("target " + format_number(config.target));
  log.fact("limits", join(limits, ", ") + "; seed " + std::to_string(config.seed) + ", " +
                         std::to_string(config.threads) + (config.threads == 1 ? " thread" : " threads") +
                         ", SIMD " + simd);
}

bool target_missed(const Arguments& arguments, const weiss_problem* problem, const weiss_result_info& info) {
  const auto target = arguments.real("--target");
  return target && arguments.has("--require") && info.energy > weiss_problem_energy_of(problem, *target);
}

int exit_code(const Arguments& arguments, const weiss_problem* problem, const weiss_result_info& info) {
  if (const int code = interrupt_exit_code()) return code;
  if (info.num_samples == 0) return kNoSolution;
  if (info.reason == WEISS_REASON_PLUGIN_FAILED) return kFailed;
  return target_missed(arguments, problem, info) ? kTargetMissed : kSolved;
}

void draw_run(const std::string& folder, Log& log, const RunRecord& record) {
  const RunReport report = parse_report(report_text(record), record.file);
  const std::string missing = write_pictures(folder, {report}, {}, [&] { return record.problem; });
  if (!missing.empty()) log.warning(missing);
}

// Everything that is asked for, to where it is asked for. The standard output gets one thing: the solution,
// the report, the best value alone (--quiet), or the summary.
void deliver(const Arguments& arguments, Log& log, const RunRecord& record, const weiss_result_info& info) {
  const auto out = arguments.text("--out");
  const auto report = arguments.text("--report");
  if (out && info.num_samples > 0) write_solution(*out, info.num_spins, weiss_result_spins(record.result));
  if (report) write_text(*report, report_text(record));
  if (const auto trace = arguments.text("--trace"))
    write_text(*trace, trace_csv(record.problem, record.result));
  if (const auto folder = arguments.text("--svg")) draw_run(*folder, log, record);
  const bool output_taken = std::any_of(kOutputs.begin(), kOutputs.end(), [&](const char* option) {
    return arguments.text(option) == "-";
  });
  if (log.verbosity() != Verbosity::kQuiet) {
    log.line("");
    if (output_taken)
      log.line(summary_text(record));
    else
      write_text("-", summary_text(record));
  } else if (!output_taken) {
    write_text("-", format_number(info.objective) + "\n");
  }
}

weiss_run_config config_from(const Arguments& arguments) {
  auto config = defaults<weiss_run_config>();
  config.threads = static_cast<int32_t>(arguments.integer("--threads", 1, 4096).value_or(1));
  config.seed = arguments.seed("--seed").value_or(1);
  config.time_limit = arguments.seconds("--time").value_or(0);
  config.work_limit = arguments.integer("--work", 1, INT64_MAX).value_or(0);
  config.max_samples = arguments.integer("--samples", 1, INT32_MAX).value_or(0);
  const auto target = arguments.real("--target");
  config.has_target = target ? 1 : 0;
  config.target = target.value_or(0);
  const auto optimum = arguments.real("--optimum");
  config.has_optimum = optimum ? 1 : 0;
  config.optimum = optimum.value_or(0);
  return config;
}

int solve(const Arguments& arguments) {
  require_consistent(arguments);
  const std::string file = arguments.positional().front();
  weiss_run_config config = config_from(arguments);
  const size_t style = arguments.choice("--progress", {"auto", "plain", "none"}).value_or(0);

  Log log(verbosity_of(arguments));
  const Context context = open_context(log.library_level(), Log::from_library, &log);
  for (const std::string& path : arguments.all("--plugin")) load_plugin(context.get(), path);
  const Instance instance = make_solver(context.get(), arguments);  // before a large file is read

  const auto start = Clock::now();
  const Problem problem = read_problem(context.get(), file, arguments);
  const double read_seconds = seconds_since(start);
  const weiss_problem_info facts = info_of(problem.get());
  log_problem(log, file, facts, read_seconds);
  std::vector<int8_t> first;
  if (const auto path = arguments.text("--start")) {
    first = read_solution(*path, facts.num_spins);
    config.num_starts = first.empty() ? 0 : 1;
    config.starts = first.data();
  }
  log_run(log, arguments, instance.get(), config, weiss_context_simd(context.get()));

  ProgressTable table(log, static_cast<ProgressStyle>(style), value_name(facts),
                      weiss_instance_spec(instance.get()));
  config.progress = ProgressTable::on_progress;
  config.progress_user = &table;
  config.cancel_flag = catch_interrupts(log.verbosity() == Verbosity::kQuiet ? nullptr : kStopping);
  weiss_error error = WEISS_ERROR_INIT;
  weiss_result* raw = nullptr;
  const weiss_status status = weiss_instance_solve(instance.get(), problem.get(), &config, &raw, &error);
  const Result result(raw);
  table.finish();
  if (status < WEISS_OK && interrupt_exit_code())
    throw Failure(static_cast<ExitCode>(interrupt_exit_code()), "interrupted before the first solution");
  require(status, error, kFailed);

  const weiss_result_info info = info_of(result.get());
  const RunRecord record = {file,         read_seconds,      problem.get(),
                            result.get(), arguments.words(), repeat_command(arguments, info),
                            arguments.real("--optimum")};
  deliver(arguments, log, record, info);
  return exit_code(arguments, problem.get(), info);
}

}  // namespace

const Command& solve_command() {
  static const Command command = {
      "solve",
      "FILE",
      "solves a QUBO, Ising or Max-Cut problem as well as the limits allow",
      1,
      1,
      with_reading_options({
          {"--solver", "NAME", "solver, also with settings: \"tabu tenure=20\" (weiss plugins)"},
          {"--preset", "NAME", "a named solver with settings (weiss plugins)"},
          {"--set", "KEY=VALUE", "an option of the solver (weiss plugins info NAME); may be repeated", true},
          {"--time", "T", "time limit: 5, 5s, 500ms, 2m, 1h"},
          {"--work", "N", "work limit in couplings visited: the run can be repeated exactly"},
          {"--target", "V", "stop at a value as good as V"},
          {"--optimum", "V", "the best value there is, to compare with in summary and report"},
          {"--require", nullptr, "exit code 5 when the target is missed"},
          {"--seed", "S", "seed of all randomness; default: 1"},
          {"--threads", "T", "most threads in use; default: 1"},
          {"--start", "FILE", "a solution to start from"},
          {"--plugin", "PATH", "load a plugin file, or a folder of them; may be repeated", true},
          {"--out", "FILE", "write the best solution, a 0/1 string"},
          {"--report", "FILE", "write the JSON report"},
          {"--trace", "FILE", "write the improvements as CSV: seconds, work, energy, objective, source"},
          {"--samples", "N", "how many distinct states the report keeps, the best; default: 16"},
          {"--svg", "DIR", "draw convergence, samples and parts into this folder (weiss plot)"},
          {"--progress", "STYLE", "auto: a bar on a terminal; plain: no bar; none: no live log"},
          {"--quiet", nullptr, "print the best value alone"},
          {"-q", nullptr, "the same"},
          {"-v", nullptr, "log every improvement"},
          {"-vv", nullptr, "and what the library has to say for debugging"},
      }),
      "FILE - is the standard input; --out - and --report - are the standard output. Results go to the\n"
      "standard output, the log to the standard error. Without any limit the run ends by a rule of the\n"
      "library. Ctrl-C stops the run and keeps the best; a second one ends the program at once.\n"
      "\n"
      "exit codes: 0 solution found, 1 wrong usage, 2 unreadable input, 3 no solution, 4 a solver or plugin\n"
      "failed, 5 target missed (--require), 130 interrupted, the best solution was written\n",
      solve};
  return command;
}

}  // namespace cli

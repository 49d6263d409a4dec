// weiss bench: runs a solver on the problems of an index, and compares two such runs.
#include <cstdio>

#include "bench/compare.hpp"
#include "bench/runner.hpp"
#include "bench/summary_tables.hpp"
#include "commands.hpp"
#include "files.hpp"
#include "interrupt.hpp"
#include "solver.hpp"
#include "text.hpp"

namespace cli {

namespace {

constexpr char kStopping[] = "\nstopping; the runs so far are kept (again: stop at once)\n";
constexpr uint64_t kMostSeeds = 100000;

[[noreturn]] void refuse_seeds(const std::string& text) {
  throw Failure(kUsage,
                "--seeds takes a number N for 1..N, a range such as 6..10, or a list such as 3,5,8, not \"" +
                    text + "\"");
}

std::vector<uint64_t> parse_seeds(const std::string& text) {
  std::vector<uint64_t> seeds;
  if (text.find(',') != std::string::npos) {
    for (const std::string& word : split(text, ',')) {
      const auto seed = parse_unsigned(word);
      if (!seed) refuse_seeds(text);
      seeds.push_back(*seed);
    }
    return seeds;
  }
  const size_t dots = text.find("..");
  const bool range = dots != std::string::npos;
  const auto first = range ? parse_unsigned(text.substr(0, dots)) : std::optional<uint64_t>(1);
  const auto last = parse_unsigned(range ? text.substr(dots + 2) : text);
  if (!first || !last || *last < *first || *last - *first >= kMostSeeds) refuse_seeds(text);
  for (uint64_t seed = *first; seeds.size() <= *last - *first; ++seed) seeds.push_back(seed);
  return seeds;
}

BenchPlan plan_from(const Arguments& arguments) {
  BenchPlan plan{parse_seeds(arguments.text("--seeds").value_or("3")), defaults<weiss_run_config>(), true,
                 arguments.text("--solutions").value_or("")};
  plan.config.threads = static_cast<int32_t>(arguments.integer("--threads", 1, 4096).value_or(1));
  plan.config.time_limit = arguments.seconds("--time").value_or(0);
  plan.config.work_limit = arguments.integer("--work", 1, INT64_MAX).value_or(0);
  plan.stop_at_best_known = arguments.choice("--to-target", {"on", "off"}).value_or(0) == 0;
  return plan;
}

std::vector<std::pair<std::string, std::string>> settings_of(const BenchPlan& plan,
                                                             const weiss_instance* solver) {
  std::vector<std::string> seeds, limits;
  for (const uint64_t seed : plan.seeds) seeds.push_back(std::to_string(seed));
  if (plan.config.time_limit > 0) limits.push_back("time " + format_number(plan.config.time_limit) + " s");
  if (plan.config.work_limit > 0) limits.push_back("work " + std::to_string(plan.config.work_limit));
  if (limits.empty()) limits.push_back("work by the default rule");
  return {{"version", weiss_version()},  {"solver", weiss_instance_spec(solver)},
          {"limit", join(limits, ", ")}, {"threads", std::to_string(plan.config.threads)},
          {"seeds", join(seeds, ",")},   {"to_target", plan.stop_at_best_known ? "on" : "off"}};
}

std::string shown(const Table& table, const Arguments& arguments) {
  return arguments.has("--markdown") ? table.markdown() : table.text();
}

int compare_files(const Arguments& arguments) {
  const std::vector<std::string>& files = arguments.positional();
  if (files.size() != 2)
    throw Failure(kUsage, "--compare takes two files: weiss bench --compare A.tsv B.tsv");
  const BenchResults a = read_results(files[0]), b = read_results(files[1]);
  std::string text;
  for (const auto& [name, results] : {std::make_pair("A", &a), std::make_pair("B", &b)}) {
    std::vector<std::string> settings;
    for (const auto& [key, value] : results->settings) settings.push_back(key + " " + value);
    text += std::string(name) + ": " + join(settings, "; ") + "\n";
  }
  const Comparison comparison = compare(a, b);
  write_text("-", text + "\n" + shown(comparison.table, arguments) + "\n" + conclusion(comparison));
  return kSolved;
}

void report_troubles(const BenchOutcome& outcome, Log& log) {
  if (outcome.absent > 0)
    log.line(std::to_string(outcome.absent) + " files of the index are not there; left out");
  if (outcome.unreadable > 0) log.warning(std::to_string(outcome.unreadable) + " files could not be read");
  if (outcome.failed > 0) log.warning(std::to_string(outcome.failed) + " runs failed");
}

int exit_code(const BenchOutcome& outcome) {
  if (const int code = interrupt_exit_code()) return code;
  if (outcome.unreadable > 0) return kUnreadable;
  return outcome.failed > 0 ? kFailed : kSolved;
}

int bench(const Arguments& arguments) {
  if (arguments.has("--compare")) return compare_files(arguments);
  if (arguments.positional().size() != 1)
    throw Failure(kUsage, "one SUITE is needed; two files are for --compare");
  require_one_standard_output(arguments, {"--out", "--json"});
  for (const char* option : {"--out", "--json"})
    if (const auto path = arguments.text(option)) require_writable(*path);
  BenchPlan plan = plan_from(arguments);
  if (!plan.solutions_folder.empty()) prepare_folder(plan.solutions_folder);
  std::vector<SuiteFilter> filters;
  for (const std::string& filter : arguments.all("--filter")) filters.push_back(parse_filter(filter));

  const bool quiet = arguments.has("--quiet") || arguments.has("-q");
  Log log(quiet ? Verbosity::kQuiet : Verbosity::kNormal);
  const Context context = open_context(WEISS_LOG_WARNING, Log::from_library, &log);
  for (const std::string& path : arguments.all("--plugin")) load_plugin(context.get(), path);
  const Instance solver = make_solver(context.get(), arguments);
  const std::vector<SuiteEntry> suite = read_suite(arguments.positional().front(), filters);
  if (suite.empty()) throw Failure(kUsage, "no line of the index passes the filters");
  plan.config.cancel_flag = catch_interrupts(quiet ? nullptr : kStopping);

  BenchOutcome outcome = run_suite(context.get(), solver.get(), suite, plan, log);
  report_troubles(outcome, log);
  const BenchResults results{settings_of(plan, solver.get()), std::move(outcome.instances)};
  const auto out = arguments.text("--out"), json = arguments.text("--json");
  if (out) write_text(*out, results_tsv(results));
  if (json) write_text(*json, results_json(results));
  if (out != "-" && json != "-" && !results.instances.empty())
    write_text("-", shown(instance_table(results.instances), arguments) + "\n" +
                        shown(family_table(results.instances), arguments));
  return exit_code(outcome);
}

}  // namespace

const Command& bench_command() {
  static const Command command = {
      "bench",
      "SUITE | --compare A B",
      "runs a solver on the problems of an index, several times each; compares two such runs",
      1,
      2,
      {
          {"--filter", "COL=V,...", "lines of the index with one of these values; may be repeated", true},
          {"--solver", "NAME", "solver, also with settings: \"tabu tenure=20\" (weiss plugins)"},
          {"--preset", "NAME", "a named solver with settings (weiss plugins)"},
          {"--set", "KEY=VALUE", "an option of the solver (weiss plugins info NAME); may be repeated", true},
          {"--plugin", "PATH", "load a plugin file, or a folder of them; may be repeated", true},
          {"--seeds", "SEEDS", "N for 1..N, a range 6..10, or a list 3,5,8; default: 3"},
          {"--time", "T", "time limit of each run: 5, 5s, 500ms, 2m, 1h"},
          {"--work", "N", "work limit of each run in couplings visited"},
          {"--to-target", "on|off", "stop a run at the best known value; default: on"},
          {"--threads", "T", "most threads of each run; default: 1"},
          {"--out", "FILE", "write all runs as a table with tabs, for --compare"},
          {"--json", "FILE", "write all runs and the numbers of each instance as JSON"},
          {"--solutions", "DIR", "write states that beat the best known value into this folder"},
          {"--markdown", nullptr, "print Markdown tables"},
          {"--compare", nullptr, "compare two files that --out has written"},
          {"--quiet", nullptr, "no log but warnings"},
          {"-q", nullptr, "the same"},
      },
      "SUITE is a table with tabs between the cells and the names of its columns in the first line. Columns: "
      "file,\n"
      "from the folder of SUITE; family, sense (min or max) and best_known where there are any. Files that "
      "are\n"
      "not there are left out. Instances and seeds run one after another, so that times are not disturbed;\n"
      "--threads are those within a run. Every state is evaluated again. Ctrl-C keeps the runs so far.\n"
      "\n"
      "columns of the table\n"
      "  gap        how far the best, and the median, are from the best known value, in percent of it\n"
      "  hits       runs that reached the best known value\n"
      "  success    their share with its 95% interval (Wilson 1927)\n"
      "  time       median time of these until then\n"
      "  time to solution 99%: until a run has hit with a probability of 99%, runs one after another, each "
      "up to\n"
      "             the hit or its limit: ln(100) * all time / hits. It takes the time to a hit as "
      "exponentially\n"
      "             distributed (Hoos, Stuetzle 1999); its 95% interval is that of the hits as a Poisson "
      "process\n"
      "             over all time (Garwood 1936)\n"
      "\n"
      "--compare says on how many instances A or B is better (median value, then share of hits) and faster "
      "(all\n"
      "time / hits, where both hit), each with the p-value of the sign test, and the median ratio of the "
      "times\n"
      "with the 95% interval that the order of the ratios gives.\n",
      bench};
  return command;
}

}  // namespace cli

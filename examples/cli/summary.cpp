#include "summary.hpp"

#include <sys/resource.h>

#include <cmath>
#include <string_view>
#include <utility>

#include "files.hpp"
#include "text.hpp"

namespace cli {

namespace {

std::string row(const std::string& label, const std::string& text) {
  std::string padded = label;
  padded.resize(12, ' ');
  return padded + text + "\n";
}

const char* status_text(int32_t reason) {
  switch (reason) {
    case WEISS_REASON_OPTIMAL: return "optimal, proven";
    case WEISS_REASON_TARGET: return "target reached";
    case WEISS_REASON_CONVERGED: return "converged: the method had nothing left to do";
    case WEISS_REASON_WORK: return "work limit reached";
    case WEISS_REASON_TIME: return "time limit reached";
    case WEISS_REASON_CANCELLED: return "interrupted";
    case WEISS_REASON_PLUGIN_FAILED: return "a plugin failed; this is the best before";
    default: return weiss_reason_name(reason);
  }
}

// What the solver counted or reported, by name.
std::vector<std::pair<std::string, double>> named_numbers(const weiss_result* result,
                                                          const weiss_result_info& info) {
  std::vector<std::pair<std::string, double>> numbers;
  for (int64_t index = 0; index < info.num_counters; ++index) {
    int64_t count = 0;
    const char* const name = weiss_result_counter(result, index, &count);
    numbers.emplace_back(name, static_cast<double>(count));
  }
  for (int64_t index = 0; index < info.num_figures; ++index) {
    double value = 0.0;
    const char* const name = weiss_result_figure(result, index, &value);
    numbers.emplace_back(name, value);
  }
  return numbers;
}

constexpr std::string_view kRemoved = "spins removed";
constexpr std::string_view kRemovedBy = "removed by ";

bool tells_of_reduction(std::string_view name) {
  return name == kRemoved || name.substr(0, kRemovedBy.size()) == kRemovedBy;
}

// "4,810 of 5,000 spins removed: 209 by degree, 440 by degree two"; empty when the solver says nothing.
std::string reduced_text(const weiss_result* result, const weiss_result_info& info) {
  std::string text;
  std::vector<std::string> rules;
  for (const auto& [name, value] : named_numbers(result, info)) {
    const std::string count = format_exact(static_cast<int64_t>(value));
    if (name == kRemoved) text = count + " of " + format_exact(info.num_spins) + " spins removed";
    else if (tells_of_reduction(name) && value > 0)
      rules.push_back(count + " by " + name.substr(kRemovedBy.size()));
  }
  return text.empty() || rules.empty() ? text : text + ": " + join(rules, ", ");
}

// The figure of the solver that the bound is, such as "SDP bound".
std::string bound_source(const weiss_problem* problem, const weiss_result* result,
                         const weiss_result_info& info) {
  if (info.proof == WEISS_PROOF_NONE) return "sum of the coefficients";
  const std::string suffix = " bound";
  for (const auto& [name, value] : named_numbers(result, info)) {
    const bool is_bound = name.size() > suffix.size() &&
                          name.compare(name.size() - suffix.size(), suffix.size(), suffix) == 0;
    if (is_bound && (value == info.bound || value == weiss_problem_objective(problem, info.bound))) return name;
  }
  return "proven";
}

std::string bound_text(const weiss_problem* problem, const weiss_result* result,
                       const weiss_result_info& info) {
  if (!std::isfinite(info.bound)) return "";
  return format_number(weiss_problem_objective(problem, info.bound)) + " (" +
         bound_source(problem, result, info) + ")";
}

// What the best may be short of the optimum at most, of its own size.
std::string gap_text(const weiss_result_info& info) {
  if (info.proof == WEISS_PROOF_OPTIMAL) return "optimal (proven)";
  const double percent = 100 * (info.energy - info.bound) / std::abs(info.objective);
  if (!std::isfinite(percent) || percent < 0) return "";
  return (percent < 10 ? format_digits(percent, 3) : format_number(std::round(10 * percent) / 10)) + "%";
}

std::string found_by(const weiss_result* result, const weiss_result_info& info) {
  if (info.num_trace == 0) return "";
  auto last = defaults<weiss_result_improvement>();
  weiss_error error = WEISS_ERROR_INIT;
  require(weiss_result_get_improvement(result, info.num_trace - 1, &last, &error), error, kFailed);
  return std::string(last.source) + " after " + format_seconds(info.time_to_best);
}

std::string counters(const weiss_result* result, const weiss_result_info& info) {
  std::vector<std::string> texts;
  for (int64_t index = 0; index < info.num_counters; ++index) {
    int64_t value = 0;
    const char* const name = weiss_result_counter(result, index, &value);
    texts.push_back(std::string(name) + " " + format_count(value));
  }
  return join(texts, ", ");
}

// Those that have no row of their own.
std::string figures(const weiss_result* result, const weiss_result_info& info) {
  std::vector<std::string> texts;
  for (int64_t index = 0; index < info.num_figures; ++index) {
    double value = 0.0;
    const char* const name = weiss_result_figure(result, index, &value);
    if (!tells_of_reduction(name)) texts.push_back(std::string(name) + " " + format_number(value));
  }
  return join(texts, ", ");
}

// A quotient means something only between numbers of one sign.
std::string optimum_text(double optimum, double value) {
  std::string text = format_number(optimum);
  if (value == optimum) return text + ", reached";
  return value * optimum > 0 ? text + ", the best is " + format_number(value / optimum) + " of it" : text;
}

bool ended_by_clock(const weiss_result_info& info) {
  return info.reason == WEISS_REASON_TIME || info.reason == WEISS_REASON_CANCELLED;
}

}  // namespace

const char* value_name(const weiss_problem_info& problem) {
  switch (problem.origin) {
    case WEISS_ORIGIN_MAXCUT: return "cut";
    case WEISS_ORIGIN_QUBO: return "value";
    default: return "energy";
  }
}

std::string summary_text(const RunRecord& record) {
  const weiss_problem_info problem = info_of(record.problem);
  const weiss_result_info info = info_of(record.result);
  const std::string name = value_name(problem);
  const std::string found = found_by(record.result, info);
  const std::string reduced = reduced_text(record.result, info);
  const std::string bound = bound_text(record.problem, record.result, info);
  const std::string gap = gap_text(info);
  const std::string figured = figures(record.result, info);
  const std::string counted = counters(record.result, info);

  std::string text = row("best " + name, format_number(info.objective) + (info.exact ? "" : " (not exact)"));
  if (name != "energy") text += row("energy", format_number(info.energy));
  text += row("status", status_text(info.reason));
  if (!reduced.empty()) text += row("reduced", reduced);
  if (!bound.empty()) text += row("bound", bound);
  if (!gap.empty()) text += row("gap", gap);
  if (record.optimum) text += row("optimum", optimum_text(*record.optimum, info.objective));
  if (!figured.empty()) text += row("figures", figured);
  if (!found.empty()) text += row("found by", found);
  text += row("time", "reading and building " + format_seconds(record.read_seconds) + ", solving " +
                          format_seconds(info.seconds));
  text += row("memory", format_bytes(peak_memory()) + " at the peak");
  const bool limited = info.work_limit != INT64_MAX;
  text += row("work", format_count(info.work) + (limited ? " of " + format_count(info.work_limit) : "") +
                          " units");
  text += row("samples", format_count(info.samples_seen) + " seen, " + std::to_string(info.num_samples) +
                             " distinct ones kept");
  if (!counted.empty()) text += row("counters", counted);
  if (info.num_warnings > 0) text += row("warnings", std::to_string(info.num_warnings) + ", see the log");
  text += row("seed", std::to_string(info.seed));
  text += row("repeat", record.repeat);
  if (ended_by_clock(info)) text += row("", "(by work: a run that the clock ends does not repeat exactly)");
  return text;
}

std::string report_text(const RunRecord& record) {
  const char* const report = weiss_result_report(record.result);
  if (!report) throw Failure(kFailed, "not enough memory for the report");
  const std::string own = report;
  const size_t open = own.find('{');
  if (open == std::string::npos) throw Failure(kFailed, "the report of the library is not a JSON object");

  const weiss_problem_info info = info_of(record.problem);
  std::vector<std::string> words;
  for (const std::string& word : record.command) words.push_back(json_string(word));
  std::string front = "\n  \"command\": [" + join(words, ", ") + "],\n";
  front += "  \"repeat\": " + json_string(record.repeat) + ",\n";
  front += "  \"input\": {\"file\": " + json_string(record.file) +
           ", \"format\": " + json_string(info.format ? info.format : "") +
           ", \"read_seconds\": " + format_number(record.read_seconds) +
           ", \"peak_memory\": " + std::to_string(peak_memory()) + "},";
  std::string text = own.substr(0, open + 1) + front + own.substr(open + 1);
  if (text.back() != '\n') text += '\n';
  return text;
}

std::string repeat_command(const Arguments& arguments, const weiss_result_info& result) {
  std::vector<std::string> words = {arguments.words()[0], "solve", arguments.positional().front()};
  for (const std::string& flag : reading_flags())
    if (arguments.has(flag)) words.push_back(flag);
  std::vector<std::string> settings = reading_settings();
  settings.insert(settings.end(), {"--solver", "--preset", "--set", "--plugin", "--start", "--target", "--optimum",
                                   "--threads", "--samples"});
  for (const std::string& option : settings)
    for (const std::string& value : arguments.all(option)) {
      words.push_back(option);
      words.push_back(value);
    }
  words.insert(words.end(), {"--seed", std::to_string(result.seed)});
  const bool by_clock = ended_by_clock(result);
  if (!by_clock && result.work_limit != INT64_MAX)
    words.insert(words.end(), {"--work", std::to_string(result.work_limit)});
  else if (by_clock && result.work > 0)
    words.insert(words.end(), {"--work", std::to_string(result.work)});
  else if (const auto time = arguments.text("--time"))
    words.insert(words.end(), {"--time", *time});
  for (std::string& word : words) word = shell_quoted(word);
  return join(words, " ");
}

int64_t peak_memory() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
#if defined(__APPLE__)
  return static_cast<int64_t>(usage.ru_maxrss);  // bytes there, KiB elsewhere
#else
  return static_cast<int64_t>(usage.ru_maxrss) * 1024;
#endif
}

}  // namespace cli

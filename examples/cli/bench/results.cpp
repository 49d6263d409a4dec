#include "results.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "../failure.hpp"
#include "../text.hpp"
#include "io/json.hpp"
#include "suite.hpp"

namespace cli {

namespace {

constexpr char kSchema[] = "weiss.bench/1";
constexpr double kRounding = 1e-9;  // relative to the best known value
constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

// One column of the file: its name, how a run is written into it, and how it is read back.
struct Column {
  const char* name;
  std::string (*text)(const BenchInstance&, const BenchRun&);
  bool (*take)(const std::string& cell, BenchInstance&, BenchRun&);  // false: the cell makes no sense
};

template <class Number, class Parsed>
bool take_number(const std::optional<Parsed>& parsed, Number& number) {
  if (parsed) number = *parsed;
  return parsed.has_value();
}

bool take_text(const std::string& cell, std::string& text) {
  text = cell;
  return true;
}

bool take_choice(const std::string& cell, const char* no, const char* yes, bool& chosen) {
  chosen = cell == yes;
  return chosen || cell == no;
}

const std::vector<Column>& columns() {
  using Instance = BenchInstance;
  using Run = BenchRun;
  using Cell = const std::string&;
  static const std::vector<Column> table = {
      {"file", [](const Instance& i, const Run&) { return i.file; },
       [](Cell cell, Instance& i, Run&) { return take_text(cell, i.file) && !cell.empty(); }},
      {"family", [](const Instance& i, const Run&) { return i.family; },
       [](Cell cell, Instance& i, Run&) { return take_text(cell, i.family); }},
      {"sense", [](const Instance& i, const Run&) { return std::string(i.maximise ? "max" : "min"); },
       [](Cell cell, Instance& i, Run&) { return take_choice(cell, "min", "max", i.maximise); }},
      {"spins", [](const Instance& i, const Run&) { return std::to_string(i.num_spins); },
       [](Cell cell, Instance& i, Run&) { return take_number(parse_integer(cell), i.num_spins); }},
      {"couplings", [](const Instance& i, const Run&) { return std::to_string(i.num_couplings); },
       [](Cell cell, Instance& i, Run&) { return take_number(parse_integer(cell), i.num_couplings); }},
      {"best_known",
       [](const Instance& i, const Run&) {
         return i.best_known ? format_number(*i.best_known) : std::string();
       },
       [](Cell cell, Instance& i, Run&) {
         i.best_known = parse_real(cell);
         return cell.empty() || i.best_known.has_value();
       }},
      {"seed", [](const Instance&, const Run& r) { return std::to_string(r.seed); },
       [](Cell cell, Instance&, Run& r) { return take_number(parse_unsigned(cell), r.seed); }},
      {"value", [](const Instance&, const Run& r) { return format_number(r.value); },
       [](Cell cell, Instance&, Run& r) { return take_number(parse_real(cell), r.value); }},
      {"proven", [](const Instance&, const Run& r) { return std::string(r.proven ? "1" : "0"); },
       [](Cell cell, Instance&, Run& r) { return take_choice(cell, "0", "1", r.proven); }},
      {"reason", [](const Instance&, const Run& r) { return r.reason; },
       [](Cell cell, Instance&, Run& r) { return take_text(cell, r.reason); }},
      {"seconds", [](const Instance&, const Run& r) { return format_number(r.seconds); },
       [](Cell cell, Instance&, Run& r) { return take_number(parse_real(cell), r.seconds); }},
      {"time_to_best", [](const Instance&, const Run& r) { return format_number(r.time_to_best); },
       [](Cell cell, Instance&, Run& r) { return take_number(parse_real(cell), r.time_to_best); }},
      {"work", [](const Instance&, const Run& r) { return std::to_string(r.work); },
       [](Cell cell, Instance&, Run& r) { return take_number(parse_integer(cell), r.work); }},
      {"work_to_best", [](const Instance&, const Run& r) { return std::to_string(r.work_to_best); },
       [](Cell cell, Instance&, Run& r) { return take_number(parse_integer(cell), r.work_to_best); }},
  };
  return table;
}

void write_instance(weiss::JsonWriter& json, const BenchInstance& instance) {
  const BenchSummary summary = summarise(instance);
  json.begin_object();
  json.member("file", instance.file);
  json.member("family", instance.family);
  json.member("sense", instance.maximise ? "max" : "min");
  json.member("spins", instance.num_spins);
  json.member("couplings", instance.num_couplings);
  json.member("best_known", instance.best_known.value_or(kUnknown));
  json.member("best", summary.best);
  json.member("median", summary.median);
  json.member("best_gap_percent", summary.best_gap);
  json.member("median_gap_percent", summary.median_gap);
  json.member("hits", summary.hits);
  json.member("median_time_to_best_known", summary.time);
  json.member("time_to_solution_99", summary.to_solution.expected);
  json.key("time_to_solution_99_interval");
  json.begin_array(weiss::JsonLayout::kInline);
  json.value(summary.to_solution.interval.low);
  json.value(summary.to_solution.interval.high);
  json.end_array();
  json.key("runs");
  json.begin_array();
  for (const BenchRun& run : instance.runs) {
    json.begin_object(weiss::JsonLayout::kInline);
    json.member("seed", run.seed);
    json.member("value", run.value);
    json.member("proven", run.proven);
    json.member("reason", run.reason);
    json.member("seconds", run.seconds);
    json.member("time_to_best", run.time_to_best);
    json.member("work", run.work);
    json.member("work_to_best", run.work_to_best);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

}  // namespace

bool BenchInstance::reaches_best_known(double value) const {
  return best_known && !better(*best_known, value + (maximise ? 1 : -1) * kRounding * std::abs(*best_known));
}

bool BenchInstance::beats_best_known(double value) const {
  return best_known && better(value + (maximise ? -1 : 1) * kRounding * std::abs(*best_known), *best_known);
}

double BenchInstance::gap(double value) const {
  if (!best_known) return kUnknown;
  const double distance = maximise ? *best_known - value : value - *best_known;
  if (distance == 0) return 0;
  return *best_known == 0 ? kUnknown : 100 * distance / std::abs(*best_known);
}

std::string results_tsv(const BenchResults& results) {
  std::string text = std::string("# ") + kSchema + "\n";
  for (const auto& [key, value] : results.settings) text += "# " + key + ": " + value + "\n";
  std::vector<std::string> names;
  for (const Column& column : columns()) names.push_back(column.name);
  text += join(names, "\t") + "\n";
  for (const BenchInstance& instance : results.instances)
    for (const BenchRun& run : instance.runs) {
      std::vector<std::string> cells;
      for (const Column& column : columns()) cells.push_back(column.text(instance, run));
      text += join(cells, "\t") + "\n";
    }
  return text;
}

BenchResults read_results(const std::string& path) {
  const TsvTable table = read_tsv(path);
  if (table.comments.empty() || table.comments.front() != kSchema)
    throw Failure(kUnreadable, path + ":1: these are no results of weiss bench: the first line must be \"# " +
                                   kSchema + "\"");
  BenchResults results;
  for (size_t k = 1; k < table.comments.size(); ++k)
    if (const size_t colon = table.comments[k].find(": "); colon != std::string::npos)
      results.settings.push_back({table.comments[k].substr(0, colon), table.comments[k].substr(colon + 2)});
  std::vector<size_t> place;
  for (const Column& column : columns()) {
    const auto found = table.find(column.name);
    if (!found) throw Failure(kUnreadable, path + ": the column \"" + column.name + "\" is missing");
    place.push_back(*found);
  }
  for (const TsvTable::Row& row : table.rows) {
    BenchInstance instance{};
    BenchRun run{};
    for (size_t c = 0; c < place.size(); ++c)
      if (!columns()[c].take(row.cells[place[c]], instance, run))
        throw Failure(kUnreadable, path + ":" + std::to_string(row.line) + ": the " + columns()[c].name +
                                       " \"" + row.cells[place[c]] + "\" makes no sense");
    const auto known = std::find_if(results.instances.begin(), results.instances.end(),
                                    [&](const BenchInstance& other) { return other.file == instance.file; });
    (known == results.instances.end() ? results.instances.emplace_back(std::move(instance)) : *known)
        .runs.push_back(std::move(run));
  }
  return results;
}

std::string results_json(const BenchResults& results) {
  std::string text;
  weiss::JsonWriter json(text);
  json.begin_object();
  json.member("schema", kSchema);
  json.key("settings");
  json.begin_object();
  for (const auto& [key, value] : results.settings) json.member(key, value);
  json.end_object();
  json.key("instances");
  json.begin_array();
  for (const BenchInstance& instance : results.instances) write_instance(json, instance);
  json.end_array();
  json.end_object();
  return text;
}

BenchSummary summarise(const BenchInstance& instance) {
  BenchSummary summary{};
  std::vector<double> values, times;
  for (const BenchRun& run : instance.runs) {
    const bool hit = instance.reaches_best_known(run.value);
    values.push_back(run.value);
    if (hit) times.push_back(run.time_to_best);
    summary.total_time += hit ? run.time_to_best : run.seconds;
  }
  summary.hits = static_cast<int64_t>(times.size());
  summary.best = *std::min_element(values.begin(), values.end(),
                                   [&](double a, double b) { return instance.better(a, b); });
  summary.median = median(values);
  summary.best_gap = instance.gap(summary.best);
  summary.median_gap = instance.gap(summary.median);
  summary.success = success_interval(summary.hits, static_cast<int64_t>(values.size()));
  summary.time = median(times);
  summary.to_solution = time_to_solution(summary.hits, summary.total_time);
  return summary;
}

}  // namespace cli

#include "run_report.hpp"

#include <cmath>

#include "../failure.hpp"
#include "../files.hpp"
#include "../text.hpp"
#include "base/error.hpp"
#include "io/json_reader.hpp"

namespace cli {

namespace {

using weiss::JsonValue;

constexpr char kSchema[] = "weiss.report/1";

// Far enough below the largest double for sums and differences.
constexpr double kLargest = 1e300;

double number(const JsonValue& value) {
  if (std::abs(value.number()) > kLargest) value.fail("the number is too large to be drawn");
  return value.number();
}

// The user's value of an energy: they are equal but for the sign of a maximum.
double value_of(const RunReport& report, double energy) { return report.maximise ? -energy : energy; }

// Numbers that are not finite stand in a report as null.
std::optional<double> finite(const JsonValue& value) {
  return value.is_null() ? std::nullopt : std::optional<double>(number(value));
}

// "tabu" of "weiss.tabu".
std::string short_name(const std::string& id) { return id.substr(id.rfind('.') + 1); }

void take_problem(const JsonValue& problem, RunReport& report) {
  report.origin = problem.at("origin").string();
  report.maximise = problem.at("sense").string() == "max";
  report.num_spins = problem.at("spins").integer();
  report.num_couplings = problem.at("couplings").integer();
  report.offset = number(problem.at("offset"));
}

void take_spins(const JsonValue& solution, RunReport& report) {
  const std::string& bits = solution.string();
  if (bits.find_first_not_of("01") != std::string::npos ||
      static_cast<int64_t>(bits.size()) != report.num_spins)
    solution.fail("a 0/1 string of " + std::to_string(report.num_spins) + " characters is needed");
  for (const char bit : bits) report.spins.push_back(bit == '1' ? int8_t{-1} : int8_t{1});
}

void take_samples(const JsonValue& samples, RunReport& report) {
  for (const JsonValue& sample : samples.items()) {
    report.samples.push_back({number(sample.at("objective")), number(sample.at("multiplicity"))});
    if (report.spins.empty()) take_spins(sample.at("solution"), report);
  }
}

void take_trace(const JsonValue& trace, const JsonValue& seconds, RunReport& report) {
  if (trace.items().size() != seconds.items().size())
    seconds.fail("one entry for each of the trace is needed");
  for (size_t k = 0; k < trace.items().size(); ++k) {
    const JsonValue& step = trace.at(k);
    report.trace.push_back({number(seconds.at(k)), number(step.at("work")),
                            value_of(report, number(step.at("energy"))), step.at("source").string()});
  }
}

void take_parts(const JsonValue& parts, RunReport& report) {
  for (const JsonValue& part : parts.items()) {
    std::vector<int32_t>& members = report.parts.emplace_back();
    for (const JsonValue& member : part.at("members").items()) {
      if (member.integer() < 0 || member.integer() >= report.num_spins)
        member.fail("a spin in 0.." + std::to_string(report.num_spins - 1) + " is needed");
      members.push_back(static_cast<int32_t>(member.integer()));
    }
  }
}

RunReport from_document(const JsonValue& root, const std::string& path) {
  if (const JsonValue* schema = root.find("schema"); !schema || schema->string() != kSchema)
    (schema ? *schema : root)
        .fail(std::string("this is no report of a run: its schema must be \"") + kSchema + "\"");
  if (const JsonValue& kind = root.at("kind"); kind.string() != "solver")
    kind.fail("a run of a solver is needed, not of a " + kind.string());

  RunReport report{};
  report.path = path;
  if (const JsonValue* input = root.find("input")) report.input = input->at("file").string();
  const JsonValue& fixed = root.at("reproducible");
  const JsonValue& run = root.at("run");
  report.solver = short_name(fixed.at("algorithm").string());
  report.settings = fixed.at("spec").string();
  const JsonValue& seed = fixed.at("seed");
  report.seed = seed.is_integer() ? std::to_string(seed.integer()) : format_number(seed.number());
  take_problem(fixed.at("problem"), report);
  report.work = number(fixed.at("work"));
  report.seconds = number(run.at("seconds"));
  report.best = finite(fixed.at("objective"));
  report.energy = finite(fixed.at("energy")).value_or(0);
  if (const auto bound = finite(fixed.at("bound"))) report.bound = value_of(report, *bound);
  report.bound_proven = fixed.at("proof").string() != "none";
  report.samples_seen = number(fixed.at("samples_seen"));
  take_samples(fixed.at("samples"), report);
  take_trace(fixed.at("trace"), run.at("trace_seconds"), report);
  if (const JsonValue* parts = fixed.find("parts")) {
    report.partitioner = short_name(fixed.at("partitioner").string());
    take_parts(*parts, report);
  }
  return report;
}

}  // namespace

RunReport parse_report(const std::string& text, const std::string& path) {
  try {
    return from_document(weiss::JsonDocument(text, path).root(), path);
  } catch (const weiss::Error& error) {
    throw Failure(kUnreadable, error.origin() + ":" + std::to_string(error.line()) + ":" +
                                   std::to_string(error.column()) + ": " + error.message());
  }
}

RunReport read_report(const std::string& path) { return parse_report(read_text(path), path); }

const char* value_name(const RunReport& report) {
  if (report.origin == "max-cut") return "cut";
  return report.origin == "qubo" ? "value" : "energy";
}

std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

}  // namespace cli

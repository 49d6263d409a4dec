// The JSON report of a run, schema "weiss.report/1".
#include <algorithm>
#include <cmath>
#include <string_view>

#include "base/version.hpp"
#include "io/json.hpp"
#include "runtime/algorithm.hpp"
#include "runtime/result.hpp"
#include "runtime/run.hpp"

namespace weiss {

namespace {

#if defined(__GNUC__) && !defined(__clang__)
constexpr const char* kCompiler = "GCC " __VERSION__;
#else
constexpr const char* kCompiler = __VERSION__;  // clang says its name
#endif

const char* origin_name(int32_t origin) {
  switch (origin) {
    case WEISS_ORIGIN_QUBO: return "qubo";
    case WEISS_ORIGIN_MAXCUT: return "max-cut";
    default: return "ising";
  }
}

const char* proof_name(int32_t proof) {
  switch (proof) {
    case WEISS_PROOF_BOUND: return "bound";
    case WEISS_PROOF_OPTIMAL: return "optimal";
    default: return "none";
  }
}

// What the best sample may be short of the optimum at most, of its own size; not finite when unknown.
double gap(const weiss_result_info& info) {
  return info.proof == WEISS_PROOF_OPTIMAL ? 0.0 : (info.energy - info.bound) / std::fabs(info.objective);
}

// 0/1 string of x = (1 - s)/2, variable 0 first.
std::string bit_string(const int8_t* spins, int64_t n) {
  std::string bits(static_cast<size_t>(n), '0');
  for (size_t i = 0; i < bits.size(); ++i)
    if (spins[i] < 0) bits[i] = '1';
  return bits;
}

void numbers(JsonWriter& json, const char* name, const double* values, size_t count) {
  json.key(name);
  json.begin_array(JsonLayout::kInline);
  for (size_t k = 0; k < count; ++k) json.value(values[k]);
  json.end_array();
}

void write_problem(JsonWriter& json, const Result& result) {
  json.key("problem");
  json.begin_object();
  json.member("origin", origin_name(result.origin));
  json.member("sense", result.sense == WEISS_SENSE_MAX ? "max" : "min");
  json.member("format", result.format);
  json.member("spins", result.info.num_spins);
  json.member("couplings", result.num_couplings);
  json.member("offset", result.offset);
  json.end_object();
}

void write_samples(JsonWriter& json, const Result& result) {
  json.key("samples");
  json.begin_array();
  for (int64_t k = 0; k < result.samples.size(); ++k) {
    json.begin_object(JsonLayout::kInline);
    json.member("objective", result.objective(result.samples.energy(k)));
    json.member("energy", result.samples.energy(k));
    json.member("multiplicity", result.samples.multiplicity(k));
    json.member("solution", bit_string(result.samples.spins(k), result.info.num_spins));
    json.end_object();
  }
  json.end_array();
}

void write_trace(JsonWriter& json, const Result& result) {
  json.key("trace");
  json.begin_array();
  for (const Result::Improvement& step : result.trace) {
    json.begin_object(JsonLayout::kInline);
    json.member("work", step.work);
    json.member("energy", step.energy);
    json.member("source", result.sources[static_cast<size_t>(step.source)]);
    json.end_object();
  }
  json.end_array();
}

void write_parts(JsonWriter& json, const Result& result) {
  json.key("parts");
  json.begin_array();
  for (const Result::Part& part : result.parts) {
    json.begin_object(JsonLayout::kInline);
    json.member("priority", part.priority);
    json.key("members");
    json.begin_array(JsonLayout::kInline);
    for (int64_t k = part.begin; k < part.end; ++k) json.value(result.members[static_cast<size_t>(k)]);
    json.end_array();
    json.end_object();
  }
  json.end_array();
}

void write_figures(JsonWriter& json, const Result& result) {
  if (result.figures.empty()) return;
  json.key("figures");
  json.begin_object();
  for (const auto& figure : result.figures) json.member(figure.first, figure.second);
  json.end_object();
}

bool is_energy(const std::string& figure) {
  constexpr std::string_view kEnding = " energy";
  return figure == "expectation" ||
         (figure.size() > kEnding.size() &&
          figure.compare(figure.size() - kEnding.size(), kEnding.size(), kEnding) == 0);
}

// An energy beside the optimum: in the user's own form, where a quotient means something only between numbers
// of one sign, and as the share of the way from the mean of all states to the optimum.
void write_ratio(JsonWriter& json, const Result& result, std::string_view name, double energy) {
  const double value = result.objective(energy);
  const double way = result.offset - result.objective(result.optimum);
  const auto quotient = [&json](std::string_view key, bool defined, double numerator, double denominator) {
    json.key(key);
    if (defined)
      json.value(numerator / denominator);
    else
      json.null();
  };
  json.key(name);
  json.begin_object(JsonLayout::kInline);
  json.member("value", value);
  quotient("ratio", value * result.optimum > 0.0, value, result.optimum);
  quotient("normalised", way != 0.0, result.offset - energy, way);
  json.end_object();
}

void write_ratios(JsonWriter& json, const Result& result) {
  if (!result.has_optimum) return;
  json.key("ratios");
  json.begin_object();
  json.member("optimum", result.optimum);
  write_ratio(json, result, "best", result.info.energy);
  for (const auto& figure : result.figures)
    if (is_energy(figure.first)) write_ratio(json, result, figure.first, figure.second);
  json.end_object();
}

// What is the same for every number of threads when a deterministic algorithm ran under a work limit.
void write_reproducible(JsonWriter& json, const Result& result) {
  const weiss_result_info& info = result.info;
  json.key("reproducible");
  json.begin_object();
  json.member("algorithm", result.algorithm);
  json.member("version", result.algorithm_version);
  json.member("spec", result.spec);
  json.member("seed", info.seed);
  json.key("work_limit");
  if (info.work_limit == kNoWorkLimit)
    json.null();
  else
    json.value(info.work_limit);
  json.member("default_rule", result.default_rule);
  if (info.kind == WEISS_KIND_SOLVER) write_problem(json, result);
  json.member("reason", weiss_reason_name(info.reason));
  json.member("work", info.work);
  if (info.kind == WEISS_KIND_SOLVER) {
    json.member("objective", info.objective);
    json.member("energy", info.energy);
    json.member("exact", info.exact != 0);
    json.member("bound", info.bound);
    json.member("proof", proof_name(info.proof));
    json.member("gap", gap(info));
    json.member("samples_seen", info.samples_seen);
    write_samples(json, result);
    write_trace(json, result);
    if (!result.parts.empty()) {
      json.member("partitioner", result.partitioner);
      write_parts(json, result);
    }
    if (!result.marginals.empty())
      numbers(json, "marginals", result.marginals.data(), result.marginals.size());
    if (!result.parameters.empty())
      numbers(json, "parameters", result.parameters.data(), result.parameters.size());
    write_figures(json, result);
    write_ratios(json, result);
  } else if (info.kind == WEISS_KIND_PARTITIONER) {
    write_parts(json, result);
  } else {
    json.member("value", info.energy);
    numbers(json, "x", result.x.data(), result.x.size());
  }
  json.key("counters");
  json.begin_object();
  for (const auto& counter : result.counters) json.member(counter.first, counter.second);
  json.end_object();
  json.end_object();
}

}  // namespace

std::string write_report(const Result& result) {
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  json.member("schema", "weiss.report/1");
  json.key("tool");
  json.begin_object();
  json.member("name", "weiss");
  json.member("version", kVersion);
  json.member("abi", kAbiVersion);
  json.member("compiler", kCompiler);
  json.member("simd", result.environment->kernels().name);
  json.end_object();
  json.member("kind", kind_name(result.info.kind));
  json.member("deterministic", result.deterministic);
  write_reproducible(json, result);
  json.key("run");
  json.begin_object();
  json.member("threads", result.info.threads);
  json.member("seconds", result.info.seconds);
  json.member("time_to_best", result.info.time_to_best);
  json.key("trace_seconds");  // of reproducible.trace, in its order
  json.begin_array(JsonLayout::kInline);
  for (const Result::Improvement& step : result.trace) json.value(step.seconds);
  json.end_array();
  json.end_object();
  json.key("warnings");
  json.begin_array();
  for (const std::string& warning : result.warnings) json.value(warning);
  json.end_array();
  json.end_object();
  text += '\n';
  return text;
}

}  // namespace weiss

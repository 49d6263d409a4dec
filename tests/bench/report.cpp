#include "report.hpp"

#include <cstdio>
#include <fstream>
#include <thread>

#include "io/json.hpp"
#include "simd/kernels.h"
#include "weiss/version.h"

namespace weiss::bench {

namespace {

const Timing* find(const std::vector<Timing>& timings, const Timing& like, const std::string& name) {
  for (const Timing& t : timings)
    if (t.case_name == like.case_name && t.name == name) return &t;
  return nullptr;
}

// How many times faster than its baseline; 0 without one.
double speedup(const std::vector<Timing>& timings, const Timing& timing) {
  const Timing* baseline = timing.baseline.empty() ? nullptr : find(timings, timing, timing.baseline);
  if (!baseline) return 0.0;
  return baseline->median() / baseline->items * timing.items / timing.median();
}

// The part of the speed of plain reading that it reaches; 0 when memory is not the limit.
double part_of_limit(const std::vector<Timing>& timings, const Timing& timing) {
  const Timing* read = timing.bytes > 0.0 ? find(timings, timing, "read") : nullptr;
  if (!read || read == &timing) return 0.0;
  return read->median() / read->bytes * timing.bytes / timing.median();
}

std::string processor() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);)
    if (line.compare(0, 10, "model name") == 0) return line.substr(line.find(':') + 2);
  return "unknown";
}

}  // namespace

void print_table(const std::vector<Timing>& timings) {
  std::printf("%-28s %-10s %12s %12s %18s %8s %6s\n", "case", "what", "ns/call", "ns/item",
              "quartiles of call", "speedup", "limit");
  for (const Timing& t : timings) {
    std::printf("%-28s %-10s %12.1f %12.4g %8.4g ..%8.4g", t.case_name.c_str(), t.name.c_str(),
                1e9 * t.median(), 1e9 * t.median() / t.items, 1e9 * t.quantile(0.25), 1e9 * t.quantile(0.75));
    const double faster = speedup(timings, t), part = part_of_limit(timings, t);
    if (faster > 0.0) std::printf(" %7.2fx", faster);
    else std::printf(" %8s", "");
    if (part > 0.0) std::printf(" %5.0f%%", 100.0 * part);
    if (t.overhead >= 0.0) std::printf(" %.1f%% overhead", 100.0 * t.overhead);
    std::printf("\n");
  }
}

bool write_json(const std::vector<Timing>& timings, const Plan& plan, const std::string& path) {
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  json.member("weiss", WEISS_BENCH_VERSION);
  json.member("processor", processor());
  json.member("threads_of_machine", std::thread::hardware_concurrency());
  json.member("best_simd", find_kernels(nullptr)->name);
  json.member("compiler", WEISS_BENCH_COMPILER);
  json.member("build_type", WEISS_BENCH_BUILD_TYPE);
  json.member("flags", WEISS_BENCH_FLAGS);
  json.member("repetitions", plan.repetitions);
  json.member("seconds_each", plan.seconds_each);
  json.key("results");
  json.begin_array();
  for (const Timing& t : timings) {
    json.begin_object(JsonLayout::kInline);
    json.member("case", t.case_name);
    json.member("what", t.name);
    json.member("item", t.item);
    json.member("items", t.items);
    json.member("bytes", t.bytes);
    json.member("calls", t.calls);
    json.member("median_ns", 1e9 * t.median());
    json.member("min_ns", 1e9 * t.quantile(0.0));
    json.member("first_quartile_ns", 1e9 * t.quantile(0.25));
    json.member("third_quartile_ns", 1e9 * t.quantile(0.75));
    if (const double faster = speedup(timings, t); faster > 0.0) {
      json.member("baseline", t.baseline);
      json.member("speedup", faster);
    }
    if (const double part = part_of_limit(timings, t); part > 0.0) json.member("part_of_memory_limit", part);
    if (t.overhead >= 0.0) json.member("overhead", t.overhead);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  text += '\n';
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  return file.good();
}

}  // namespace weiss::bench

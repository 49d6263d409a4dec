// check_reports SCHEMA [REPORT...]: each report is as the schema says, and what it says of its problem is
// true, whose file it names. Without a report: those of a partitioner and of an optimizer, which the command
// does not run.
#include <cmath>
#include <cstdio>
#include <limits>
#include <set>

#include "base/error.hpp"
#include "files.hpp"
#include "json_schema.hpp"
#include "weiss/plugin.hpp"

namespace {

using weiss::JsonValue;

std::string text_of(const std::string& path) {
  std::string text;
  std::FILE* const file = std::fopen(path.c_str(), "rb");
  if (!file) throw cli::Failure(cli::kUnreadable, path + ": cannot be opened");
  char block[1 << 16];
  while (const size_t got = std::fread(block, 1, sizeof block, file)) text.append(block, got);
  std::fclose(file);
  return text;
}

void expect_equal(const JsonValue& place, double wanted) {
  const double tolerance = 1e-12 * (1 + std::abs(wanted));
  if (!(std::abs(place.number() - wanted) <= tolerance)) place.fail("evaluated again it is another number");
}

// The problem that the report names, read as it was read then.
cli::Problem problem_of(weiss_context* context, const JsonValue& report) {
  const JsonValue& facts = report.at("reproducible").at("problem");
  const std::string format = facts.at("format").string();
  const std::string name = format.substr(0, format.find(' '));
  auto options = cli::defaults<weiss_read_options>();
  options.format = name.c_str();
  options.sense = facts.at("sense").string() == "max" ? WEISS_SENSE_MAX : WEISS_SENSE_MIN;
  weiss_error error = WEISS_ERROR_INIT;
  weiss_problem* problem = nullptr;
  const std::string& file = report.at("input").at("file").string();
  cli::require(weiss_problem_read_file(context, file.c_str(), &options, &problem, &error), error,
               cli::kUnreadable);
  return cli::Problem(problem);
}

void check_samples(const weiss_problem* problem, const JsonValue& run) {
  const auto n = static_cast<size_t>(weiss_problem_num_spins(problem));
  double before = -std::numeric_limits<double>::infinity();
  std::set<std::string> seen;
  for (const JsonValue& sample : run.at("samples").items()) {
    const std::string& bits = sample.at("solution").string();
    if (bits.size() != n || bits.find_first_not_of("01") != std::string::npos)
      sample.fail("the solution is no 0/1 string of the problem's length");
    if (!seen.insert(bits).second) sample.fail("the solution comes twice");
    std::vector<int8_t> spins(n + 1);
    for (size_t i = 0; i < n; ++i) spins[i] = bits[i] == '1' ? -1 : 1;
    double energy = 0;
    weiss_error error = WEISS_ERROR_INIT;
    cli::require(weiss_problem_energies(problem, 1, spins.data(), &energy, &error), error, cli::kFailed);
    expect_equal(sample.at("energy"), energy);
    expect_equal(sample.at("objective"), weiss_problem_objective(problem, energy));
    if (energy < before) sample.fail("a better sample comes later");
    before = energy;
  }
  if (run.at("samples").items().empty()) run.fail("there is no sample");
  expect_equal(run.at("energy"), run.at("samples").at(size_t{0}).at("energy").number());
  expect_equal(run.at("objective"), run.at("samples").at(size_t{0}).at("objective").number());
}

void check_trace(const JsonValue& report) {
  const JsonValue& run = report.at("reproducible");
  const JsonValue::Array& trace = run.at("trace").items();
  double energy = std::numeric_limits<double>::infinity();
  int64_t work = 0;
  for (const JsonValue& step : trace) {
    if (!(step.at("energy").number() < energy)) step.fail("this is no improvement");
    if (step.at("work").integer() < work) step.fail("work goes back");
    energy = step.at("energy").number();
    work = step.at("work").integer();
  }
  if (trace.size() != report.at("run").at("trace_seconds").items().size())
    report.at("run").fail("trace_seconds and the trace differ in length");
  if (work > run.at("work").integer()) run.fail("the trace goes on behind the end of the run");
  if (!trace.empty()) expect_equal(run.at("energy"), energy);
  if (!run.at("bound").is_null() && run.at("bound").number() > run.at("energy").number())
    run.fail("the bound lies above the energy");
}

void check_parts(const JsonValue& run, int64_t num_spins) {
  const JsonValue* const parts = run.find("parts");
  if (!parts) return;
  double priority = std::numeric_limits<double>::infinity();
  for (const JsonValue& part : parts->items()) {
    int64_t last = -1;
    for (const JsonValue& member : part.at("members").items()) {
      if (member.integer() <= last || member.integer() >= num_spins) member.fail("this is no next spin");
      last = member.integer();
    }
    if (part.at("priority").number() > priority) part.fail("parts are not ordered by priority");
    priority = part.at("priority").number();
  }
}

void check_report(const JsonValue& schema, const std::string& path) {
  const weiss::JsonDocument document(text_of(path), path);
  const JsonValue& report = document.root();
  check_against(schema, report);
  const cli::Context context = cli::open_context();
  const cli::Problem problem = problem_of(context.get(), report);
  const weiss_problem_info info = cli::info_of(problem.get());
  const JsonValue& run = report.at("reproducible");
  if (run.at("problem").at("spins").integer() != info.num_spins ||
      run.at("problem").at("couplings").integer() != info.num_couplings)
    run.fail("the problem has another size");
  check_samples(problem.get(), run);
  check_trace(report);
  check_parts(run, info.num_spins);
}

void check_result(const JsonValue& schema, weiss_result* result, int64_t num_spins) {
  const cli::Result owned(result);
  const weiss::JsonDocument document(weiss_result_report(result), "report of a result");
  check_against(schema, document.root());
  check_parts(document.root().at("reproducible"), num_spins);
}

cli::Instance instance_of(weiss_context* context, int32_t kind, const char* spec) {
  weiss_instance* instance = nullptr;
  weiss_error error = WEISS_ERROR_INIT;
  cli::require(weiss_instance_create(context, kind, spec, nullptr, 0, &instance, &error), error,
               cli::kFailed);
  return cli::Instance(instance);
}

void check_partitioners(const JsonValue& schema, weiss_context* context) {
  const int32_t row[] = {0, 1, 2, 3, 4}, column[] = {1, 2, 3, 4, 0};
  weiss_problem* raw = nullptr;
  weiss_error error = WEISS_ERROR_INIT;
  cli::require(weiss_problem_create_maxcut(context, 5, 5, row, column, nullptr, &raw, &error), error,
               cli::kFailed);
  const cli::Problem ring(raw);
  for (const weiss_algorithm_info& info : cli::algorithms_of(context)) {
    if (info.kind != WEISS_KIND_PARTITIONER) continue;
    const cli::Instance instance = instance_of(context, info.kind, info.name);
    weiss_result* result = nullptr;
    cli::require(weiss_instance_partition(instance.get(), ring.get(), nullptr, nullptr, &result, &error),
                 error, cli::kFailed);
    check_result(schema, result, 5);
  }
}

// Evaluates its start and leaves it at that.
class Start {
 public:
  static constexpr weiss::plugin::About about = {"test.start", "Start", "1.0", "Evaluates the start.", 0};

  Start(const weiss::plugin::Host&, const weiss::plugin::Options&) {}
  void minimize(const weiss_objective& objective, const weiss::plugin::Run&, weiss_optimizer_output& output) {
    objective.evaluate(&objective, 1, output.x, &output.f, nullptr);
    output.reason = WEISS_REASON_CONVERGED;
  }
};
constexpr weiss::plugin::Module<Start> module("test", "Tests", "1.0", "MIT");

void check_optimizer(const JsonValue& schema, weiss_context* context) {
  weiss_error error = WEISS_ERROR_INIT;
  const weiss_plugin_entry_fn entry = [](const weiss_host*) noexcept { return &module.table; };
  cli::require(weiss_context_add_plugin(context, entry, &error), error, cli::kFailed);
  const cli::Instance instance = instance_of(context, WEISS_KIND_OPTIMIZER, "test.start");
  auto objective = cli::defaults<weiss_objective>();
  objective.dimension = 2;
  objective.evaluate = [](const weiss_objective*, int64_t count, const double* x, double* f,
                          double*) noexcept -> weiss_status {
    for (int64_t k = 0; k < count; ++k) f[k] = x[2 * k] * x[2 * k] + x[2 * k + 1];
    return WEISS_OK;
  };
  weiss_result* result = nullptr;
  cli::require(weiss_instance_minimize(instance.get(), &objective, nullptr, &result, &error), error,
               cli::kFailed);
  check_result(schema, result, 0);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 1;
  try {
    const weiss::JsonDocument schema(text_of(argv[1]), argv[1]);
    check_schema(schema.root());
    for (int k = 2; k < argc; ++k) check_report(schema.root(), argv[k]);
    if (argc == 2) {
      const cli::Context context = cli::open_context();
      check_partitioners(schema.root(), context.get());
      check_optimizer(schema.root(), context.get());
    }
    return 0;
  } catch (const weiss::Error& error) {
    std::fprintf(stderr, "%s:%lld:%lld: %s\n", error.origin().c_str(), static_cast<long long>(error.line()),
                 static_cast<long long>(error.column()), error.what());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
  }
  return 1;
}

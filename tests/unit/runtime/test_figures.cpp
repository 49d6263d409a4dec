#include <cmath>
#include <limits>

#include "fake.hpp"

namespace {

// Figures of a result by name, and the text of its report.
struct Outcome {
  weiss_status status;
  std::string message;
  std::string report;
  std::vector<std::pair<std::string, double>> figures;
};

Outcome solve(weiss_context* context, const weiss_problem* problem, const char* spec,
              const weiss_run_config* config = nullptr) {
  weiss_result* raw = nullptr;
  weiss_error error = WEISS_ERROR_INIT;
  Outcome outcome{weiss_solve(context, problem, spec, config, &raw, &error), error.message, {}, {}};
  const fake::Result result(raw);
  if (outcome.status != WEISS_OK) return outcome;
  weiss_result_info info{};
  info.struct_size = sizeof info;
  REQUIRE(weiss_result_get_info(raw, &info, nullptr) == WEISS_OK);
  for (int64_t k = 0; k < info.num_figures; ++k) {
    double value = 0.0;
    const char* const name = weiss_result_figure(raw, k, &value);
    outcome.figures.emplace_back(name, value);
  }
  CHECK(std::string(weiss_result_figure(raw, info.num_figures, nullptr)).empty());
  outcome.report = weiss_result_report(raw);
  return outcome;
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

using Figure = std::pair<std::string, double>;

}  // namespace

TEST_CASE("figures stand in the result by name, the last value of each") {
  fake::Solver algorithm("test.solver", [](auto* problem, auto*, auto*, auto* sink) {
    sink->figure(sink, "expectation", -1.0);
    sink->figure(sink, "angle", 0.25);
    sink->figure(sink, "expectation", -2.5);
    fake::report(sink, fake::alternating(problem), std::nan(""));
    return WEISS_OK;
  });
  const auto context = fake::make_context();
  algorithm.add_to(context.get());
  const auto problem = fake::ring(context.get(), 6);
  const Outcome outcome = solve(context.get(), problem.get(), "test.solver");
  REQUIRE(outcome.status == WEISS_OK);
  CHECK(outcome.figures == std::vector<Figure>{{"angle", 0.25}, {"expectation", -2.5}});
  CHECK(contains(outcome.report, "\"figures\""));
  CHECK_FALSE(contains(outcome.report, "\"ratios\""));
}

TEST_CASE("a figure that is not a finite number is a failure of the solver") {
  fake::Solver algorithm("test.solver", [](auto* problem, auto*, auto*, auto* sink) {
    fake::report(sink, fake::alternating(problem), std::nan(""));
    sink->figure(sink, "expectation", std::numeric_limits<double>::infinity());
    return WEISS_OK;
  });
  const auto context = fake::make_context();
  algorithm.add_to(context.get());
  const auto problem = fake::ring(context.get(), 6);
  const Outcome outcome = solve(context.get(), problem.get(), "test.solver");
  CHECK(outcome.figures.empty());
  CHECK(contains(outcome.report, "figure that is not a finite number"));
}

TEST_CASE("the report compares energies with a known optimum, each for itself") {
  fake::Solver algorithm("test.solver", [](auto* problem, auto*, auto*, auto* sink) {
    sink->figure(sink, "expectation", 1.5);
    sink->figure(sink, "most frequent energy", -2.0);
    sink->figure(sink, "angle", 0.25);
    fake::report(sink, fake::alternating(problem), std::nan(""));
    return WEISS_OK;
  });
  const auto context = fake::make_context();
  algorithm.add_to(context.get());
  const auto problem = fake::ring(context.get(), 6);
  weiss_run_config config{};
  config.struct_size = sizeof config;
  config.has_optimum = 1;
  config.optimum = -6.0;
  const std::string report = solve(context.get(), problem.get(), "test.solver", &config).report;
  CHECK(contains(report, "\"optimum\": -6"));
  CHECK(contains(report, "\"best\": {\"value\": -6, \"ratio\": 1, \"normalised\": 1}"));
  CHECK(contains(report, "\"expectation\": {\"value\": 1.5, \"ratio\": null, \"normalised\": -0.25}"));
  CHECK(contains(report, "\"most frequent energy\": {\"value\": -2, \"ratio\": 0.3333333333333333, "
                         "\"normalised\": 0.3333333333333333}"));
  CHECK_FALSE(contains(report, "\"angle\": {"));
}

TEST_CASE("ratios are in the user's own form: a cut over the best cut") {
  fake::Solver algorithm("test.solver", [](auto* problem, auto*, auto*, auto* sink) {
    fake::report(sink, fake::all_up(problem), std::nan(""));
    sink->figure(sink, "expectation", -2.0);  // half of four edges are cut
    return WEISS_OK;
  });
  const auto context = fake::make_context();
  algorithm.add_to(context.get());
  const int32_t row[] = {0, 1, 2, 3}, column[] = {1, 2, 3, 0};
  const double weight[] = {1, 1, 1, 1};
  weiss_problem* raw = nullptr;
  REQUIRE(weiss_problem_create_maxcut(context.get(), 4, 4, row, column, weight, &raw, nullptr) == WEISS_OK);
  const fake::Problem problem(raw);
  weiss_run_config config{};
  config.struct_size = sizeof config;
  config.has_optimum = 1;
  config.optimum = 4.0;
  const std::string report = solve(context.get(), problem.get(), "test.solver", &config).report;
  CHECK(contains(report, "\"best\": {\"value\": 0, \"ratio\": null, \"normalised\": -1}"));
  CHECK(contains(report, "\"expectation\": {\"value\": 2, \"ratio\": 0.5, \"normalised\": 0}"));
}

TEST_CASE("an optimum that is not a number is refused") {
  const auto context = fake::make_context();
  const auto problem = fake::ring(context.get(), 6);
  weiss_run_config config{};
  config.struct_size = sizeof config;
  config.has_optimum = 1;
  config.optimum = std::nan("");
  const Outcome outcome = solve(context.get(), problem.get(), nullptr, &config);
  CHECK(outcome.status == WEISS_E_ARGUMENT);
  CHECK(contains(outcome.message, "optimum"));
}

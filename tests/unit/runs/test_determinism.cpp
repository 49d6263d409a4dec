// Under a work limit every bundled solver gives the same bytes for any number of threads and every SIMD level.
#include <doctest/doctest.h>

#include <string>

#include "problems.hpp"

namespace runs {

namespace {

// The text of the object under "reproducible" in a report.
std::string reproducible(weiss_result* result) {
  const char* report = weiss_result_report(result);
  REQUIRE(report);
  const std::string text = report;
  const size_t begin = text.find("\"reproducible\"");
  REQUIRE(begin != std::string::npos);
  int depth = 0;
  bool in_string = false;
  for (size_t k = begin + 14; k < text.size(); ++k) {
    if (in_string) {
      if (text[k] == '\\') ++k;
      else if (text[k] == '"') in_string = false;
    } else if (text[k] == '"') {
      in_string = true;
    } else if (text[k] == '{') {
      ++depth;
    } else if (text[k] == '}' && --depth == 0) {
      return text.substr(begin, k + 1 - begin);
    }
  }
  FAIL("the report ends inside of \"reproducible\"");
  return {};
}

// The report of a run, or the text of its failure: exact refuses what is too large for it.
std::string run(weiss_context* context, const weiss_problem* problem, const std::string& spec, int32_t threads) {
  weiss_run_config config{};
  config.struct_size = sizeof config;
  config.threads = threads;
  config.seed = 1;
  config.work_limit = 50000;
  weiss_error error = WEISS_ERROR_INIT;
  weiss_result* made = nullptr;
  if (weiss_solve(context, problem, spec.c_str(), &config, &made, &error) != WEISS_OK) {
    CHECK(error.status == WEISS_E_LIMIT);
    return error.message;
  }
  const ResultPtr result(made);
  return reproducible(result.get());
}

// Circuits promise equal bits at one SIMD level.
constexpr const char* kCircuits = "subqubo subsolver=qaoa part_size=10";
bool has_circuits(const std::string& spec) {
  return spec == kCircuits || spec == "weiss.qaoa" || spec == "weiss.hadof" || spec == "weiss.dqaoa";
}

// All solvers that claim to be deterministic, and schemes of several.
std::vector<std::string> specs(weiss_context* context) {
  std::vector<std::string> all = {"subqubo partitioner=contiguous subsolver=annealing part_size=20",
                                  "subqubo subsolver=subqubo subsolver.part_size=20",
                                  "subqubo subsolver=exact part_size=12", kCircuits};
  int64_t count = 0;
  REQUIRE(weiss_context_num_algorithms(context, &count, nullptr) == WEISS_OK);
  for (int64_t k = 0; k < count; ++k) {
    weiss_algorithm_info info{};
    info.struct_size = sizeof info;
    REQUIRE(weiss_context_algorithm(context, k, &info, nullptr) == WEISS_OK);
    if (info.kind != WEISS_KIND_SOLVER) continue;
    CHECK_MESSAGE((info.caps & WEISS_CAP_DETERMINISTIC) != 0, info.id);
    all.push_back(info.id);
  }
  CHECK(all.size() >= 8);
  return all;
}

}  // namespace

TEST_CASE("the reproducible part of a report does not depend on the number of threads") {
  const ContextPtr context = make_context();
  const std::vector<ProblemPtr> problems = ten_problems(context.get());
  for (const std::string& spec : specs(context.get()))
    for (size_t k = 0; k < problems.size(); ++k) {
      CAPTURE(spec);
      CAPTURE(k);
      const std::string alone = run(context.get(), problems[k].get(), spec, 1);
      CHECK(run(context.get(), problems[k].get(), spec, 1) == alone);
      CHECK(run(context.get(), problems[k].get(), spec, 2) == alone);
      CHECK(run(context.get(), problems[k].get(), spec, 4) == alone);
    }
}

// Has no threads to watch.
TEST_CASE("the reproducible part of a report does not depend on the SIMD level when the data are integers" *
          doctest::skip(kThreadSanitizer)) {
  const ContextPtr reference = make_context("scalar");
  const std::vector<ProblemPtr> reference_problems = ten_problems(reference.get());
  std::vector<std::string> reports;
  for (const std::string& spec : specs(reference.get()))
    for (const ProblemPtr& problem : reference_problems)
      reports.push_back(has_circuits(spec) ? std::string() : run(reference.get(), problem.get(), spec, 1));
  for (const std::string level : simd_levels()) {
    const ContextPtr context = make_context(level.c_str());
    const std::vector<ProblemPtr> problems = ten_problems(context.get());
    auto expected = reports.begin();
    for (const std::string& spec : specs(context.get()))
      for (size_t k = 0; k < problems.size(); ++k, ++expected) {
        if (has_circuits(spec)) continue;
        CAPTURE(level);
        CAPTURE(spec);
        CAPTURE(k);
        CHECK(run(context.get(), problems[k].get(), spec, 2) == *expected);
      }
  }
}

TEST_CASE("another seed gives another run, and a larger work limit no worse energy") {
  const ContextPtr context = make_context();
  const ProblemPtr problem = sparse_problem(context.get(), 300, 6, 1, false, 11);
  for (const std::string spec : {"tabu", "annealing", "subqubo"}) {
    CAPTURE(spec);
    std::string reports[2];
    double energies[2];
    for (int k = 0; k < 2; ++k) {
      weiss_run_config config{};
      config.struct_size = sizeof config;
      config.seed = static_cast<uint64_t>(k);
      config.work_limit = 100000;
      weiss_result* made = nullptr;
      REQUIRE(weiss_solve(context.get(), problem.get(), spec.c_str(), &config, &made, nullptr) == WEISS_OK);
      const ResultPtr result(made);
      reports[k] = reproducible(result.get());
      config.seed = 0;
      config.work_limit *= k == 0 ? 1 : 20;
      REQUIRE(weiss_solve(context.get(), problem.get(), spec.c_str(), &config, &made, nullptr) == WEISS_OK);
      const ResultPtr again(made);
      energies[k] = weiss_result_energy(again.get());
    }
    CHECK(reports[0] != reports[1]);
    CHECK(energies[1] <= energies[0]);
  }
}

}  // namespace runs

// Every bundled algorithm on a tiny problem, with what must hold of whatever it returns.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "runs/problems.hpp"

namespace trust {

struct Subject {
  int32_t kind;
  const char* spec;
};

inline constexpr Subject kSubjects[] = {
    {WEISS_KIND_SOLVER, "greedy"},
    {WEISS_KIND_SOLVER, "tabu"},
    {WEISS_KIND_SOLVER, "annealing"},
    {WEISS_KIND_SOLVER, "exact"},
    {WEISS_KIND_SOLVER, "memetic"},
    {WEISS_KIND_SOLVER, "rqaoa cutoff=4"},
    {WEISS_KIND_SOLVER, "tree"},
    {WEISS_KIND_SOLVER, "simulated-bifurcation"},
    {WEISS_KIND_SOLVER, "subqubo part_size=6"},
    {WEISS_KIND_SOLVER, "subqubo subsolver=exact partitioner=contiguous part_size=6"},
    {WEISS_KIND_SOLVER, "subqubo subsolver=subqubo subsolver.part_size=4 part_size=8"},
    {WEISS_KIND_PARTITIONER, "random part_size=5"},
    {WEISS_KIND_PARTITIONER, "contiguous part_size=5"},
};

// A QUBO of 14 variables. Allocates nothing by itself.
inline weiss_status make_tiny_problem(weiss_context* context, weiss_problem** out) {
  constexpr int32_t n = 14;
  int32_t row[n * n], column[n * n];
  double value[n * n];
  int64_t entries = 0;
  for (int32_t i = 0; i < n; ++i)
    for (int32_t j = i; j < n; j += 1 + i % 3) {
      row[entries] = i;
      column[entries] = j;
      value[entries++] = (i * 7 + j * 5) % 11 - 5;
    }
  return weiss_problem_create_qubo(context, n, entries, row, column, value, out, nullptr);
}

inline runs::ProblemPtr tiny_problem(weiss_context* context) {
  weiss_problem* problem = nullptr;
  REQUIRE(make_tiny_problem(context, &problem) == WEISS_OK);
  return runs::ProblemPtr(problem);
}

struct Outcome {
  weiss_status status = WEISS_OK;
  runs::ResultPtr result;
};

// Runs an instance and writes the report. NOMEM when the report does not fit in memory.
inline Outcome run_instance(weiss_instance* instance, int32_t kind, const weiss_problem* problem, int32_t threads) {
  weiss_run_config config{};
  config.struct_size = sizeof config;
  config.work_limit = 3000;
  config.threads = threads;
  weiss_result* result = nullptr;
  const weiss_status status = kind == WEISS_KIND_SOLVER
                                  ? weiss_instance_solve(instance, problem, &config, &result, nullptr)
                                  : weiss_instance_partition(instance, problem, nullptr, &config, &result, nullptr);
  runs::ResultPtr owner(result);
  if (result && !weiss_result_report(result)) return {WEISS_E_NOMEM, nullptr};
  return {status, std::move(owner)};
}

inline Outcome run(weiss_context* context, const Subject& subject, const weiss_problem* problem, int32_t threads = 1) {
  weiss_instance* instance = nullptr;
  const weiss_status status =
      weiss_instance_create(context, subject.kind, subject.spec, nullptr, 0, &instance, nullptr);
  const runs::InstancePtr owner(instance);
  return status == WEISS_OK ? run_instance(instance, subject.kind, problem, threads) : Outcome{status, nullptr};
}

// Are the energies of all samples those of their spins, and is every spin in one part?
inline bool is_valid(const weiss_result* result, const weiss_problem* problem) {
  weiss_result_info info{};
  info.struct_size = sizeof info;
  if (weiss_result_get_info(result, &info, nullptr) != WEISS_OK) return false;
  for (int64_t k = 0; k < info.num_samples; ++k) {
    weiss_result_sample sample{};
    sample.struct_size = sizeof sample;
    double energy = 0.0;
    if (weiss_result_get_sample(result, k, &sample, nullptr) != WEISS_OK) return false;
    if (weiss_problem_energies(problem, 1, sample.spins, &energy, nullptr) != WEISS_OK) return false;
    if (energy != sample.energy || energy < info.bound) return false;
  }
  std::vector<int> seen(static_cast<size_t>(weiss_problem_num_spins(problem)), 0);
  for (int64_t k = 0; k < info.num_parts; ++k) {
    weiss_result_part part{};
    part.struct_size = sizeof part;
    if (weiss_result_get_part(result, k, &part, nullptr) != WEISS_OK) return false;
    for (int64_t m = 0; m < part.num_members; ++m) ++seen[static_cast<size_t>(part.members[m])];
  }
  if (info.num_parts > 0)
    for (const int count : seen)
      if (count != 1) return false;
  return info.kind == WEISS_KIND_PARTITIONER ? info.num_parts > 0 : info.num_samples > 0;
}

// What of a report repeats bit for bit.
inline std::string reproducible_part(weiss_result* result) {
  const std::string report = weiss_result_report(result);
  const size_t begin = report.find("\"reproducible\""), end = report.find("\n  \"run\"");
  REQUIRE(begin < end);
  return report.substr(begin, end - begin);
}

}  // namespace trust

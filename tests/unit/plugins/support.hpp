// What the tests of the bundled plugins share: problems, runs and results through the public interface.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "weiss/plugin.h"
#include "weiss/weiss.h"

namespace weiss_test {

using ContextPtr = std::unique_ptr<weiss_context, decltype(&weiss_context_destroy)>;
using ProblemPtr = std::unique_ptr<weiss_problem, decltype(&weiss_problem_destroy)>;
using InstancePtr = std::unique_ptr<weiss_instance, decltype(&weiss_instance_destroy)>;
using ResultPtr = std::unique_ptr<weiss_result, decltype(&weiss_result_destroy)>;

template <class T>
T sized() {
  T value{};
  value.struct_size = sizeof(T);
  return value;
}

inline ContextPtr make_context() {
  weiss_context_config config = sized<weiss_context_config>();
  config.flags = WEISS_CONTEXT_NO_BUNDLED_DIRECTORY;
  weiss_context* context = nullptr;
  REQUIRE(weiss_context_create(&config, &context, nullptr) == WEISS_OK);
  return ContextPtr(context, weiss_context_destroy);
}

// An Ising problem by pairs.
struct Terms {
  int64_t num_spins = 0;
  std::vector<int32_t> row, column;
  std::vector<double> value, field;

  void add(int64_t i, int64_t j, double w) {
    row.push_back(static_cast<int32_t>(i));
    column.push_back(static_cast<int32_t>(j));
    value.push_back(w);
  }
};

inline ProblemPtr build(const ContextPtr& context, const Terms& terms) {
  weiss_problem* problem = nullptr;
  const double* const field = terms.field.empty() ? nullptr : terms.field.data();
  REQUIRE(weiss_problem_create_ising(context.get(), terms.num_spins, field,
                                     static_cast<int64_t>(terms.row.size()), terms.row.data(),
                                     terms.column.data(), terms.value.data(), &problem,
                                     nullptr) == WEISS_OK);
  return ProblemPtr(problem, weiss_problem_destroy);
}

enum class Data { integer, real };

// Each pair with a probability; couplings (and fields) in -5 ... 5.
inline Terms random_terms(int64_t num_spins, double density, bool fields, Data data, uint32_t seed) {
  std::mt19937 random(seed);
  const auto unit = [&] { return static_cast<double>(random()) / 4294967296.0; };
  const auto weight = [&] {
    return data == Data::integer ? static_cast<double>(random() % 11) - 5.0 : 10.0 * unit() - 5.0;
  };
  Terms terms;
  terms.num_spins = num_spins;
  for (int64_t i = 0; i < num_spins; ++i)
    for (int64_t j = i + 1; j < num_spins; ++j)
      if (unit() < density) terms.add(i, j, weight());
  for (int64_t i = 0; fields && i < num_spins; ++i) terms.field.push_back(weight());
  return terms;
}

inline double energy_of(const ProblemPtr& problem, const std::vector<int8_t>& spins) {
  double energy = 0.0;
  REQUIRE(weiss_problem_energies(problem.get(), 1, spins.data(), &energy, nullptr) == WEISS_OK);
  return energy;
}

inline double brute_force(const ProblemPtr& problem) {
  const auto n = static_cast<size_t>(weiss_problem_num_spins(problem.get()));
  double best = std::numeric_limits<double>::infinity();
  std::vector<int8_t> spins(n);
  for (uint32_t state = 0; state < (1u << n); ++state) {
    for (size_t i = 0; i < n; ++i) spins[i] = (state >> i) & 1u ? int8_t{-1} : int8_t{1};
    best = std::min(best, energy_of(problem, spins));
  }
  return best;
}

inline weiss_run_config limited(int64_t work, uint64_t seed = 1, int32_t threads = 1) {
  weiss_run_config config = sized<weiss_run_config>();
  config.work_limit = work;
  config.seed = seed;
  config.threads = threads;
  return config;
}

// A call that may fail.
struct Attempt {
  weiss_status status;
  std::string message;
  ResultPtr result;
};

inline Attempt attempt(const ContextPtr& context, const ProblemPtr& problem, const std::string& spec,
                       const weiss_run_config& config) {
  weiss_error error = WEISS_ERROR_INIT;
  weiss_result* result = nullptr;
  const weiss_status status =
      weiss_solve(context.get(), problem.get(), spec.c_str(), &config, &result, &error);
  return {status, error.message, ResultPtr(result, weiss_result_destroy)};
}

inline ResultPtr solve(const ContextPtr& context, const ProblemPtr& problem, const std::string& spec,
                       const weiss_run_config& config) {
  Attempt done = attempt(context, problem, spec, config);
  CAPTURE(spec);
  CAPTURE(done.message);
  REQUIRE(done.status == WEISS_OK);
  return std::move(done.result);
}

inline weiss_result_info info_of(const ResultPtr& result) {
  weiss_result_info info = sized<weiss_result_info>();
  REQUIRE(weiss_result_get_info(result.get(), &info, nullptr) == WEISS_OK);
  return info;
}

inline int64_t counter(const ResultPtr& result, const std::string& name) {
  for (int64_t k = 0; k < info_of(result).num_counters; ++k) {
    int64_t value = 0;
    if (name == weiss_result_counter(result.get(), k, &value)) return value;
  }
  return 0;
}

inline std::vector<int8_t> spins_of(const ResultPtr& result) {
  const int8_t* spins = weiss_result_spins(result.get());
  return std::vector<int8_t>(spins, spins + info_of(result).num_spins);
}

// All of a result that a work limit makes repeatable, as text.
inline std::string fingerprint(const ResultPtr& result) {
  const weiss_result_info info = info_of(result);
  std::string text = std::to_string(info.work) + ' ' + std::to_string(info.reason) + ' ' +
                     std::to_string(info.samples_seen) + '\n';
  for (int64_t k = 0; k < info.num_samples; ++k) {
    weiss_result_sample sample = sized<weiss_result_sample>();
    REQUIRE(weiss_result_get_sample(result.get(), k, &sample, nullptr) == WEISS_OK);
    for (int64_t i = 0; i < info.num_spins; ++i) text += sample.spins[i] > 0 ? '+' : '-';
    text += ' ' + std::to_string(sample.energy) + ' ' + std::to_string(sample.multiplicity) + '\n';
  }
  for (int64_t k = 0; k < info.num_trace; ++k) {
    weiss_result_improvement step = sized<weiss_result_improvement>();
    REQUIRE(weiss_result_get_improvement(result.get(), k, &step, nullptr) == WEISS_OK);
    text += std::string(step.source) + ' ' + std::to_string(step.energy) + ' ' + std::to_string(step.work);
    text += '\n';
  }
  for (int64_t k = 0; k < info.num_counters; ++k) {
    int64_t value = 0;
    const char* name = weiss_result_counter(result.get(), k, &value);
    text += std::string(name) + ' ' + std::to_string(value) + '\n';
  }
  return text;
}

}  // namespace weiss_test

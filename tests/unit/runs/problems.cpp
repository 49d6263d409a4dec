#include "problems.hpp"

#include <doctest/doctest.h>

#include <cstring>

#include "base/random.hpp"

namespace runs {

ContextPtr make_context(const char* simd) {
  weiss_context_config config{};
  config.struct_size = sizeof config;
  config.flags = WEISS_CONTEXT_READ_ENVIRONMENT;
  config.simd = simd;
  weiss_context* context = nullptr;
  REQUIRE(weiss_context_create(&config, &context, nullptr) == WEISS_OK);
  return ContextPtr(context);
}

std::vector<const char*> simd_levels() {
  std::vector<const char*> levels;
  for (const char* level : {"scalar", "sse2", "avx2", "avx512", "neon64"}) {
    weiss_context_config config{};
    config.struct_size = sizeof config;
    config.simd = level;
    weiss_context* context = nullptr;
    REQUIRE(weiss_context_create(&config, &context, nullptr) == WEISS_OK);
    if (std::strcmp(weiss_context_simd(context), level) == 0) levels.push_back(level);
    weiss_context_destroy(context);
  }
  return levels;
}

ProblemPtr sparse_problem(weiss_context* context, int32_t num_spins, int32_t degree, int32_t most, bool fields,
                          uint64_t seed) {
  weiss::Random random(seed);
  const auto weight = [&] {
    const auto size = static_cast<double>(1 + random.below(static_cast<uint32_t>(most)));
    return random.below(2) == 0 ? size : -size;
  };
  const auto n = static_cast<uint32_t>(num_spins);
  std::vector<int32_t> row, column;
  std::vector<double> value, field;
  for (int64_t k = 0; k < int64_t{num_spins} * degree / 2; ++k) {
    const uint32_t i = random.below(n);
    const uint32_t j = random.below(n - 1);
    row.push_back(static_cast<int32_t>(i));
    column.push_back(static_cast<int32_t>(j < i ? j : j + 1));
    value.push_back(weight());
  }
  if (fields)
    for (int32_t i = 0; i < num_spins; ++i) field.push_back(weight());
  weiss_problem* problem = nullptr;
  REQUIRE(weiss_problem_create_ising(context, num_spins, fields ? field.data() : nullptr,
                                     static_cast<int64_t>(row.size()), row.data(), column.data(), value.data(),
                                     &problem, nullptr) == WEISS_OK);
  return ProblemPtr(problem);
}

ProblemPtr dense_qubo(weiss_context* context, int32_t num_variables, int32_t most, uint64_t seed) {
  weiss::Random random(seed);
  std::vector<int32_t> row, column;
  std::vector<double> value;
  for (int32_t i = 0; i < num_variables; ++i)
    for (int32_t j = i; j < num_variables; ++j) {
      row.push_back(i);
      column.push_back(j);
      value.push_back(static_cast<double>(random.below(static_cast<uint32_t>(2 * most + 1))) - most);
    }
  weiss_problem* problem = nullptr;
  REQUIRE(weiss_problem_create_qubo(context, num_variables, static_cast<int64_t>(row.size()), row.data(),
                                    column.data(), value.data(), &problem, nullptr) == WEISS_OK);
  return ProblemPtr(problem);
}

std::vector<ProblemPtr> ten_problems(weiss_context* context) {
  std::vector<ProblemPtr> problems;
  problems.push_back(dense_qubo(context, 18, 100, 1));
  problems.push_back(dense_qubo(context, 60, 50, 2));
  problems.push_back(dense_qubo(context, 150, 100, 3));
  problems.push_back(sparse_problem(context, 22, 3, 1, false, 4));
  problems.push_back(sparse_problem(context, 28, 6, 9, true, 5));
  problems.push_back(sparse_problem(context, 100, 3, 1, false, 6));
  problems.push_back(sparse_problem(context, 100, 8, 100, true, 7));
  problems.push_back(sparse_problem(context, 257, 4, 1, true, 8));
  problems.push_back(sparse_problem(context, 300, 20, 7, false, 9));
  problems.push_back(sparse_problem(context, 400, 6, 1, false, 10));
  return problems;
}

}  // namespace runs

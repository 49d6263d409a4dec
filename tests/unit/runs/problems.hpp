// Problems with integer coefficients for the tests of whole runs.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "weiss/weiss.h"

namespace runs {

#if defined(__SANITIZE_THREAD__)
inline constexpr bool kThreadSanitizer = true;
#else
inline constexpr bool kThreadSanitizer = false;
#endif
#if defined(__SANITIZE_ADDRESS__) || !defined(NDEBUG)
inline constexpr bool kSlowCode = true;
#else
inline constexpr bool kSlowCode = kThreadSanitizer;
#endif

struct ContextDeleter {
  void operator()(weiss_context* context) const { weiss_context_destroy(context); }
};
struct ProblemDeleter {
  void operator()(weiss_problem* problem) const { weiss_problem_destroy(problem); }
};
struct InstanceDeleter {
  void operator()(weiss_instance* instance) const { weiss_instance_destroy(instance); }
};
struct ResultDeleter {
  void operator()(weiss_result* result) const { weiss_result_destroy(result); }
};
using ContextPtr = std::unique_ptr<weiss_context, ContextDeleter>;
using ProblemPtr = std::unique_ptr<weiss_problem, ProblemDeleter>;
using InstancePtr = std::unique_ptr<weiss_instance, InstanceDeleter>;
using ResultPtr = std::unique_ptr<weiss_result, ResultDeleter>;

// simd NULL: the best of the machine, or what WEISS_SIMD asks for.
ContextPtr make_context(const char* simd = nullptr);
// The SIMD levels that this machine can run.
std::vector<const char*> simd_levels();

// degree couplings for each spin on average, weights in -most ... most without 0; with fields when asked for.
ProblemPtr sparse_problem(weiss_context* context, int32_t num_spins, int32_t degree, int32_t most, bool fields,
                          uint64_t seed);
ProblemPtr dense_qubo(weiss_context* context, int32_t num_variables, int32_t most, uint64_t seed);
// Ten different ones, of 18 to 400 spins.
std::vector<ProblemPtr> ten_problems(weiss_context* context);

}  // namespace runs

// Evaluators through the C interface, for tests: failures are exceptions of doctest.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <vector>

#include "search/support.hpp"
#include "statevector/qaoa_reference.hpp"
#include "weiss/context.h"
#include "weiss/qaoa.h"

namespace weiss_test {

using reference::Numbers;

struct ContextDeleter {
  void operator()(weiss_context* context) const { weiss_context_destroy(context); }
};
struct QaoaDeleter {
  void operator()(weiss_qaoa* qaoa) const { weiss_qaoa_destroy(qaoa); }
};
using ContextPtr = std::unique_ptr<weiss_context, ContextDeleter>;
using QaoaPtr = std::unique_ptr<weiss_qaoa, QaoaDeleter>;

inline ContextPtr make_context(int64_t memory_limit = 0, const char* simd = nullptr) {
  weiss_context_config config{};
  config.struct_size = sizeof config;
  config.flags = WEISS_CONTEXT_NO_BUNDLED_DIRECTORY;
  config.memory_limit = memory_limit;
  config.simd = simd;
  weiss_context* context = nullptr;
  REQUIRE(weiss_context_create(&config, &context, nullptr) == WEISS_OK);
  return ContextPtr(context);
}

inline weiss_qaoa_config qaoa_config(int32_t method = WEISS_QAOA_STATEVECTOR, int32_t mixer = WEISS_MIXER_X) {
  weiss_qaoa_config config{};
  config.struct_size = sizeof config;
  config.method = method;
  config.mixer = mixer;
  return config;
}

inline QaoaPtr make_qaoa(const ContextPtr& context, const weiss::Problem& problem,
                         const weiss_qaoa_config& config) {
  weiss_qaoa* qaoa = nullptr;
  weiss_error error = WEISS_ERROR_INIT;
  const weiss_status status = weiss_qaoa_create(context.get(), &problem, &config, &qaoa, &error);
  INFO(error.message);
  REQUIRE(status == WEISS_OK);
  return QaoaPtr(qaoa);
}

inline double value_of(const QaoaPtr& qaoa, int32_t depth, const Numbers& parameters) {
  REQUIRE(static_cast<int64_t>(parameters.size()) == weiss_qaoa_num_parameters(qaoa.get(), depth));
  double value = 0.0;
  weiss_error error = WEISS_ERROR_INIT;
  const weiss_status status =
      weiss_qaoa_values(qaoa.get(), nullptr, 1, depth, parameters.data(), &value, &error);
  INFO(error.message);
  REQUIRE(status == WEISS_OK);
  return value;
}

// The value, then the derivatives.
inline Numbers gradient_of(const QaoaPtr& qaoa, int32_t depth, const Numbers& parameters) {
  Numbers result(parameters.size() + 1);
  REQUIRE(weiss_qaoa_gradient(qaoa.get(), nullptr, depth, parameters.data(), result.data(), result.data() + 1,
                              nullptr) == WEISS_OK);
  return result;
}

inline void prepare(const QaoaPtr& qaoa, int32_t depth, const Numbers& parameters) {
  REQUIRE(weiss_qaoa_prepare(qaoa.get(), nullptr, depth, parameters.data(), nullptr) == WEISS_OK);
}

inline Numbers probabilities_of(const QaoaPtr& qaoa, size_t num_spins) {
  Numbers out(size_t{1} << num_spins);
  REQUIRE(weiss_qaoa_probabilities(qaoa.get(), 0, static_cast<int64_t>(out.size()), out.data(), nullptr,
                                   nullptr) == WEISS_OK);
  return out;
}

inline Numbers random_numbers(weiss::Random& random, size_t count, double largest) {
  Numbers out(count);
  for (double& x : out) x = largest * (2.0 * random.uniform() - 1.0);
  return out;
}

// Value and gradient at random parameters against differences of f.
template <class Function>
void check_gradient(const QaoaPtr& qaoa, int32_t depth, const Numbers& parameters, const Function& f,
                    double tolerance = 1e-7) {
  const Numbers result = gradient_of(qaoa, depth, parameters);
  CHECK(result[0] == doctest::Approx(f(parameters)).epsilon(tolerance * 1e-5));
  for (size_t k = 0; k < parameters.size(); ++k) {
    CAPTURE(k);
    CHECK(std::fabs(result[k + 1] - reference::difference(f, parameters, k)) < tolerance);
  }
}

}  // namespace weiss_test

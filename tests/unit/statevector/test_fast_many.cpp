// Many small problems, one in each lane, against circuits by definition.
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "base/error.hpp"
#include "base/random.hpp"
#include "statevector/fast_many.hpp"
#include "statevector/qaoa_reference.hpp"

using namespace weiss;
using reference::Numbers;

namespace {

ProblemPtr random_problem(Random& random, int32_t n) {
  weiss_test::UserForm form;
  form.num_spins = n;
  for (int32_t i = 0; i < n; ++i) {
    for (int32_t j = 0; j < i; ++j)
      if (random.below(4) != 0) form.add(i, j, 2.0 * random.uniform() - 1.0);
    form.linear.push_back(random.below(2) != 0 ? random.uniform() : 0.0);
  }
  return build_problem(weiss_test::make_environment(), form.data());
}

}  // namespace

TEST_CASE("many problems have the mean energies of each alone") {
  for (const char* level : {"scalar", "sse2", "avx2", "avx512", "neon64"}) {
    if (!find_kernels(level)) continue;
    CAPTURE(level);
    const EnvironmentPtr environment = weiss_test::make_environment(0, level);
    Random random(11);
    for (size_t depth = 0; depth <= 3; ++depth) {
      std::vector<ProblemPtr> problems;
      for (int32_t k = 0; k < 60; ++k)
        problems.push_back(random_problem(random, 1 + (k < 30 ? k / 5 : k % 7)));
      std::vector<const Problem*> pointers;
      for (const ProblemPtr& problem : problems) pointers.push_back(problem.get());
      Numbers parameters, values(problems.size());
      for (size_t k = 0; k < problems.size() * 2 * depth; ++k)
        parameters.push_back(6.4 * random.uniform() - 3.2);
      REQUIRE(fast_values_many(environment, nullptr, static_cast<int64_t>(problems.size()), pointers.data(),
                               static_cast<int32_t>(depth), parameters.data(), values.data()));
      for (size_t k = 0; k < problems.size(); ++k) {
        const auto first = parameters.begin() + static_cast<std::ptrdiff_t>(k * 2 * depth);
        const Numbers own(first, first + static_cast<std::ptrdiff_t>(2 * depth));
        const double expected =
            reference::mean(reference::qaoa(*problems[k], own), reference::energies(*problems[k]));
        CHECK(std::fabs(values[k] - expected) < 1e-12);
      }
    }
  }
}

TEST_CASE("a problem with too many spins is refused among many") {
  Random random(12);
  const ProblemPtr problem = random_problem(random, 8);
  const Problem* const pointer = problem.get();
  const double parameters[2] = {};
  double value = 0.0;
  CHECK_THROWS_AS(
      fast_values_many(weiss_test::make_environment(), nullptr, 1, &pointer, 1, parameters, &value), Error);
}

// The coupling matrix times many vectors.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "../simd/tables.hpp"
#include "support.hpp"
#include "weiss/problem.h"

namespace {

using weiss::KernelTable;
using weiss::test::Data;
using weiss::test::RandomProblem;
using weiss::test::same_bits;
using weiss::test::tables;

std::vector<double> random_vectors(std::mt19937_64& random, int64_t size) {
  std::vector<double> x(static_cast<size_t>(size));
  for (double& v : x) v = weiss::test::random_value(random, Data::kReal);
  return x;
}

// Straight from the definition, in the promised order.
std::vector<double> naive(const RandomProblem& problem, int64_t count, const std::vector<double>& x) {
  std::vector<double> y(x.size(), 0.0);
  for (int64_t i = 0; i < problem.n; ++i)
    for (int64_t j = 0; j < problem.n; ++j)
      for (int64_t k = 0; k < count && problem.at(i, j) != 0.0; ++k) {
        const double term = problem.at(i, j) * x[static_cast<size_t>(j * count + k)];
        y[static_cast<size_t>(i * count + k)] += term;
      }
  return y;
}

}  // namespace

TEST_CASE("products with many vectors are those of the definition, in every table and both kernels") {
  std::mt19937_64 random(1);
  for (const int64_t n : {1, 2, 3, 5, 17, 300})
    for (const int64_t count : {1, 2, 7, 8, 9, 16, 31, 32, 33, 67})
      for (const double density : {0.05, 0.6, 1.0}) {
        if (n == 300 && count % 8 != 1) continue;
        const RandomProblem problem(n, density, Data::kReal, static_cast<uint64_t>(n + count));
        const std::vector<double> x = random_vectors(random, n * count);
        const std::vector<double> expected = naive(problem, count, x);
        const weiss::CsrView view = problem.csr();
        for (const KernelTable* table : tables()) {
          CAPTURE(table->name);
          CAPTURE(n);
          CAPTURE(count);
          std::vector<double> rows(x.size(), std::nan("")), tiles(x.size(), std::nan(""));
          table->multiply.csr(&view, count, x.data(), rows.data());
          table->multiply.tiles(&view, count, x.data(), tiles.data());
          CHECK(same_bits(rows, expected));
          CHECK(same_bits(tiles, expected));
        }
      }
}

TEST_CASE("the product of the interface leaves fields out and refuses what is missing") {
  const auto environment = weiss_test::make_environment();
  weiss_test::UserForm form;
  form.num_spins = 3;
  form.linear = {5.0, 6.0, 7.0};
  form.add(0, 1, 2.0);
  form.add(1, 2, -3.0);
  const auto problem = weiss_test::build(environment, form);
  const std::vector<double> x = {1.0, 10.0, 2.0, 20.0, 3.0, 30.0};
  std::vector<double> y(6, -1.0);
  REQUIRE(weiss_problem_multiply(problem.get(), 2, x.data(), y.data(), nullptr) == WEISS_OK);
  CHECK(y == std::vector<double>{4.0, 40.0, -7.0, -70.0, -6.0, -60.0});
  CHECK(weiss_problem_multiply(problem.get(), 0, nullptr, nullptr, nullptr) == WEISS_OK);
  CHECK(weiss_problem_multiply(problem.get(), 1, x.data(), nullptr, nullptr) == WEISS_E_ARGUMENT);
  CHECK(weiss_problem_multiply(problem.get(), -1, x.data(), y.data(), nullptr) == WEISS_E_ARGUMENT);
  CHECK(weiss_problem_multiply(nullptr, 1, x.data(), y.data(), nullptr) == WEISS_E_ARGUMENT);
}

#include <doctest/doctest.h>

#include "model/dense.hpp"
#include "model/integer_rows.hpp"
#include "search/support.hpp"

using weiss_test::UserForm;

namespace {

// A chain of n spins with couplings of the given size and a field on spin 0.
weiss::ProblemPtr chain(int32_t n, double coupling, double field) {
  UserForm form;
  form.num_spins = n;
  for (int32_t i = 0; i + 1 < n; ++i) form.add(i, i + 1, i % 2 ? coupling : -coupling);
  form.linear.assign(static_cast<size_t>(n), 0.0);
  if (n > 0) form.linear[0] = field;
  return weiss_test::build(weiss_test::make_environment(), form);
}

template <class T>
void check_rows(const weiss::Problem& problem, const weiss::AlignedArray<T>& rows, int64_t stride,
                double scale) {
  std::vector<T> expected(static_cast<size_t>(problem.num_spins() * stride), T(0));
  for (int64_t i = 0; i < problem.num_spins(); ++i)
    for (auto k = static_cast<size_t>(problem.row_start[static_cast<size_t>(i)]);
         k < static_cast<size_t>(problem.row_start[static_cast<size_t>(i) + 1]); ++k)
      expected[static_cast<size_t>(i * stride + problem.column[k])] =
          static_cast<T>(problem.value[k] * scale);
  CHECK(std::vector<T>(rows.data(), rows.data() + rows.size()) == expected);
}

}  // namespace

TEST_CASE("full rows take the narrowest type that holds the couplings") {
  const struct {
    double coupling;
    size_t bytes;
  } cases[] = {{1.0, 1}, {127.0, 1}, {128.0, 2}, {32767.0, 2}, {32768.0, 8},
               {0.5, 1}, {63.5, 1},  {64.5, 2},  {0.1, 8}};
  for (const auto& [coupling, bytes] : cases) {
    CAPTURE(coupling);
    const auto problem = chain(70, coupling, 3.0);
    const auto rows = problem->dense_rows();
    CHECK(rows->stride == 128);
    CHECK(rows->rows8.empty() == (bytes != 1));
    CHECK(rows->rows16.empty() == (bytes != 2));
    CHECK(rows->rows64.empty() == (bytes != 8));
    if (bytes == 1) check_rows(*problem, rows->rows8, rows->stride, problem->scale);
    if (bytes == 2) check_rows(*problem, rows->rows16, rows->stride, problem->scale);
    if (bytes == 8) check_rows(*problem, rows->rows64, rows->stride, 1.0);
    CHECK(rows->field.size() == (bytes == 8 ? 0 : 70));
    if (bytes != 8) CHECK(rows->field[0] == 3.0 * problem->scale);
  }
}

TEST_CASE("integer rows exist as long as every field is below their bound") {
  const double coupling = weiss::kFieldBound / 4;
  CHECK(chain(5, coupling, 0.0)->integer_rows()->fits);
  CHECK(chain(5, coupling, 3.0 * coupling - 1.0)->integer_rows()->fits);
  CHECK(!chain(5, coupling, 3.0 * coupling)->integer_rows()->fits);
  CHECK(!chain(5, 2.0 * coupling, 0.0)->integer_rows()->fits);

  const auto problem = chain(5, 0.75, -1.5);
  const auto rows = problem->integer_rows();
  REQUIRE(rows->fits);
  CHECK(rows->field[0] == -6);
  for (int64_t k = 0; k < rows->value.size(); ++k)
    CHECK(rows->value[k] == 4.0 * problem->value[static_cast<size_t>(k)]);
}

TEST_CASE("empty problems have rows") {
  const auto problem = chain(0, 1.0, 0.0);
  CHECK(problem->dense_rows()->memory() == 0);
  CHECK(problem->integer_rows()->fits);
}

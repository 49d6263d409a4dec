#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

#include "base/error.hpp"
#include "support.hpp"

using weiss_test::build;
using weiss_test::make_environment;
using weiss_test::UserForm;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kLargest = std::numeric_limits<double>::max();

std::string message_of(const UserForm& form) {
  const auto environment = make_environment();
  std::string message;
  try {
    build(environment, form);
  } catch (const weiss::Error& error) {
    CHECK(error.status() == WEISS_E_ARGUMENT);
    message = error.message();
  }
  CHECK(environment->memory()->used() == 0);
  return message;
}

UserForm square() {
  UserForm form;
  form.num_spins = 4;
  form.index_base = 1;
  form.add(0, 1, 1.0);
  form.add(1, 2, 2.0);
  form.add(2, 3, 3.0);
  return form;
}

}  // namespace

TEST_CASE("an index out of range is named with its term") {
  UserForm form = square();
  form.row[2] = 5;
  CHECK(message_of(form) == "term 2 (row 5, column 4): row must lie in 1..4");
  form = square();
  form.column[1] = 0;
  CHECK(message_of(form) == "term 1 (row 2, column 0): column must lie in 1..4");
  form.column[1] = std::numeric_limits<int32_t>::max();
  CHECK(message_of(form) == "term 1 (row 2, column 2147483647): column must lie in 1..4");
  form.column[1] = std::numeric_limits<int32_t>::min();
  CHECK(message_of(form) == "term 1 (row 2, column -2147483648): column must lie in 1..4");
  form = square();
  form.num_spins = 0;
  CHECK(message_of(form) == "term 0 (row 1, column 2): there are terms but num_spins is 0");
}

TEST_CASE("an index out of range in a CSR is named with its row") {
  UserForm form = square();
  form.to_csr();
  form.column[2] = 9;
  CHECK(message_of(form) == "term 2 (row 3, column 9): column must lie in 1..4");
}

TEST_CASE("row starts that go back or miss terms are refused") {
  UserForm form = square();
  form.to_csr();
  form.row_start[2] = 0;
  CHECK(message_of(form) == "row_start[2] is 0, less than the entry before it, 1");
  form = square();
  form.to_csr();
  form.row_start[4] = 2;
  form.row_start[3] = 2;
  CHECK(message_of(form) == "row_start counts 2 terms, but num_terms is 3");
  form.row_start[0] = 7;
  CHECK(message_of(form) == "row_start[0] is 7; it must be 0 or index_base");
}

TEST_CASE("row starts may be counted from the index base") {
  UserForm form = square();
  form.to_csr();
  for (int64_t& start : form.row_start) ++start;
  CHECK(build(make_environment(), form)->num_entries() == 6);
}

TEST_CASE("a value that is not finite is named with its term") {
  UserForm form = square();
  form.value[1] = std::nan("");
  CHECK(message_of(form) == "term 1 (row 2, column 3): value is nan; it must be finite");
  form.value[1] = -kInfinity;
  CHECK(message_of(form) == "term 1 (row 2, column 3): value is -inf; it must be finite");
  form = square();
  form.linear = {0.0, kInfinity, 0.0, 0.0};
  CHECK(message_of(form) == "linear[1] is inf; it must be finite");
  form = square();
  form.offset = kInfinity;
  CHECK(message_of(form) == "offset is inf; it must be finite");
}

TEST_CASE("a sum past the range of double is refused with what it belongs to") {
  UserForm form = square();
  form.value[0] = kLargest;
  form.add(1, 0, kLargest);
  CHECK(message_of(form) == "the values of the pair (1, 2) sum up to more than a double can hold");
  form = square();
  form.origin = WEISS_ORIGIN_QUBO;
  form.linear = {0.0, kLargest, 0.0, 0.0};
  form.add(1, 1, kLargest);
  CHECK(message_of(form) == "the terms of spin 2 sum up to more than a double can hold");
  form = square();
  form.value[0] = form.value[2] = kLargest;
  CHECK(message_of(form) == "the coefficients sum up to more than a double can hold; scale them down");
  form = square();
  form.offset = kLargest;
  form.add(0, 0, kLargest);
  CHECK(message_of(form) == "the constant part of the energy is more than a double can hold");
}

TEST_CASE("a repeated pair is refused when duplicates are errors") {
  UserForm form = square();
  form.duplicates = WEISS_DUPLICATES_ERROR;
  CHECK(message_of(form).empty());
  form.add(2, 1, 4.0);
  CHECK(message_of(form) == "the pair (2, 3) comes more than once and duplicates is ERROR");
  form = square();
  form.duplicates = WEISS_DUPLICATES_ERROR;
  form.add(3, 3, 1.0);
  CHECK(message_of(form).empty());
  form.add(3, 3, 1.0);
  CHECK(message_of(form) == "the pair (4, 4) comes more than once and duplicates is ERROR");
}

TEST_CASE("a matrix in full must be symmetric") {
  UserForm form;
  form.origin = WEISS_ORIGIN_QUBO;
  form.num_spins = 4;
  form.both_directions = 1;
  for (int32_t i = 0; i < 4; ++i)
    for (int32_t j = 0; j < 4; ++j) form.add(i, j, 1.0 + i + j);
  CHECK(message_of(form).empty());
  UserForm other = form;
  other.value[1] = 7.0;
  CHECK(message_of(other) ==
        "with both_directions the two values of the pair (0, 1) must be equal, got 7 and 2");
  // Each entry off the diagonal in turn goes missing.
  for (size_t gone = 0; gone < form.row.size(); ++gone) {
    const int32_t i = form.row[gone], j = form.column[gone];
    if (i == j) continue;
    UserForm gap;
    gap.num_spins = 4;
    gap.both_directions = 1;
    for (size_t k = 0; k < form.row.size(); ++k)
      if (k != gone) gap.add(form.row[k], form.column[k], form.value[k]);
    const std::string pair =
        "the pair (" + std::to_string(std::min(i, j)) + ", " + std::to_string(std::max(i, j)) + ")";
    CHECK(message_of(gap).find(pair) != std::string::npos);
  }
}

TEST_CASE("fields of the data out of their range are named") {
  const auto refused = [](void (*change)(weiss_problem_data&), const std::string& message) {
    weiss_problem_data data = {};
    change(data);
    CHECK_THROWS_WITH_AS(weiss::build_problem(make_environment(), data), message.c_str(), weiss::Error);
  };
  refused([](weiss_problem_data& d) { d.origin = 3; }, "origin must lie in 0..2, got 3");
  refused([](weiss_problem_data& d) { d.sense = -1; }, "sense must lie in 0..2, got -1");
  refused([](weiss_problem_data& d) { d.index_base = 2; }, "index_base must lie in 0..1, got 2");
  refused([](weiss_problem_data& d) { d.duplicates = 9; }, "duplicates must lie in 0..2, got 9");
  refused([](weiss_problem_data& d) { d.both_directions = 2; }, "both_directions must lie in 0..1, got 2");
  refused([](weiss_problem_data& d) { d.num_spins = int64_t{1} << 31; },
          "num_spins must lie in 0..2147483646, got 2147483648");
  refused([](weiss_problem_data& d) { d.num_terms = -5; }, "num_terms must lie in 0..1099511627776, got -5");
  refused([](weiss_problem_data& d) { d.num_terms = 1; },
          "row and row_start are both NULL, but num_terms is 1");
  static const int32_t row[1] = {0};
  static const double linear[1] = {0};
  refused([](weiss_problem_data& d) { d.num_terms = 1, d.row = row; }, "column is NULL, but num_terms is 1");
  refused([](weiss_problem_data& d) { d.origin = WEISS_ORIGIN_MAXCUT, d.linear = linear; },
          "linear must be NULL for Max-Cut: a cut has no linear terms");
}

TEST_CASE("a problem past the memory limit is refused before anything is allocated") {
  const auto environment = make_environment(1 << 20);
  weiss_problem_data data = {};
  data.num_spins = 1000000;
  try {
    weiss::build_problem(environment, data);
    FAIL("built");
  } catch (const weiss::Error& error) {
    CHECK(error.status() == WEISS_E_LIMIT);
    CHECK(error.message().find("1000000 spins and 0 terms would take 23 MiB") != std::string::npos);
  }
  CHECK(environment->memory()->peak() == 0);
}

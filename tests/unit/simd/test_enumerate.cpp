#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "base/error.hpp"
#include "search/enumerate.hpp"
#include "simd/tables.hpp"

using weiss::KernelTable;
using weiss::Problem;

namespace {

enum class Data { kPlusMinusOne, kSmall, kReal, kZero };

double random_value(std::mt19937_64& random, Data data) {
  switch (data) {
    case Data::kPlusMinusOne: return random() % 2 ? 1.0 : -1.0;
    case Data::kSmall: return static_cast<double>(random() % 7) - 3.0;
    case Data::kReal: return std::uniform_real_distribution<double>(-1.0, 1.0)(random);
    default: return 0.0;
  }
}

std::unique_ptr<Problem> random_problem(const KernelTable& table, int64_t n, Data data, bool fields,
                                        uint64_t seed) {
  std::mt19937_64 random(seed);
  auto problem = std::make_unique<Problem>(
      std::make_shared<weiss::Environment>(0, nullptr, nullptr, nullptr, table, weiss::LogTarget{}));
  const auto size = static_cast<size_t>(n);
  std::vector<double> coupling(size * size);
  for (size_t i = 0; i < size; ++i)
    for (size_t j = 0; j < i; ++j)
      coupling[i * size + j] = coupling[j * size + i] = random() % 4 ? random_value(random, data) : 0.0;
  problem->row_start.push_back(0);
  for (size_t i = 0; i < size; ++i) {
    problem->field.push_back(fields ? random_value(random, data) : 0.0);
    if (problem->field.back() != 0.0) problem->flags |= WEISS_PROBLEM_HAS_FIELDS;
    for (size_t j = 0; j < size; ++j)
      if (coupling[i * size + j] != 0.0) {
        problem->column.push_back(static_cast<int32_t>(j));
        problem->value.push_back(coupling[i * size + j]);
      }
    problem->row_start.push_back(static_cast<int64_t>(problem->column.size()));
  }
  problem->offset = 0.25;
  return problem;
}

// State number code in the order "first difference, +1 first".
std::vector<int8_t> state(int64_t n, uint64_t code) {
  std::vector<int8_t> spins(static_cast<size_t>(n));
  for (int64_t i = 0; i < n; ++i) spins[static_cast<size_t>(i)] = (code >> (n - 1 - i)) & 1u ? -1 : 1;
  return spins;
}

std::vector<int8_t> first_minimum(const Problem& problem) {
  const int64_t n = problem.num_spins();
  std::vector<int8_t> best = state(n, 0);
  double least = problem.energy(best.data());
  for (uint64_t code = 1; code < uint64_t{1} << n; ++code) {
    const auto spins = state(n, code);
    const double energy = problem.energy(spins.data());
    if (energy < least) {
      least = energy;
      best = spins;
    }
  }
  return best;
}

// A run that counts the work and says stop from the first question on after so many units.
struct FakeRun {
  explicit FakeRun(int64_t limit) : table(), work_limit(limit) {
    table.struct_size = sizeof table;
    table.impl = this;
    table.spend = [](const weiss_run* run, int64_t units) noexcept {
      static_cast<FakeRun*>(run->impl)->work += units;
    };
    table.should_stop = [](const weiss_run* run) noexcept {
      const auto* self = static_cast<FakeRun*>(run->impl);
      return int32_t{self->work >= self->work_limit};
    };
    table.work_left = [](const weiss_run* run) noexcept {
      const auto* self = static_cast<FakeRun*>(run->impl);
      return self->work_limit - self->work;
    };
  }
  weiss_run table;
  int64_t work_limit;
  int64_t work = 0;
};

}  // namespace

TEST_CASE("the first of all minima is found, with and without fields, by every table") {
  for (const KernelTable* table : weiss::test::tables())
    for (const Data data : {Data::kPlusMinusOne, Data::kSmall, Data::kZero})
      for (const bool fields : {false, true})
        for (int64_t n = 0; n <= 12; ++n) {
          const std::string name = table->name;
          CAPTURE(name);
          CAPTURE(n);
          CAPTURE(fields);
          const auto problem = random_problem(*table, n, data, fields, static_cast<uint64_t>(n) + 3);
          const auto expected = first_minimum(*problem);
          std::vector<int8_t> spins(static_cast<size_t>(n));
          const auto result = weiss::enumerate(*problem, nullptr, spins.data());
          CHECK(spins == expected);
          CHECK(result.energy == problem->energy(expected.data()));
          CHECK(result.complete);
        }
}

TEST_CASE("the minimum of real data is found to the last places, the same by every table") {
  for (const bool fields : {false, true})
    for (int64_t n = 1; n <= 14; ++n) {
      CAPTURE(n);
      const KernelTable& scalar = *weiss::find_kernels("scalar");
      const auto problem = random_problem(scalar, n, Data::kReal, fields, static_cast<uint64_t>(n) + 50);
      const double least = problem->energy(first_minimum(*problem).data());
      std::vector<int8_t> reference(static_cast<size_t>(n));
      CHECK(weiss::enumerate(*problem, nullptr, reference.data()).energy <=
            least + 1e-14 * static_cast<double>(n * n));
      for (const KernelTable* table : weiss::test::tables()) {
        const auto same = random_problem(*table, n, Data::kReal, fields, static_cast<uint64_t>(n) + 50);
        std::vector<int8_t> spins(static_cast<size_t>(n));
        weiss::enumerate(*same, nullptr, spins.data());
        CHECK(spins == reference);
      }
    }
}

TEST_CASE("more spins than a block of the tree holds give the ground state that was planted") {
  // J_ij = -p_i p_j: the minimum is the pattern p and its mirror image, of which the first has p_0 = +1.
  constexpr int64_t n = 22;
  std::mt19937_64 random(11);
  std::vector<int8_t> pattern = weiss::test::random_spins(random, n);
  pattern[0] = 1;
  for (const KernelTable* table : weiss::test::tables()) {
    for (const bool fields : {false, true}) {
      const auto problem = random_problem(*table, n, Data::kPlusMinusOne, false, 1);
      for (size_t i = 0; i < size_t{n}; ++i) {
        if (fields) problem->field[i] = -pattern[i];
        for (auto e = static_cast<size_t>(problem->row_start[i]);
             e < static_cast<size_t>(problem->row_start[i + 1]); ++e)
          problem->value[e] = -pattern[i] * pattern[static_cast<size_t>(problem->column[e])];
      }
      if (fields) problem->flags |= WEISS_PROBLEM_HAS_FIELDS;
      std::vector<int8_t> spins(n);
      CHECK(weiss::enumerate(*problem, nullptr, spins.data()).complete);
      CHECK(spins == pattern);
    }
  }
}

TEST_CASE("the work is the number of spins for each 64 states") {
  const KernelTable& table = *weiss::find_kernels(nullptr);
  const auto work = [&](int64_t n, bool fields) {
    const auto problem = random_problem(table, n, Data::kSmall, fields, 2);
    std::vector<int8_t> spins(static_cast<size_t>(n));
    FakeRun run(INT64_MAX);
    weiss::enumerate(*problem, &run.table, spins.data());
    return run.work;
  };
  CHECK(work(0, false) == 0);
  CHECK(work(3, true) == 3);
  CHECK(work(6, true) == 6);
  CHECK(work(7, true) == 7 * 2);
  CHECK(work(10, true) == 10 * 16);
  CHECK(work(10, false) == 10 * 8);
  CHECK(work(22, true) == 22 * 65536);
  CHECK(work(22, false) == 22 * 32768);
}

TEST_CASE("a run that says stop gets the best of what was visited") {
  const auto problem = random_problem(*weiss::find_kernels(nullptr), 24, Data::kSmall, true, 4);
  std::vector<int8_t> best(24), partial(24);
  const double least = weiss::enumerate(*problem, nullptr, best.data()).energy;
  FakeRun run(24 * 16384);
  const auto result = weiss::enumerate(*problem, &run.table, partial.data());
  CHECK_FALSE(result.complete);
  CHECK(run.work == 24 * 16384);
  CHECK(result.energy == problem->energy(partial.data()));
  CHECK(result.energy >= least);
  CHECK(partial[0] == 1);  // the first quarter of the tree
}

TEST_CASE("a problem of more than 30 spins is refused") {
  const auto problem = random_problem(*weiss::find_kernels(nullptr), 31, Data::kSmall, true, 4);
  std::vector<int8_t> spins(31);
  try {
    weiss::enumerate(*problem, nullptr, spins.data());
    FAIL("no error");
  } catch (const weiss::Error& error) {
    CHECK(error.status() == WEISS_E_LIMIT);
    CHECK(error.message().find("exact enumeration takes at most 30 spins, got 31") == 0);
  }
}

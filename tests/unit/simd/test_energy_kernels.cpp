#include <doctest/doctest.h>

#include <string>

#include "simd/tables.hpp"

using weiss::EnergyKernels;
using weiss::KernelTable;
using weiss::test::Data;
using weiss::test::RandomProblem;
using weiss::test::random_spins;
using weiss::test::same_bits;

namespace {

constexpr double kUlp = 0x1p-52;

size_t index(int64_t i) { return static_cast<size_t>(i); }

// Runs body(table, problem, spins of three blocks of eight states and two more) over sizes, densities,
// kinds of data and tables.
template <class Body>
void for_each_case(const Body& body) {
  for (const Data data : {Data::kInteger, Data::kReal})
    for (const double density : {0.05, 0.4, 1.0})
      for (const int64_t n : {0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 18, 31, 33, 64, 65, 127, 300}) {
        const RandomProblem problem(n, density, data, static_cast<uint64_t>(n) + 7);
        std::mt19937_64 random(static_cast<uint64_t>(n));
        const std::vector<int8_t> spins = random_spins(random, 26 * n);
        for (const KernelTable* table : weiss::test::tables()) {
          const std::string name = table->name;
          CAPTURE(name);
          CAPTURE(n);
          CAPTURE(density);
          body(table->energy, problem, spins, data);
        }
      }
}

const EnergyKernels& scalar() { return weiss::find_kernels("scalar")->energy; }

}  // namespace

TEST_CASE("energies agree with the definition: integers exactly, reals to a few units in the last place") {
  for_each_case([](const EnergyKernels& kernels, const RandomProblem& problem,
                   const std::vector<int8_t>& spins, Data data) {
    const auto reference = problem.energy_of(spins.data());
    const double tolerance = data == Data::kInteger ? 0.0 : 4.0 * kUlp * problem.weight();
    const weiss::CsrView csr = problem.csr();
    const weiss::DenseView dense = problem.dense();
    const auto error = [&](double energy) { return std::fabs(static_cast<double>(energy - reference)); };
    CHECK(error(kernels.energy_csr(&csr, spins.data())) <= tolerance);
    CHECK(error(kernels.energy_dense(&dense, spins.data())) <= tolerance);
  });
}

TEST_CASE("energies have the same bits in every table") {
  for_each_case([](const EnergyKernels& kernels, const RandomProblem& problem,
                   const std::vector<int8_t>& spins, Data) {
    const weiss::CsrView csr = problem.csr();
    const weiss::DenseView dense = problem.dense();
    const double of_csr = kernels.energy_csr(&csr, spins.data());
    const double of_dense = kernels.energy_dense(&dense, spins.data());
    const double scalar_csr = scalar().energy_csr(&csr, spins.data());
    const double scalar_dense = scalar().energy_dense(&dense, spins.data());
    CHECK(same_bits(&of_csr, &scalar_csr, sizeof of_csr));
    CHECK(same_bits(&of_dense, &scalar_dense, sizeof of_dense));
  });
}

TEST_CASE("energies of many states have the bits of one state at a time") {
  for_each_case([](const EnergyKernels& kernels, const RandomProblem& problem,
                   const std::vector<int8_t>& spins, Data) {
    const weiss::CsrView csr = problem.csr();
    const weiss::DenseView dense = problem.dense();
    std::vector<int8_t> scratch(8 * index(problem.n) + 1);
    for (const int64_t count : {0, 1, 3, 8, 26}) {
      std::vector<double> one_by_one, batch(index(count)), batch_without_scratch(index(count));
      std::vector<double> dense_one_by_one, dense_batch(index(count));
      for (int64_t k = 0; k < count; ++k) {
        one_by_one.push_back(kernels.energy_csr(&csr, spins.data() + k * problem.n));
        dense_one_by_one.push_back(kernels.energy_dense(&dense, spins.data() + k * problem.n));
      }
      kernels.energies_csr(&csr, count, spins.data(), scratch.data(), batch.data());
      kernels.energies_csr(&csr, count, spins.data(), nullptr, batch_without_scratch.data());
      kernels.energies_dense(&dense, count, spins.data(), dense_batch.data());
      CHECK(same_bits(batch, one_by_one));
      CHECK(same_bits(batch_without_scratch, one_by_one));
      CHECK(same_bits(dense_batch, dense_one_by_one));
    }
  });
}

TEST_CASE("fields agree with the definition and have the same bits in every table") {
  for_each_case([](const EnergyKernels& kernels, const RandomProblem& problem,
                   const std::vector<int8_t>& spins, Data data) {
    const weiss::CsrView csr = problem.csr();
    const weiss::DenseView dense = problem.dense();
    const size_t n = index(problem.n);
    std::vector<double> f(n), f_dense(n), scalar_f(n), scalar_f_dense(n);
    kernels.fields_csr(&csr, spins.data(), 0, problem.n, f.data());
    kernels.fields_dense(&dense, spins.data(), f_dense.data());
    scalar().fields_csr(&csr, spins.data(), 0, problem.n, scalar_f.data());
    scalar().fields_dense(&dense, spins.data(), scalar_f_dense.data());
    CHECK(same_bits(f, scalar_f));
    CHECK(same_bits(f_dense, scalar_f_dense));

    double largest_error = 0.0;
    for (int64_t i = 0; i < problem.n; ++i) {
      const auto reference = problem.field_of(spins.data(), i);
      largest_error = std::max(largest_error, std::fabs(static_cast<double>(f[index(i)] - reference)));
      largest_error = std::max(largest_error, std::fabs(static_cast<double>(f_dense[index(i)] - reference)));
    }
    CHECK(largest_error <= (data == Data::kInteger ? 0.0 : 64.0 * kUlp * problem.weight()));
  });
}

TEST_CASE("a range of fields is written and nothing around it") {
  const RandomProblem problem(40, 0.3, Data::kReal, 5);
  std::mt19937_64 random(6);
  const auto spins = random_spins(random, problem.n);
  const weiss::CsrView csr = problem.csr();
  for (const KernelTable* table : weiss::test::tables()) {
    std::vector<double> all(40), range(40, 0.5);
    table->energy.fields_csr(&csr, spins.data(), 0, 40, all.data());
    table->energy.fields_csr(&csr, spins.data(), 11, 23, range.data());
    for (size_t i = 0; i < 40; ++i) CHECK(range[i] == (i >= 11 && i < 23 ? all[i] : 0.5));
  }
}

TEST_CASE("integer fields are exact in every table, for rows of 8, 16 and 32 bits") {
  for (const int64_t n : {0, 1, 5, 8, 31, 64, 100, 257}) {
    const RandomProblem problem(n, 0.7, Data::kInteger, static_cast<uint64_t>(n) + 1);
    std::mt19937_64 random(static_cast<uint64_t>(n));
    const auto spins = random_spins(random, n);
    const std::vector<int8_t> rows8(problem.rows.begin(), problem.rows.end());
    const std::vector<int16_t> rows16(problem.rows.begin(), problem.rows.end());
    const std::vector<int32_t> value(problem.value.begin(), problem.value.end());
    const std::vector<int32_t> field(problem.field.begin(), problem.field.end());
    const weiss::CsrViewI32 csr = {n, problem.row_start.data(), problem.column.data(), value.data(),
                                   field.data()};
    std::vector<int32_t> expected;
    for (int64_t i = 0; i < n; ++i)
      expected.push_back(static_cast<int32_t>(problem.field_of(spins.data(), i)));
    for (const KernelTable* table : weiss::test::tables()) {
      std::vector<int32_t> f(index(n)), f16(index(n)), f8(index(n));
      const EnergyKernels& kernels = table->energy;
      kernels.fields_csr_i32(&csr, spins.data(), 0, n, f.data());
      kernels.fields_dense_i16(n, problem.stride, rows16.data(), field.data(), spins.data(), f16.data());
      kernels.fields_dense_i8(n, problem.stride, rows8.data(), field.data(), spins.data(), f8.data());
      CHECK(f == expected);
      CHECK(f16 == expected);
      CHECK(f8 == expected);
    }
  }
}

TEST_CASE("rows of 8 and 16 bits may hold the whole range of their type") {
  constexpr int64_t n = 200;
  const std::vector<int8_t> rows8(n * n, INT8_MIN), spins(n, -1);
  const std::vector<int16_t> rows16(n * n, INT16_MIN);
  const std::vector<int32_t> field(n, 0);
  for (const KernelTable* table : weiss::test::tables()) {
    std::vector<int32_t> f8(n), f16(n);
    table->energy.fields_dense_i8(n, n, rows8.data(), field.data(), spins.data(), f8.data());
    table->energy.fields_dense_i16(n, n, rows16.data(), field.data(), spins.data(), f16.data());
    CHECK(f8 == std::vector<int32_t>(n, 128 * n));
    CHECK(f16 == std::vector<int32_t>(n, 32768 * n));
  }
}

TEST_CASE("gains are factor times spin times field, at any length and alignment") {
  std::mt19937_64 random(3);
  for (const size_t offset : {0u, 1u, 3u})
    for (int64_t n = 0; n <= 70; ++n) {
      const auto spins = random_spins(random, n + 3);
      std::vector<double> f, expected, expected_i32;
      std::vector<int32_t> f_i32;
      for (int64_t i = 0; i < n + 3; ++i) {
        f.push_back(weiss::test::random_value(random, Data::kReal));
        f_i32.push_back(static_cast<int32_t>(random() % 2000001) - 1000000);
      }
      for (size_t i = offset; i < offset + index(n); ++i) {
        expected.push_back(2.5 * (spins[i] * f[i]));
        expected_i32.push_back(2.5 * (spins[i] * f_i32[i]));
      }
      for (const KernelTable* table : weiss::test::tables()) {
        std::vector<double> out(index(n)), out_i32(index(n));
        table->energy.gains_f64(n, f.data() + offset, spins.data() + offset, 2.5, out.data());
        table->energy.gains_i32(n, f_i32.data() + offset, spins.data() + offset, 2.5, out_i32.data());
        CHECK(same_bits(out, expected));
        CHECK(same_bits(out_i32, expected_i32));
      }
    }
}

TEST_CASE("compensation keeps what plain addition loses") {
  // 1 + 2^-60 - 1 by fields: a plain sum over the rows gives 0.
  const std::vector<int64_t> row_start(4, 0);
  const std::vector<double> field = {1.0, 0x1p-60, -1.0};
  const std::vector<int8_t> spins = {1, 1, 1};
  const weiss::CsrView csr = {3, row_start.data(), nullptr, nullptr, field.data()};
  for (const KernelTable* table : weiss::test::tables())
    CHECK(table->energy.energy_csr(&csr, spins.data()) == 0x1p-60);
}

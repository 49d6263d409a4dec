// The kernel tables of this machine, and random data for them.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>
#include <random>
#include <vector>

#include "simd/kernels.h"

namespace weiss::test {

inline std::vector<const KernelTable*> tables() {
  std::vector<const KernelTable*> all(kernel_tables(nullptr, 0));
  kernel_tables(all.data(), all.size());
  return all;
}

inline bool same_bits(const void* x, const void* y, size_t bytes) {
  return bytes == 0 || std::memcmp(x, y, bytes) == 0;
}

template <class T>
bool same_bits(const std::vector<T>& x, const std::vector<T>& y) {
  return x.size() == y.size() && same_bits(x.data(), y.data(), x.size() * sizeof(T));
}

enum class Data { kInteger, kReal };

inline double random_value(std::mt19937_64& random, Data data) {
  if (data == Data::kInteger) return static_cast<double>(static_cast<int64_t>(random() % 201) - 100);
  const double x = std::uniform_real_distribution<double>(-1.0, 1.0)(random);
  return std::ldexp(x, static_cast<int>(random() % 20));
}

inline std::vector<int8_t> random_spins(std::mt19937_64& random, int64_t n) {
  std::vector<int8_t> spins(static_cast<size_t>(n));
  for (int8_t& s : spins) s = random() % 2 ? int8_t{1} : int8_t{-1};
  return spins;
}

// A random symmetric problem as CSR rows and as full rows.
struct RandomProblem {
  RandomProblem(int64_t num_spins, double density, Data data, uint64_t seed)
      : n(num_spins), stride((num_spins + 7) / 8 * 8) {
    std::mt19937_64 random(seed);
    rows.assign(static_cast<size_t>(n * stride), 0.0);
    for (int64_t i = 0; i < n; ++i)
      for (int64_t j = 0; j < i; ++j)
        if (std::uniform_real_distribution<double>(0.0, 1.0)(random) < density)
          at(i, j) = at(j, i) = random_value(random, data);
    row_start.push_back(0);
    for (int64_t i = 0; i < n; ++i) {
      field.push_back(random_value(random, data));
      for (int64_t j = 0; j < n; ++j)
        if (at(i, j) != 0.0) {
          column.push_back(static_cast<int32_t>(j));
          value.push_back(at(i, j));
        }
      row_start.push_back(static_cast<int64_t>(column.size()));
    }
  }

  double& at(int64_t i, int64_t j) { return rows[static_cast<size_t>(i * stride + j)]; }
  double at(int64_t i, int64_t j) const { return rows[static_cast<size_t>(i * stride + j)]; }

  CsrView csr() const { return {n, row_start.data(), column.data(), value.data(), field.data()}; }
  DenseView dense() const { return {n, stride, rows.data(), field.data()}; }

  // The reference: field of spin i and energy in long double, straight from the definition.
  long double field_of(const int8_t* spins, int64_t i) const {
    long double f = field[static_cast<size_t>(i)];
    for (int64_t j = 0; j < n; ++j) f += static_cast<long double>(at(i, j)) * spins[j];
    return f;
  }
  long double energy_of(const int8_t* spins) const {
    long double energy = 0.0L;
    for (int64_t i = 0; i < n; ++i) {
      energy += static_cast<long double>(field[static_cast<size_t>(i)]) * spins[i];
      for (int64_t j = 0; j < i; ++j) energy += static_cast<long double>(at(i, j)) * (spins[i] * spins[j]);
    }
    return energy;
  }
  // sum |J| + sum |h|, to which rounding errors are relative.
  double weight() const {
    double total = 0.0;
    for (double h : field) total += std::fabs(h);
    for (double j : value) total += std::fabs(j);
    return total;
  }

  int64_t n;
  int64_t stride;
  std::vector<double> rows;
  std::vector<int64_t> row_start;
  std::vector<int32_t> column;
  std::vector<double> value;
  std::vector<double> field;
};

}  // namespace weiss::test

// Problems for the benchmarks.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/random.hpp"
#include "model/problem.hpp"

namespace weiss::bench {

// A random graph in which each spin has about degree neighbours, couplings and fields -1 or +1.
inline std::shared_ptr<Problem> random_problem(int64_t n, int64_t degree, const KernelTable& table) {
  const auto size = static_cast<size_t>(n);
  Random random(1);
  std::vector<std::vector<std::pair<int32_t, double>>> rows(size);
  const auto connect = [&](size_t i, size_t j) {
    const double value = random.next() >> 63 ? 1.0 : -1.0;
    rows[i].emplace_back(static_cast<int32_t>(j), value);
    rows[j].emplace_back(static_cast<int32_t>(i), value);
  };
  if (degree == n - 1) {
    for (size_t i = 0; i < size; ++i)
      for (size_t j = 0; j < i; ++j) connect(i, j);
  } else {
    for (size_t i = 0; i < size; ++i)
      for (int64_t k = 0; k < degree / 2; ++k) {
        const size_t j = random.below(static_cast<uint32_t>(n));
        if (i != j) connect(i, j);
      }
  }
  auto problem = std::make_shared<Problem>(
      std::make_shared<Environment>(0, nullptr, nullptr, nullptr, table, LogTarget{}));
  problem->flags = WEISS_PROBLEM_INTEGER | WEISS_PROBLEM_HAS_FIELDS;
  problem->row_start.push_back(0);
  for (auto& row : rows) {
    std::sort(row.begin(), row.end());
    row.erase(std::unique(row.begin(), row.end(), [](auto& x, auto& y) { return x.first == y.first; }),
              row.end());
    for (const auto& [column, value] : row) {
      problem->column.push_back(column);
      problem->value.push_back(value);
    }
    problem->row_start.push_back(static_cast<int64_t>(problem->column.size()));
    problem->field.push_back(random.next() >> 63 ? 1.0 : -1.0);
  }
  return problem;
}

inline std::vector<int8_t> random_spins(int64_t n) {
  Random random(2);
  std::vector<int8_t> spins(static_cast<size_t>(n));
  for (int8_t& s : spins) s = random.next() >> 63 ? int8_t{1} : int8_t{-1};
  return spins;
}

// Full rows of a problem, aligned to nothing, stride rounded up to 8.
struct DenseCopy {
  explicit DenseCopy(const Problem& p)
      : stride((p.num_spins() + 7) / 8 * 8), rows(static_cast<size_t>(p.num_spins() * stride)) {
    for (size_t i = 0; i < p.field.size(); ++i)
      for (auto k = static_cast<size_t>(p.row_start[i]); k < static_cast<size_t>(p.row_start[i + 1]); ++k)
        rows[i * static_cast<size_t>(stride) + static_cast<size_t>(p.column[k])] = p.value[k];
  }
  int64_t stride;
  std::vector<double> rows;
};

inline std::vector<const KernelTable*> tables() {
  std::vector<const KernelTable*> all(kernel_tables(nullptr, 0));
  kernel_tables(all.data(), all.size());
  return all;
}

}  // namespace weiss::bench

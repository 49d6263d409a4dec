// Problems in the user's form, evaluated naively: the reference of the model's tests.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "base/environment.hpp"
#include "base/random.hpp"
#include "model/build.hpp"

namespace weiss_test {

using Spins = std::vector<int8_t>;

inline weiss::EnvironmentPtr make_environment(int64_t memory_limit = 0, const char* simd = nullptr) {
  return std::make_shared<weiss::Environment>(memory_limit, nullptr, nullptr, nullptr,
                                              *weiss::find_kernels(simd), weiss::LogTarget{});
}

struct UserForm {
  int32_t origin = WEISS_ORIGIN_ISING;
  int32_t sense = WEISS_SENSE_DEFAULT;
  int32_t index_base = 0;
  int32_t duplicates = WEISS_DUPLICATES_SUM;
  int32_t both_directions = 0;
  int64_t num_spins = 0;
  std::vector<int32_t> row, column;  // in the index base
  std::vector<double> value;         // empty: all 1
  std::vector<double> linear;        // empty: all 0
  std::vector<int64_t> row_start;    // not empty: CSR, row is only for the reference
  double offset = 0.0;

  void add(int32_t i, int32_t j, double v) {  // 0-based
    row.push_back(i + index_base);
    column.push_back(j + index_base);
    value.push_back(v);
  }

  weiss_problem_data data() const {
    weiss_problem_data d = {};
    d.struct_size = sizeof d;
    d.origin = origin;
    d.sense = sense;
    d.index_base = index_base;
    d.duplicates = duplicates;
    d.both_directions = both_directions;
    d.num_spins = num_spins;
    d.num_terms = static_cast<int64_t>(column.size());
    d.row = row_start.empty() ? row.data() : nullptr;
    d.row_start = row_start.empty() ? nullptr : row_start.data();
    d.column = column.data();
    d.value = value.empty() ? nullptr : value.data();
    d.linear = linear.empty() ? nullptr : linear.data();
    d.offset = offset;
    return d;
  }

  // Orders the terms by row and turns them into CSR.
  void to_csr() {
    std::vector<size_t> order(row.size());
    for (size_t k = 0; k < order.size(); ++k) order[k] = k;
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return row[a] < row[b]; });
    const UserForm before = *this;
    row_start.assign(static_cast<size_t>(num_spins) + 1, 0);
    for (size_t k = 0; k < order.size(); ++k) {
      row[k] = before.row[order[k]];
      column[k] = before.column[order[k]];
      if (!value.empty()) value[k] = before.value[order[k]];
      ++row_start[static_cast<size_t>(row[k] - index_base) + 1];
    }
    for (size_t i = 1; i < row_start.size(); ++i) row_start[i] += row_start[i - 1];
  }

  // The user's own value of a state, from the definition.
  long double value_of(const int8_t* spins) const {
    long double total = offset;
    const auto x = [&](int32_t i) { return (1.0L - spins[i]) / 2.0L; };
    for (size_t i = 0; i < linear.size(); ++i)
      total += linear[i] * (origin == WEISS_ORIGIN_QUBO ? x(static_cast<int32_t>(i)) : spins[i]);
    for (const auto& [pair, v] : merged()) {
      const auto [i, j] = pair;
      if (origin == WEISS_ORIGIN_ISING) total += v * spins[i] * spins[j];
      if (origin == WEISS_ORIGIN_QUBO) total += v * x(i) * x(j);
      if (origin == WEISS_ORIGIN_MAXCUT) total += v * (1.0L - spins[i] * spins[j]) / 2.0L;
    }
    return total;
  }

  std::map<std::pair<int32_t, int32_t>, long double> merged() const {
    std::map<std::pair<int32_t, int32_t>, long double> pairs;
    for (size_t k = 0; k < row.size(); ++k) {
      const int32_t i = row[k] - index_base, j = column[k] - index_base;
      if (both_directions && i > j) continue;
      long double& v = pairs[std::minmax(i, j)];
      const double w = value.empty() ? 1.0 : value[k];
      v = duplicates == WEISS_DUPLICATES_LAST ? w : v + w;
    }
    return pairs;
  }
};

inline weiss::ProblemPtr build(const weiss::EnvironmentPtr& environment, const UserForm& form) {
  return weiss::build_problem(environment, form.data());
}

inline double random_value(weiss::Random& random, bool integer) {
  if (integer) return static_cast<double>(random.below(21)) - 10.0;
  return 2.0 * random.uniform() - 1.0;
}

inline Spins random_spins(weiss::Random& random, int64_t n) {
  Spins spins(static_cast<size_t>(n));
  for (int8_t& s : spins) s = random.below(2) ? 1 : -1;
  return spins;
}

// An Ising problem of n spins and about density * n^2 / 2 couplings.
inline UserForm random_ising(weiss::Random& random, int64_t n, double density, bool integer, bool fields) {
  UserForm form;
  form.num_spins = n;
  form.offset = random_value(random, integer);
  for (int32_t i = 0; i < n; ++i)
    for (int32_t j = i + 1; j < n; ++j)
      if (random.uniform() < density) form.add(i, j, random_value(random, integer));
  if (fields)
    for (int64_t i = 0; i < n; ++i) form.linear.push_back(random_value(random, integer));
  return form;
}

// Calls visit(spins) for all states of n spins.
template <class Visit>
void for_each_state(int64_t n, Visit&& visit) {
  Spins spins(static_cast<size_t>(n));
  for (uint32_t bits = 0; bits < (uint32_t{1} << n); ++bits) {
    for (size_t i = 0; i < spins.size(); ++i) spins[i] = (bits >> i) & 1u ? -1 : 1;
    visit(spins);
  }
}

inline double minimum_energy(const weiss::Problem& problem) {
  double least = problem.energy(Spins(static_cast<size_t>(problem.num_spins()), 1).data());
  for_each_state(problem.num_spins(),
                 [&](const Spins& spins) { least = std::min(least, problem.energy(spins.data())); });
  return least;
}

}  // namespace weiss_test

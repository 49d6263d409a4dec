// Energies of all states of a few spins in one table. Spin i of m is bit m - 1 - i of a state's number, set where
// the spin is -1, so that the order of the numbers is that of the states (+1 first).
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <weiss/plugin.hpp>

namespace weiss {
namespace bundled {

// Tables above this size do not stay in the first cache.
constexpr int64_t kMostTabled = 12;

// values [2^m]: sum over the products of spins, product by product in, state by state out; and the other way
// round up to a factor. In place; two spins in a pass, as most of the time goes into loads and stores.
inline void walsh_hadamard(double* values, int64_t m) noexcept {
  const int64_t size = int64_t{1} << m;
  int64_t step = 1;
  for (; 4 * step <= size; step *= 4)
    for (int64_t block = 0; block < size; block += 4 * step)
      for (int64_t k = block; k < block + step; ++k) {
        double* const at = values + k;
        const double a = at[0] + at[step], b = at[0] - at[step];
        const double c = at[2 * step] + at[3 * step], d = at[2 * step] - at[3 * step];
        at[0] = a + c;
        at[step] = b + d;
        at[2 * step] = a - c;
        at[3 * step] = b - d;
      }
  for (int64_t k = 0; step < size && k < step; ++k) {
    const double low = values[k], high = values[step + k];
    values[k] = low + high;
    values[step + k] = low - high;
  }
}

class StateTable {
 public:
  explicit StateTable(const plugin::Host& host) : values_(host) {}

  int64_t size() const noexcept { return int64_t{1} << m_; }
  double* data() noexcept { return values_.data(); }
  // Number of a product of up to two of the spins, as of a state in which they are -1.
  int64_t bit(int64_t spin) const noexcept { return int64_t{1} << (m_ - 1 - spin); }

  // Energies, without offset, of a problem of at most kMostTabled spins.
  void fill(const weiss_problem_view& problem) {
    m_ = problem.num_spins;
    values_.assign(static_cast<size_t>(size()), 0.0);
    for (int64_t i = 0; i < m_; ++i) {
      values_[static_cast<size_t>(bit(i))] = problem.field[i];
      for (const auto [j, value] : plugin::row(problem, i))
        if (j > i) values_[static_cast<size_t>(bit(i) | bit(j))] = value;
    }
    walsh_hadamard(values_.data(), m_);
  }

  // Turns energies into means of products in the Boltzmann law at a temperature above 0: value bit(i) becomes
  // <s_i>, value bit(i) | bit(j) becomes <s_i s_j>.
  void to_moments(double temperature) {
    double least = values_[0];
    for (const double energy : values_) least = std::min(least, energy);
    double sum = 0.0;
    for (double& value : values_) sum += value = std::exp((least - value) / temperature);
    walsh_hadamard(values_.data(), m_);
    for (double& value : values_) value /= sum;
  }

 private:
  int64_t m_ = 0;
  plugin::Array<double> values_;
};

}  // namespace bundled
}  // namespace weiss

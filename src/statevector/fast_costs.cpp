#include "statevector/fast_costs.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace weiss {

namespace {

constexpr int32_t kMostSpins = 30;
constexpr int32_t kBlockSpins = 16;  // of a block that one thread fills
constexpr int32_t kNearSpins = 6;    // of what the kernels take at once

// The problem as full rows; spins beyond its own have neither fields nor couplings.
struct Coefficients {
  double field[kMostSpins + 2] = {};
  double coupling[kMostSpins + 2][kMostSpins + 2] = {};

  explicit Coefficients(const Problem& problem) {
    const auto n = static_cast<size_t>(problem.num_spins());
    for (size_t i = 0; i < n; ++i) {
      field[i] = problem.field[i];
      for (size_t k = problem.row_begin(i); k < problem.row_end(i); ++k)
        coupling[i][static_cast<size_t>(problem.column[k])] = problem.value[k];
    }
  }
};

// Writes entries 2^spin ... 2^(spin+1) - 1, those below being there: with the spin turned over.
template <class Real>
void double_costs(const QaoaKernels<Real>& kernels, const Coefficients& problem, int32_t spin,
                  const Threads& threads, Real* cost) {
  const double* const row = problem.coupling[spin];
  double change[kMostSpins];
  for (int32_t j = 0; j < spin; ++j) change[j] = -2.0 * row[j];
  const double base = -2.0 * std::accumulate(row + spin, row + kMostSpins, problem.field[spin]);
  const int64_t size = int64_t{1} << spin;
  if (spin < kNearSpins) {
    for (int64_t x = 0; x < size; ++x) {
      double difference = base;
      for (int32_t j = 0; j < spin; ++j) difference += x >> j & 1 ? -change[j] : change[j];
      cost[size + x] = cost[x] + static_cast<Real>(difference);
    }
    return;
  }
  const int32_t near = std::min(spin, kBlockSpins);
  threads.for_each(size >> near, [&](int64_t block) {
    double difference = base;
    for (int32_t j = near; j < spin; ++j) difference += block >> (j - near) & 1 ? -change[j] : change[j];
    Real sums[1 << (kBlockSpins - kNearSpins)];
    const int64_t first = block << near;
    kernels.add_fields(near, change, difference, cost + first, sums, cost + size + first);
  });
}

}  // namespace

template <class Real>
void FastCosts<Real>::build(Environment& environment, const Problem& problem, int32_t qubits,
                            const Threads& threads) {
  const QaoaKernels<Real>& kernels = qaoa_kernels_of<Real>(environment);
  size_ = int64_t{1} << qubits;
  backwards_ = false;
  symmetric_ = !problem.has_fields();
  cost_.grow(environment.memory(), size_);
  const Coefficients coefficients(problem);
  double first = 0.0;
  for (int32_t i = 0; i < kMostSpins; ++i)
    first += std::accumulate(coefficients.coupling[i], coefficients.coupling[i] + i, coefficients.field[i]);
  cost_.data()[0] = static_cast<Real>(first);
  for (int32_t spin = 0; spin < qubits; ++spin)
    double_costs(kernels, coefficients, spin, threads, cost_.data());
  find_codes(environment, problem, threads);
}

// Energies of integer coefficients lie on a grid: each flip changes them by a multiple of twice the greatest
// common divisor.
template <class Real>
void FastCosts<Real>::find_codes(Environment& environment, const Problem& problem, const Threads& threads) {
  num_codes_ = 0;
  const int32_t most = qaoa_kernels_of<Real>(environment).num_codes;
  if (most == 0 || !problem.integer()) return;
  int64_t divisor = 0;
  const auto add = [&](double x) {
    divisor = std::gcd(divisor, static_cast<int64_t>(std::llround(x * problem.scale)));
  };
  for (const double x : problem.field) add(x);
  for (const double x : problem.value) add(x);

  const Real* const cost = cost_.data();
  const auto [least, largest] = std::minmax_element(cost, cost + size_);
  first_value_ = static_cast<double>(*least);
  value_step_ = divisor == 0 ? 1.0 : 2.0 * static_cast<double>(divisor) / problem.scale;
  const double steps = std::round((static_cast<double>(*largest) - first_value_) / value_step_);
  if (!(steps < most)) return;
  num_codes_ = static_cast<int32_t>(steps) + 1;

  code_.grow(environment.memory(), size_);
  uint8_t* const code = code_.data();
  const auto base = static_cast<Real>(first_value_), factor = static_cast<Real>(1.0 / value_step_);
  const int64_t blocks = std::max<int64_t>(size_ >> kBlockSpins, 1), length = size_ / blocks;
  threads.for_each(blocks, [&](int64_t block) {
    for (int64_t x = block * length; x < (block + 1) * length; ++x)
      code[x] = static_cast<uint8_t>(static_cast<int32_t>((cost[x] - base) * factor + Real(0.5)));
  });
}

template <class Real>
void FastCosts<Real>::turn(bool backwards, const Threads& threads) {
  if (symmetric_ || backwards == backwards_) return;
  backwards_ = backwards;
  const int64_t half = size_ / 2, blocks = std::max<int64_t>(half >> kBlockSpins, 1), length = half / blocks;
  threads.for_each(blocks, [&](int64_t block) {
    const auto turn_part = [&](auto* x) {
      std::swap_ranges(x + block * length, x + (block + 1) * length,
                       std::make_reverse_iterator(x + (size_ - block * length)));
    };
    turn_part(cost_.data());
    if (num_codes_ > 0) turn_part(code_.data());
  });
}

template class FastCosts<double>;
template class FastCosts<float>;

}  // namespace weiss

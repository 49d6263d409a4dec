// QAOA circuits by definition on plain arrays of complex amplitudes: the reference of the evaluator's tests.
#pragma once

#include <cmath>
#include <complex>
#include <cstdint>
#include <vector>

#include "model/support.hpp"

namespace reference {

using Complex = std::complex<double>;
using State = std::vector<Complex>;
using Numbers = std::vector<double>;

inline double spin(size_t index, size_t qubit) { return index >> qubit & 1 ? -1.0 : 1.0; }

// Energies of all basis states, without the offset.
inline Numbers energies(const weiss::Problem& problem) {
  const auto n = problem.field.size();
  Numbers out(size_t{1} << n);
  for (size_t x = 0; x < out.size(); ++x)
    for (size_t i = 0; i < n; ++i) {
      out[x] += problem.field[i] * spin(x, i);
      for (size_t k = problem.row_begin(i); k < problem.row_end(i); ++k) {
        const auto j = static_cast<size_t>(problem.column[k]);
        if (i < j) out[x] += problem.value[k] * spin(x, i) * spin(x, j);
      }
    }
  return out;
}

inline State uniform(size_t n) {
  const size_t size = size_t{1} << n;
  return State(size, 1.0 / std::sqrt(static_cast<double>(size)));
}

inline void phase(State& state, const Numbers& costs, double gamma) {
  for (size_t x = 0; x < state.size(); ++x) state[x] *= std::polar(1.0, -gamma * costs[x]);
}

// Row-major 2x2 matrix.
inline void apply(State& state, size_t qubit, const Complex (&m)[4]) {
  const size_t bit = size_t{1} << qubit;
  for (size_t x = 0; x < state.size(); ++x) {
    if (x & bit) continue;
    const Complex zero = state[x], one = state[x | bit];
    state[x] = m[0] * zero + m[1] * one;
    state[x | bit] = m[2] * zero + m[3] * one;
  }
}

// exp(-i beta X)
inline void mix_x(State& state, size_t qubit, double beta) {
  const Complex c = std::cos(beta), s{0.0, -std::sin(beta)};
  apply(state, qubit, {c, s, s, c});
}

// exp(-i beta/2 (XX + YY))
inline void mix_xy(State& state, size_t a, size_t b, double beta) {
  for (size_t x = 0; x < state.size(); ++x) {
    if ((x >> a & 1) == 0 || (x >> b & 1) != 0) continue;
    const size_t y = x ^ (size_t{1} << a) ^ (size_t{1} << b);
    const Complex one = state[x], other = state[y], c = std::cos(beta), s{0.0, -std::sin(beta)};
    state[x] = c * one + s * other;
    state[y] = c * other + s * one;
  }
}

// exp(-i beta |start><start|)
inline void mix_start(State& state, const State& start, double beta) {
  Complex overlap = 0.0;
  for (size_t x = 0; x < state.size(); ++x) overlap += std::conj(start[x]) * state[x];
  for (size_t x = 0; x < state.size(); ++x) state[x] += (std::polar(1.0, -beta) - 1.0) * overlap * start[x];
}

// RY(t) RZ(2 beta) RY(-t), and its start.
inline void mix_warm(State& state, size_t qubit, double probability, double beta) {
  const double t = 2.0 * std::asin(std::sqrt(probability));
  const auto rotate = [&](double angle) {
    const Complex c = std::cos(angle / 2), s = std::sin(angle / 2);
    apply(state, qubit, {c, -s, s, c});
  };
  rotate(-t);
  apply(state, qubit, {std::polar(1.0, -beta), 0.0, 0.0, std::polar(1.0, beta)});
  rotate(t);
}
inline State warm_start(const Numbers& probabilities) {
  State state(size_t{1} << probabilities.size(), 1.0);
  for (size_t x = 0; x < state.size(); ++x)
    for (size_t i = 0; i < probabilities.size(); ++i)
      state[x] *= std::sqrt(x >> i & 1 ? probabilities[i] : 1.0 - probabilities[i]);
  return state;
}

// Whether exactly one spin of each group is 1.
inline bool one_hot(size_t index, const std::vector<int32_t>& groups) {
  std::vector<int> ones(groups.size() + 1), members(groups.size() + 1);
  for (size_t i = 0; i < groups.size(); ++i)
    if (groups[i] >= 0) {
      ++members[static_cast<size_t>(groups[i])];
      ones[static_cast<size_t>(groups[i])] += static_cast<int>(index >> i & 1);
    }
  for (size_t g = 0; g < ones.size(); ++g)
    if (members[g] > 0 && ones[g] != 1) return false;
  return true;
}
inline State one_hot_start(const std::vector<int32_t>& groups) {
  State state(size_t{1} << groups.size());
  double count = 0.0;
  for (size_t x = 0; x < state.size(); ++x) count += one_hot(x, groups) ? 1.0 : 0.0;
  for (size_t x = 0; x < state.size(); ++x) state[x] = one_hot(x, groups) ? 1.0 / std::sqrt(count) : 0.0;
  return state;
}

// The circuit with any mixer: mix(state, layer) applies that of a layer.
template <class Mix>
State qaoa(const weiss::Problem& problem, State state, const Numbers& gammas, const Mix& mix) {
  const Numbers costs = energies(problem);
  for (size_t l = 0; l < gammas.size(); ++l) {
    phase(state, costs, gammas[l]);
    mix(state, l);
  }
  return state;
}

// The circuit with the X mixer; parameters are gammas, then betas.
inline State qaoa(const weiss::Problem& problem, const Numbers& parameters) {
  const Numbers costs = energies(problem);
  const size_t n = problem.field.size(), depth = parameters.size() / 2;
  State state = uniform(n);
  for (size_t l = 0; l < depth; ++l) {
    phase(state, costs, parameters[l]);
    for (size_t i = 0; i < n; ++i) mix_x(state, i, parameters[depth + l]);
  }
  return state;
}

inline double mean(const State& state, const Numbers& costs) {
  double total = 0.0;
  for (size_t x = 0; x < state.size(); ++x) total += std::norm(state[x]) * costs[x];
  return total;
}

inline double marginal(const State& state, size_t i) {
  double total = 0.0;
  for (size_t x = 0; x < state.size(); ++x) total += std::norm(state[x]) * spin(x, i);
  return total;
}

inline double correlation(const State& state, size_t i, size_t j) {
  double total = 0.0;
  for (size_t x = 0; x < state.size(); ++x) total += std::norm(state[x]) * spin(x, i) * spin(x, j);
  return total;
}

// Derivative of f(parameters) by parameter k: differences of fourth order.
template <class Function>
double difference(const Function& f, Numbers parameters, size_t k) {
  constexpr double h = 1e-3;
  const double at = parameters[k];
  const auto value = [&](double x) {
    parameters[k] = x;
    return f(parameters);
  };
  return (8.0 * (value(at + h) - value(at - h)) - (value(at + 2 * h) - value(at - 2 * h))) / (12.0 * h);
}

}  // namespace reference

// A register by definition: each gate is written as what it does to every amplitude, one after another. The
// reference of the tests of the quantum engine.
#pragma once

#include <cmath>
#include <complex>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "weiss/statevector.h"

namespace weiss_test::naive {

using Complex = std::complex<double>;
using State = std::vector<Complex>;
using Matrix = std::vector<Complex>;  // row-major

constexpr double kPi = 3.14159265358979323846;
constexpr Complex kI{0.0, 1.0};

inline State zero_state(int n) {
  State state(size_t{1} << n);
  state[0] = 1.0;
  return state;
}

inline State random_state(std::mt19937_64& random, int n) {
  std::normal_distribution<double> normal;
  State state(size_t{1} << n);
  double norm = 0.0;
  for (Complex& a : state) {
    a = {normal(random), normal(random)};
    norm += std::norm(a);
  }
  for (Complex& a : state) a /= std::sqrt(norm);
  return state;
}

inline size_t bit(size_t k, int qubit) { return (k >> qubit) & 1; }

// Row of k in a matrix on the targets, the first of which is the lowest bit of the row.
inline size_t row_of(size_t k, const std::vector<int>& targets) {
  size_t row = 0;
  for (size_t t = 0; t < targets.size(); ++t) row |= bit(k, targets[t]) << t;
  return row;
}

inline size_t with_row(size_t k, const std::vector<int>& targets, size_t row) {
  for (size_t t = 0; t < targets.size(); ++t) {
    const size_t mask = size_t{1} << targets[t];
    k = ((row >> t) & 1) ? k | mask : k & ~mask;
  }
  return k;
}

// a'_k = sum over rows r of matrix(row of k, r) a_{k with row r}.
inline void apply(State& state, const std::vector<int>& targets, const Matrix& matrix) {
  const size_t dimension = size_t{1} << targets.size();
  const State before = state;
  for (size_t k = 0; k < state.size(); ++k) {
    state[k] = 0.0;
    for (size_t r = 0; r < dimension; ++r)
      state[k] += matrix[row_of(k, targets) * dimension + r] * before[with_row(k, targets, r)];
  }
}

inline Matrix product(const Matrix& a, const Matrix& b, size_t dimension) {
  Matrix c(a.size());
  for (size_t i = 0; i < dimension; ++i)
    for (size_t j = 0; j < dimension; ++j)
      for (size_t k = 0; k < dimension; ++k)
        c[i * dimension + j] += a[i * dimension + k] * b[k * dimension + j];
  return c;
}

inline Matrix pauli_matrix(char letter) {
  switch (letter) {
    case 'X': return {0.0, 1.0, 1.0, 0.0};
    case 'Y': return {0.0, -kI, kI, 0.0};
    case 'Z': return {1.0, 0.0, 0.0, -1.0};
    default: return {1.0, 0.0, 0.0, 1.0};
  }
}

// P |state> for a string of num_qubits letters, qubit 0 first.
inline State pauli_times(const State& state, const std::string& letters) {
  State result = state;
  for (size_t i = 0; i < letters.size(); ++i) apply(result, {static_cast<int>(i)}, pauli_matrix(letters[i]));
  return result;
}

// exp(-i angle/2 P) = cos(angle/2) - i sin(angle/2) P.
inline void pauli_rotation(State& state, const std::string& letters, double angle) {
  const State rotated = pauli_times(state, letters);
  for (size_t k = 0; k < state.size(); ++k)
    state[k] = std::cos(angle / 2) * state[k] - kI * std::sin(angle / 2) * rotated[k];
}

inline void controlled_phase(State& state, const std::vector<int>& qubits, double angle) {
  for (size_t k = 0; k < state.size(); ++k)
    if (row_of(k, qubits) + 1 == size_t{1} << qubits.size()) state[k] *= std::polar(1.0, angle);
}

inline std::string letters_at(int n, char letter, int a, int b = -1) {
  std::string letters(static_cast<size_t>(n), 'I');
  letters[static_cast<size_t>(a)] = letter;
  if (b >= 0) letters[static_cast<size_t>(b)] = letter;
  return letters;
}

// A gate of statevector.h on n qubits.
inline void gate(State& state, int n, int32_t gate, int a, int b, double angle) {
  const double r = std::sqrt(0.5);
  switch (gate) {
    case WEISS_GATE_H: return apply(state, {a}, {r, r, r, -r});
    case WEISS_GATE_X: return apply(state, {a}, pauli_matrix('X'));
    case WEISS_GATE_Y: return apply(state, {a}, pauli_matrix('Y'));
    case WEISS_GATE_Z: return apply(state, {a}, pauli_matrix('Z'));
    case WEISS_GATE_S: return controlled_phase(state, {a}, kPi / 2);
    case WEISS_GATE_SDG: return controlled_phase(state, {a}, -kPi / 2);
    case WEISS_GATE_T: return controlled_phase(state, {a}, kPi / 4);
    case WEISS_GATE_TDG: return controlled_phase(state, {a}, -kPi / 4);
    case WEISS_GATE_RX: return pauli_rotation(state, letters_at(n, 'X', a), angle);
    case WEISS_GATE_RY: return pauli_rotation(state, letters_at(n, 'Y', a), angle);
    case WEISS_GATE_RZ: return pauli_rotation(state, letters_at(n, 'Z', a), angle);
    case WEISS_GATE_P: return controlled_phase(state, {a}, angle);
    case WEISS_GATE_CX: return apply(state, {a, b}, {1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0});
    case WEISS_GATE_CZ: return controlled_phase(state, {a, b}, kPi);
    case WEISS_GATE_SWAP: return apply(state, {a, b}, {1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1});
    case WEISS_GATE_RXX: return pauli_rotation(state, letters_at(n, 'X', a, b), angle);
    case WEISS_GATE_RYY: return pauli_rotation(state, letters_at(n, 'Y', a, b), angle);
    case WEISS_GATE_RZZ: return pauli_rotation(state, letters_at(n, 'Z', a, b), angle);
    case WEISS_GATE_CP: return controlled_phase(state, {a, b}, angle);
  }
}

// exp(-i gamma costs[k]) for each k.
inline void phase(State& state, const std::vector<double>& costs, double gamma) {
  for (size_t k = 0; k < state.size(); ++k) state[k] *= std::polar(1.0, -gamma * costs[k]);
}

// <left|right>
inline Complex overlap(const State& left, const State& right) {
  Complex sum = 0.0;
  for (size_t k = 0; k < left.size(); ++k) sum += std::conj(left[k]) * right[k];
  return sum;
}

inline double expectation(const State& state, const std::string& letters) {
  return overlap(state, pauli_times(state, letters)).real();
}

inline double distance(const State& left, const State& right) {
  double largest = 0.0;
  for (size_t k = 0; k < left.size(); ++k) largest = std::max(largest, std::abs(left[k] - right[k]));
  return largest;
}

}  // namespace weiss_test::naive

// Circuits by definition: each gate is a dense matrix on its qubits, applied amplitude by amplitude. Shares nothing
// with the library but the conventions of weiss/statevector.h.
#pragma once

#include <cmath>
#include <complex>
#include <cstdint>
#include <string>
#include <vector>

#include "statevector/circuit.hpp"

namespace dense {

using Complex = std::complex<double>;
using State = std::vector<Complex>;
using Matrix = std::vector<Complex>;  // row-major, 2^k x 2^k

constexpr Complex kI{0.0, 1.0};

// Bit k of a row or column is that of qubits[k].
inline void apply(const Matrix& matrix, const std::vector<int>& qubits, State& state) {
  const size_t dimension = size_t{1} << qubits.size();
  State result(state.size());
  for (size_t index = 0; index < state.size(); ++index) {
    size_t row = 0, rest = index;
    for (size_t k = 0; k < qubits.size(); ++k) {
      row |= (index >> qubits[k] & 1) << k;
      rest &= ~(size_t{1} << qubits[k]);
    }
    for (size_t column = 0; column < dimension; ++column) {
      size_t from = rest;
      for (size_t k = 0; k < qubits.size(); ++k) from |= (column >> k & 1) << qubits[k];
      result[index] += matrix[row * dimension + column] * state[from];
    }
  }
  state = result;
}

// The Pauli string of letters, first letter on bit 0.
inline Matrix pauli(const std::string& letters) {
  const size_t dimension = size_t{1} << letters.size();
  Matrix matrix(dimension * dimension);
  for (size_t column = 0; column < dimension; ++column) {
    size_t row = column;
    Complex value = 1.0;
    for (size_t k = 0; k < letters.size(); ++k) {
      const bool one = column >> k & 1;
      if (letters[k] == 'X' || letters[k] == 'Y') row ^= size_t{1} << k;
      if (letters[k] == 'Y') value *= one ? -kI : kI;
      if (letters[k] == 'Z' && one) value = -value;
    }
    matrix[row * dimension + column] = value;
  }
  return matrix;
}

// exp(-i angle/2 P)
inline Matrix rotation(const std::string& letters, double angle) {
  Matrix matrix = pauli(letters);
  const size_t dimension = size_t{1} << letters.size();
  for (Complex& z : matrix) z *= -kI * std::sin(angle / 2);
  for (size_t k = 0; k < dimension; ++k) matrix[k * dimension + k] += std::cos(angle / 2);
  return matrix;
}

// 1 but for the last diagonal entry, which is e^{i angle}.
inline Matrix controlled_phase(size_t num_qubits, double angle) {
  const size_t dimension = size_t{1} << num_qubits;
  Matrix matrix(dimension * dimension);
  for (size_t k = 0; k < dimension; ++k) matrix[k * dimension + k] = 1.0;
  matrix.back() = std::polar(1.0, angle);
  return matrix;
}

inline Matrix gate(int32_t kind, double angle) {
  const double quarter = std::acos(-1.0) / 4, r = std::sqrt(0.5);
  switch (kind) {
    case WEISS_GATE_H: return {r, r, r, -r};
    case WEISS_GATE_X: return pauli("X");
    case WEISS_GATE_Y: return pauli("Y");
    case WEISS_GATE_Z: return pauli("Z");
    case WEISS_GATE_S: return controlled_phase(1, 2 * quarter);
    case WEISS_GATE_SDG: return controlled_phase(1, -2 * quarter);
    case WEISS_GATE_T: return controlled_phase(1, quarter);
    case WEISS_GATE_TDG: return controlled_phase(1, -quarter);
    case WEISS_GATE_RX: return rotation("X", angle);
    case WEISS_GATE_RY: return rotation("Y", angle);
    case WEISS_GATE_RZ: return rotation("Z", angle);
    case WEISS_GATE_P: return controlled_phase(1, angle);
    case WEISS_GATE_CX: return {1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0};  // bit 0 is the control
    case WEISS_GATE_CZ: return controlled_phase(2, 4 * quarter);
    case WEISS_GATE_SWAP: return {1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1};
    case WEISS_GATE_RXX: return rotation("XX", angle);
    case WEISS_GATE_RYY: return rotation("YY", angle);
    case WEISS_GATE_RZZ: return rotation("ZZ", angle);
    case WEISS_GATE_CP: return controlled_phase(2, angle);
    default: return {};
  }
}

inline Matrix matrix_of(const weiss::GateView& view) {
  if (view.kind == weiss::kGateControlledPhase)
    return controlled_phase(static_cast<size_t>(view.num_qubits), view.angle);
  if (view.kind == weiss::kGatePauliRotation)
    return rotation(std::string(view.letters, static_cast<size_t>(view.num_qubits)), view.angle);
  if (view.kind != weiss::kGateMatrix) return gate(view.kind, view.angle);
  Matrix matrix(size_t{1} << 2 * view.num_qubits);
  for (size_t k = 0; k < matrix.size(); ++k) matrix[k] = {view.matrix[2 * k], view.matrix[2 * k + 1]};
  return matrix;
}

inline void apply(const weiss::Circuit& circuit, State& state) {
  for (int64_t k = 0; k < circuit.num_gates(); ++k) {
    const weiss::GateView view = circuit.gate(k);
    apply(matrix_of(view), std::vector<int>(view.qubits, view.qubits + view.num_qubits), state);
  }
}

// |<a|b>|, 1 for equal states up to a phase.
inline double overlap(const State& a, const State& b) {
  Complex sum = 0.0;
  for (size_t k = 0; k < a.size(); ++k) sum += std::conj(a[k]) * b[k];
  return std::abs(sum);
}

}  // namespace dense

// A context with circuits for the tests of circuits, and random circuits of every kind of gate.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "statevector/circuit.hpp"
#include "statevector/naive.hpp"
#include "weiss/weiss.h"

namespace weiss_test {

struct Destroy {
  void operator()(weiss_context* context) const { weiss_context_destroy(context); }
  void operator()(weiss_circuit* circuit) const { weiss_circuit_destroy(circuit); }
  void operator()(weiss_statevector* state) const { weiss_statevector_destroy(state); }
};
using ContextOwner = std::unique_ptr<weiss_context, Destroy>;
using CircuitOwner = std::unique_ptr<weiss_circuit, Destroy>;
using StateOwner = std::unique_ptr<weiss_statevector, Destroy>;

inline ContextOwner make_context() {
  weiss_context* context = nullptr;
  weiss_error error = WEISS_ERROR_INIT;
  REQUIRE_MESSAGE(weiss_context_create(nullptr, &context, &error) == WEISS_OK, error.message);
  return ContextOwner(context);
}

inline CircuitOwner make_circuit(const ContextOwner& context, int32_t num_qubits) {
  weiss_circuit* circuit = nullptr;
  weiss_error error = WEISS_ERROR_INIT;
  REQUIRE_MESSAGE(weiss_circuit_create(context.get(), num_qubits, &circuit, &error) == WEISS_OK,
                  error.message);
  return CircuitOwner(circuit);
}

inline StateOwner make_state(const ContextOwner& context, int32_t num_qubits) {
  weiss_statevector* state = nullptr;
  weiss_error error = WEISS_ERROR_INIT;
  REQUIRE_MESSAGE(weiss_statevector_create(context.get(), num_qubits, WEISS_PRECISION_DOUBLE, 1, &state,
                                           &error) == WEISS_OK,
                  error.message);
  return StateOwner(state);
}

// A gate of a circuit by definition.
inline void apply_naively(const weiss::GateView& view, naive::State& state) {
  const std::vector<int> qubits(view.qubits, view.qubits + view.num_qubits);
  int n = 0;
  while (state.size() >> n > 1) ++n;
  switch (view.kind) {
    case weiss::kGateMatrix: {
      naive::Matrix matrix(size_t{1} << 2 * view.num_qubits);
      for (size_t k = 0; k < matrix.size(); ++k) matrix[k] = {view.matrix[2 * k], view.matrix[2 * k + 1]};
      return naive::apply(state, qubits, matrix);
    }
    case weiss::kGatePauliRotation: {
      std::string letters(static_cast<size_t>(n), 'I');
      for (size_t k = 0; k < qubits.size(); ++k) letters[static_cast<size_t>(qubits[k])] = view.letters[k];
      return naive::pauli_rotation(state, letters, view.angle);
    }
    case weiss::kGateControlledPhase: return naive::controlled_phase(state, qubits, view.angle);
    default: return naive::gate(state, n, view.kind, qubits[0], qubits.back(), view.angle);
  }
}

inline void apply_naively(const weiss::Circuit& circuit, naive::State& state) {
  for (int64_t k = 0; k < circuit.num_gates(); ++k) apply_naively(circuit.gate(k), state);
}

// The matrix of a gate of statevector.h on its one or two qubits.
inline naive::Matrix matrix_of(int32_t gate, double angle) {
  const int n = gate >= WEISS_GATE_CX ? 2 : 1;
  const size_t dimension = size_t{1} << n;
  naive::Matrix matrix(dimension * dimension);
  for (size_t column = 0; column < dimension; ++column) {
    naive::State state(dimension);
    state[column] = 1.0;
    naive::gate(state, n, gate, 0, 1, angle);
    for (size_t row = 0; row < dimension; ++row) matrix[row * dimension + column] = state[row];
  }
  return matrix;
}

// Columns are made orthonormal one after another.
inline naive::Matrix random_unitary(weiss::Random& random, size_t dimension) {
  naive::Matrix matrix(dimension * dimension);
  for (size_t c = 0; c < dimension; ++c) {
    naive::State column(dimension);
    for (naive::Complex& z : column) z = {random.uniform() - 0.5, random.uniform() - 0.5};
    for (size_t other = 0; other < c; ++other) {
      naive::Complex product = 0.0;
      for (size_t r = 0; r < dimension; ++r) product += std::conj(matrix[r * dimension + other]) * column[r];
      for (size_t r = 0; r < dimension; ++r) column[r] -= product * matrix[r * dimension + other];
    }
    double norm = 0.0;
    for (const naive::Complex& z : column) norm += std::norm(z);
    for (size_t r = 0; r < dimension; ++r) matrix[r * dimension + c] = column[r] / std::sqrt(norm);
  }
  return matrix;
}

inline weiss_status add_matrix(weiss_circuit* circuit, const std::vector<int32_t>& targets,
                               const naive::Matrix& matrix, weiss_error* error = nullptr) {
  return weiss_circuit_matrix(circuit, static_cast<int32_t>(targets.size()), targets.data(),
                              reinterpret_cast<const double*>(matrix.data()), error);
}

// The first count of the numbers below n in a random order.
inline std::vector<int32_t> random_qubits(weiss::Random& random, int32_t n, int32_t count) {
  std::vector<int32_t> qubits;
  for (int32_t i = 0; i < n; ++i) qubits.push_back(i);
  for (int32_t i = 0; i < count; ++i)
    std::swap(qubits[static_cast<size_t>(i)],
              qubits[static_cast<size_t>(i) + random.below(static_cast<uint32_t>(n - i))]);
  qubits.resize(static_cast<size_t>(count));
  return qubits;
}

inline double random_angle(weiss::Random& random) { return 8.0 * random.uniform() - 4.0; }

// A gate of a random kind: one of weiss_circuit_gate, a matrix, a Pauli rotation or a controlled phase.
inline void add_random_gate(weiss::Random& random, weiss_circuit* circuit) {
  const int32_t n = weiss_circuit_num_qubits(circuit);
  const int32_t pair = std::min<int32_t>(n, 2);
  switch (const auto kind = static_cast<int32_t>(random.below(23))) {
    case 0: {
      std::string pauli;
      for (int32_t i = 0; i < n; ++i) pauli += "IXYZ"[random.below(4)];
      REQUIRE(weiss_circuit_pauli_rotation(circuit, pauli.c_str(), random_angle(random), nullptr) ==
              WEISS_OK);
      return;
    }
    case 20:
    case 21: {
      const auto targets = random_qubits(random, n, std::min(kind - 19, n));
      REQUIRE(add_matrix(circuit, targets, random_unitary(random, size_t{1} << targets.size())) == WEISS_OK);
      return;
    }
    case 22: {
      const auto count = 1 + static_cast<int32_t>(random.below(static_cast<uint32_t>(n)));
      const auto targets = random_qubits(random, n, count);
      REQUIRE(weiss_circuit_controlled_phase(circuit, count, targets.data(), random_angle(random), nullptr) ==
              WEISS_OK);
      return;
    }
    default: {
      if (kind >= WEISS_GATE_CX && n < 2) return;
      const auto qubits = random_qubits(random, n, pair);
      REQUIRE(weiss_circuit_gate(circuit, kind, qubits[0], qubits.back(), random_angle(random), nullptr) ==
              WEISS_OK);
    }
  }
}

inline CircuitOwner random_circuit(weiss::Random& random, const ContextOwner& context, int32_t n,
                                   int32_t gates) {
  CircuitOwner circuit = make_circuit(context, n);
  for (int32_t k = 0; k < gates; ++k) add_random_gate(random, circuit.get());
  return circuit;
}

inline std::string qasm(const weiss_circuit* circuit, int32_t version) {
  std::string text;
  weiss_error error = WEISS_ERROR_INIT;
  const auto append = [](void* user, const char* piece, size_t size) noexcept -> int32_t {
    static_cast<std::string*>(user)->append(piece, size);
    return 0;
  };
  REQUIRE_MESSAGE(weiss_circuit_write_qasm(circuit, version, append, &text, &error) == WEISS_OK,
                  error.message);
  return text;
}

inline weiss_circuit_counts count(const weiss_circuit* circuit, bool decomposed) {
  weiss_circuit_counts counts;
  weiss_struct_init(&counts, sizeof counts);
  REQUIRE(weiss_circuit_count(circuit, decomposed, &counts, nullptr) == WEISS_OK);
  return counts;
}

// A state in which no amplitude and no phase is like another, so that equal results mean equal circuits.
inline naive::State generic_state(int32_t num_qubits) {
  std::mt19937_64 random(99);
  return naive::random_state(random, num_qubits);
}

}  // namespace weiss_test

#include <doctest/doctest.h>

#include <cstring>

#include "statevector/circuit_support.hpp"

using weiss_test::add_matrix;
using weiss_test::CircuitOwner;
using weiss_test::ContextOwner;
using weiss_test::count;
using weiss_test::make_circuit;
using weiss_test::make_context;
using weiss_test::make_state;
using weiss_test::qasm;
using weiss_test::random_circuit;
using weiss_test::StateOwner;

namespace naive = weiss_test::naive;

namespace {

naive::State run(const weiss_circuit* circuit, const ContextOwner& context) {
  const int32_t n = weiss_circuit_num_qubits(circuit);
  const StateOwner state = make_state(context, n);
  weiss_error error = WEISS_ERROR_INIT;
  REQUIRE_MESSAGE(weiss_circuit_run(circuit, nullptr, state.get(), &error) == WEISS_OK, error.message);
  naive::State amplitudes(size_t{1} << n);
  REQUIRE(weiss_statevector_amplitudes(state.get(), 0, static_cast<int64_t>(amplitudes.size()),
                                       reinterpret_cast<double*>(amplitudes.data()), nullptr) == WEISS_OK);
  return amplitudes;
}

naive::State run_by_definition(const weiss_circuit* circuit) {
  naive::State state = naive::zero_state(weiss_circuit_num_qubits(circuit));
  weiss_test::apply_naively(*circuit, state);
  return state;
}

}  // namespace

TEST_CASE("a circuit on a register is the product of its gates, the global phase included") {
  const ContextOwner context = make_context();
  weiss::Random random(1);
  for (int32_t n = 1; n <= 7; ++n)
    for (int round = 0; round < 5; ++round) {
      CAPTURE(n);
      const CircuitOwner circuit = random_circuit(random, context, n, 40);
      CHECK(naive::distance(run(circuit.get(), context), run_by_definition(circuit.get())) < 1e-12);
    }
}

TEST_CASE("gates are counted as they were added") {
  const ContextOwner context = make_context();
  const CircuitOwner circuit = make_circuit(context, 4);
  const int32_t three[] = {3, 1, 0};
  weiss_circuit_gate(circuit.get(), WEISS_GATE_H, 0, 0, 0.0, nullptr);
  weiss_circuit_gate(circuit.get(), WEISS_GATE_RX, 1, 0, 0.1, nullptr);
  weiss_circuit_gate(circuit.get(), WEISS_GATE_CX, 0, 1, 0.0, nullptr);
  weiss_circuit_gate(circuit.get(), WEISS_GATE_RZZ, 2, 3, 0.1, nullptr);
  weiss_circuit_pauli_rotation(circuit.get(), "IIII", 0.2, nullptr);  // a phase
  weiss_circuit_pauli_rotation(circuit.get(), "XIYZ", 0.2, nullptr);
  weiss_circuit_controlled_phase(circuit.get(), 3, three, 0.3, nullptr);
  weiss_circuit_gate(circuit.get(), WEISS_GATE_T, 2, 0, 0.0, nullptr);
  const weiss_circuit_counts counts = count(circuit.get(), false);
  CHECK(counts.num_qubits == 4);
  CHECK(counts.one_qubit_gates == 3);
  CHECK(counts.two_qubit_gates == 2);
  CHECK(counts.many_qubit_gates == 2);
  CHECK(counts.rotations == 4);
  CHECK(counts.depth == 4);  // H, CX, the Pauli rotation, the controlled phase
  CHECK(counts.two_qubit_depth == 3);
}

TEST_CASE("decomposed counts are those of the OpenQASM 2 text") {
  const ContextOwner context = make_context();
  weiss::Random random(2);
  for (int round = 0; round < 20; ++round) {
    const CircuitOwner circuit = random_circuit(random, context, 5, 20);
    const std::string text = qasm(circuit.get(), 2);
    int64_t gates = 0, pairs = 0, angles = 0;
    for (size_t begin = text.find("creg"); begin != std::string::npos;) {
      const size_t end = text.find('\n', begin);
      const std::string line = text.substr(begin, end - begin);
      if (line.find("q[") != std::string::npos) {
        ++gates;
        pairs += line.find("q[") != line.rfind("q[");
        angles += line.find('(') != std::string::npos;
      }
      begin = end == std::string::npos || end + 1 == text.size() ? std::string::npos : end + 1;
    }
    const weiss_circuit_counts counts = count(circuit.get(), true);
    CHECK(counts.two_qubit_gates == pairs);
    CHECK(counts.one_qubit_gates == gates - pairs);
    CHECK(counts.rotations == angles);
    CHECK(counts.many_qubit_gates == 0);
    CHECK(counts.depth >= counts.two_qubit_depth);
  }
}

TEST_CASE("circuits are appended to others and to themselves") {
  const ContextOwner context = make_context();
  weiss::Random random(3);
  const CircuitOwner a = random_circuit(random, context, 4, 15), b = random_circuit(random, context, 4, 15);
  naive::State expected = run_by_definition(a.get());
  for (const weiss_circuit* next : {b.get(), a.get(), b.get()}) weiss_test::apply_naively(*next, expected);
  REQUIRE(weiss_circuit_append(a.get(), b.get(), nullptr) == WEISS_OK);
  REQUIRE(weiss_circuit_append(a.get(), a.get(), nullptr) == WEISS_OK);
  CHECK(naive::distance(run(a.get(), context), expected) < 1e-12);
}

TEST_CASE("arguments of circuits are checked, and a refused gate is not added") {
  const ContextOwner context = make_context();
  weiss_error error = WEISS_ERROR_INIT;
  weiss_circuit* none = nullptr;
  CHECK(weiss_circuit_create(nullptr, 2, &none, &error) == WEISS_E_ARGUMENT);
  CHECK(weiss_circuit_create(context.get(), 2, nullptr, &error) == WEISS_E_ARGUMENT);
  CHECK(weiss_circuit_create(context.get(), -1, &none, &error) == WEISS_E_ARGUMENT);
  CHECK(none == nullptr);
  weiss_circuit_destroy(nullptr);

  const CircuitOwner owner = make_circuit(context, 3);
  weiss_circuit* const circuit = owner.get();
  CHECK(weiss_circuit_gate(circuit, 0, 0, 1, 0.0, &error) == WEISS_E_ARGUMENT);
  CHECK(weiss_circuit_gate(circuit, WEISS_GATE_CP + 1, 0, 1, 0.0, &error) == WEISS_E_ARGUMENT);
  CHECK(weiss_circuit_gate(circuit, WEISS_GATE_H, 3, 0, 0.0, &error) == WEISS_E_ARGUMENT);
  CHECK(weiss_circuit_gate(circuit, WEISS_GATE_CX, 1, 1, 0.0, &error) == WEISS_E_ARGUMENT);
  CHECK(weiss_circuit_gate(circuit, WEISS_GATE_RX, 1, 0, std::nan(""), &error) == WEISS_E_ARGUMENT);

  const int32_t pair[] = {0, 1, 1};
  CHECK(weiss_circuit_controlled_phase(circuit, 3, pair, 0.1, &error) == WEISS_E_ARGUMENT);
  CHECK(std::strstr(error.message, "qubit 1 occurs twice") != nullptr);
  CHECK(weiss_circuit_controlled_phase(circuit, 0, pair, 0.1, &error) == WEISS_E_ARGUMENT);
  CHECK(weiss_circuit_controlled_phase(circuit, 4, pair, 0.1, &error) == WEISS_E_ARGUMENT);
  CHECK(weiss_circuit_pauli_rotation(circuit, "XX", 0.1, &error) == WEISS_E_ARGUMENT);
  CHECK(weiss_circuit_pauli_rotation(circuit, "XQX", 0.1, &error) == WEISS_E_ARGUMENT);
  CHECK(std::strstr(error.message, "letter 1") != nullptr);

  CHECK(add_matrix(circuit, {0}, {1, 0, 0, 1.000001}, &error) == WEISS_E_ARGUMENT);
  CHECK(std::strstr(error.message, "not unitary") != nullptr);
  for (size_t k = 0; k < 4; ++k) {
    naive::Matrix matrix = {1, 0, 0, 1};
    matrix[k] = std::nan("");
    CHECK(add_matrix(circuit, {0}, matrix, &error) == WEISS_E_ARGUMENT);
  }
  CHECK(add_matrix(circuit, {0, 1, 2}, naive::Matrix(64), &error) == WEISS_E_ARGUMENT);
  CHECK(weiss_circuit_append(circuit, make_circuit(context, 2).get(), &error) == WEISS_E_ARGUMENT);
  CHECK(weiss_circuit_run(circuit, nullptr, make_state(context, 2).get(), &error) == WEISS_E_ARGUMENT);
  CHECK(std::strstr(error.message, "2 qubits, the circuit 3") != nullptr);

  weiss_circuit_counts counts = count(circuit, false);
  CHECK(counts.one_qubit_gates + counts.two_qubit_gates + counts.many_qubit_gates == 0);
  counts.struct_size = 0;
  CHECK(weiss_circuit_count(circuit, 0, &counts, &error) == WEISS_E_ARGUMENT);
}

TEST_CASE("a circuit may have more qubits than a register, which is refused with a forecast") {
  const ContextOwner context = make_context();
  const CircuitOwner circuit = make_circuit(context, 40);
  REQUIRE(weiss_circuit_gate(circuit.get(), WEISS_GATE_CX, 38, 39, 0.0, nullptr) == WEISS_OK);
  CHECK(qasm(circuit.get(), 2).find("cx q[38], q[39];") != std::string::npos);
  uint64_t states[1];
  int64_t counts[1], num_states = 0;
  weiss_error error = WEISS_ERROR_INIT;
  CHECK(weiss_circuit_sample(circuit.get(), nullptr, nullptr, 1, 1, states, counts, &num_states, &error) ==
        WEISS_E_LIMIT);
  CHECK(std::strstr(error.message, "40 qubits") != nullptr);
  double value = 0.0;
  CHECK(weiss_circuit_expectation(circuit.get(), nullptr, nullptr, 1, 1, 0, nullptr, nullptr, &value, nullptr,
                                  &error) == WEISS_E_LIMIT);
}

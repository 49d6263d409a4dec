#include <doctest/doctest.h>

#include <cstring>

#include "statevector/circuit_support.hpp"
#include "statevector/qasm_reader.hpp"

using weiss_test::add_matrix;
using weiss_test::CircuitOwner;
using weiss_test::ContextOwner;
using weiss_test::count;
using weiss_test::generic_state;
using weiss_test::make_circuit;
using weiss_test::make_context;
using weiss_test::qasm;
using weiss_test::random_circuit;
using weiss_test::random_unitary;

namespace naive = weiss_test::naive;

namespace {

// Runs the circuit and its text in both versions on a generic state.
void check_round_trip(const weiss_circuit* circuit, double tolerance = 1e-12) {
  const int32_t n = weiss_circuit_num_qubits(circuit);
  naive::State expected = generic_state(n);
  weiss_test::apply_naively(*circuit, expected);
  for (const int32_t version : {2, 3}) {
    const std::string text = qasm(circuit, version);
    CAPTURE(text);
    naive::State state = generic_state(n);
    weiss_test::QasmReader reader(text);
    REQUIRE_NOTHROW(reader.run(state));
    CHECK(reader.version() == version);
    CHECK(reader.num_qubits() == n);
    CHECK(std::abs(std::abs(naive::overlap(expected, state)) - 1.0) < tolerance);
  }
}

CircuitOwner with_matrix(const ContextOwner& context, const naive::Matrix& matrix) {
  CircuitOwner circuit = make_circuit(context, matrix.size() == 4 ? 1 : 2);
  REQUIRE(add_matrix(circuit.get(), matrix.size() == 4 ? std::vector<int32_t>{0} : std::vector<int32_t>{1, 0},
                     matrix) == WEISS_OK);
  return circuit;
}

}  // namespace

TEST_CASE("random circuits of every gate mean the same as OpenQASM 2 and 3") {
  const ContextOwner context = make_context();
  weiss::Random random(1);
  for (int32_t n = 1; n <= 5; ++n)
    for (int round = 0; round < 20; ++round) {
      CAPTURE(n);
      CAPTURE(round);
      check_round_trip(random_circuit(random, context, n, 30).get());
    }
}

TEST_CASE("each gate alone means the same as OpenQASM") {
  const ContextOwner context = make_context();
  for (int32_t gate = WEISS_GATE_H; gate <= WEISS_GATE_CP; ++gate) {
    CAPTURE(gate);
    const CircuitOwner circuit = make_circuit(context, 2);
    REQUIRE(weiss_circuit_gate(circuit.get(), gate, 1, 0, 0.7, nullptr) == WEISS_OK);
    check_round_trip(circuit.get());
  }
}

TEST_CASE(
    "phases controlled by many qubits are written without ancillas, in a number of gates that grows slowly") {
  const ContextOwner context = make_context();
  int64_t gates_before = 0;
  for (int32_t n = 3; n <= 10; ++n) {
    CAPTURE(n);
    const CircuitOwner circuit = make_circuit(context, n);
    std::vector<int32_t> targets;
    for (int32_t i = 0; i < n; ++i) targets.push_back((i + 2) % n);
    REQUIRE(weiss_circuit_controlled_phase(circuit.get(), n, targets.data(), 1.3, nullptr) == WEISS_OK);
    check_round_trip(circuit.get());
    const weiss_circuit_counts counts = count(circuit.get(), true);
    CHECK(counts.many_qubit_gates == 0);
    CHECK(counts.one_qubit_gates + counts.two_qubit_gates - gates_before < 240 * n);
    gates_before = counts.one_qubit_gates + counts.two_qubit_gates;
  }
}

TEST_CASE("matrices of one qubit become one gate, also where an angle is not determined") {
  const ContextOwner context = make_context();
  const naive::Complex phase = std::polar(1.0, 0.3), tiny = 1e-17;
  const naive::Matrix matrices[] = {{1, 0, 0, 1},
                                    {phase, 0, 0, phase},
                                    {0, 1, 1, 0},
                                    {0, -phase, phase, 0},
                                    {1, tiny, tiny, phase},
                                    {tiny, phase, 1, -tiny},
                                    weiss_test::matrix_of(WEISS_GATE_H, 0.0),
                                    weiss_test::matrix_of(WEISS_GATE_RY, 3.0),
                                    weiss_test::matrix_of(WEISS_GATE_RZ, -2.0)};
  for (const naive::Matrix& matrix : matrices) {
    const CircuitOwner circuit = with_matrix(context, matrix);
    check_round_trip(circuit.get());
    CHECK(count(circuit.get(), true).one_qubit_gates == 1);
  }
}

TEST_CASE("matrices of two qubits become three CX, also where the factors are degenerate") {
  const ContextOwner context = make_context();
  weiss::Random random(2);
  std::vector<naive::Matrix> matrices;
  for (const int32_t gate : {WEISS_GATE_CX, WEISS_GATE_CZ, WEISS_GATE_SWAP, WEISS_GATE_RXX, WEISS_GATE_RYY,
                             WEISS_GATE_RZZ, WEISS_GATE_CP})
    for (const double angle : {0.0, 1e-9, 0.4, std::acos(-1.0)})
      matrices.push_back(weiss_test::matrix_of(gate, angle));
  const naive::Complex i = naive::kI;
  matrices.push_back({1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1});    // nothing
  matrices.push_back({0, 0, 0, -i, 0, 0, i, 0, 0, -i, 0, 0, i, 0, 0, 0});  // X on a, Y on b
  matrices.push_back({1, 0, 0, 0, 0, 0, i, 0, 0, i, 0, 0, 0, 0, 0, 1});    // iSWAP
  matrices.push_back({i, 0, 0, 0, 0, i, 0, 0, 0, 0, i, 0, 0, 0, 0, i});    // a global phase
  matrices.push_back({1, 0, 0, 0, 0, -1, 0, 0, 0, 0, i, 0, 0, 0, 0, -i});  // a diagonal
  for (int k = 0; k < 100; ++k) matrices.push_back(random_unitary(random, 4));
  for (int k = 0; k < 20; ++k) {  // products of one-qubit matrices
    const naive::Matrix a = random_unitary(random, 2), b = random_unitary(random, 2);
    naive::Matrix product(16);
    for (size_t r = 0; r < 4; ++r)
      for (size_t s = 0; s < 4; ++s)
        product[4 * r + s] = b[2 * (r >> 1) + (s >> 1)] * a[2 * (r & 1) + (s & 1)];
    matrices.push_back(product);
  }
  for (const naive::Matrix& matrix : matrices) {
    const CircuitOwner circuit = with_matrix(context, matrix);
    check_round_trip(circuit.get());
    const weiss_circuit_counts counts = count(circuit.get(), true);
    CHECK(counts.two_qubit_gates == 3);
    CHECK(counts.one_qubit_gates == 7);
  }
}

TEST_CASE("a matrix that is unitary no better than it must be is written as the unitary next to it") {
  const ContextOwner context = make_context();
  weiss::Random random(3);
  for (int k = 0; k < 20; ++k) {
    naive::Matrix matrix = random_unitary(random, 4);
    for (naive::Complex& z : matrix) z += naive::Complex(1e-11 * random.uniform(), 1e-11 * random.uniform());
    check_round_trip(with_matrix(context, matrix).get(), 1e-9);
  }
}

TEST_CASE("OpenQASM texts are what they were") {
  const ContextOwner context = make_context();
  const CircuitOwner circuit = make_circuit(context, 3);
  weiss_circuit_gate(circuit.get(), WEISS_GATE_H, 0, 0, 0.0, nullptr);
  weiss_circuit_gate(circuit.get(), WEISS_GATE_CX, 0, 1, 0.0, nullptr);
  weiss_circuit_gate(circuit.get(), WEISS_GATE_RZZ, 1, 2, 0.5, nullptr);
  weiss_circuit_gate(circuit.get(), WEISS_GATE_P, 2, 0, 1e-7, nullptr);
  weiss_circuit_gate(circuit.get(), WEISS_GATE_RX, 1, 0, -2.0, nullptr);
  const int32_t all[] = {0, 1, 2};
  weiss_circuit_controlled_phase(circuit.get(), 3, all, 0.25, nullptr);
  CHECK(qasm(circuit.get(), 3) ==
        "OPENQASM 3.0;\n"
        "include \"stdgates.inc\";\n"
        "gate rzz(theta) a, b { cx a, b; rz(theta) b; cx a, b; }\n"
        "qubit[3] q;\n"
        "bit[3] c;\n"
        "h q[0];\n"
        "cx q[0], q[1];\n"
        "rzz(0.5) q[1], q[2];\n"
        "p(1.0e-07) q[2];\n"
        "rx(-2.0) q[1];\n"
        "ctrl(2) @ p(0.25) q[0], q[1], q[2];\n"
        "c = measure q;\n");
  const std::string text = qasm(circuit.get(), 2);
  CHECK(text.find("OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[3];\ncreg c[3];\nh q[0];\ncx q[0], q[1];\n"
                  "cx q[1], q[2];\nrz(0.5) q[2];\ncx q[1], q[2];\nu1(1.0e-07) q[2];\n") == 0);
  CHECK(text.find("\nmeasure q -> c;\n") == text.size() - 17);
}

TEST_CASE("a circuit of no qubits is a legal text") {
  const ContextOwner context = make_context();
  const CircuitOwner circuit = make_circuit(context, 0);
  CHECK(qasm(circuit.get(), 2) == "OPENQASM 2.0;\ninclude \"qelib1.inc\";\n");
  CHECK(qasm(circuit.get(), 3) == "OPENQASM 3.0;\ninclude \"stdgates.inc\";\n");
}

TEST_CASE("other versions, no writer and a writer that refuses are errors") {
  const ContextOwner context = make_context();
  const CircuitOwner circuit = make_circuit(context, 1);
  weiss_error error = WEISS_ERROR_INIT;
  const auto refuse = [](void*, const char*, size_t) noexcept -> int32_t { return 7; };
  CHECK(weiss_circuit_write_qasm(circuit.get(), 1, refuse, nullptr, &error) == WEISS_E_ARGUMENT);
  CHECK(std::strstr(error.message, "version 2 or 3, not 1") != nullptr);
  CHECK(weiss_circuit_write_qasm(circuit.get(), 2, nullptr, nullptr, &error) == WEISS_E_ARGUMENT);
  CHECK(weiss_circuit_write_qasm(nullptr, 2, refuse, nullptr, &error) == WEISS_E_ARGUMENT);
  CHECK(weiss_circuit_write_qasm(circuit.get(), 2, refuse, nullptr, &error) == WEISS_E_IO);
}

// A circuit: gates in the order in which they act. The C handle weiss_circuit is this struct.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/environment.hpp"
#include "weiss/circuit.h"

namespace weiss {

// Kinds of gates beyond WEISS_GATE_*.
constexpr int32_t kGateMatrix = -1;           // a unitary on one or two qubits
constexpr int32_t kGatePauliRotation = -2;    // exp(-i angle/2 P); no qubits: a global phase
constexpr int32_t kGateControlledPhase = -3;  // P(angle) where all qubits are 1

// One gate as a reader sees it; what it points to is the circuit's.
struct GateView {
  int32_t kind;  // WEISS_GATE_* or kGate*
  int32_t num_qubits;
  const int32_t* qubits;  // [num_qubits]
  double angle;
  const double* matrix;  // kGateMatrix: row-major, re and im in turn, [8] or [32]
  const char* letters;   // kGatePauliRotation: X, Y or Z for each of its qubits
};

bool is_two_qubit_gate(int32_t gate) noexcept;
bool has_angle(int32_t gate) noexcept;  // or a matrix

}  // namespace weiss

struct weiss_circuit {
  weiss_circuit(weiss_context& context, weiss::EnvironmentPtr env, int32_t num_qubits);
  weiss_circuit(const weiss_circuit&) = delete;
  weiss_circuit& operator=(const weiss_circuit&) = delete;

  weiss_context& context() const noexcept { return context_; }
  weiss::Environment& environment() const noexcept { return *environment_; }
  const weiss::EnvironmentPtr& shared_environment() const noexcept { return environment_; }
  int32_t num_qubits() const noexcept { return num_qubits_; }
  int64_t num_gates() const noexcept { return static_cast<int64_t>(gates_.size()); }
  weiss::GateView gate(int64_t k) const noexcept;

  // Each adds one gate to the end. Throw E_ARGUMENT for what weiss/circuit.h refuses, and
  // leave the circuit as it was then.
  void add(int32_t gate, int32_t a, int32_t b = -1, double angle = 0.0);
  void add_matrix(int32_t num_targets, const int32_t* targets, const double* matrix);
  void add_pauli_rotation(std::string_view pauli, double angle);
  void add_controlled_phase(int32_t num_targets, const int32_t* targets, double angle);
  void append(const weiss_circuit& other);
  // All gates of other undone, the last first. other has gates of WEISS_GATE_* only.
  void append_inverse(const weiss_circuit& other);

 private:
  struct Gate {
    int32_t kind;
    int32_t num_qubits;
    int64_t qubits;  // where they begin in qubits_
    int64_t extra;   // where its matrix begins in matrices_, or its letters in letters_
    double angle;
  };

  void push(int32_t kind, int32_t num_qubits, const int32_t* qubits, double angle, int64_t extra = 0);

  weiss_context& context_;
  const weiss::EnvironmentPtr environment_;
  const int32_t num_qubits_;
  weiss::Vector<Gate> gates_;
  weiss::Vector<int32_t> qubits_;
  weiss::Vector<double> matrices_;
  weiss::Vector<char> letters_;
};

namespace weiss {
using Circuit = ::weiss_circuit;
}  // namespace weiss

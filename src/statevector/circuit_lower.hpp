// Gates of a circuit in terms of gates that every gate set has, without ancillas and up to a global phase: X,
// H, S, T and their inverses, rotations, P, CX, CZ, CP and one-qubit unitaries.
#pragma once

#include <cstdint>

#include "base/memory.hpp"
#include "statevector/circuit.hpp"
#include "statevector/circuit_unitary.hpp"

namespace weiss {

class GateSink {
 public:
  virtual ~GateSink() = default;
  virtual void gate(int32_t gate, int32_t a, int32_t b, double angle) = 0;
  virtual void unitary(int32_t qubit, const EulerAngles& angles) = 0;
};

class Lowering {
 public:
  Lowering(GateSink& sink, Memory* memory) : sink_(sink), memory_(memory) {}

  void operator()(const GateView& gate);

 private:
  void one(int32_t gate, int32_t a, double angle = 0.0) { sink_.gate(gate, a, -1, angle); }
  void two(int32_t gate, int32_t a, int32_t b, double angle = 0.0) { sink_.gate(gate, a, b, angle); }

  void matrix(const GateView& gate);
  void pauli_rotation(int32_t count, const int32_t* qubits, const char* letters, double angle);
  void controlled_phase(int32_t count, const int32_t* qubits, double angle);
  void flip(int32_t count, const int32_t* controls, int32_t target, const int32_t* borrowed,
            int32_t num_borrowed);
  void flip_with_many_borrowed(int32_t count, const int32_t* controls, int32_t target,
                               const int32_t* borrowed);
  void toffoli(int32_t a, int32_t b, int32_t target);

  GateSink& sink_;
  Memory* const memory_;
};

}  // namespace weiss

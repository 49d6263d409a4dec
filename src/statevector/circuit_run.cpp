#include "statevector/circuit_run.hpp"

#include "base/error.hpp"

namespace weiss {

void apply(const GateView& gate, Statevector& state) {
  const auto bit = [&](int32_t k) { return uint64_t{1} << gate.qubits[k]; };
  switch (gate.kind) {
    case kGateMatrix: return state.matrix(gate.num_qubits, gate.qubits, gate.matrix);
    case kGatePauliRotation: {
      Pauli pauli;
      for (int32_t k = 0; k < gate.num_qubits; ++k) {
        if (gate.letters[k] != 'Z') pauli.x |= bit(k);
        if (gate.letters[k] != 'X') pauli.z |= bit(k);
        if (gate.letters[k] == 'Y') ++pauli.num_y;
      }
      return state.pauli_rotation(pauli, gate.angle);
    }
    case kGateControlledPhase: {
      uint64_t mask = 0;
      for (int32_t k = 0; k < gate.num_qubits; ++k) mask |= bit(k);
      return state.controlled_phase(mask, gate.angle);
    }
    default:
      return state.gate(gate.kind, gate.qubits[0], gate.num_qubits == 2 ? gate.qubits[1] : 0, gate.angle);
  }
}

void apply(const Circuit& circuit, int64_t begin, int64_t end, Meter& meter, Statevector& state) {
  for (int64_t k = begin; k < end; ++k) {
    if (meter.stopped()) throw_stopped();
    apply(circuit.gate(k), state);
    meter.spend(state.size());
  }
}

}  // namespace weiss

#include "statevector/circuit_count.hpp"

#include <algorithm>

#include "statevector/circuit_lower.hpp"

namespace weiss {

namespace {

class Counter final : public GateSink {
 public:
  explicit Counter(const Circuit& circuit)
      : depth_(static_cast<size_t>(circuit.num_qubits()), 0, circuit.environment().memory()),
        two_qubit_depth_(depth_, depth_.get_allocator()) {
    counts_.struct_size = sizeof counts_;
    counts_.num_qubits = circuit.num_qubits();
  }

  void add(int32_t num_qubits, const int32_t* qubits, bool rotation) {
    if (num_qubits == 0) return;  // a global phase acts on no qubit
    ++(num_qubits == 1   ? counts_.one_qubit_gates
       : num_qubits == 2 ? counts_.two_qubit_gates
                         : counts_.many_qubit_gates);
    if (rotation) ++counts_.rotations;
    counts_.depth = std::max(counts_.depth, extend(depth_, num_qubits, qubits));
    if (num_qubits > 1)
      counts_.two_qubit_depth =
          std::max(counts_.two_qubit_depth, extend(two_qubit_depth_, num_qubits, qubits));
  }
  void gate(int32_t gate, int32_t a, int32_t b, double) override {
    const int32_t qubits[] = {a, b};
    add(b < 0 ? 1 : 2, qubits, has_angle(gate));
  }
  void unitary(int32_t qubit, const EulerAngles&) override { add(1, &qubit, true); }

  const weiss_circuit_counts& counts() const noexcept { return counts_; }

 private:
  // Sets all qubits to one more than the deepest of them, and returns that.
  static int64_t extend(Vector<int64_t>& depth, int32_t num_qubits, const int32_t* qubits) {
    int64_t deepest = 0;
    for (int32_t k = 0; k < num_qubits; ++k)
      deepest = std::max(deepest, depth[static_cast<size_t>(qubits[k])]);
    ++deepest;
    for (int32_t k = 0; k < num_qubits; ++k) depth[static_cast<size_t>(qubits[k])] = deepest;
    return deepest;
  }

  Vector<int64_t> depth_;
  Vector<int64_t> two_qubit_depth_;
  weiss_circuit_counts counts_{};
};

}  // namespace

weiss_circuit_counts count_gates(const Circuit& circuit, bool decomposed) {
  Counter counter(circuit);
  Lowering lower(counter, circuit.environment().memory());
  for (int64_t k = 0; k < circuit.num_gates(); ++k) {
    const GateView gate = circuit.gate(k);
    if (decomposed)
      lower(gate);
    else
      counter.add(gate.num_qubits, gate.qubits, has_angle(gate.kind));
  }
  return counter.counts();
}

}  // namespace weiss

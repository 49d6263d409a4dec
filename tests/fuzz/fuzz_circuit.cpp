// Circuits: the first byte of an input is the number of qubits, the others are gates of every kind with their
// arguments, right ones and wrong ones.
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "fuzz.hpp"

namespace {

using weiss_fuzz::require;

weiss_context* context = nullptr;

constexpr int64_t kMostGates = 500;
constexpr int32_t kMostQubits = 6;

class Bytes {
 public:
  Bytes(const uint8_t* data, size_t size) : data_(data), size_(size) {}

  bool empty() const { return next_ >= size_; }
  uint8_t next() { return empty() ? uint8_t{0} : data_[next_++]; }
  int32_t number() { return static_cast<int8_t>(next()); }
  double real() {
    const int32_t value = number();
    if (value == 127) return std::numeric_limits<double>::quiet_NaN();
    if (value == -128) return std::numeric_limits<double>::infinity();
    return value / 16.0;
  }
  std::vector<int32_t> qubits(int32_t count) {
    std::vector<int32_t> qubits;
    for (int32_t k = 0; k < count; ++k) qubits.push_back(number());
    qubits.push_back(0);  // so that there is something to point to
    return qubits;
  }

 private:
  const uint8_t* data_;
  size_t size_, next_ = 0;
};

weiss_status add_gate(Bytes& bytes, weiss_circuit* circuit, weiss_error* error) {
  const int32_t gate = bytes.number(), a = bytes.number(), b = bytes.number();
  return weiss_circuit_gate(circuit, gate, a, b, bytes.real(), error);
}

weiss_status add_matrix(Bytes& bytes, weiss_circuit* circuit, weiss_error* error) {
  const int32_t count = bytes.next() % 4;
  const std::vector<int32_t> targets = bytes.qubits(count);
  std::vector<double> matrix(2u << 2 * count);
  for (double& entry : matrix) entry = bytes.real();
  return weiss_circuit_matrix(circuit, count, targets.data(), matrix.data(), error);
}

weiss_status add_pauli_rotation(Bytes& bytes, weiss_circuit* circuit, bool& is_phase, weiss_error* error) {
  std::string pauli;
  const int32_t length = weiss_circuit_num_qubits(circuit) + (bytes.next() == 255 ? 1 : 0);
  for (int32_t k = 0; k < length; ++k) {
    const uint8_t letter = bytes.next();
    pauli += letter == 255 ? 'A' : "IXYZ"[letter % 4];
  }
  is_phase = pauli.find_first_not_of('I') == std::string::npos;
  return weiss_circuit_pauli_rotation(circuit, pauli.c_str(), bytes.real(), error);
}

weiss_status add_controlled_phase(Bytes& bytes, weiss_circuit* circuit, weiss_error* error) {
  const int32_t count = bytes.next() % 8;
  const std::vector<int32_t> targets = bytes.qubits(count);
  return weiss_circuit_controlled_phase(circuit, count, targets.data(), bytes.real(), error);
}

int64_t gates_of(const weiss_circuit* circuit, bool decomposed) {
  weiss_circuit_counts counts;
  weiss_struct_init(&counts, sizeof counts);
  require(weiss_circuit_count(circuit, decomposed, &counts, nullptr) == WEISS_OK, "gates can be counted");
  require(counts.depth >= counts.two_qubit_depth, "the depth is that of all gates");
  require(!decomposed || counts.many_qubit_gates == 0, "decomposed gates act on one or two qubits");
  const int64_t gates = counts.one_qubit_gates + counts.two_qubit_gates + counts.many_qubit_gates;
  require(gates >= counts.depth && gates >= counts.rotations, "no more layers or rotations than gates");
  return gates;
}

// Adds what the bytes say; a refused gate changes nothing.
void build(Bytes& bytes, weiss_circuit* circuit) {
  int64_t gates = 0, with_phases = 0;
  while (!bytes.empty() && with_phases < kMostGates) {
    weiss_error error = weiss_fuzz::empty_error();
    weiss_status status = WEISS_OK;
    bool is_phase = false;
    const int kind = bytes.next() % 5;
    switch (kind) {
      case 0: status = add_gate(bytes, circuit, &error); break;
      case 1: status = add_matrix(bytes, circuit, &error); break;
      case 2: status = add_pauli_rotation(bytes, circuit, is_phase, &error); break;
      case 3: status = add_controlled_phase(bytes, circuit, &error); break;
      default:
        status = weiss_circuit_append(circuit, circuit, &error);
        gates *= 2;
        with_phases *= 2;
    }
    if (status != WEISS_OK) {
      weiss_fuzz::require_told(status, error);
      require(status == WEISS_E_ARGUMENT, "a wrong gate is a wrong argument", error.message);
    } else if (kind != 4) {
      gates += is_phase ? 0 : 1;  // a global phase acts on no qubit
      ++with_phases;
    }
    require(gates_of(circuit, false) == gates, "a circuit has the gates that were added");
  }
}

void write(const weiss_circuit* circuit) {
  for (const int32_t version : {2, 3}) {
    std::string text;
    const auto append = [](void* user, const char* piece, size_t size) noexcept -> int32_t {
      static_cast<std::string*>(user)->append(piece, size);
      return 0;
    };
    weiss_error error = weiss_fuzz::empty_error();
    require(weiss_circuit_write_qasm(circuit, version, append, &text, &error) == WEISS_OK,
            "every circuit can be written", error.message);
    require(text.find("nan") == std::string::npos && text.find("inf") == std::string::npos,
            "angles are numbers", text);
  }
}

void run(const weiss_circuit* circuit) {
  weiss_statevector* state = nullptr;
  weiss_error error = weiss_fuzz::empty_error();
  require(weiss_statevector_create(context, weiss_circuit_num_qubits(circuit), WEISS_PRECISION_DOUBLE, 1,
                                   &state, &error) == WEISS_OK &&
              weiss_circuit_run(circuit, nullptr, state, &error) == WEISS_OK,
          "every circuit can be run", error.message);
  require(std::abs(weiss_statevector_norm(state) - 1.0) < 1e-6, "gates keep the norm");
  weiss_statevector_destroy(state);
}

}  // namespace

int LLVMFuzzerInitialize(int*, char***) {
  context = weiss_fuzz::context_with_limit(0);
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Bytes bytes(data, size);
  const int64_t memory = weiss_context_memory(context, nullptr);
  weiss_circuit* circuit = nullptr;
  weiss_error error = weiss_fuzz::empty_error();
  require(weiss_circuit_create(context, bytes.next() % (kMostQubits + 1), &circuit, &error) == WEISS_OK,
          "a circuit can be made", error.message);
  build(bytes, circuit);
  gates_of(circuit, true);
  write(circuit);
  run(circuit);
  weiss_circuit_destroy(circuit);
  require(weiss_context_memory(context, nullptr) == memory, "a circuit gives all its memory back");
  return 0;
}

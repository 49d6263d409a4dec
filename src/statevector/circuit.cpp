#include "statevector/circuit.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "statevector/register.hpp"

namespace weiss {

namespace {

constexpr double kUnitaryTolerance = 1e-10;

void require_angle(double angle) {
  if (!std::isfinite(angle)) throw Error(WEISS_E_ARGUMENT, "the angle of a gate must be a finite number");
}

// M M^H = 1, with each entry to the tolerance; never for a matrix that holds a NaN.
bool is_unitary(int32_t dimension, const double* matrix) {
  const auto entry = [=](int32_t row, int32_t column) {
    const double* z = matrix + 2 * (row * dimension + column);
    return std::complex<double>(z[0], z[1]);
  };
  for (int32_t r = 0; r < dimension; ++r)
    for (int32_t s = 0; s < dimension; ++s) {
      std::complex<double> product = r == s ? -1.0 : 0.0;
      for (int32_t k = 0; k < dimension; ++k) product += entry(r, k) * std::conj(entry(s, k));
      if (!(std::abs(product) <= kUnitaryTolerance)) return false;
    }
  return true;
}

void require_distinct(int32_t num_targets, const int32_t* targets, int32_t num_qubits, Memory* memory) {
  for (int32_t k = 0; k < num_targets; ++k) require_qubit(targets[k], num_qubits);
  Vector<int32_t> sorted(targets, targets + num_targets, memory);
  std::sort(sorted.begin(), sorted.end());
  const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
  if (twice != sorted.end())
    throw Error(WEISS_E_ARGUMENT, "qubit " + std::to_string(*twice) + " occurs twice in one gate");
}

}  // namespace

bool is_two_qubit_gate(int32_t gate) noexcept { return gate >= WEISS_GATE_CX; }

bool has_angle(int32_t gate) noexcept {
  return gate < 0 || (gate >= WEISS_GATE_RX && gate <= WEISS_GATE_P) || gate >= WEISS_GATE_RXX;
}

}  // namespace weiss

weiss_circuit::weiss_circuit(weiss_context& context, weiss::EnvironmentPtr env, int32_t num_qubits)
    : context_(context),
      environment_(std::move(env)),
      num_qubits_(num_qubits),
      gates_(environment_->memory()),
      qubits_(environment_->memory()),
      matrices_(environment_->memory()),
      letters_(environment_->memory()) {
  if (num_qubits < 0)
    throw weiss::Error(WEISS_E_ARGUMENT,
                       "num_qubits must not be negative, got " + std::to_string(num_qubits));
}

weiss::GateView weiss_circuit::gate(int64_t k) const noexcept {
  const Gate& gate = gates_[static_cast<size_t>(k)];
  return {gate.kind,
          gate.num_qubits,
          qubits_.data() + gate.qubits,
          gate.angle,
          gate.kind == weiss::kGateMatrix ? matrices_.data() + gate.extra : nullptr,
          gate.kind == weiss::kGatePauliRotation ? letters_.data() + gate.extra : nullptr};
}

void weiss_circuit::add(int32_t gate, int32_t a, int32_t b, double angle) {
  weiss::require_gate(gate, a, b, angle, num_qubits_);
  const int32_t qubits[] = {a, b};
  push(gate, weiss::is_two_qubit_gate(gate) ? 2 : 1, qubits, weiss::has_angle(gate) ? angle : 0.0);
}

void weiss_circuit::add_matrix(int32_t num_targets, const int32_t* targets, const double* matrix) {
  weiss::require_targets(num_targets, targets, num_qubits_);
  const int32_t dimension = 1 << num_targets;
  if (!weiss::is_unitary(dimension, matrix))
    throw weiss::Error(WEISS_E_ARGUMENT, "the matrix is not unitary to 1e-10");
  const auto extra = static_cast<int64_t>(matrices_.size());
  matrices_.insert(matrices_.end(), matrix, matrix + 2 * dimension * dimension);
  push(weiss::kGateMatrix, num_targets, targets, 0.0, extra);
}

void weiss_circuit::add_pauli_rotation(std::string_view pauli, double angle) {
  weiss::require_angle(angle);
  if (pauli.size() != static_cast<size_t>(num_qubits_))
    throw weiss::Error(WEISS_E_ARGUMENT,
                       "a Pauli string has a letter for each qubit: " + std::to_string(num_qubits_) +
                           ", got " + std::to_string(pauli.size()));
  const size_t other = pauli.find_first_not_of("IXYZ");
  if (other != std::string_view::npos)
    throw weiss::Error(WEISS_E_ARGUMENT,
                       "letter " + std::to_string(other) + " of the Pauli string is none of I, X, Y, Z");
  const auto begin = static_cast<int64_t>(qubits_.size());
  const auto extra = static_cast<int64_t>(letters_.size());
  for (int32_t i = 0; i < num_qubits_; ++i)
    if (const char letter = pauli[static_cast<size_t>(i)]; letter != 'I') {
      qubits_.push_back(i);
      letters_.push_back(letter);
    }
  const auto count = static_cast<int32_t>(static_cast<int64_t>(qubits_.size()) - begin);
  gates_.push_back({weiss::kGatePauliRotation, count, begin, extra, angle});
}

void weiss_circuit::add_controlled_phase(int32_t num_targets, const int32_t* targets, double angle) {
  weiss::require_angle(angle);
  if (num_targets < 1 || num_targets > num_qubits_)
    throw weiss::Error(WEISS_E_ARGUMENT, "a controlled phase acts on 1 ... " + std::to_string(num_qubits_) +
                                             " qubits, num_targets is " + std::to_string(num_targets));
  weiss::require_distinct(num_targets, targets, num_qubits_, environment_->memory());
  push(weiss::kGateControlledPhase, num_targets, targets, angle);
}

void weiss_circuit::append(const weiss_circuit& other) {
  if (other.num_qubits_ != num_qubits_)
    throw weiss::Error(WEISS_E_ARGUMENT, "a circuit of " + std::to_string(other.num_qubits_) +
                                             " qubits cannot be appended to one of " +
                                             std::to_string(num_qubits_));
  // By index and number, as other may be this circuit; gates last, so that a throw leaves the circuit as it
  // was.
  const auto append_all = [](auto& target, const auto& source) {
    const auto begin = static_cast<int64_t>(target.size());
    const size_t count = source.size();
    for (size_t k = 0; k < count; ++k) target.push_back(source[k]);
    return begin;
  };
  const size_t count = other.gates_.size();
  if (gates_.capacity() - gates_.size() < count) gates_.reserve(2 * gates_.capacity() + count);
  const int64_t qubits = append_all(qubits_, other.qubits_);
  const int64_t matrices = append_all(matrices_, other.matrices_);
  const int64_t letters = append_all(letters_, other.letters_);
  for (size_t k = 0; k < count; ++k) {
    Gate gate = other.gates_[k];
    gate.qubits += qubits;
    gate.extra += gate.kind == weiss::kGateMatrix ? matrices : letters;
    gates_.push_back(gate);
  }
}

void weiss_circuit::append_inverse(const weiss_circuit& other) {
  const auto inverse = [](int32_t gate) {
    switch (gate) {
      case WEISS_GATE_S: return WEISS_GATE_SDG;
      case WEISS_GATE_SDG: return WEISS_GATE_S;
      case WEISS_GATE_T: return WEISS_GATE_TDG;
      case WEISS_GATE_TDG: return WEISS_GATE_T;
      default: return gate;
    }
  };
  for (int64_t k = other.num_gates() - 1; k >= 0; --k) {
    const weiss::GateView gate = other.gate(k);
    push(inverse(gate.kind), gate.num_qubits, gate.qubits, -gate.angle);
  }
}

void weiss_circuit::push(int32_t kind, int32_t num_qubits, const int32_t* qubits, double angle,
                         int64_t extra) {
  const auto begin = static_cast<int64_t>(qubits_.size());
  qubits_.insert(qubits_.end(), qubits, qubits + num_qubits);
  gates_.push_back({kind, num_qubits, begin, extra, angle});
}

#include "statevector/circuit_lower.hpp"

namespace weiss {

namespace {

constexpr double kQuarterTurn = 1.57079632679489661923;  // pi / 2

Matrix2 matrix_of_one(const double* z) {
  Matrix2 matrix;
  for (size_t k = 0; k < matrix.size(); ++k) matrix[k] = {z[2 * k], z[2 * k + 1]};
  return matrix;
}

Matrix4 matrix_of_two(const double* z) {
  Matrix4 matrix;
  for (size_t k = 0; k < matrix.size(); ++k) matrix[k] = {z[2 * k], z[2 * k + 1]};
  return matrix;
}

}  // namespace

void Lowering::operator()(const GateView& gate) {
  const int32_t* q = gate.qubits;
  switch (gate.kind) {
    case kGateMatrix: return matrix(gate);
    case kGatePauliRotation: return pauli_rotation(gate.num_qubits, q, gate.letters, gate.angle);
    case kGateControlledPhase: return controlled_phase(gate.num_qubits, q, gate.angle);
    case WEISS_GATE_RXX: return pauli_rotation(2, q, "XX", gate.angle);
    case WEISS_GATE_RYY: return pauli_rotation(2, q, "YY", gate.angle);
    case WEISS_GATE_RZZ: return pauli_rotation(2, q, "ZZ", gate.angle);
    case WEISS_GATE_SWAP:
      two(WEISS_GATE_CX, q[0], q[1]);
      two(WEISS_GATE_CX, q[1], q[0]);
      return two(WEISS_GATE_CX, q[0], q[1]);
    default: return sink_.gate(gate.kind, q[0], gate.num_qubits == 2 ? q[1] : -1, gate.angle);
  }
}

void Lowering::matrix(const GateView& gate) {
  const int32_t a = gate.qubits[0];
  if (gate.num_qubits == 1) return sink_.unitary(a, euler_angles(matrix_of_one(gate.matrix)));
  const int32_t b = gate.qubits[1];
  CartanFactors factors = cartan_factors(matrix_of_two(gate.matrix));
  // exp(i (x XX + y YY + z ZZ)) by three CX (Vatan, Williams, quant-ph/0308006, figure 6); its first gate
  // RZ(-pi/2) on b and its last, RZ(pi/2) on a, are drawn into their neighbours.
  factors.before_b[2] *= Complex(0.0, -1.0);
  factors.before_b[3] *= Complex(0.0, -1.0);
  factors.after_a[1] *= Complex(0.0, 1.0);
  factors.after_a[3] *= Complex(0.0, 1.0);
  sink_.unitary(a, euler_angles(factors.before_a));
  sink_.unitary(b, euler_angles(factors.before_b));
  two(WEISS_GATE_CX, b, a);
  one(WEISS_GATE_RZ, a, kQuarterTurn - 2.0 * factors.z);
  one(WEISS_GATE_RY, b, 2.0 * factors.x - kQuarterTurn);
  two(WEISS_GATE_CX, a, b);
  one(WEISS_GATE_RY, b, kQuarterTurn - 2.0 * factors.y);
  two(WEISS_GATE_CX, b, a);
  sink_.unitary(a, euler_angles(factors.after_a));
  sink_.unitary(b, euler_angles(factors.after_b));
}

// Turns every letter into Z, adds the parity of all qubits up on the last, and undoes both after the
// rotation.
void Lowering::pauli_rotation(int32_t count, const int32_t* qubits, const char* letters, double angle) {
  if (count == 0) return;  // a global phase
  if (count == 1)
    return one(letters[0] == 'X'   ? WEISS_GATE_RX
               : letters[0] == 'Y' ? WEISS_GATE_RY
                                   : WEISS_GATE_RZ,
               qubits[0], angle);
  const auto turn = [&](double y_angle) {
    for (int32_t k = 0; k < count; ++k) {
      if (letters[k] == 'X') one(WEISS_GATE_H, qubits[k]);
      if (letters[k] == 'Y') one(WEISS_GATE_RX, qubits[k], y_angle);
    }
  };
  turn(kQuarterTurn);
  for (int32_t k = 1; k < count; ++k) two(WEISS_GATE_CX, qubits[k - 1], qubits[k]);
  one(WEISS_GATE_RZ, qubits[count - 1], angle);
  for (int32_t k = count - 1; k > 0; --k) two(WEISS_GATE_CX, qubits[k - 1], qubits[k]);
  turn(-kQuarterTurn);
}

// Barenco et al., quant-ph/9503016, lemma 7.5, from the last qubit but one down: with c the qubit that is
// taken off, t the last and R the others, the angle where all are 1 is a/2 (c + [R] - (c xor [R])) t.
void Lowering::controlled_phase(int32_t count, const int32_t* qubits, double angle) {
  if (count == 1) return one(WEISS_GATE_P, qubits[0], angle);
  const int32_t last = qubits[count - 1];
  for (int32_t k = count; k > 2; --k) {
    angle *= 0.5;
    const int32_t c = qubits[k - 2];
    for (const double part : {angle, -angle}) {
      two(WEISS_GATE_CP, c, last, part);
      flip(k - 2, qubits, c, qubits + k - 1, count - k + 1);
    }
  }
  two(WEISS_GATE_CP, qubits[0], last, angle);
}

// X on target when all controls are 1. Borrowed qubits are in any state and come back in it; at least one is
// needed for three controls and more (the same paper, lemmas 7.2 and 7.3).
void Lowering::flip(int32_t count, const int32_t* controls, int32_t target, const int32_t* borrowed,
                    int32_t num_borrowed) {
  if (count == 1) return two(WEISS_GATE_CX, controls[0], target);
  if (count == 2) return toffoli(controls[0], controls[1], target);
  if (num_borrowed >= count - 2) return flip_with_many_borrowed(count, controls, target, borrowed);
  const int32_t half = (count + 1) / 2;
  const int32_t middle = borrowed[0];
  Vector<int32_t> rest(controls + half, controls + count, memory_);
  Vector<int32_t> rest_and_target = rest;
  rest.push_back(middle);
  rest_and_target.push_back(target);
  const auto size = static_cast<int32_t>(rest.size());
  for (int round = 0; round < 2; ++round) {
    flip_with_many_borrowed(half, controls, middle, rest_and_target.data());
    flip_with_many_borrowed(size, rest.data(), target, controls);
  }
}

void Lowering::flip_with_many_borrowed(int32_t count, const int32_t* controls, int32_t target,
                                       const int32_t* borrowed) {
  if (count < 3) return flip(count, controls, target, borrowed, 0);
  const auto link = [&](int32_t k) {
    toffoli(controls[k], borrowed[k - 2], k == count - 1 ? target : borrowed[k - 1]);
  };
  // The second round undoes what the first left in the borrowed qubits.
  for (const int32_t top : {count - 1, count - 2}) {
    for (int32_t k = top; k >= 2; --k) link(k);
    toffoli(controls[0], controls[1], borrowed[0]);
    for (int32_t k = 2; k <= top; ++k) link(k);
  }
}

void Lowering::toffoli(int32_t a, int32_t b, int32_t target) {
  one(WEISS_GATE_H, target);
  two(WEISS_GATE_CX, b, target);
  one(WEISS_GATE_TDG, target);
  two(WEISS_GATE_CX, a, target);
  one(WEISS_GATE_T, target);
  two(WEISS_GATE_CX, b, target);
  one(WEISS_GATE_TDG, target);
  two(WEISS_GATE_CX, a, target);
  one(WEISS_GATE_T, b);
  one(WEISS_GATE_T, target);
  one(WEISS_GATE_H, target);
  two(WEISS_GATE_CX, a, b);
  one(WEISS_GATE_T, a);
  one(WEISS_GATE_TDG, b);
  two(WEISS_GATE_CX, a, b);
}

}  // namespace weiss

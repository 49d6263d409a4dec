// Gates of a register. Diagonal gates and permutations touch only the amplitudes that they change; rotations
// and matrices are kernels.
#include <algorithm>
#include <cmath>
#include <string>

#include "base/error.hpp"
#include "statevector/blocks.hpp"
#include "statevector/register.hpp"

namespace weiss {

namespace {

constexpr double kRootHalf = 0.70710678118654752440;
constexpr double kTwoOverPi = 0.63661977236758134308;

bool is_two_qubit_gate(int32_t gate) noexcept { return gate >= WEISS_GATE_CX; }

bool takes_angle(int32_t gate) noexcept {
  return (gate >= WEISS_GATE_RX && gate <= WEISS_GATE_P) || gate >= WEISS_GATE_RXX;
}

void require_distinct(int32_t a, int32_t b) {
  if (a == b)
    throw Error(WEISS_E_ARGUMENT, "both qubits of a gate are " + std::to_string(a) + "; they must differ");
}

// Calls body(first, length) for runs of neighbours that together are the indices in begin ... end - 1 with
// all bits of mask set; the length of the range is a power of two, and begin a multiple of it.
template <class Body>
void for_each_run(int64_t begin, int64_t end, int64_t mask, const Body& body) {
  const int64_t lowest = mask & -mask;
  const int64_t length = lowest == 0 ? end - begin : std::min(lowest, end - begin);
  for (int64_t k = begin | mask; k < end; k = (k + length) | mask) body(k, length);
}

// Multiplies the amplitudes whose index has all bits of mask.
template <class Real>
[[gnu::noinline]] void scale(Amplitudes<Real>& a, const Threads& threads, int64_t mask, double factor_re, double factor_im) {
  const auto c = static_cast<Real>(factor_re), s = static_cast<Real>(factor_im);
  for_each_block(threads, a.size(), [&](int64_t begin, int64_t end) {
    for_each_run(begin, end, mask, [&](int64_t first, int64_t length) {
      Real* const re = a.re() + first;
      Real* const im = a.im() + first;
      for (int64_t k = 0; k < length; ++k) {
        const Real x = re[k], y = im[k];
        re[k] = c * x - s * y;
        im[k] = c * y + s * x;
      }
    });
  });
}

// Exchanges the amplitudes of k and k ^ flip for all k whose bits of mask are those of value.
template <class Real>
[[gnu::noinline]] void exchange(Amplitudes<Real>& a, const Threads& threads, int64_t mask, int64_t value, int64_t flip) {
  for_each_block(threads, a.size(), [&](int64_t begin, int64_t end) {
    for_each_run(begin, end, mask, [&](int64_t first, int64_t length) {
      const int64_t from = first ^ mask ^ value, to = from ^ flip;
      std::swap_ranges(a.re() + from, a.re() + from + length, a.re() + to);
      std::swap_ranges(a.im() + from, a.im() + from + length, a.im() + to);
    });
  });
}

const StatevectorKernels& kernels(const Statevector& state) {
  return state.environment().kernels().statevector;
}

[[gnu::noinline]] void rotate(Statevector& state, const PairRotation& rotation) {
  const StatevectorKernels& k = kernels(state);
  state.visit([&](auto& a) {
    for_each_block(state.threads(), a.padded_size(), [&](int64_t begin, int64_t end) {
      if constexpr (std::is_same_v<decltype(a), Amplitudes<double>&>)
        k.rotate_f64(a.re(), a.im(), &rotation, begin, end);
      else
        k.rotate_f32(a.re(), a.im(), &rotation, begin, end);
    });
  });
}

[[gnu::noinline]] void multiply(Statevector& state, const QubitMatrix& matrix) {
  const StatevectorKernels& k = kernels(state);
  state.visit([&](auto& a) {
    for_each_block(state.threads(), a.padded_size(), [&](int64_t begin, int64_t end) {
      if constexpr (std::is_same_v<decltype(a), Amplitudes<double>&>)
        k.multiply_f64(a.re(), a.im(), &matrix, begin, end);
      else
        k.multiply_f32(a.re(), a.im(), &matrix, begin, end);
    });
  });
}

// cos and sin of gamma costs[k].
void unit_phases(const StatevectorKernels& k, const double* costs, double gamma, int64_t count,
                 double* cosine, double* sine) {
  constexpr double kLargest = 0x1p39;  // what the kernel reduces to a quarter turn without loss
  double largest = 0.0;
  for (int64_t i = 0; i < count; ++i) largest = std::max(largest, std::fabs(costs[i]));
  const int64_t whole = largest * std::fabs(gamma) < kLargest ? count & ~int64_t{7} : 0;
  k.phases(costs, gamma * kTwoOverPi, whole, cosine, sine);
  for (int64_t i = whole; i < count; ++i) {
    cosine[i] = std::cos(gamma * costs[i]);
    sine[i] = std::sin(gamma * costs[i]);
  }
}

}  // namespace

void require_qubit(int32_t qubit, int32_t num_qubits) {
  if (qubit < 0 || qubit >= num_qubits)
    throw Error(WEISS_E_ARGUMENT,
                "qubit " + std::to_string(qubit) + " is not in 0.." + std::to_string(num_qubits - 1));
}

void require_gate(int32_t gate, int32_t a, int32_t b, double angle, int32_t num_qubits) {
  if (gate < WEISS_GATE_H || gate > WEISS_GATE_CP)
    throw Error(WEISS_E_ARGUMENT, "there is no gate " + std::to_string(gate) + "; use one of WEISS_GATE_*");
  require_qubit(a, num_qubits);
  if (is_two_qubit_gate(gate)) {
    require_qubit(b, num_qubits);
    require_distinct(a, b);
  }
  if (takes_angle(gate)) require_finite(angle);
}

void require_targets(int32_t num_targets, const int32_t* targets, int32_t num_qubits) {
  if (num_targets != 1 && num_targets != 2)
    throw Error(WEISS_E_ARGUMENT, "a matrix acts on 1 or 2 qubits, not on " + std::to_string(num_targets));
  for (int32_t t = 0; t < num_targets; ++t) require_qubit(targets[t], num_qubits);
  if (num_targets == 2) require_distinct(targets[0], targets[1]);
}

void require_finite(double angle) {
  if (!std::isfinite(angle)) throw Error(WEISS_E_ARGUMENT, "an angle must be a finite number");
}

}  // namespace weiss

void weiss_statevector::gate(int32_t gate, int32_t a, int32_t b, double angle) {
  weiss::require_gate(gate, a, b, angle, num_qubits_);
  const int64_t bit_a = int64_t{1} << a;
  const int64_t bit_b = weiss::is_two_qubit_gate(gate) ? int64_t{1} << b : 0;
  const auto ua = static_cast<uint64_t>(bit_a), uab = static_cast<uint64_t>(bit_a | bit_b);
  const auto exchange = [&](int64_t mask, int64_t value, int64_t flip) {
    visit([&](auto& amplitudes) { weiss::exchange(amplitudes, threads_, mask, value, flip); });
  };
  // On the lowest qubits runs are too short to be walked over one by one: there the kernels are faster.
  const bool short_runs = bit_b == 0 && bit_a < 8;
  const auto scale = [&](double re, double im) {  // where all qubits of the gate are 1
    if (short_runs) return weiss::multiply(*this, {1, a, 0, {1, 0, 0, 0, 0, 0, re, im}});
    visit([&](auto& amplitudes) { weiss::scale(amplitudes, threads_, bit_a | bit_b, re, im); });
  };
  constexpr double r = weiss::kRootHalf;
  switch (gate) {
    case WEISS_GATE_H: return weiss::multiply(*this, {1, a, 0, {r, 0, r, 0, r, 0, -r, 0}});
    case WEISS_GATE_X:
      if (short_runs) return weiss::rotate(*this, {ua, 0, 0.0, 1.0, 0});  // 0 a_k + 1 a_{k ^ x}
      return exchange(bit_a, 0, bit_a);
    case WEISS_GATE_Y: return weiss::multiply(*this, {1, a, 0, {0, 0, 0, -1, 0, 1, 0, 0}});
    case WEISS_GATE_Z:
    case WEISS_GATE_CZ: return scale(-1, 0);
    case WEISS_GATE_S: return scale(0, 1);
    case WEISS_GATE_SDG: return scale(0, -1);
    case WEISS_GATE_T: return scale(r, r);
    case WEISS_GATE_TDG: return scale(r, -r);
    case WEISS_GATE_P:
    case WEISS_GATE_CP: return scale(std::cos(angle), std::sin(angle));
    case WEISS_GATE_CX: return exchange(bit_a | bit_b, bit_a, bit_b);
    case WEISS_GATE_SWAP: return exchange(bit_a | bit_b, bit_a, bit_a | bit_b);
    case WEISS_GATE_RX: return pauli_rotation({ua, 0, 0}, angle);
    case WEISS_GATE_RY: return pauli_rotation({ua, ua, 1}, angle);
    case WEISS_GATE_RZ: return pauli_rotation({0, ua, 0}, angle);
    case WEISS_GATE_RXX: return pauli_rotation({uab, 0, 0}, angle);
    case WEISS_GATE_RYY: return pauli_rotation({uab, uab, 2}, angle);
    case WEISS_GATE_RZZ: return pauli_rotation({0, uab, 0}, angle);
  }
}

void weiss_statevector::matrix(int32_t num_targets, const int32_t* targets, const double* matrix) {
  weiss::require_targets(num_targets, targets, num_qubits_);
  weiss::QubitMatrix sorted{num_targets, targets[0], 0, {}};
  if (num_targets == 1) {
    std::copy(matrix, matrix + 8, sorted.entries);
  } else {
    sorted.low = std::min(targets[0], targets[1]);
    sorted.high = std::max(targets[0], targets[1]);
    // The other order of qubits exchanges the indices 1 and 2.
    constexpr int kSame[] = {0, 1, 2, 3}, kOther[] = {0, 2, 1, 3};
    const int* const index = targets[0] < targets[1] ? kSame : kOther;
    for (int row = 0; row < 4; ++row)
      for (int column = 0; column < 4; ++column)
        std::copy_n(matrix + 2 * (4 * index[row] + index[column]), 2,
                    sorted.entries + 2 * (4 * row + column));
  }
  weiss::multiply(*this, sorted);
}

void weiss_statevector::pauli_rotation(const weiss::Pauli& pauli, double angle) {
  // exp(-i t/2 P) = cos(t/2) - i sin(t/2) P, and P brings i^num_y.
  const double sine = std::sin(angle / 2);
  const double signed_sine = pauli.num_y % 4 == 1 || pauli.num_y % 4 == 2 ? sine : -sine;
  weiss::rotate(*this, {pauli.x, pauli.z, std::cos(angle / 2), signed_sine, pauli.num_y % 2 == 0});
}

void weiss_statevector::controlled_phase(uint64_t mask, double angle) {
  visit([&](auto& a) {
    weiss::scale(a, threads_, static_cast<int64_t>(mask), std::cos(angle), std::sin(angle));
  });
}

void weiss_statevector::phase(const double* costs, double gamma) {
  const weiss::StatevectorKernels& kernels = weiss::kernels(*this);
  visit([&](auto& a) {
    using Real = typename std::decay_t<decltype(a)>::value_type;
    weiss::for_each_block(threads_, a.size(), [&](int64_t begin, int64_t end) {
      constexpr int64_t kStretch = 512;
      double cosine[kStretch], sine[kStretch];
      for (int64_t first = begin; first < end; first += kStretch) {
        const int64_t count = std::min(kStretch, end - first);
        weiss::unit_phases(kernels, costs + first, gamma, count, cosine, sine);
        Real* const re = a.re() + first;
        Real* const im = a.im() + first;
        for (int64_t k = 0; k < count; ++k) {
          const double x = re[k], y = im[k];
          re[k] = static_cast<Real>(cosine[k] * x + sine[k] * y);
          im[k] = static_cast<Real>(cosine[k] * y - sine[k] * x);
        }
      }
    });
  });
}

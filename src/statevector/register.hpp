// A register of qubits as its 2^n amplitudes. The C handle weiss_statevector is this class; see
// weiss/statevector.h for what each function does, and for conventions.
#pragma once

#include <cstdint>
#include <type_traits>
#include <variant>

#include "base/environment.hpp"
#include "statevector/amplitudes.hpp"
#include "statevector/pauli.hpp"
#include "statevector/threads.hpp"
#include "weiss/statevector.h"

struct weiss_statevector {
 public:
  // In the state of all 0. precision is WEISS_PRECISION_*. Throws Error(E_LIMIT) with a forecast.
  weiss_statevector(weiss::EnvironmentPtr environment, weiss::Threads threads, int32_t num_qubits,
                    int32_t precision);
  // -1 when num_qubits is out of range.
  static int64_t memory(int32_t num_qubits, int32_t precision) noexcept;

  int32_t num_qubits() const noexcept { return num_qubits_; }
  int64_t size() const noexcept { return int64_t{1} << num_qubits_; }
  int32_t precision() const noexcept {
    return amplitudes_.index() == 0 ? WEISS_PRECISION_DOUBLE : WEISS_PRECISION_SINGLE;
  }
  const weiss::Threads& threads() const noexcept { return threads_; }
  weiss::Environment& environment() const noexcept { return *environment_; }

  // body(Amplitudes<double>&) or body(Amplitudes<float>&), what this register has.
  template <class Body>
  decltype(auto) visit(const Body& body) {
    if (auto* single = std::get_if<1>(&amplitudes_)) return body(*single);
    return body(*std::get_if<0>(&amplitudes_));
  }
  template <class Body>
  decltype(auto) visit(const Body& body) const {
    if (const auto* single = std::get_if<1>(&amplitudes_)) return body(*single);
    return body(*std::get_if<0>(&amplitudes_));
  }

  // ---- states (register.cpp). Indices and ranges are checked: E_ARGUMENT ----
  void set_basis(uint64_t index);
  void set_uniform();
  void set_amplitudes(int64_t first, int64_t count, const double* re_im);
  void amplitudes(int64_t first, int64_t count, double* re_im) const;
  void copy(const weiss_statevector& source);

  // ---- gates (gates.cpp) ----
  void gate(int32_t gate, int32_t a, int32_t b, double angle);
  void matrix(int32_t num_targets, const int32_t* targets, const double* matrix);
  void pauli_rotation(const weiss::Pauli& pauli, double angle);
  // P(angle) on the states in which all qubits of the mask are 1; mask 0 is a global phase.
  void controlled_phase(uint64_t mask, double angle);
  void phase(const double* costs, double gamma);

  // ---- measurements (measure.cpp) ----
  double norm() const;
  double expectation(const weiss::Pauli& pauli) const;
  double mean(const double* costs) const;
  void probabilities(int64_t first, int64_t count, double* out) const;
  void marginals(double* out) const;     // <Z_i> [n]
  void correlations(double* out) const;  // <Z_i Z_j> [n * n], 1 on the diagonal
  // Output as of weiss_statevector_sample; returns the number of distinct states.
  int64_t sample(uint64_t seed, int64_t shots, uint64_t* states, int64_t* counts) const;
  void overlap(const weiss_statevector& other, double* re_im) const;

  // Throws E_ARGUMENT unless 0 <= first, 0 <= count and first + count <= 2^n.
  void require_range(int64_t first, int64_t count) const;

 private:
  using Storage = std::variant<weiss::Amplitudes<double>, weiss::Amplitudes<float>>;

  weiss::EnvironmentPtr environment_;
  weiss::Threads threads_;
  int32_t num_qubits_;
  Storage amplitudes_;
};

namespace weiss {

using Statevector = ::weiss_statevector;

// Throws E_ARGUMENT for a qubit that is not in 0 ... num_qubits - 1.
void require_qubit(int32_t qubit, int32_t num_qubits);
// Throws E_ARGUMENT for an unknown gate, a qubit out of range, two equal ones, an angle that is not finite.
// num_qubits is any number, and so for circuits, too.
void require_gate(int32_t gate, int32_t a, int32_t b, double angle, int32_t num_qubits);
// The same for the targets of a matrix, and for their number.
void require_targets(int32_t num_targets, const int32_t* targets, int32_t num_qubits);
// Throws E_ARGUMENT unless the angle is finite.
void require_finite(double angle);

}  // namespace weiss

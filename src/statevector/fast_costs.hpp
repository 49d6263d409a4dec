// The energies of all states of a problem, in the order of their indices: bit i of an index is 1 where spin i
// is -1.
#pragma once

#include <cstdint>

#include "model/problem.hpp"
#include "statevector/fast_array.hpp"
#include "statevector/threads.hpp"

namespace weiss {

template <class Real>
class FastCosts {
 public:
  // Of 2^qubits states: spins beyond the qubits stay +1, qubits beyond the spins count for nothing.
  void build(Environment& environment, const Problem& problem, int32_t qubits, const Threads& threads);

  // Turns the array round or back: entry x is the energy of state ~x then.
  void turn(bool backwards, const Threads& threads);
  bool backwards() const noexcept { return backwards_; }

  bool symmetric() const noexcept { return symmetric_; }  // a state and its complement have the same energy
  const Real* data() const noexcept { return cost_.data(); }
  // data()[x] == values[codes()[x]] when there are few distinct energies; null otherwise.
  const uint8_t* codes() const noexcept { return num_codes_ > 0 ? code_.data() : nullptr; }
  int32_t num_codes() const noexcept { return num_codes_; }
  Real code_value(int32_t code) const noexcept {
    return static_cast<Real>(first_value_ + code * value_step_);
  }

 private:
  void find_codes(Environment& environment, const Problem& problem, const Threads& threads);

  int64_t size_ = 0;
  bool backwards_ = false;
  bool symmetric_ = false;
  int32_t num_codes_ = 0;
  double first_value_ = 0.0;
  double value_step_ = 0.0;
  FastArray<Real> cost_;
  FastArray<uint8_t> code_;
};

extern template class FastCosts<double>;
extern template class FastCosts<float>;

// The kernels for amplitudes of this type.
template <class Real>
inline const QaoaKernels<Real>& qaoa_kernels_of(const Environment& environment) noexcept;
template <>
inline const QaoaKernels<double>& qaoa_kernels_of<double>(const Environment& environment) noexcept {
  return environment.kernels().qaoa64;
}
template <>
inline const QaoaKernels<float>& qaoa_kernels_of<float>(const Environment& environment) noexcept {
  return environment.kernels().qaoa32;
}

}  // namespace weiss

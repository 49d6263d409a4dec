// weiss::Circuit: a list of gates to run, to count and to write as OpenQASM.
#ifndef WEISS_EMBED_CIRCUIT_HPP
#define WEISS_EMBED_CIRCUIT_HPP

#include <complex>
#include <cstdint>
#include <string>
#include <vector>

#include "../circuit.h"
#include "base.hpp"
#include "context.hpp"
#include "statevector.hpp"

namespace weiss {
inline namespace embed {

// A mean over runs with noise; without noise the error is 0.
struct NoisyMean {
  double value = 0.0;
  double standard_error = 0.0;
};

// Without gates at first. The context must outlive it.
class Circuit {
 public:
  Circuit(const Context& context, std::int32_t num_qubits) {
    detail::check([&](weiss_error* error) {
      weiss_circuit* circuit = nullptr;
      const weiss_status status = weiss_circuit_create(context.get(), num_qubits, &circuit, error);
      handle_.reset(circuit);
      return status;
    });
  }
  // Takes a handle over, such as that of weiss_qaoa_circuit.
  explicit Circuit(weiss_circuit* circuit) noexcept : handle_(circuit) {}

  weiss_circuit* get() const noexcept { return handle_.get(); }
  std::int32_t num_qubits() const noexcept { return weiss_circuit_num_qubits(get()); }

  void gate(std::int32_t gate, std::int32_t a, std::int32_t b = -1, double angle = 0.0) {
    detail::check([&](weiss_error* error) { return weiss_circuit_gate(get(), gate, a, b, angle, error); });
  }
  void matrix(const std::vector<std::int32_t>& targets, const std::vector<std::complex<double>>& matrix) {
    detail::require(matrix.size() == std::size_t{1} << 2 * targets.size(),
                    "matrix must hold 4 entries for one target, 16 for two");
    detail::check([&](weiss_error* error) {
      return weiss_circuit_matrix(get(), static_cast<std::int32_t>(targets.size()), targets.data(),
                                  reinterpret_cast<const double*>(matrix.data()), error);
    });
  }
  void pauli_rotation(const std::string& pauli, double angle) {
    detail::check([&](weiss_error* error) {
      return weiss_circuit_pauli_rotation(get(), pauli.c_str(), angle, error);
    });
  }
  void controlled_phase(const std::vector<std::int32_t>& targets, double angle) {
    detail::check([&](weiss_error* error) {
      return weiss_circuit_controlled_phase(get(), static_cast<std::int32_t>(targets.size()), targets.data(),
                                            angle, error);
    });
  }
  void append(const Circuit& other) {
    detail::check([&](weiss_error* error) { return weiss_circuit_append(get(), other.get(), error); });
  }

  // Gates as they were added or, decomposed, as they stand in OpenQASM 2.
  weiss_circuit_counts count(bool decomposed = false) const {
    auto counts = detail::make<weiss_circuit_counts>();
    detail::check([&](weiss_error* error) {
      return weiss_circuit_count(get(), decomposed ? 1 : 0, &counts, error);
    });
    return counts;
  }
  std::string qasm(std::int32_t version = 3) const {
    std::string text;
    detail::check([&](weiss_error* error) {
      return weiss_circuit_write_qasm(get(), version, detail::append_text, &text, error);
    });
    return text;
  }

  void run(Statevector& state) const {
    detail::check([&](weiss_error* error) { return weiss_circuit_run(get(), nullptr, state.get(), error); });
  }
  // From all 0; noise may be null.
  Shots sample(std::int64_t shots, std::uint64_t seed, const weiss_noise* noise = nullptr) const {
    return detail::take_shots(shots, [&](std::uint64_t* states, std::int64_t* counts,
                                         std::int64_t* num_states, weiss_error* error) {
      return weiss_circuit_sample(get(), nullptr, noise, seed, shots, states, counts, num_states, error);
    });
  }
  NoisyMean expectation(const PauliSum& sum, const weiss_noise* noise = nullptr,
                        std::int64_t trajectories = 1, std::uint64_t seed = 0) const {
    const detail::PauliArrays terms(sum);
    NoisyMean mean;
    detail::check([&](weiss_error* error) {
      return weiss_circuit_expectation(get(), nullptr, noise, seed, trajectories, terms.size(),
                                       terms.paulis.data(), terms.coefficients.data(), &mean.value,
                                       &mean.standard_error, error);
    });
    return mean;
  }

 private:
  detail::Handle<weiss_circuit, weiss_circuit_destroy> handle_;
};

}  // namespace embed
}  // namespace weiss

#endif  // WEISS_EMBED_CIRCUIT_HPP

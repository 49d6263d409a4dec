// weiss::Statevector: a register of qubits as its 2^n amplitudes.
#ifndef WEISS_EMBED_STATEVECTOR_HPP
#define WEISS_EMBED_STATEVECTOR_HPP

#include <complex>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "../statevector.h"
#include "base.hpp"
#include "context.hpp"

namespace weiss {
inline namespace embed {

// A sum of coefficients times Pauli strings, each a letter of "IXYZ" for each qubit, qubit 0 first.
using PauliSum = std::vector<std::pair<std::string, double>>;

// What a measurement of all qubits saw, states in ascending order: bit i of a state is qubit i.
struct Shots {
  std::vector<std::uint64_t> states;
  std::vector<std::int64_t> counts;
};

namespace detail {

// A PauliSum as the C interface takes it; the sum must outlive it.
struct PauliArrays {
  explicit PauliArrays(const PauliSum& sum) {
    for (const auto& term : sum) {
      paulis.push_back(term.first.c_str());
      coefficients.push_back(term.second);
    }
  }
  std::int64_t size() const noexcept { return static_cast<std::int64_t>(paulis.size()); }

  std::vector<const char*> paulis;
  std::vector<double> coefficients;
};

// Runs call(states, counts, num_states, weiss_error*) with arrays for that many shots.
template <class Call>
Shots take_shots(std::int64_t shots, const Call& call) {
  require(shots >= 0, "shots must be 0 or more");
  Shots seen{std::vector<std::uint64_t>(static_cast<std::size_t>(shots)),
             std::vector<std::int64_t>(static_cast<std::size_t>(shots))};
  std::int64_t num_states = 0;
  check([&](weiss_error* error) { return call(seen.states.data(), seen.counts.data(), &num_states, error); });
  seen.states.resize(static_cast<std::size_t>(num_states));
  seen.counts.resize(static_cast<std::size_t>(num_states));
  return seen;
}

}  // namespace detail

// In the state of all 0 at first; the context must outlive it.
class Statevector {
 public:
  Statevector(const Context& context, std::int32_t num_qubits,
              std::int32_t precision = WEISS_PRECISION_DOUBLE, std::int32_t threads = 1) {
    detail::check([&](weiss_error* error) {
      weiss_statevector* state = nullptr;
      const weiss_status status =
          weiss_statevector_create(context.get(), num_qubits, precision, threads, &state, error);
      handle_.reset(state);
      return status;
    });
  }

  weiss_statevector* get() const noexcept { return handle_.get(); }
  std::int32_t num_qubits() const noexcept { return weiss_statevector_num_qubits(get()); }
  std::int64_t size() const noexcept { return std::int64_t{1} << num_qubits(); }

  void set_basis(std::uint64_t index) {
    detail::check([&](weiss_error* error) { return weiss_statevector_set_basis(get(), index, error); });
  }
  void set_uniform() noexcept { weiss_statevector_set_uniform(get()); }
  void set_amplitudes(const std::vector<std::complex<double>>& amplitudes, std::int64_t first = 0) {
    detail::check([&](weiss_error* error) {
      return weiss_statevector_set_amplitudes(get(), first, static_cast<std::int64_t>(amplitudes.size()),
                                              reinterpret_cast<const double*>(amplitudes.data()), error);
    });
  }
  std::vector<std::complex<double>> amplitudes() const { return amplitudes(0, size()); }
  std::vector<std::complex<double>> amplitudes(std::int64_t first, std::int64_t count) const {
    std::vector<std::complex<double>> amplitudes(length(count));
    detail::check([&](weiss_error* error) {
      return weiss_statevector_amplitudes(get(), first, count, reinterpret_cast<double*>(amplitudes.data()),
                                          error);
    });
    return amplitudes;
  }
  void copy(const Statevector& source) {
    detail::check([&](weiss_error* error) { return weiss_statevector_copy(get(), source.get(), error); });
  }

  // gate is WEISS_GATE_*.
  void gate(std::int32_t gate, std::int32_t a, std::int32_t b = -1, double angle = 0.0) {
    detail::check(
        [&](weiss_error* error) { return weiss_statevector_gate(get(), gate, a, b, angle, error); });
  }
  // One or two targets; the matrix row by row.
  void matrix(const std::vector<std::int32_t>& targets, const std::vector<std::complex<double>>& matrix) {
    detail::require(matrix.size() == std::size_t{1} << 2 * targets.size(),
                    "matrix must hold 4 entries for one target, 16 for two");
    detail::check([&](weiss_error* error) {
      return weiss_statevector_matrix(get(), static_cast<std::int32_t>(targets.size()), targets.data(),
                                      reinterpret_cast<const double*>(matrix.data()), error);
    });
  }
  void pauli_rotation(const std::string& pauli, double angle) {
    detail::check([&](weiss_error* error) {
      return weiss_statevector_pauli_rotation(get(), pauli.c_str(), angle, error);
    });
  }
  void phase(const std::vector<double>& costs, double gamma) {
    require_costs(costs);
    detail::check(
        [&](weiss_error* error) { return weiss_statevector_phase(get(), costs.data(), gamma, error); });
  }

  double norm() const noexcept { return weiss_statevector_norm(get()); }
  double expectation(const PauliSum& sum) const {
    const detail::PauliArrays terms(sum);
    double value = 0.0;
    detail::check([&](weiss_error* error) {
      return weiss_statevector_expectation(get(), terms.size(), terms.paulis.data(),
                                           terms.coefficients.data(), &value, error);
    });
    return value;
  }
  double mean(const std::vector<double>& costs) const {
    require_costs(costs);
    double value = 0.0;
    detail::check(
        [&](weiss_error* error) { return weiss_statevector_mean(get(), costs.data(), &value, error); });
    return value;
  }
  std::vector<double> probabilities() const { return probabilities(0, size()); }
  std::vector<double> probabilities(std::int64_t first, std::int64_t count) const {
    std::vector<double> probabilities(length(count));
    detail::check([&](weiss_error* error) {
      return weiss_statevector_probabilities(get(), first, count, probabilities.data(), error);
    });
    return probabilities;
  }
  std::vector<double> marginals() const {
    std::vector<double> marginals(length(num_qubits()));
    detail::check(
        [&](weiss_error* error) { return weiss_statevector_marginals(get(), marginals.data(), error); });
    return marginals;
  }
  std::vector<double> correlations() const {
    std::vector<double> correlations(length(num_qubits() * num_qubits()));
    detail::check([&](weiss_error* error) {
      return weiss_statevector_correlations(get(), correlations.data(), error);
    });
    return correlations;
  }
  Shots sample(std::int64_t shots, std::uint64_t seed) const {
    return detail::take_shots(shots, [&](std::uint64_t* states, std::int64_t* counts,
                                         std::int64_t* num_states, weiss_error* error) {
      return weiss_statevector_sample(get(), seed, shots, states, counts, num_states, error);
    });
  }
  // <this|other>
  std::complex<double> overlap(const Statevector& other) const {
    double value[2] = {};
    detail::check([&](weiss_error* error) {
      return weiss_statevector_overlap(get(), other.get(), value, error);
    });
    return {value[0], value[1]};
  }

 private:
  static std::size_t length(std::int64_t count) {
    detail::require(count >= 0, "count must be 0 or more");
    return static_cast<std::size_t>(count);
  }
  void require_costs(const std::vector<double>& costs) const {
    detail::require(static_cast<std::int64_t>(costs.size()) == size(), "costs must hold 2^n entries");
  }

  detail::Handle<weiss_statevector, weiss_statevector_destroy> handle_;
};

}  // namespace embed
}  // namespace weiss

#endif  // WEISS_EMBED_STATEVECTOR_HPP

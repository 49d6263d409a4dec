// weiss/ext/statevector.hpp - C++ for the extension "weiss.statevector/1": registers, circuits and QAOA.
// Failures are exceptions (plugin.hpp). Functions that take a run return false when it says stop; what they
// write is undefined then.
#ifndef WEISS_EXT_STATEVECTOR_HPP
#define WEISS_EXT_STATEVECTOR_HPP

#include <memory>
#include <string>

#include "../plugin.hpp"
#include "statevector.h"

namespace weiss {
namespace plugin {

// Table of the extension, to keep in a plugin's class.
inline const weiss_ext_statevector& statevector_table(const Host& host) {
  return host.extension<weiss_ext_statevector>(WEISS_EXT_STATEVECTOR);
}

// As call() of plugin/host.hpp, for functions that take a run: false when it says stop.
template <class Function, class... Arguments>
bool call_until_stopped(Function function, Arguments... arguments) {
  weiss_error error = sized<weiss_error>();
  const weiss_status status = function(arguments..., &error);
  if (status < 0) throw Failure(status, error.message);
  return status != WEISS_STOPPED;
}

// One register of weiss/statevector.h.
class Statevector {
 public:
  Statevector(const Host& host, int32_t num_qubits, int32_t precision = WEISS_PRECISION_DOUBLE,
              int32_t threads = 1)
      : table_(&statevector_table(host)), state_(nullptr, table_->state_destroy) {
    weiss_statevector* out = nullptr;
    call(table_->state_create, host.table()->context, num_qubits, precision, threads, &out);
    state_.reset(out);
  }
  weiss_statevector* get() const noexcept { return state_.get(); }
  int32_t num_qubits() const noexcept { return table_->state_num_qubits(get()); }

  void set_basis(uint64_t index) { call(table_->state_set_basis, get(), index); }
  void set_uniform() noexcept { table_->state_set_uniform(get()); }
  void set_amplitudes(int64_t first, int64_t count, const double* re_im) {
    call(table_->state_set_amplitudes, get(), first, count, re_im);
  }
  void amplitudes(int64_t first, int64_t count, double* re_im) const {
    call(table_->state_amplitudes, get(), first, count, re_im);
  }
  void copy(const Statevector& source) { call(table_->state_copy, get(), source.get()); }

  void gate(int32_t gate, int32_t a, int32_t b = -1, double angle = 0.0) {
    call(table_->state_gate, get(), gate, a, b, angle);
  }
  void matrix(int32_t num_targets, const int32_t* targets, const double* matrix) {
    call(table_->state_matrix, get(), num_targets, targets, matrix);
  }
  void pauli_rotation(const std::string& pauli, double angle) {
    call(table_->state_pauli_rotation, get(), pauli.c_str(), angle);
  }
  void phase(const double* costs, double gamma) { call(table_->state_phase, get(), costs, gamma); }

  double norm() const noexcept { return table_->state_norm(get()); }
  double expectation(int64_t num_terms, const char* const* paulis, const double* coefficients) const {
    double value = 0.0;
    call(table_->state_expectation, get(), num_terms, paulis, coefficients, &value);
    return value;
  }
  double mean(const double* costs) const {
    double value = 0.0;
    call(table_->state_mean, get(), costs, &value);
    return value;
  }
  void probabilities(int64_t first, int64_t count, double* out) const {
    call(table_->state_probabilities, get(), first, count, out);
  }
  void marginals(double* out) const { call(table_->state_marginals, get(), out); }
  void correlations(double* out) const { call(table_->state_correlations, get(), out); }
  // Returns the number of distinct states; states and counts [shots].
  int64_t sample(uint64_t seed, int64_t shots, uint64_t* states, int64_t* counts) const {
    int64_t num_states = 0;
    call(table_->state_sample, get(), seed, shots, states, counts, &num_states);
    return num_states;
  }
  void overlap(const Statevector& other, double* re_im) const {
    call(table_->state_overlap, get(), other.get(), re_im);
  }

 private:
  const weiss_ext_statevector* table_;
  std::unique_ptr<weiss_statevector, void (*)(weiss_statevector*) noexcept> state_;
};

// One circuit of weiss/circuit.h.
class Circuit {
 public:
  Circuit(const Host& host, int32_t num_qubits) : Circuit(statevector_table(host)) {
    weiss_circuit* out = nullptr;
    call(table_->circuit_create, host.table()->context, num_qubits, &out);
    circuit_.reset(out);
  }
  // The circuit of weiss_qaoa_circuit.
  Circuit(const Host& host, const weiss_problem* problem, const weiss_qaoa_config& config, int32_t depth,
          const double* parameters)
      : Circuit(statevector_table(host)) {
    weiss_circuit* out = nullptr;
    call(table_->qaoa_circuit, host.table()->context, problem, &config, depth, parameters, &out);
    circuit_.reset(out);
  }
  weiss_circuit* get() const noexcept { return circuit_.get(); }
  int32_t num_qubits() const noexcept { return table_->circuit_num_qubits(get()); }

  void gate(int32_t gate, int32_t a, int32_t b = -1, double angle = 0.0) {
    call(table_->circuit_gate, get(), gate, a, b, angle);
  }
  void matrix(int32_t num_targets, const int32_t* targets, const double* matrix) {
    call(table_->circuit_matrix, get(), num_targets, targets, matrix);
  }
  void pauli_rotation(const std::string& pauli, double angle) {
    call(table_->circuit_pauli_rotation, get(), pauli.c_str(), angle);
  }
  void controlled_phase(int32_t num_targets, const int32_t* targets, double angle) {
    call(table_->circuit_controlled_phase, get(), num_targets, targets, angle);
  }
  void append(const Circuit& other) { call(table_->circuit_append, get(), other.get()); }
  weiss_circuit_counts count(bool decomposed = false) const {
    weiss_circuit_counts counts = sized<weiss_circuit_counts>();
    call(table_->circuit_count, get(), decomposed ? 1 : 0, &counts);
    return counts;
  }
  void write_qasm(int32_t version, weiss_write_fn write, void* user) const {
    call(table_->circuit_write_qasm, get(), version, write, user);
  }

  bool run(const Run& run, Statevector& state) const {
    return call_until_stopped(table_->circuit_run, get(), run.table(), state.get());
  }
  // noise may be null; states and counts [shots], of which num_states are written.
  bool sample(const Run& run, const weiss_noise* noise, uint64_t seed, int64_t shots, uint64_t* states,
              int64_t* counts, int64_t* num_states) const {
    return call_until_stopped(table_->circuit_sample, get(), run.table(), noise, seed, shots, states, counts,
                              num_states);
  }
  bool expectation(const Run& run, const weiss_noise* noise, uint64_t seed, int64_t trajectories,
                   int64_t num_terms, const char* const* paulis, const double* coefficients, double* value,
                   double* standard_error) const {
    return call_until_stopped(table_->circuit_expectation, get(), run.table(), noise, seed, trajectories,
                              num_terms, paulis, coefficients, value, standard_error);
  }

 private:
  explicit Circuit(const weiss_ext_statevector& table) noexcept
      : table_(&table), circuit_(nullptr, table.circuit_destroy) {}

  const weiss_ext_statevector* table_;
  std::unique_ptr<weiss_circuit, void (*)(weiss_circuit*) noexcept> circuit_;
};

// One evaluator of weiss/qaoa.h; the problem must outlive it.
class Qaoa {
 public:
  Qaoa(const Host& host, const weiss_problem* problem, const weiss_qaoa_config& config)
      : table_(&statevector_table(host)), qaoa_(nullptr, table_->qaoa_destroy) {
    weiss_qaoa* out = nullptr;
    call(table_->qaoa_create, host.table()->context, problem, &config, &out);
    qaoa_.reset(out);
  }
  weiss_qaoa* get() const noexcept { return qaoa_.get(); }
  int64_t num_parameters(int32_t depth) const noexcept { return table_->qaoa_num_parameters(get(), depth); }
  void set_problem(const weiss_problem* problem) { call(table_->qaoa_set_problem, get(), problem); }

  // parameters [count * num_parameters(depth)], values [count].
  bool values(const Run& run, int64_t count, int32_t depth, const double* parameters, double* values) {
    return call_until_stopped(table_->qaoa_values, get(), run.table(), count, depth, parameters, values);
  }
  bool gradient(const Run& run, int32_t depth, const double* parameters, double* value, double* gradient) {
    return call_until_stopped(table_->qaoa_gradient, get(), run.table(), depth, parameters, value, gradient);
  }
  bool best_beta(const Run& run, double gamma, double* beta, double* value) {
    return call_until_stopped(table_->qaoa_best_beta, get(), run.table(), gamma, beta, value);
  }

  bool prepare(const Run& run, int32_t depth, const double* parameters) {
    return call_until_stopped(table_->qaoa_prepare, get(), run.table(), depth, parameters);
  }
  double mean() {
    double value = 0.0;
    call(table_->qaoa_mean, get(), &value);
    return value;
  }
  void marginals(double* out) { call(table_->qaoa_marginals, get(), out); }
  void correlations(double* out) { call(table_->qaoa_correlations, get(), out); }
  // Either array may be null.
  void probabilities(int64_t first, int64_t count, double* probabilities, double* energies) {
    call(table_->qaoa_probabilities, get(), first, count, probabilities, energies);
  }
  // states, counts and energies [shots], of which num_states are written; energies may be null.
  bool sample(const Run& run, uint64_t seed, int64_t shots, uint64_t* states, int64_t* counts,
              double* energies, int64_t* num_states) {
    return call_until_stopped(table_->qaoa_sample, get(), run.table(), seed, shots, states, counts, energies,
                              num_states);
  }
  void state(Statevector& state) { call(table_->qaoa_state, get(), state.get()); }

 private:
  const weiss_ext_statevector* table_;
  std::unique_ptr<weiss_qaoa, void (*)(weiss_qaoa*) noexcept> qaoa_;
};

// Bytes of an evaluator (weiss_qaoa_memory), and mean energies of many small problems
// (weiss_qaoa_values_many).
inline int64_t qaoa_memory(const Host& host, int64_t num_spins, const weiss_qaoa_config& config,
                           int32_t depth, bool with_gradient) {
  return statevector_table(host).qaoa_memory(num_spins, &config, depth, with_gradient ? 1 : 0);
}
inline bool qaoa_values_many(const Host& host, const Run& run, int64_t count,
                             const weiss_problem* const* problems, int32_t depth, const double* parameters,
                             double* values) {
  return call_until_stopped(statevector_table(host).qaoa_values_many, host.table()->context, run.table(),
                            count, problems, depth, parameters, values);
}

}  // namespace plugin
}  // namespace weiss

#endif  // WEISS_EXT_STATEVECTOR_HPP

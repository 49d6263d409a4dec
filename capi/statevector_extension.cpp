#include "statevector_extension.hpp"

namespace weiss {

namespace {

void add_statevector(weiss_ext_statevector& table) noexcept {
  table.state_memory = weiss_statevector_memory;
  table.state_create = weiss_statevector_create;
  table.state_destroy = weiss_statevector_destroy;
  table.state_num_qubits = weiss_statevector_num_qubits;
  table.state_set_basis = weiss_statevector_set_basis;
  table.state_set_uniform = weiss_statevector_set_uniform;
  table.state_set_amplitudes = weiss_statevector_set_amplitudes;
  table.state_amplitudes = weiss_statevector_amplitudes;
  table.state_copy = weiss_statevector_copy;
  table.state_gate = weiss_statevector_gate;
  table.state_matrix = weiss_statevector_matrix;
  table.state_pauli_rotation = weiss_statevector_pauli_rotation;
  table.state_phase = weiss_statevector_phase;
  table.state_norm = weiss_statevector_norm;
  table.state_expectation = weiss_statevector_expectation;
  table.state_mean = weiss_statevector_mean;
  table.state_probabilities = weiss_statevector_probabilities;
  table.state_marginals = weiss_statevector_marginals;
  table.state_correlations = weiss_statevector_correlations;
  table.state_sample = weiss_statevector_sample;
  table.state_overlap = weiss_statevector_overlap;
}

void add_circuit(weiss_ext_statevector& table) noexcept {
  table.circuit_create = weiss_circuit_create;
  table.circuit_destroy = weiss_circuit_destroy;
  table.circuit_num_qubits = weiss_circuit_num_qubits;
  table.circuit_gate = weiss_circuit_gate;
  table.circuit_matrix = weiss_circuit_matrix;
  table.circuit_pauli_rotation = weiss_circuit_pauli_rotation;
  table.circuit_controlled_phase = weiss_circuit_controlled_phase;
  table.circuit_append = weiss_circuit_append;
  table.circuit_count = weiss_circuit_count;
  table.circuit_write_qasm = weiss_circuit_write_qasm;
  table.circuit_run = weiss_circuit_run;
  table.circuit_sample = weiss_circuit_sample;
  table.circuit_expectation = weiss_circuit_expectation;
}

void add_qaoa(weiss_ext_statevector& table) noexcept {
  table.qaoa_memory = weiss_qaoa_memory;
  table.qaoa_create = weiss_qaoa_create;
  table.qaoa_destroy = weiss_qaoa_destroy;
  table.qaoa_set_problem = weiss_qaoa_set_problem;
  table.qaoa_num_parameters = weiss_qaoa_num_parameters;
  table.qaoa_values = weiss_qaoa_values;
  table.qaoa_gradient = weiss_qaoa_gradient;
  table.qaoa_best_beta = weiss_qaoa_best_beta;
  table.qaoa_values_many = weiss_qaoa_values_many;
  table.qaoa_prepare = weiss_qaoa_prepare;
  table.qaoa_mean = weiss_qaoa_mean;
  table.qaoa_marginals = weiss_qaoa_marginals;
  table.qaoa_correlations = weiss_qaoa_correlations;
  table.qaoa_probabilities = weiss_qaoa_probabilities;
  table.qaoa_sample = weiss_qaoa_sample;
  table.qaoa_state = weiss_qaoa_state;
  table.qaoa_circuit = weiss_qaoa_circuit;
}

weiss_ext_statevector make_table() noexcept {
  weiss_ext_statevector table{};
  table.struct_size = sizeof table;
  add_statevector(table);
  add_circuit(table);
  add_qaoa(table);
  return table;
}

}  // namespace

const weiss_ext_statevector* statevector_extension() noexcept {
  static const weiss_ext_statevector table = make_table();
  return &table;
}

}  // namespace weiss

/* weiss/ext/statevector.h - extension "weiss.statevector/1" of the host: the functions of weiss/statevector.h,
   weiss/circuit.h and weiss/qaoa.h for plugins, which link against nothing. The members state_..., circuit_... and
   qaoa_... are weiss_statevector_..., weiss_circuit_... and weiss_qaoa_... there; the context is the host's. */
#ifndef WEISS_EXT_STATEVECTOR_H
#define WEISS_EXT_STATEVECTOR_H

#include "../qaoa.h"

#ifdef __cplusplus
extern "C" {
#endif

#define WEISS_EXT_STATEVECTOR "weiss.statevector/1"

typedef struct weiss_ext_statevector {
  uint32_t struct_size;
  uint32_t reserved; /* 0 */
  int64_t (*state_memory)(int32_t num_qubits, int32_t precision) WEISS_NOEXCEPT;
  weiss_status (*state_create)(weiss_context* context, int32_t num_qubits, int32_t precision,
                               int32_t threads, weiss_statevector** out,
                               weiss_error* error) WEISS_NOEXCEPT;
  void (*state_destroy)(weiss_statevector* state) WEISS_NOEXCEPT;
  int32_t (*state_num_qubits)(const weiss_statevector* state) WEISS_NOEXCEPT;
  weiss_status (*state_set_basis)(weiss_statevector* state, uint64_t index,
                                  weiss_error* error) WEISS_NOEXCEPT;
  void (*state_set_uniform)(weiss_statevector* state) WEISS_NOEXCEPT;
  weiss_status (*state_set_amplitudes)(weiss_statevector* state, int64_t first, int64_t count,
                                       const double* amplitudes, weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*state_amplitudes)(const weiss_statevector* state, int64_t first, int64_t count,
                                   double* amplitudes, weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*state_copy)(weiss_statevector* state, const weiss_statevector* source,
                             weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*state_gate)(weiss_statevector* state, int32_t gate, int32_t a, int32_t b, double angle,
                             weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*state_matrix)(weiss_statevector* state, int32_t num_targets, const int32_t* targets,
                               const double* matrix, weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*state_pauli_rotation)(weiss_statevector* state, const char* pauli, double angle,
                                       weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*state_phase)(weiss_statevector* state, const double* costs, double gamma,
                              weiss_error* error) WEISS_NOEXCEPT;
  double (*state_norm)(const weiss_statevector* state) WEISS_NOEXCEPT;
  weiss_status (*state_expectation)(const weiss_statevector* state, int64_t num_terms,
                                    const char* const* paulis, const double* coefficients, double* value,
                                    weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*state_mean)(const weiss_statevector* state, const double* costs, double* value,
                             weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*state_probabilities)(const weiss_statevector* state, int64_t first, int64_t count,
                                      double* probabilities, weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*state_marginals)(const weiss_statevector* state, double* marginals,
                                  weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*state_correlations)(const weiss_statevector* state, double* correlations,
                                     weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*state_sample)(const weiss_statevector* state, uint64_t seed, int64_t shots,
                               uint64_t* states, int64_t* counts, int64_t* num_states,
                               weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*state_overlap)(const weiss_statevector* state, const weiss_statevector* other,
                                double* overlap, weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*circuit_create)(weiss_context* context, int32_t num_qubits, weiss_circuit** out,
                                 weiss_error* error) WEISS_NOEXCEPT;
  void (*circuit_destroy)(weiss_circuit* circuit) WEISS_NOEXCEPT;
  int32_t (*circuit_num_qubits)(const weiss_circuit* circuit) WEISS_NOEXCEPT;
  weiss_status (*circuit_gate)(weiss_circuit* circuit, int32_t gate, int32_t a, int32_t b, double angle,
                               weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*circuit_matrix)(weiss_circuit* circuit, int32_t num_targets, const int32_t* targets,
                                 const double* matrix, weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*circuit_pauli_rotation)(weiss_circuit* circuit, const char* pauli, double angle,
                                         weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*circuit_controlled_phase)(weiss_circuit* circuit, int32_t num_targets,
                                           const int32_t* targets, double angle,
                                           weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*circuit_append)(weiss_circuit* circuit, const weiss_circuit* other,
                                 weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*circuit_count)(const weiss_circuit* circuit, int32_t decomposed,
                                weiss_circuit_counts* counts, weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*circuit_write_qasm)(const weiss_circuit* circuit, int32_t version, weiss_write_fn write,
                                     void* user, weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*circuit_run)(const weiss_circuit* circuit, const struct weiss_run* run,
                              weiss_statevector* state, weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*circuit_sample)(const weiss_circuit* circuit, const struct weiss_run* run,
                                 const weiss_noise* noise, uint64_t seed, int64_t shots, uint64_t* states,
                                 int64_t* counts, int64_t* num_states, weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*circuit_expectation)(const weiss_circuit* circuit, const struct weiss_run* run,
                                      const weiss_noise* noise, uint64_t seed, int64_t trajectories,
                                      int64_t num_terms, const char* const* paulis,
                                      const double* coefficients, double* value, double* standard_error,
                                      weiss_error* error) WEISS_NOEXCEPT;
  int64_t (*qaoa_memory)(int64_t num_spins, const weiss_qaoa_config* config, int32_t depth,
                         int32_t with_gradient) WEISS_NOEXCEPT;
  weiss_status (*qaoa_create)(weiss_context* context, const weiss_problem* problem,
                              const weiss_qaoa_config* config, weiss_qaoa** out,
                              weiss_error* error) WEISS_NOEXCEPT;
  void (*qaoa_destroy)(weiss_qaoa* qaoa) WEISS_NOEXCEPT;
  weiss_status (*qaoa_set_problem)(weiss_qaoa* qaoa, const weiss_problem* problem,
                                   weiss_error* error) WEISS_NOEXCEPT;
  int64_t (*qaoa_num_parameters)(const weiss_qaoa* qaoa, int32_t depth) WEISS_NOEXCEPT;
  weiss_status (*qaoa_values)(weiss_qaoa* qaoa, const struct weiss_run* run, int64_t count, int32_t depth,
                              const double* parameters, double* values,
                              weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*qaoa_gradient)(weiss_qaoa* qaoa, const struct weiss_run* run, int32_t depth,
                                const double* parameters, double* value, double* gradient,
                                weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*qaoa_best_beta)(weiss_qaoa* qaoa, const struct weiss_run* run, double gamma, double* beta,
                                 double* value, weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*qaoa_values_many)(weiss_context* context, const struct weiss_run* run, int64_t count,
                                   const weiss_problem* const* problems, int32_t depth,
                                   const double* parameters, double* values,
                                   weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*qaoa_prepare)(weiss_qaoa* qaoa, const struct weiss_run* run, int32_t depth,
                               const double* parameters, weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*qaoa_mean)(weiss_qaoa* qaoa, double* value, weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*qaoa_marginals)(weiss_qaoa* qaoa, double* marginals, weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*qaoa_correlations)(weiss_qaoa* qaoa, double* correlations,
                                    weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*qaoa_probabilities)(weiss_qaoa* qaoa, int64_t first, int64_t count, double* probabilities,
                                     double* energies, weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*qaoa_sample)(weiss_qaoa* qaoa, const struct weiss_run* run, uint64_t seed, int64_t shots,
                              uint64_t* states, int64_t* counts, double* energies, int64_t* num_states,
                              weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*qaoa_state)(weiss_qaoa* qaoa, weiss_statevector* state, weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*qaoa_circuit)(weiss_context* context, const weiss_problem* problem,
                               const weiss_qaoa_config* config, int32_t depth, const double* parameters,
                               weiss_circuit** out, weiss_error* error) WEISS_NOEXCEPT;
} weiss_ext_statevector;

#ifdef __cplusplus
}
#endif
#endif /* WEISS_EXT_STATEVECTOR_H */

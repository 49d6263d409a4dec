// weiss/statevector.h
#include "weiss/statevector.h"

#include <limits>
#include <string>

#include "context_access.hpp"
#include "guard.hpp"
#include "statevector/register.hpp"

using weiss::guarded;
using weiss::require_not_null;

namespace {

template <class State>  // const or not
State& deref(State* state) {
  require_not_null(state, "state");
  return *state;
}

void require_array(const void* array, int64_t count, const char* name) {
  if (count > 0) require_not_null(array, name);
}

}  // namespace

extern "C" {

int64_t weiss_statevector_memory(int32_t num_qubits, int32_t precision) noexcept {
  return weiss_statevector::memory(num_qubits, precision);
}

weiss_status weiss_statevector_create(weiss_context* context, int32_t num_qubits, int32_t precision,
                                      int32_t threads, weiss_statevector** out, weiss_error* error) noexcept {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    require_not_null(out, "out");
    *out = new weiss_statevector(weiss::environment_of(context), weiss::threads_of(context, threads),
                                 num_qubits, precision);
  });
}

void weiss_statevector_destroy(weiss_statevector* state) noexcept { delete state; }

int32_t weiss_statevector_num_qubits(const weiss_statevector* state) noexcept {
  return state ? state->num_qubits() : 0;
}

// ---- states ----

weiss_status weiss_statevector_set_basis(weiss_statevector* state, uint64_t index,
                                         weiss_error* error) noexcept {
  return guarded(error, [&] { deref(state).set_basis(index); });
}

void weiss_statevector_set_uniform(weiss_statevector* state) noexcept {
  guarded(nullptr, [&] { deref(state).set_uniform(); });
}

weiss_status weiss_statevector_set_amplitudes(weiss_statevector* state, int64_t first, int64_t count,
                                              const double* amplitudes, weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_array(amplitudes, count, "amplitudes");
    deref(state).set_amplitudes(first, count, amplitudes);
  });
}

weiss_status weiss_statevector_amplitudes(const weiss_statevector* state, int64_t first, int64_t count,
                                          double* amplitudes, weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_array(amplitudes, count, "amplitudes");
    deref(state).amplitudes(first, count, amplitudes);
  });
}

weiss_status weiss_statevector_copy(weiss_statevector* state, const weiss_statevector* source,
                                    weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(source, "source");
    deref(state).copy(*source);
  });
}

// ---- gates ----

weiss_status weiss_statevector_gate(weiss_statevector* state, int32_t gate, int32_t a, int32_t b,
                                    double angle, weiss_error* error) noexcept {
  return guarded(error, [&] { deref(state).gate(gate, a, b, angle); });
}

weiss_status weiss_statevector_matrix(weiss_statevector* state, int32_t num_targets, const int32_t* targets,
                                      const double* matrix, weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(targets, "targets");
    require_not_null(matrix, "matrix");
    deref(state).matrix(num_targets, targets, matrix);
  });
}

weiss_status weiss_statevector_pauli_rotation(weiss_statevector* state, const char* pauli, double angle,
                                              weiss_error* error) noexcept {
  return guarded(error, [&] {
    weiss::require_finite(angle);
    weiss_statevector& s = deref(state);
    s.pauli_rotation(weiss::parse_pauli(pauli, s.num_qubits()), angle);
  });
}

weiss_status weiss_statevector_phase(weiss_statevector* state, const double* costs, double gamma,
                                     weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(costs, "costs");
    weiss::require_finite(gamma);
    deref(state).phase(costs, gamma);
  });
}

// ---- measurements ----

double weiss_statevector_norm(const weiss_statevector* state) noexcept {
  double norm = std::numeric_limits<double>::quiet_NaN();
  guarded(nullptr, [&] { norm = deref(state).norm(); });
  return norm;
}

weiss_status weiss_statevector_expectation(const weiss_statevector* state, int64_t num_terms,
                                           const char* const* paulis, const double* coefficients,
                                           double* value, weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(value, "value");
    require_array(paulis, num_terms, "paulis");
    require_array(coefficients, num_terms, "coefficients");
    if (num_terms < 0) throw weiss::Error(WEISS_E_ARGUMENT, "num_terms must be 0 or more");
    const weiss_statevector& s = deref(state);
    double sum = 0.0;
    for (int64_t k = 0; k < num_terms; ++k)
      sum += coefficients[k] * s.expectation(weiss::parse_pauli(paulis[k], s.num_qubits()));
    *value = sum;
  });
}

weiss_status weiss_statevector_mean(const weiss_statevector* state, const double* costs, double* value,
                                    weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(costs, "costs");
    require_not_null(value, "value");
    *value = deref(state).mean(costs);
  });
}

weiss_status weiss_statevector_probabilities(const weiss_statevector* state, int64_t first, int64_t count,
                                             double* probabilities, weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_array(probabilities, count, "probabilities");
    deref(state).probabilities(first, count, probabilities);
  });
}

weiss_status weiss_statevector_marginals(const weiss_statevector* state, double* marginals,
                                         weiss_error* error) noexcept {
  return guarded(error, [&] {
    const weiss_statevector& s = deref(state);
    require_array(marginals, s.num_qubits(), "marginals");
    s.marginals(marginals);
  });
}

weiss_status weiss_statevector_correlations(const weiss_statevector* state, double* correlations,
                                            weiss_error* error) noexcept {
  return guarded(error, [&] {
    const weiss_statevector& s = deref(state);
    require_array(correlations, s.num_qubits(), "correlations");
    s.correlations(correlations);
  });
}

weiss_status weiss_statevector_sample(const weiss_statevector* state, uint64_t seed, int64_t shots,
                                      uint64_t* states, int64_t* counts, int64_t* num_states,
                                      weiss_error* error) noexcept {
  if (num_states) *num_states = 0;
  return guarded(error, [&] {
    require_array(states, shots, "states");
    require_array(counts, shots, "counts");
    require_not_null(num_states, "num_states");
    *num_states = deref(state).sample(seed, shots, states, counts);
  });
}

weiss_status weiss_statevector_overlap(const weiss_statevector* state, const weiss_statevector* other,
                                       double* overlap, weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(other, "other");
    require_not_null(overlap, "overlap");
    deref(state).overlap(*other, overlap);
  });
}

}  // extern "C"

// weiss/circuit.h
#include "statevector/circuit.hpp"

#include <string>

#include "context_access.hpp"
#include "guard.hpp"
#include "statevector/circuit_count.hpp"
#include "statevector/circuit_measure.hpp"
#include "statevector/circuit_run.hpp"
#include "statevector/memory_forecast.hpp"
#include "statevector/noise.hpp"
#include "statevector/qasm.hpp"

using weiss::copy_in;
using weiss::copy_out;
using weiss::Error;
using weiss::guarded;
using weiss::require_not_null;

namespace {

void require_count(int64_t count, int64_t least, const char* name) {
  if (count < least)
    throw Error(WEISS_E_ARGUMENT, std::string(name) + " must be at least " + std::to_string(least) +
                                      ", got " + std::to_string(count));
}

weiss_noise read_noise(const weiss_noise* noise) {
  weiss_noise known;
  copy_in(&known, sizeof known, noise, "noise");
  weiss::require_noise(known);
  return known;
}

weiss::Vector<weiss::PauliTerm> read_terms(const weiss_circuit& circuit, int64_t num_terms,
                                           const char* const* paulis, const double* coefficients) {
  weiss::require_qubits(circuit.num_qubits(), 16.0);  // a Pauli has 64 bits
  require_count(num_terms, 0, "num_terms");
  if (num_terms > 0) require_not_null(paulis, "paulis");
  if (num_terms > 0) require_not_null(coefficients, "coefficients");
  weiss::Vector<weiss::PauliTerm> terms(circuit.environment().memory());
  terms.reserve(static_cast<size_t>(num_terms));
  for (int64_t k = 0; k < num_terms; ++k)
    terms.push_back({weiss::parse_pauli(paulis[k], circuit.num_qubits()), coefficients[k]});
  return terms;
}

}  // namespace

extern "C" {

weiss_status weiss_circuit_create(weiss_context* context, int32_t num_qubits, weiss_circuit** out,
                                  weiss_error* error) noexcept {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    require_not_null(out, "out");
    auto environment = weiss::environment_of(context);
    *out = new weiss_circuit(*context, std::move(environment), num_qubits);
  });
}

void weiss_circuit_destroy(weiss_circuit* circuit) noexcept { delete circuit; }

int32_t weiss_circuit_num_qubits(const weiss_circuit* circuit) noexcept { return circuit->num_qubits(); }

weiss_status weiss_circuit_gate(weiss_circuit* circuit, int32_t gate, int32_t a, int32_t b, double angle,
                                weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(circuit, "circuit");
    circuit->add(gate, a, b, angle);
  });
}

weiss_status weiss_circuit_matrix(weiss_circuit* circuit, int32_t num_targets, const int32_t* targets,
                                  const double* matrix, weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(circuit, "circuit");
    require_not_null(targets, "targets");
    require_not_null(matrix, "matrix");
    circuit->add_matrix(num_targets, targets, matrix);
  });
}

weiss_status weiss_circuit_pauli_rotation(weiss_circuit* circuit, const char* pauli, double angle,
                                          weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(circuit, "circuit");
    require_not_null(pauli, "pauli");
    circuit->add_pauli_rotation(pauli, angle);
  });
}

weiss_status weiss_circuit_controlled_phase(weiss_circuit* circuit, int32_t num_targets,
                                            const int32_t* targets, double angle,
                                            weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(circuit, "circuit");
    require_not_null(targets, "targets");
    circuit->add_controlled_phase(num_targets, targets, angle);
  });
}

weiss_status weiss_circuit_append(weiss_circuit* circuit, const weiss_circuit* other,
                                  weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(circuit, "circuit");
    require_not_null(other, "other");
    circuit->append(*other);
  });
}

weiss_status weiss_circuit_count(const weiss_circuit* circuit, int32_t decomposed,
                                 weiss_circuit_counts* counts, weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(circuit, "circuit");
    const weiss_circuit_counts full = weiss::count_gates(*circuit, decomposed != 0);
    copy_out(counts, &full, sizeof full, "counts");
  });
}

weiss_status weiss_circuit_write_qasm(const weiss_circuit* circuit, int32_t version, weiss_write_fn write,
                                      void* user, weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(circuit, "circuit");
    if (!write) throw Error(WEISS_E_ARGUMENT, "write is NULL");
    weiss::CallbackSink sink(write, user);
    weiss::write_qasm(*circuit, version, sink);
  });
}

weiss_status weiss_circuit_run(const weiss_circuit* circuit, const weiss_run* run, weiss_statevector* state,
                               weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(circuit, "circuit");
    require_not_null(state, "state");
    if (state->num_qubits() != circuit->num_qubits())
      throw Error(WEISS_E_ARGUMENT, "the register has " + std::to_string(state->num_qubits()) +
                                        " qubits, the circuit " + std::to_string(circuit->num_qubits()));
    weiss::Meter meter(run);
    weiss::apply(*circuit, 0, circuit->num_gates(), meter, *state);
  });
}

weiss_status weiss_circuit_sample(const weiss_circuit* circuit, const weiss_run* run,
                                  const weiss_noise* noise, uint64_t seed, int64_t shots, uint64_t* states,
                                  int64_t* counts, int64_t* num_states, weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(circuit, "circuit");
    require_not_null(num_states, "num_states");
    require_count(shots, 0, "shots");
    if (shots > 0) require_not_null(states, "states");
    if (shots > 0) require_not_null(counts, "counts");
    *num_states = weiss::sample_circuit(*circuit, run, read_noise(noise), seed, shots, states, counts);
  });
}

weiss_status weiss_circuit_expectation(const weiss_circuit* circuit, const weiss_run* run,
                                       const weiss_noise* noise, uint64_t seed, int64_t trajectories,
                                       int64_t num_terms, const char* const* paulis,
                                       const double* coefficients, double* value, double* standard_error,
                                       weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(circuit, "circuit");
    require_not_null(value, "value");
    const weiss_noise known = read_noise(noise);
    if (weiss::has_gate_noise(known)) require_count(trajectories, 1, "trajectories");
    const auto terms = read_terms(*circuit, num_terms, paulis, coefficients);
    const weiss::NoisyMean mean = weiss::expect_circuit(*circuit, run, known, seed, trajectories, terms);
    *value = mean.value;
    if (standard_error) *standard_error = mean.standard_error;
  });
}

}  // extern "C"

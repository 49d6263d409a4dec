// weiss/qaoa.h
#include "statevector/qaoa.hpp"

#include <string>

#include "context_access.hpp"
#include "guard.hpp"

using weiss::copy_in;
using weiss::Error;
using weiss::guarded;
using weiss::require_not_null;

namespace {

weiss_qaoa& deref(weiss_qaoa* qaoa) {
  require_not_null(qaoa, "qaoa");
  return *qaoa;
}

void require_array(const void* array, int64_t count, const char* name) {
  if (count > 0) require_not_null(array, name);
}

void require_count(int64_t count, const char* name) {
  if (count < 0)
    throw Error(WEISS_E_ARGUMENT,
                std::string(name) + " is " + std::to_string(count) + "; it must be 0 or more");
}

weiss_qaoa_config read_config(const weiss_qaoa_config* config) {
  weiss_qaoa_config known;
  copy_in(&known, sizeof known, config, "weiss_qaoa_config");
  return known;
}

// guarded() for a body that returns false when the run said stop.
template <class Body>
weiss_status guarded_run(weiss_error* error, const Body& body) noexcept {
  bool finished = true;
  const weiss_status status = guarded(error, [&] { finished = body(); });
  return finished ? status : WEISS_STOPPED;
}

}  // namespace

extern "C" {

int64_t weiss_qaoa_memory(int64_t num_spins, const weiss_qaoa_config* config, int32_t depth,
                          int32_t with_gradient) noexcept {
  int64_t bytes = -1;
  guarded(nullptr, [&] {
    if (num_spins < 0 || num_spins > WEISS_MAX_QUBITS || depth < 0) return;
    const weiss_qaoa_config known = read_config(config);
    bytes = weiss_qaoa::memory(num_spins, known, depth, with_gradient != 0);
  });
  return bytes;
}

weiss_status weiss_qaoa_create(weiss_context* context, const weiss_problem* problem,
                               const weiss_qaoa_config* config, weiss_qaoa** out,
                               weiss_error* error) noexcept {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    require_not_null(problem, "problem");
    require_not_null(out, "out");
    const weiss_qaoa_config known = read_config(config);
    *out = new weiss_qaoa(*problem, weiss::threads_of(context, known.threads), known);
  });
}

void weiss_qaoa_destroy(weiss_qaoa* qaoa) noexcept { delete qaoa; }

weiss_status weiss_qaoa_set_problem(weiss_qaoa* qaoa, const weiss_problem* problem,
                                    weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(problem, "problem");
    deref(qaoa).set_problem(*problem);
  });
}

int64_t weiss_qaoa_num_parameters(const weiss_qaoa* qaoa, int32_t depth) noexcept {
  return qaoa && depth > 0 ? qaoa->num_parameters(depth) : 0;
}

// ---- mean energies ----

weiss_status weiss_qaoa_values(weiss_qaoa* qaoa, const weiss_run* run, int64_t count, int32_t depth,
                               const double* parameters, double* values, weiss_error* error) noexcept {
  return guarded_run(error, [&] {
    weiss_qaoa& q = deref(qaoa);
    require_count(count, "count");
    require_array(parameters, count * depth, "parameters");
    require_array(values, count, "values");
    return q.values(run, count, depth, parameters, values);
  });
}

weiss_status weiss_qaoa_gradient(weiss_qaoa* qaoa, const weiss_run* run, int32_t depth,
                                 const double* parameters, double* value, double* gradient,
                                 weiss_error* error) noexcept {
  return guarded_run(error, [&] {
    weiss_qaoa& q = deref(qaoa);
    require_array(parameters, depth, "parameters");
    require_array(gradient, depth, "gradient");
    require_not_null(value, "value");
    return q.gradient(run, depth, parameters, value, gradient);
  });
}

weiss_status weiss_qaoa_best_beta(weiss_qaoa* qaoa, const weiss_run* run, double gamma, double* beta,
                                  double* value, weiss_error* error) noexcept {
  return guarded_run(error, [&] {
    weiss_qaoa& q = deref(qaoa);
    require_not_null(beta, "beta");
    require_not_null(value, "value");
    return q.best_beta(run, gamma, beta, value);
  });
}

weiss_status weiss_qaoa_values_many(weiss_context* context, const weiss_run* run, int64_t count,
                                    const weiss_problem* const* problems, int32_t depth,
                                    const double* parameters, double* values, weiss_error* error) noexcept {
  return guarded_run(error, [&] {
    const weiss::EnvironmentPtr environment = weiss::environment_of(context);
    require_count(count, "count");
    require_array(problems, count, "problems");
    require_array(parameters, count * depth, "parameters");
    require_array(values, count, "values");
    for (int64_t k = 0; k < count; ++k) require_not_null(problems[k], "an entry of problems");
    return weiss::qaoa_values_many(environment, weiss::threads_of(context, 1), run, count, problems, depth,
                                   parameters, values);
  });
}

// ---- the state ----

weiss_status weiss_qaoa_prepare(weiss_qaoa* qaoa, const weiss_run* run, int32_t depth,
                                const double* parameters, weiss_error* error) noexcept {
  return guarded_run(error, [&] {
    weiss_qaoa& q = deref(qaoa);
    require_array(parameters, depth, "parameters");
    return q.prepare(run, depth, parameters);
  });
}

weiss_status weiss_qaoa_mean(weiss_qaoa* qaoa, double* value, weiss_error* error) noexcept {
  return guarded(error, [&] {
    weiss_qaoa& q = deref(qaoa);
    require_not_null(value, "value");
    *value = q.mean();
  });
}

weiss_status weiss_qaoa_marginals(weiss_qaoa* qaoa, double* marginals, weiss_error* error) noexcept {
  return guarded(error, [&] {
    weiss_qaoa& q = deref(qaoa);
    require_array(marginals, q.num_spins(), "marginals");
    q.marginals(marginals);
  });
}

weiss_status weiss_qaoa_correlations(weiss_qaoa* qaoa, double* correlations, weiss_error* error) noexcept {
  return guarded(error, [&] {
    weiss_qaoa& q = deref(qaoa);
    require_array(correlations, q.num_spins(), "correlations");
    q.correlations(correlations);
  });
}

weiss_status weiss_qaoa_probabilities(weiss_qaoa* qaoa, int64_t first, int64_t count, double* probabilities,
                                      double* energies, weiss_error* error) noexcept {
  return guarded(error, [&] { deref(qaoa).probabilities(first, count, probabilities, energies); });
}

weiss_status weiss_qaoa_sample(weiss_qaoa* qaoa, const weiss_run* run, uint64_t seed, int64_t shots,
                               uint64_t* states, int64_t* counts, double* energies, int64_t* num_states,
                               weiss_error* error) noexcept {
  return guarded_run(error, [&] {
    weiss_qaoa& q = deref(qaoa);
    require_array(states, shots, "states");
    require_array(counts, shots, "counts");
    require_not_null(num_states, "num_states");
    return q.sample(run, seed, shots, states, counts, energies, num_states);
  });
}

weiss_status weiss_qaoa_state(weiss_qaoa* qaoa, weiss_statevector* state, weiss_error* error) noexcept {
  return guarded(error, [&] {
    weiss_qaoa& q = deref(qaoa);
    require_not_null(state, "state");
    q.state(*state);
  });
}

}  // extern "C"

// weiss/qaoa.h: the circuit as gates
#include "statevector/qaoa_circuit.hpp"

#include <memory>
#include <string>
#include <utility>

#include "context_access.hpp"
#include "guard.hpp"

extern "C" weiss_status weiss_qaoa_circuit(weiss_context* context, const weiss_problem* problem,
                                           const weiss_qaoa_config* config, int32_t depth,
                                           const double* parameters, weiss_circuit** out,
                                           weiss_error* error) noexcept {
  if (out) *out = nullptr;
  return weiss::guarded(error, [&] {
    weiss::require_not_null(problem, "problem");
    weiss::require_not_null(out, "out");
    if (depth < 0)
      throw weiss::Error(WEISS_E_ARGUMENT, "depth must not be negative, got " + std::to_string(depth));
    if (depth > 0) weiss::require_not_null(parameters, "parameters");
    weiss_qaoa_config known;
    weiss::copy_in(&known, sizeof known, config, "config");
    auto environment = weiss::environment_of(context);
    const weiss::Mixer mixer(environment->memory(), problem->num_spins(), known);
    auto circuit = std::make_unique<weiss_circuit>(*context, std::move(environment),
                                                   static_cast<int32_t>(problem->num_spins()));
    weiss::add_qaoa(*problem, mixer, depth, parameters, *circuit);
    *out = circuit.release();
  });
}

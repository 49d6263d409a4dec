// weiss/bounds.h: the bound of semidefinite programming.
#include <algorithm>

#include "guard.hpp"
#include "model/problem.hpp"
#include "weiss/bounds.h"

extern "C" {

// All vectors equal: the state of all +1. Its dual is the trivial bound.
weiss_status weiss_bound_sdp(const weiss_problem* problem, const weiss_run*, const weiss_sdp_params* params,
                             double* bound, double* value, int8_t* roundings, weiss_error* error) noexcept {
  return weiss::guarded(error, [&] {
    weiss::require_not_null(problem, "problem");
    weiss::require_not_null(bound, "bound");
    weiss_sdp_params known;
    weiss::copy_in(&known, sizeof known, params, "params");
    weiss::Vector<int8_t> spins(problem->field.size(), int8_t{1}, problem->environment->memory());
    *bound = problem->trivial_bound;
    if (value) *value = problem->energy(spins.data());
    if (roundings) std::fill_n(roundings, known.num_roundings * problem->num_spins(), int8_t{1});
  });
}

}  // extern "C"

// weiss/bounds.h: the bound of semidefinite programming.
#include <string>

#include "bounds/sdp.hpp"
#include "guard.hpp"
#include "weiss/bounds.h"

namespace weiss {

namespace {

// The caller's params, which may be NULL, in the range that the core takes for granted.
weiss_sdp_params sdp_params_of(const weiss_sdp_params* params) {
  constexpr int64_t kMostRank = 1 << 16;
  weiss_sdp_params known;
  copy_in(&known, sizeof known, params, "weiss_sdp_params");
  const auto refuse = [](const char* name, const std::string& value, const char* range) {
    throw Error(WEISS_E_ARGUMENT, std::string(name) + " is " + value + "; it must be " + range);
  };
  if (known.max_sweeps < 0) refuse("max_sweeps", std::to_string(known.max_sweeps), "0 (by a rule) or more");
  if (known.rank < 0 || known.rank > kMostRank)
    refuse("rank", std::to_string(known.rank), "0 (by a rule) or in 1..65536");
  if (!(known.tolerance >= 0.0 && known.tolerance <= 1.0))
    refuse("tolerance", std::to_string(known.tolerance), "0 (by a rule) or at most 1");
  if (known.num_roundings < 0) refuse("num_roundings", std::to_string(known.num_roundings), "0 or more");
  return known;
}

}  // namespace

}  // namespace weiss

extern "C" {

weiss_status weiss_bound_sdp(const weiss_problem* problem, const weiss_run* run, const weiss_sdp_params* params,
                             double* bound, double* value, int8_t* roundings, weiss_error* error) noexcept {
  bool complete = true;
  const weiss_status status = weiss::guarded(error, [&] {
    weiss::require_not_null(problem, "problem");
    weiss::require_not_null(bound, "bound");
    const weiss_sdp_params known = weiss::sdp_params_of(params);
    weiss::Meter meter(run);
    const weiss::SdpBound result = weiss::sdp_bound(*problem, known, roundings, meter);
    complete = result.complete;
    *bound = result.bound;
    if (value) *value = result.value;
  });
  return status == WEISS_OK && !complete ? WEISS_STOPPED : status;
}

}  // extern "C"

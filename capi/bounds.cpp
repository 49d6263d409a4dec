// weiss/bounds.h: roof duality, and the table of the extension.
#include "weiss/bounds.h"

#include <algorithm>
#include <limits>

#include "bounds/roof_dual.hpp"
#include "bounds_extension.hpp"
#include "guard.hpp"

extern "C" {

weiss_status weiss_bound_roof_dual(const weiss_problem* problem, const weiss_run* run, double* bound,
                                   int8_t* persistent, weiss_error* error) noexcept {
  bool complete = true;
  const weiss_status status = weiss::guarded(error, [&] {
    weiss::require_not_null(problem, "problem");
    weiss::require_not_null(bound, "bound");
    weiss::Meter meter(run);
    const weiss::RoofDual dual = weiss::roof_dual(*problem, std::numeric_limits<int64_t>::max(), meter);
    complete = dual.complete;
    *bound = dual.bound;
    if (persistent) std::copy(dual.value.begin(), dual.value.end(), persistent);
  });
  return status == WEISS_OK && !complete ? WEISS_STOPPED : status;
}

}  // extern "C"

namespace weiss {

const weiss_ext_bounds* bounds_extension() noexcept {
  static const weiss_ext_bounds table = {sizeof(weiss_ext_bounds), 0, weiss_bound_roof_dual, weiss_bound_sdp};
  return &table;
}

}  // namespace weiss

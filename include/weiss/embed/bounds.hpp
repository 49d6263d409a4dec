// Lower bounds of the energy of a problem.
#ifndef WEISS_EMBED_BOUNDS_HPP
#define WEISS_EMBED_BOUNDS_HPP

#include <cstdint>
#include <vector>

#include "../bounds.h"
#include "base.hpp"
#include "problem.hpp"

namespace weiss {
inline namespace embed {

// No energy is below bound; persistent holds -1 or +1 for each spin that roof duality decides, else 0.
struct RoofDual {
  double bound = 0.0;
  std::vector<std::int8_t> persistent;
};

inline RoofDual roof_dual(const Problem& problem) {
  RoofDual found;
  found.persistent.resize(static_cast<std::size_t>(problem.num_spins()));
  detail::check([&](weiss_error* error) {
    return weiss_bound_roof_dual(problem.get(), nullptr, &found.bound, found.persistent.data(), error);
  });
  return found;
}

// No energy is below bound; value is the energy of the vectors; roundings are states, one after another, best first.
struct SdpBound {
  double bound = 0.0;
  double value = 0.0;
  std::vector<std::int8_t> roundings;
};

inline SdpBound sdp_bound(const Problem& problem,
                          const weiss_sdp_params& params = detail::make<weiss_sdp_params>()) {
  detail::require(params.num_roundings >= 0, "num_roundings must be 0 or more");
  SdpBound found;
  found.roundings.resize(static_cast<std::size_t>(params.num_roundings * problem.num_spins()));
  detail::check([&](weiss_error* error) {
    return weiss_bound_sdp(problem.get(), nullptr, &params, &found.bound, &found.value,
                           found.roundings.empty() ? nullptr : found.roundings.data(), error);
  });
  return found;
}

}  // namespace embed
}  // namespace weiss

#endif  // WEISS_EMBED_BOUNDS_HPP

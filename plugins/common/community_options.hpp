// Options that partitioners by communities have in common.
#pragma once

#include <string>

#include "graph.hpp"

namespace weiss {
namespace bundled {

constexpr weiss_option_info community_weights_option(const char* value) noexcept {
  return plugin::string_option(
      "weights",
      "What couplings count: their size (absolute), 1 (unit), or their value (signed); "
      "where values add up to less than 0, signed puts together what is coupled "
      "negatively.",
      value, "absolute|signed|unit");
}
inline Weights community_weights(const plugin::Options& options) {
  const std::string value = options.text("weights");
  return value == "signed" ? Weights::kSigned : value == "unit" ? Weights::kUnit : Weights::kAbsolute;
}
constexpr weiss_option_info resolution_option() noexcept {
  return plugin::real_option("resolution", "Larger values make smaller communities.", 1.0, 0.0, 1e6);
}
constexpr weiss_option_info threshold_option() noexcept {
  return plugin::real_option("threshold",
                             "Ends when contracted communities add no more than this to the modularity.",
                             1e-7, 0.0, 1.0);
}
constexpr weiss_option_info bounded_option(bool value) noexcept {
  return plugin::bool_option("bounded",
                             "Communities do not grow above the capacity. Otherwise those that do are cut at "
                             "random.",
                             value);
}

}  // namespace bundled
}  // namespace weiss

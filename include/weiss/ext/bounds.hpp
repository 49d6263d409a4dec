// weiss/ext/bounds.hpp - C++ for the extension "weiss.bounds/1". Failures are exceptions (plugin.hpp).
#ifndef WEISS_EXT_BOUNDS_HPP
#define WEISS_EXT_BOUNDS_HPP

#include "../plugin.hpp"
#include "bounds.h"

namespace weiss {
namespace plugin {

// The functions of weiss/bounds.h, with the bound as a value.
class Bounds {
 public:
  explicit Bounds(const Host& host) : table_(host.extension<weiss_ext_bounds>(WEISS_EXT_BOUNDS)) {}
  const weiss_ext_bounds& table() const noexcept { return table_; }

  // persistent [num_spins] or NULL.
  double roof_dual(const weiss_problem* problem, const Run& run, int8_t* persistent = nullptr) const {
    double bound = 0.0;
    call(table_.roof_dual, problem, run.table(), &bound, persistent);
    return bound;
  }
  // value may be NULL, roundings [params.num_roundings * num_spins], too.
  double sdp(const weiss_problem* problem, const Run& run, const weiss_sdp_params& params,
             double* value = nullptr, int8_t* roundings = nullptr) const {
    double bound = 0.0;
    call(table_.sdp, problem, run.table(), &params, &bound, value, roundings);
    return bound;
  }

 private:
  const weiss_ext_bounds& table_;
};

}  // namespace plugin
}  // namespace weiss

#endif  // WEISS_EXT_BOUNDS_HPP

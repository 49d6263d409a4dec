/* weiss/ext/bounds.h - extension "weiss.bounds/1" of the host: the functions of weiss/bounds.h for
   plugins, which link against nothing. Each member is weiss_bound_... there. */
#ifndef WEISS_EXT_BOUNDS_H
#define WEISS_EXT_BOUNDS_H

#include "../bounds.h"

#ifdef __cplusplus
extern "C" {
#endif

#define WEISS_EXT_BOUNDS "weiss.bounds/1"

typedef struct weiss_ext_bounds {
  uint32_t struct_size;
  uint32_t reserved; /* 0 */
  weiss_status (*roof_dual)(const weiss_problem* problem, const struct weiss_run* run, double* bound,
                            int8_t* persistent, weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*sdp)(const weiss_problem* problem, const struct weiss_run* run,
                      const weiss_sdp_params* params, double* bound, double* value, int8_t* roundings,
                      weiss_error* error) WEISS_NOEXCEPT;
} weiss_ext_bounds;

#ifdef __cplusplus
}
#endif
#endif /* WEISS_EXT_BOUNDS_H */

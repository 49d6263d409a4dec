/* weiss/ext/problem.h - extension "weiss.problem/1" of the host: the functions of weiss/problem.h for
   plugins, which link against nothing. Each member is the function of the same name there. */
#ifndef WEISS_EXT_PROBLEM_H
#define WEISS_EXT_PROBLEM_H

#include "../problem.h"

#ifdef __cplusplus
extern "C" {
#endif

#define WEISS_EXT_PROBLEM "weiss.problem/1"

typedef struct weiss_ext_problem {
  uint32_t struct_size;
  uint32_t reserved; /* 0 */
  weiss_status (*create)(weiss_context* context, const weiss_problem_data* data, weiss_problem** out,
                         weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*update)(weiss_problem* problem, const weiss_problem_data* data,
                         weiss_error* error) WEISS_NOEXCEPT;
  void (*destroy)(weiss_problem* problem) WEISS_NOEXCEPT;
  weiss_status (*get_view)(const weiss_problem* problem, weiss_problem_view* view,
                           weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*get_info)(const weiss_problem* problem, weiss_problem_info* info,
                           weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*energies)(const weiss_problem* problem, int64_t count, const int8_t* spins,
                           double* energies, weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*clamp)(const weiss_problem* problem, const struct weiss_run* run, int64_t num_members,
                        const int32_t* members, const int8_t* spins, const double* mean_spins,
                        int32_t with_offset, weiss_problem** out, weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*contract)(const weiss_problem* problem, const struct weiss_run* run, int64_t num_groups,
                           const int32_t* group, const int8_t* sign, weiss_problem** out,
                           weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*components)(const weiss_problem* problem, int32_t* component, int64_t* num_components,
                             weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*reduce)(const weiss_problem* problem, const struct weiss_run* run, weiss_problem** out,
                         weiss_reduction** reduction, weiss_error* error) WEISS_NOEXCEPT;
  void (*reduction_lift)(const weiss_reduction* reduction, const int8_t* reduced_spins,
                         int8_t* spins) WEISS_NOEXCEPT;
  void (*reduction_destroy)(weiss_reduction* reduction) WEISS_NOEXCEPT;
  weiss_status (*multiply)(const weiss_problem* problem, int64_t count, const double* x, double* y,
                           weiss_error* error) WEISS_NOEXCEPT;
  weiss_status (*reduction_get_info)(const weiss_reduction* reduction, weiss_reduction_info* info,
                                     weiss_error* error) WEISS_NOEXCEPT;
  void (*reduction_restrict)(const weiss_reduction* reduction, const int8_t* spins,
                             int8_t* reduced_spins) WEISS_NOEXCEPT;
} weiss_ext_problem;

#ifdef __cplusplus
}
#endif
#endif /* WEISS_EXT_PROBLEM_H */

/* weiss/result.h - what a run returned. C99, C++11 and later.

   A result belongs to the caller, does not change, and outlives instance, problem and context. All
   functions here are [any]. Energies were recomputed by the host. */
#ifndef WEISS_RESULT_H
#define WEISS_RESULT_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Frees a result; NULL is allowed. */
WEISS_API void weiss_result_destroy(weiss_result* result) WEISS_NOEXCEPT;

/* ---- every kind ---- */

/* Numbers of a run. */
typedef struct weiss_result_info {
  uint32_t struct_size;
  int32_t  kind;         /* WEISS_KIND_* */
  int32_t  reason;       /* WEISS_REASON_* */
  int32_t  proof;        /* WEISS_PROOF_*: of bound; an unproven claim of a plugin is NONE */
  int32_t  exact;        /* 1: energies are exact sums */
  int32_t  threads;      /* given to the run */
  uint64_t seed;
  double   energy;       /* best sample; +infinity when there is none */
  double   objective;    /* its value in the user's own form */
  double   bound;        /* no energy is below it: proven, or the trivial bound of the coefficients */
  double   seconds;      /* wall time of the run */
  double   time_to_best; /* wall time until the best sample was reported */
  int64_t  work;         /* units charged */
  int64_t  work_limit;   /* limit in force, given or by default rule; INT64_MAX: none */
  int64_t  num_spins;
  int64_t  num_samples;  /* distinct samples kept */
  int64_t  samples_seen; /* samples reported, with multiplicity */
  int64_t  num_parts;
  int64_t  num_counters;
  int64_t  num_trace;
  int64_t  dimension;    /* optimizer: of x */
  int64_t  num_parameters; /* circuit parameters reported */
  int64_t  num_warnings;
  int64_t  num_figures;
} weiss_result_info;
WEISS_API weiss_status weiss_result_get_info(const weiss_result* result, weiss_result_info* info,
                                             weiss_error* error) WEISS_NOEXCEPT;

/* Shorthands: WEISS_REASON_*, energy and objective of the best sample. */
WEISS_API int32_t weiss_result_reason(const weiss_result* result) WEISS_NOEXCEPT;
WEISS_API double weiss_result_energy(const weiss_result* result) WEISS_NOEXCEPT;
WEISS_API double weiss_result_objective(const weiss_result* result) WEISS_NOEXCEPT;

/* Counter number index: its name and value ("sub-problems", "flips"). Sorted by name. "" and 0 beyond the
   last: num_counters says how many there are. */
WEISS_API const char* weiss_result_counter(const weiss_result* result, int64_t index,
                                           int64_t* value) WEISS_NOEXCEPT;
/* Figure number index: a number that the solver reports besides its samples, such as "expectation", and its
   value. Sorted by name; "" and 0 beyond the last: num_figures says how many there are. */
WEISS_API const char* weiss_result_figure(const weiss_result* result, int64_t index,
                                          double* value) WEISS_NOEXCEPT;
/* Warning number index, one line of text; "" beyond the last. */
WEISS_API const char* weiss_result_warning(const weiss_result* result, int64_t index) WEISS_NOEXCEPT;

/* The run as one JSON document (schema "weiss.report/1"). What repeats bit for bit under a work limit
   stands under the key "reproducible"; environment, timing and threads outside it. Owned by the
   result. NULL only when there is no memory. */
WEISS_API const char* weiss_result_report(weiss_result* result) WEISS_NOEXCEPT;

/* ---- solvers ---- */

/* Best state as spins, or as bits x = (1 - s)/2; valid as long as the result; NULL without samples. */
WEISS_API const int8_t* weiss_result_spins(const weiss_result* result) WEISS_NOEXCEPT;
WEISS_API const int8_t* weiss_result_bits(const weiss_result* result) WEISS_NOEXCEPT;

/* Sample number index, best first; equal energies are ordered by spins (first difference, +1 first). */
typedef struct weiss_result_sample {
  uint32_t      struct_size;
  int32_t       reserved;     /* 0 */
  const int8_t* spins;        /* [num_spins], valid as long as the result */
  double        energy;
  double        objective;
  int64_t       multiplicity; /* how often it was reported */
} weiss_result_sample;
WEISS_API weiss_status weiss_result_get_sample(const weiss_result* result, int64_t index,
                                               weiss_result_sample* sample,
                                               weiss_error* error) WEISS_NOEXCEPT;
/* Copies samples number first ... first + count - 1 in one call: spins [count * num_spins], one sample after
   another, energies, objectives and multiplicities [count]; each of the four may be NULL. E_ARGUMENT, and
   nothing is written, when there are not as many. */
WEISS_API weiss_status weiss_result_samples(const weiss_result* result, int64_t first, int64_t count,
                                            int8_t* spins, double* energies, double* objectives,
                                            int64_t* multiplicities, weiss_error* error) WEISS_NOEXCEPT;

/* The incumbent trace: each improvement, first to last. */
typedef struct weiss_result_improvement {
  uint32_t    struct_size;
  int32_t     reserved; /* 0 */
  double      seconds;  /* since the start of the run */
  double      energy;
  int64_t     work;     /* units charged until then */
  const char* source;   /* what found it */
} weiss_result_improvement;
WEISS_API weiss_status weiss_result_get_improvement(const weiss_result* result, int64_t index,
                                                    weiss_result_improvement* improvement,
                                                    weiss_error* error) WEISS_NOEXCEPT;

/* Marginals <s_i> [num_spins] and circuit parameters [num_parameters]; NULL when not reported. */
WEISS_API const double* weiss_result_marginals(const weiss_result* result) WEISS_NOEXCEPT;
WEISS_API const double* weiss_result_parameters(const weiss_result* result) WEISS_NOEXCEPT;

/* ---- partitioners; solvers that cut the problem into parts ---- */

/* Of a solver these are the parts of the last time that the whole problem was cut, zero when it never was.
   Part number index in the order of priority (highest first, ties in the order reported). */
typedef struct weiss_result_part {
  uint32_t       struct_size;
  int32_t        reserved;       /* 0 */
  int64_t        num_members;
  const int32_t* members;        /* [num_members] spins, ascending */
  double         priority;
  int64_t        num_parameters;
  const double*  parameters;     /* initial circuit parameters [num_parameters], or NULL */
} weiss_result_part;
WEISS_API weiss_status weiss_result_get_part(const weiss_result* result, int64_t index,
                                             weiss_result_part* part,
                                             weiss_error* error) WEISS_NOEXCEPT;

/* ---- optimizers ---- */

/* Best point [dimension]; its value is weiss_result_energy. NULL for other kinds. */
WEISS_API const double* weiss_result_x(const weiss_result* result) WEISS_NOEXCEPT;

#ifdef __cplusplus
}
#endif
#endif /* WEISS_RESULT_H */

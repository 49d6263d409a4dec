/* weiss/bounds.h - lower bounds of the energy of a problem. C99, C++11 and later.

   No state has a lower energy than what these functions return, whatever ends them: rounding is on the
   safe side. Plugins get the same functions as the extension "weiss.bounds/1" (ext/bounds.h).

   Both take the run of the calling plugin, or NULL outside of a run: with a run they charge work to it
   and end early when it should stop. They then return WEISS_STOPPED, and the bound so far stands. */
#ifndef WEISS_BOUNDS_H
#define WEISS_BOUNDS_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

struct weiss_run; /* plugin.h */

/* Roof duality (Hammer, Hansen, Simeone 1984; Boros, Hammer 2002): the value of the linear relaxation,
   by a maximum flow on the implication network of 2 num_spins + 2 nodes, and the spins that it decides.
     bound       the lower bound; exact when the problem is INTEGER
     persistent  [num_spins] or NULL: -1 or +1 for each spin that is decided, else 0. To change these
                 spins to their values never raises the energy, whatever the others are; so some minimum
                 has all of them. On problems that are not INTEGER that holds up to num_entries times
                 2^-60 of the sum of the coefficients. All 0 after WEISS_STOPPED.
   A component without fields has the same energy when all its spins are flipped: there the spin of
   largest sum |J| is taken as +1, and the others are decided beside it. When a component is frustrated
   and has neither fields nor a spin that is coupled to many, the bound is hardly better than
   weiss_problem_info.trivial_bound, and nothing is decided.
   Work: one unit for each arc of the network that is looked at. 24 bytes for each entry of the
   problem meanwhile. One thread. [any] */
WEISS_API weiss_status weiss_bound_roof_dual(const weiss_problem* problem, const struct weiss_run* run,
                                             double* bound, int8_t* persistent,
                                             weiss_error* error) WEISS_NOEXCEPT;

/* The bound of semidefinite programming. */
typedef struct weiss_sdp_params {
  uint32_t struct_size;
  int32_t  reserved;       /* 0 */
  uint64_t seed;
  int64_t  max_sweeps;     /* stop after so many sweeps; 0: by a rule */
  int64_t  rank;           /* of the vectors; 0: ceil(sqrt(2 N)) + 1 */
  double   tolerance;      /* relative, at which the ascent ends; 0: by a rule */
  int64_t  num_roundings;  /* how many states are wanted */
} weiss_sdp_params;
/* The semidefinite relaxation by coordinate descent on unit vectors of low rank (mixing method), made
   valid by its dual. Fields count as couplings to one more spin: N is num_spins, plus 1 with fields.
     bound      the lower bound
     value      energy of the vectors, which is at or above the exact value of the relaxation; or NULL
     roundings  [num_roundings * num_spins] states by random hyperplanes, best first; or NULL
   params may be NULL. [any] */
WEISS_API weiss_status weiss_bound_sdp(const weiss_problem* problem, const struct weiss_run* run,
                                       const weiss_sdp_params* params, double* bound, double* value,
                                       int8_t* roundings, weiss_error* error) WEISS_NOEXCEPT;

#ifdef __cplusplus
}
#endif
#endif /* WEISS_BOUNDS_H */

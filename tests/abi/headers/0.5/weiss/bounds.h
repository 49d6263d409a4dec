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

/* The bound of semidefinite programming. N is num_spins, plus 1 when there are fields, which count as
   couplings to one more spin. All members but struct_size may be 0. */
typedef struct weiss_sdp_params {
  uint32_t struct_size;
  int32_t  reserved;       /* 0 */
  uint64_t seed;           /* of the first vectors and of the hyperplanes */
  int64_t  max_sweeps;     /* stop after so many sweeps; 0: 3000 */
  int64_t  rank;           /* of the vectors, at most 65536, rounded up to a multiple of 16;
                              0: ceil(sqrt(2 N)) + 1, less where they would take over 256 MiB */
  double   tolerance;      /* relative: stop after a sweep that lowers the value by less; 0: 1e-7.
                              A smaller one while the proof would cost more than 100 times it */
  int64_t  num_roundings;  /* how many states are wanted */
} weiss_sdp_params;
/* The relaxation to unit vectors v_i (Goemans, Williamson 1995) by the low-rank mixing method (Wang,
   Chang, Kolter 2017), with over-relaxation. With E = offset + s'Cs / 2 and y_i = |sum_j C_ij v_j|,
   enlarged until C + Diag(y) has no negative eigenvalue, no energy is below offset - sum_i y_i / 2.
     bound      that, whatever the vectors are: proven by a Cholesky factorisation of C + Diag(y) with
                all rounding errors accounted for (Rump 2006). When the problem is INTEGER it is raised
                to the next energy that a state can have. Some 1e-5 from the relaxation's exact value.
                It is weiss_problem_info.trivial_bound where that is higher, and where there is no
                proof: after WEISS_STOPPED, when memory is refused, and when the factor fills in too
                much. There is one for up to 8,000 spins, for tori of any size that fits the memory,
                for random graphs of degree 5 up to some 20,000 spins
     value      energy of the vectors, the relaxation's exact value or above it, in single precision;
                or NULL
     roundings  [num_roundings * num_spins] states by random hyperplanes, best first; or NULL
   params may be NULL. E_ARGUMENT names a member that is out of range. The same at every SIMD level.
   Work: num_entries * rank / 16 + N for each sweep, num_entries + 8 N for each of some hundred Lanczos
   steps, and the multiplications of the factorisation, eight as one where it is dense. 20 bytes for
   each entry of the problem meanwhile, the vectors, and the factor. One thread. [any] */
WEISS_API weiss_status weiss_bound_sdp(const weiss_problem* problem, const struct weiss_run* run,
                                       const weiss_sdp_params* params, double* bound, double* value,
                                       int8_t* roundings, weiss_error* error) WEISS_NOEXCEPT;

#ifdef __cplusplus
}
#endif
#endif /* WEISS_BOUNDS_H */

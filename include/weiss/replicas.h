/* weiss/replicas.h - many states of one problem, annealed side by side. C99, C++11 and later.

   A weiss_replicas holds count states of one problem in the lanes of SIMD registers: a group of 64, 32, 16 or
   8 states is swept for about the price of one, see weiss_replicas_lanes. A sweep looks at every spin of a
   state in the order of the index, computes its field anew from the couplings, and costs the same however
   many spins flip. So use as many replicas as a group has, or a multiple.

   Each replica by itself follows the Metropolis rule at every spin: it is flipped with probability
   min(1, exp(-dE / T)) (Metropolis et al. 1953; thresholds instead of exponentials as in Isakov, Zintchenko,
   Ronnow, Troyer 2015). The random numbers come from a table that is renewed slowly, and replicas read it at
   different places: averages over time or over replicas have the right mean, but more spread than
   independent samples would have.

   Replica r is the same lane on every machine, so results depend on problem, count and seed alone, for
   problems of integers also not on the SIMD level. One weiss_replicas serves one thread at a time. Plugins
   get the same functions as the extension "weiss.replicas/1" (ext/replicas.h). Without a problem, replicas, or an
   array, a function that has no weiss_error does nothing; the sweeps that it returns are -1, the lanes 0. */
#ifndef WEISS_REPLICAS_H
#define WEISS_REPLICAS_H

#include "base.h"
#include "search.h"

#ifdef __cplusplus
extern "C" {
#endif

struct weiss_run; /* plugin.h */

typedef struct weiss_replicas weiss_replicas;

/* How many states of the problem make a group: 64 when sum_j |J_ij| + |h_i| is at most 127 for every spin,
   counted in the largest unit that all coefficients are integer multiples of; 32 up to 32,767, 16 up to 2^30,
   8 for all other numbers. Where couplings fit 8 bits and a large part of all pairs have one, 16 states on full
   rows (num_spins^2 bytes, shared by all who use them) instead of 32 or 16 are faster. Looks at all
   couplings. [any] */
WEISS_API int64_t weiss_replicas_lanes(const weiss_problem* problem) WEISS_NOEXCEPT;

/* Creates count >= 1 replicas, all spins +1, of 1 to 8 * num_spins bytes each. The problem must outlive
   them. E_ARGUMENT for a count below 1, E_LIMIT when they do not fit the memory limit. The run, which may be NULL,
   is asked after each 2^18 couplings: WEISS_STOPPED, and *out is NULL, when it should stop. Work: none. [any] */
WEISS_API weiss_status weiss_replicas_create(const weiss_problem* problem, const struct weiss_run* run,
                                             int64_t count, weiss_replicas** out,
                                             weiss_error* error) WEISS_NOEXCEPT;
/* Frees the replicas; NULL is allowed. [any] */
WEISS_API void weiss_replicas_destroy(weiss_replicas* replicas) WEISS_NOEXCEPT;

/* Sets one replica, 0 ... count - 1, to the state spins [num_spins], each -1 or +1. E_ARGUMENT when one is
   neither or the replica is out of range. [any] */
WEISS_API weiss_status weiss_replicas_set(weiss_replicas* replicas, int64_t replica, const int8_t* spins,
                                          weiss_error* error) WEISS_NOEXCEPT;
/* Sets all replicas to random states, each spin by a fair coin of the seed. [any] */
WEISS_API void weiss_replicas_set_random(weiss_replicas* replicas, uint64_t seed) WEISS_NOEXCEPT;

/* Copies the state of one replica to spins [num_spins]. E_ARGUMENT when it is out of range. [any] */
WEISS_API weiss_status weiss_replicas_spins(const weiss_replicas* replicas, int64_t replica, int8_t* spins,
                                            weiss_error* error) WEISS_NOEXCEPT;
/* The present energies [count], for about the price of one sweep of all. [any] */
WEISS_API void weiss_replicas_energies(const weiss_replicas* replicas, double* energies) WEISS_NOEXCEPT;

/* Anneals all replicas from their present states by one schedule (search.h), and ends each in a one-flip
   minimum. params may be NULL. Returns the full sweeps that every replica had, -1 when struct_size of params is
   not set. When the run says stop the rest of the schedule is left out, and the states go straight to the
   descent, which then ends after some 3 million units of work for each group. Work: for each sweep of a group
   of 64, 32, 16 or 8 replicas, full or not, all couplings (twice their number) and one for each spin, with full
   rows num_spins / 4 + 1 for each spin; so is each pass of the descent. [any] */
WEISS_API int64_t weiss_replicas_anneal(weiss_replicas* replicas, const struct weiss_run* run,
                                        const weiss_anneal_params* params) WEISS_NOEXCEPT;

/* Metropolis sweeps of all replicas, each at a fixed temperature of its own, temperatures [count] in units of
   energy, 0 or less: no flip that raises the energy. A call with the seed of the call before goes on with its
   random numbers; any other seed begins anew, which costs about 50 microseconds. Returns the full sweeps that
   every replica had. Work: as above. [any] */
WEISS_API int64_t weiss_replicas_sweep(weiss_replicas* replicas, const struct weiss_run* run, int64_t sweeps,
                                       const double* temperatures, uint64_t seed) WEISS_NOEXCEPT;

#ifdef __cplusplus
}
#endif
#endif /* WEISS_REPLICAS_H */

/* weiss/search.h - one-flip local search on the SIMD kernels. C99, C++11 and later.

   A weiss_search is the state of one search on one problem: spins, all fields, the energy, and what
   the kernels need. It is the building block of the bundled solvers and of yours; plugins get the same
   functions as the extension "weiss.search/1" (ext/search.h). One search serves one thread at a time.

   The functions that may run long take the run of the calling plugin, or NULL outside of a run: with a
   run they charge work to it (what is charged is said at each) and end early when it should stop.

   Without a search, or an array to write to, a function that has no weiss_error does nothing and returns NULL, NaN,
   0 flips, or -1 where that stands for an error. */
#ifndef WEISS_SEARCH_H
#define WEISS_SEARCH_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

struct weiss_run; /* plugin.h */

typedef struct weiss_search weiss_search;

/* How couplings are stored. */
#define WEISS_ENGINE_AUTO 0
#define WEISS_ENGINE_SPARSE 1 /* CSR: a flip costs its degree; so does a tabu step on integers below some 2^28,
                                 else it is a pass over all spins */
#define WEISS_ENGINE_DENSE 2  /* full rows: one fused pass a flip */

/* Creates a search at the state of all +1. The problem must outlive it. E_LIMIT when dense rows
   (num_spins^2 entries of 1, 2 or 8 bytes) do not fit the memory limit. The run is asked after each 2^18 couplings:
   WEISS_STOPPED, and *out is NULL, when it should stop. Work: none, as how many searches a solver creates may
   depend on its threads, which a work limit must not see. [any] */
WEISS_API weiss_status weiss_search_create(const weiss_problem* problem, const struct weiss_run* run,
                                           int32_t engine, weiss_search** out,
                                           weiss_error* error) WEISS_NOEXCEPT;
/* Frees a search; NULL is allowed. [any] */
WEISS_API void weiss_search_destroy(weiss_search* search) WEISS_NOEXCEPT;

/* Goes to the state spins [num_spins], each -1 or +1. Costs at most a pass over all couplings, less
   when few spins differ from the present state and the problem is integer. [any] */
WEISS_API weiss_status weiss_search_set(weiss_search* search, const int8_t* spins,
                                        weiss_error* error) WEISS_NOEXCEPT;
/* Goes to a random state, each spin by a fair coin of the seed. [any] */
WEISS_API void weiss_search_set_random(weiss_search* search, uint64_t seed) WEISS_NOEXCEPT;

/* The present state [num_spins] and its energy; the state of least energy that any call since the
   last weiss_search_set* visited, and its energy. Valid until the next call. [any] */
WEISS_API const int8_t* weiss_search_spins(const weiss_search* search) WEISS_NOEXCEPT;
WEISS_API double weiss_search_energy(const weiss_search* search) WEISS_NOEXCEPT;
WEISS_API const int8_t* weiss_search_best_spins(weiss_search* search) WEISS_NOEXCEPT;
WEISS_API double weiss_search_best_energy(const weiss_search* search) WEISS_NOEXCEPT;

/* gains [num_spins]: the energy that the flip of each spin would save, E(s) - E(s with i flipped)
   = 2 s_i f_i with the field f_i = h_i + sum_j J_ij s_j. [any] */
WEISS_API void weiss_search_gains(const weiss_search* search, double* gains) WEISS_NOEXCEPT;

/* Flips one spin. E_ARGUMENT when out of range. Work: its couplings. [any] */
WEISS_API weiss_status weiss_search_flip(weiss_search* search, const struct weiss_run* run,
                                         int64_t spin, weiss_error* error) WEISS_NOEXCEPT;

/* Flips spins in an order that the problem decides, pass after pass, while a flip lowers the energy; ends in a
   one-flip minimum unless the run stops it. Returns the flips made. Work: one for each spin looked at,
   plus the couplings of each flip. [any] */
WEISS_API int64_t weiss_search_descend(weiss_search* search, const struct weiss_run* run) WEISS_NOEXCEPT;

/* One-flip tabu search (Glover 1989; for QUBO Palubeckis 2004, Lu, Glover, Hao 2010): each step flips
   the free spin of largest gain (ties at random) and forbids it for tenure + random(0..tenure_range)
   steps, but fewer than num_spins; a forbidden spin may be flipped when that gives a new best. */
typedef struct weiss_tabu_params {
  uint32_t struct_size;
  int32_t  reserved;       /* 0 */
  uint64_t seed;
  int64_t  max_steps;      /* stop after so many steps; 0: no limit */
  int64_t  max_idle;       /* stop after so many steps without a new best; 0: 20 * num_spins */
  int64_t  tenure;         /* 0: num_spins / 100 + 10, at most num_spins / 4 */
  int64_t  tenure_range;   /* 0: 10 */
  double   target;         /* with has_target: stop at an energy of target or less */
  int32_t  has_target;
  int32_t  reserved_;      /* 0 */
} weiss_tabu_params;
/* Returns the steps made, -1 when struct_size of params is not set; best_spins holds the best state
   visited. params may be NULL. Work: for each step the couplings of the flipped spin, plus
   num_spins / 16 + 1 for the arg-min. [any] */
WEISS_API int64_t weiss_search_tabu(weiss_search* search, const struct weiss_run* run,
                                    const weiss_tabu_params* params) WEISS_NOEXCEPT;

/* Metropolis sweeps, temperature from first to last, in an order of the spins that suits the problem and is
   the same in each sweep: that of the index, or where few couplings meet in a spin by the colours of a
   colouring, so that the spins of a colour, which do not feel each other, turn at once. An optimiser: draws
   of different sweeps are independent, but a geometric or linear cooling samples no single law. */
#define WEISS_SCHEDULE_GEOMETRIC 0
#define WEISS_SCHEDULE_LINEAR 1
typedef struct weiss_anneal_params {
  uint32_t struct_size;
  int32_t  schedule;       /* WEISS_SCHEDULE_*: of the temperature */
  uint64_t seed;
  int64_t  sweeps;         /* 0: 1000 */
  double   t_first;        /* in units of energy; 0: from the data, see weiss_search_temperatures */
  double   t_last;         /* 0: likewise */
} weiss_anneal_params;
/* Returns the full sweeps made, -1 when struct_size of params is not set or memory is lacking (the first
   call takes some); ends with a descent. params may be NULL. best_spins sees the state that the sweeps end
   in and what follows, not the way there. When the run says stop the rest of the schedule is left out, and
   the state goes straight to the descent, which then ends after some 3 million units of work, a few
   hundredths of a second. Work: the number of stored couplings, both directions, for setting up; one for
   each spin proposed; plus the couplings of each flip, in the descent too. Two exceptions, in sweeps: on full
   rows of integers a flip counts as one of a mean spin, and by colours, where flips cost nothing but each
   field is summed anew, it is a quarter of the couplings of each spin proposed. [any] */
WEISS_API int64_t weiss_search_anneal(weiss_search* search, const struct weiss_run* run,
                                      const weiss_anneal_params* params) WEISS_NOEXCEPT;

/* Moves on random induced forests of the coupling graph: each move grows a forest that covers about half of
   the spins or more where few couplings meet in a spin, and sets all its spins at once, given the others: at
   temperature 0 to an exact minimum, ties by lot, so that the energy never rises; above it to an exact sample
   (Hamze, de Freitas 2004; Selby 2014). With a width above 1 a front of so many spins sweeps over the graph,
   and all spins that pass through it are set to their exact minimum given those that did not fit in: that
   moves clusters whose boundary no sweep of single flips overcomes, and goes on gaining after an annealing on
   lattices and other sparse graphs. A move of width 1 costs as much as some ten sweeps, each more width
   doubles it. */
typedef struct weiss_trees_params {
  uint32_t struct_size;
  int32_t  schedule;       /* WEISS_SCHEDULE_*: of the temperature, when it falls */
  uint64_t seed;
  int64_t  moves;          /* 0: 100 */
  double   temperature;    /* of the first move, in units of energy; 0: all moves are exact minima */
  double   t_last;         /* of the last move; 0: as temperature */
  int64_t  width;          /* 0 and 1: forests; 2 ... 16: a front of so many spins, at temperature 0 only */
} weiss_trees_params;
/* Returns the moves made, -1 when struct_size of params is not set, when width is out of range or comes
   with a temperature, or when memory is lacking (for the call: some 100 bytes for each spin, and with a
   width above 6 another 2^width / 16). params may be NULL. Ends in the state of the last move; best_spins sees the state
   after each. Work: the spins and couplings of the problem (both directions) for each call; for each move the
   spins of the forest and their couplings, or of a front all couplings and 2^width / 16 for each spin that
   passes through, at least 1; plus the couplings of each spin that changes. [any] */
WEISS_API int64_t weiss_search_trees(weiss_search* search, const struct weiss_run* run,
                                     const weiss_trees_params* params) WEISS_NOEXCEPT;

/* Temperature range from the data: at *t_first a typical spin turns freely against its field, at
   *t_last it hardly ever turns, not even against the field of its weakest coupling. Both > 0. [any] */
WEISS_API void weiss_search_temperatures(const weiss_problem* problem, double* t_first,
                                         double* t_last) WEISS_NOEXCEPT;

/* The exact minimum of a problem of at most 30 spins by a walk over all states (half of them when there
   are no fields): spins [num_spins] is the first minimum in the order of weiss_result_sample. *complete is
   0 when the run stopped it early (the best so far then). E_LIMIT for more spins. Work: num_spins for
   each 64 states. [any] */
WEISS_API weiss_status weiss_search_enumerate(const weiss_problem* problem, const struct weiss_run* run,
                                              int8_t* spins, double* energy, int32_t* complete,
                                              weiss_error* error) WEISS_NOEXCEPT;

#ifdef __cplusplus
}
#endif
#endif /* WEISS_SEARCH_H */

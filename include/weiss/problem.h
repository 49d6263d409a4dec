/* weiss/problem.h - build, look at, evaluate and transform a problem. C99, C++11 and later.

   A problem is an Ising energy
       E(s) = offset + sum_i field_i s_i + sum_{i<j} J_ij s_i s_j,   s_i in {-1, +1},   minimised,
   that remembers the form in which the user gave it (its origin), so that values can be printed in
   the user's own terms. Conversions keep the offset:
     QUBO      value(x) = offset + sum_i q_ii x_i + sum_{i<j} q_ij x_i x_j,  x_i = (1 - s_i)/2
     Max-Cut   cut(s)   = offset + sum_{i<j} w_ij (1 - s_i s_j)/2
   With sense MAX the energy is minus the value; so energy = value or energy = -value, exactly.

   Coefficients enter as double. When all of them are integers after one common scale and every
   field and energy is proven to stay below 2^53, all sums of the library are exact; otherwise
   energies are compensated sums of doubles and the report says "exact": false.

   Problems are read-only once built (but for weiss_problem_update) and may be used by any number of
   runs at once. They may outlive the context handle that they were made with. */
#ifndef WEISS_PROBLEM_H
#define WEISS_PROBLEM_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

struct weiss_run; /* plugin.h */

/* ---- origin ---- */
#define WEISS_ORIGIN_ISING 0
#define WEISS_ORIGIN_QUBO 1
#define WEISS_ORIGIN_MAXCUT 2
/* Sense of the user's own value. 0 is the usual one: MIN for Ising and QUBO, MAX for Max-Cut. */
#define WEISS_SENSE_DEFAULT 0
#define WEISS_SENSE_MIN 1
#define WEISS_SENSE_MAX 2

/* What to do when a pair (i,j), in either order, comes twice. */
#define WEISS_DUPLICATES_SUM 0
#define WEISS_DUPLICATES_LAST 1
#define WEISS_DUPLICATES_ERROR 2

/* A problem as the user has it. Quadratic terms come in one of two forms:
     pairs:  row [num_terms], column [num_terms], value [num_terms]; (i,j) and (j,i) are the same pair
     CSR:    row_start [num_spins + 1], column, value; row must be NULL
   A term with i = j is, by origin: Ising a constant, QUBO the linear coefficient q_ii, Max-Cut nothing.
   With both_directions each pair of the input counts once although it is listed twice (a symmetric
   matrix in full); the two values must be equal. */
typedef struct weiss_problem_data {
  uint32_t       struct_size;
  int32_t        origin;          /* WEISS_ORIGIN_* */
  int32_t        sense;           /* WEISS_SENSE_* */
  int32_t        index_base;      /* 0 or 1: of row and column; row_start may begin at 0 or at it */
  int32_t        duplicates;      /* WEISS_DUPLICATES_* */
  int32_t        both_directions; /* 0 or 1 */
  int64_t        num_spins;       /* 0 ... 2^31 - 2 */
  int64_t        num_terms;
  const int32_t* row;
  const int64_t* row_start;
  const int32_t* column;
  const double*  value;           /* Ising J_ij, QUBO q_ij, Max-Cut w_ij; NULL: all 1 */
  const double*  linear;          /* [num_spins] Ising field, QUBO extra q_ii; NULL: all 0. Max-Cut: NULL */
  double         offset;
} weiss_problem_data;

/* Builds a problem from data; copies everything that it needs.
   Returns E_ARGUMENT for an index out of range, a value that is not finite or overflows when summed
   (the message names the term), E_LIMIT or E_NOMEM when it does not fit. [any] */
WEISS_API weiss_status weiss_problem_create(weiss_context* context, const weiss_problem_data* data,
                                            weiss_problem** out, weiss_error* error) WEISS_NOEXCEPT;

/* Shorthands of weiss_problem_create for the three origins in their usual sense, 0-based pairs,
   duplicates summed. row, column, value are [num_terms]; field is [num_spins] or NULL. [any] */
WEISS_API weiss_status weiss_problem_create_ising(weiss_context* context, int64_t num_spins,
                                                  const double* field, int64_t num_terms,
                                                  const int32_t* row, const int32_t* column,
                                                  const double* value, weiss_problem** out,
                                                  weiss_error* error) WEISS_NOEXCEPT;
WEISS_API weiss_status weiss_problem_create_qubo(weiss_context* context, int64_t num_variables,
                                                 int64_t num_terms, const int32_t* row,
                                                 const int32_t* column, const double* value,
                                                 weiss_problem** out, weiss_error* error) WEISS_NOEXCEPT;
WEISS_API weiss_status weiss_problem_create_maxcut(weiss_context* context, int64_t num_nodes,
                                                   int64_t num_edges, const int32_t* row,
                                                   const int32_t* column, const double* weight,
                                                   weiss_problem** out,
                                                   weiss_error* error) WEISS_NOEXCEPT;

/* Gives the problem new coefficients on its pattern. data must have the same origin, sense and
   number of spins, and only pairs that the problem was built with; pairs that are missing in it
   become 0 and stay in the pattern. Nothing changes on failure. Not while a run uses the problem. */
WEISS_API weiss_status weiss_problem_update(weiss_problem* problem, const weiss_problem_data* data,
                                            weiss_error* error) WEISS_NOEXCEPT;

/* Frees the problem; NULL is allowed. Not while a run uses it. [any] */
WEISS_API void weiss_problem_destroy(weiss_problem* problem) WEISS_NOEXCEPT;

/* ---- the view: what plugins work on ---- */
#define WEISS_PROBLEM_INTEGER 1u       /* all coefficients times scale are integers, sums below 2^53 */
#define WEISS_PROBLEM_HAS_FIELDS 2u    /* some field is not 0 */
#define WEISS_PROBLEM_DENSE_ADVISED 4u /* dense rows are the better data structure */

/* Read-only picture of the energy. Rows hold both directions of every coupling, sorted by column,
   no diagonal, no repeats. Pointers are valid as long as the problem. */
typedef struct weiss_problem_view {
  uint32_t             struct_size;
  uint32_t             flags;       /* WEISS_PROBLEM_* */
  int64_t              num_spins;
  int64_t              num_entries; /* row_start[num_spins], twice the number of couplings */
  const int64_t*       row_start;   /* [num_spins + 1] */
  const int32_t*       column;      /* [num_entries] */
  const double*        value;       /* [num_entries] J_ij */
  const double*        field;       /* [num_spins], never NULL */
  double               offset;
  double               scale;       /* INTEGER: value * scale and field * scale are integers; else 1 */
  const weiss_problem* problem;     /* the handle, for weiss_problem_* and weiss_search_* */
} weiss_problem_view;

/* Fills view. Set view->struct_size first. [any] */
WEISS_API weiss_status weiss_problem_get_view(const weiss_problem* problem, weiss_problem_view* view,
                                              weiss_error* error) WEISS_NOEXCEPT;

/* Facts about a problem and about the input that it came from. */
typedef struct weiss_problem_info {
  uint32_t    struct_size;
  uint32_t    flags;             /* WEISS_PROBLEM_* */
  int32_t     origin;            /* WEISS_ORIGIN_* */
  int32_t     sense;             /* WEISS_SENSE_MIN or _MAX */
  int64_t     num_spins;
  int64_t     num_couplings;
  int64_t     num_fields;        /* fields that are not 0 */
  int64_t     duplicates_merged; /* terms of the input that met an earlier one */
  int64_t     self_loops;        /* terms with i = j */
  int64_t     zeros_dropped;     /* quadratic terms that were, or summed up to, 0 */
  int64_t     memory;            /* bytes held by the problem */
  double      smallest;          /* smallest |J| or |h| but 0; 0 when there is none */
  double      largest;           /* largest |J| or |h| */
  double      trivial_bound;     /* offset - sum |h| - sum |J|: no energy is below it */
  const char* format;            /* how it was read: format, sense, base and doubling; "" when built */
} weiss_problem_info;
WEISS_API weiss_status weiss_problem_get_info(const weiss_problem* problem, weiss_problem_info* info,
                                              weiss_error* error) WEISS_NOEXCEPT;

/* Number of spins; 0 for NULL. [any] */
WEISS_API int64_t weiss_problem_num_spins(const weiss_problem* problem) WEISS_NOEXCEPT;

/* ---- evaluate ---- */

/* Energies of count states; spins [count * num_spins], energies [count]. Exact when INTEGER.
   E_ARGUMENT names the first entry that is neither -1 nor +1. [any] */
WEISS_API weiss_status weiss_problem_energies(const weiss_problem* problem, int64_t count,
                                              const int8_t* spins, double* energies,
                                              weiss_error* error) WEISS_NOEXCEPT;

/* The user's own value (cut, QUBO value, Ising energy, in the user's sense) of an energy. [any] */
WEISS_API double weiss_problem_objective(const weiss_problem* problem, double energy) WEISS_NOEXCEPT;
/* The energy of a user's own value; the inverse of weiss_problem_objective. [any] */
WEISS_API double weiss_problem_energy_of(const weiss_problem* problem, double objective) WEISS_NOEXCEPT;

/* y = J x for count vectors, without fields: x and y are [num_spins * count], vector k of spin i at
   [i * count + k], and must not overlap. Sums go in the order of the index, so for finite x every SIMD level
   and every count give the same bits. Many vectors at once are faster than one at a time. [any] */
WEISS_API weiss_status weiss_problem_multiply(const weiss_problem* problem, int64_t count,
                                              const double* x, double* y,
                                              weiss_error* error) WEISS_NOEXCEPT;

/* ---- transform ----
   Each returns a new Ising problem, integer when the parent is and the data allow it. Those that may run long take
   the run of the calling plugin, or NULL outside of a run: they ask it after each 2^18 couplings, and when it should
   stop they return WEISS_STOPPED and *out is NULL. */

/* The energy of the num_members spins members (distinct, any order; spin k of the new problem is
   members[k]) with all others clamped, either to spins [num_spins] or, when spins is NULL, to mean
   values mean_spins [num_spins] in [-1, 1]: h'_a = h_a + sum_out J_aj m_j, and the offset holds what
   does not depend on the members. Entries of members themselves are not read. Charges no work.
   Cost: the couplings of the members, plus those of the rest when with_offset is 1; with 0 the offset
   is 0 and energies are those of the members up to a constant. [any] */
WEISS_API weiss_status weiss_problem_clamp(const weiss_problem* problem, const struct weiss_run* run,
                                           int64_t num_members, const int32_t* members, const int8_t* spins,
                                           const double* mean_spins, int32_t with_offset,
                                           weiss_problem** out, weiss_error* error) WEISS_NOEXCEPT;

/* Contracts groups into super-spins: group [num_spins] in 0 ... num_groups - 1, sign [num_spins] of
   -1 or +1 (NULL: all +1). s_u = sign_u * S_group(u);
   h'_A = sum h_u z_u, J'_AB = sum J_uv z_u z_v, offset' = offset + sum of internal J_uv z_u z_v.
   Charges no work. [any] */
WEISS_API weiss_status weiss_problem_contract(const weiss_problem* problem, const struct weiss_run* run,
                                              int64_t num_groups, const int32_t* group,
                                              const int8_t* sign, weiss_problem** out,
                                              weiss_error* error) WEISS_NOEXCEPT;

/* Connected components: component [num_spins] gets 0 ... *num_components - 1, numbered by their
   smallest spin. [any] */
WEISS_API weiss_status weiss_problem_components(const weiss_problem* problem, int32_t* component,
                                                int64_t* num_components,
                                                weiss_error* error) WEISS_NOEXCEPT;

/* Removes spins as often as one of these rules applies, exactly: the energy of a reduced state is the
   least energy of the states that agree with it on the kept spins.
     degree 0 or 1
     degree 2           the spin becomes a coupling of its neighbours, and fields
     degree 3, no field the spin becomes three couplings of its neighbours
     domination         |h| >= sum |J|: the field decides
     decision           |J| >= |h| + the other |J|: one neighbour decides (up to 64 couplings)
     persistency        what roof duality decides (weiss_bound_roof_dual), in turns with the others, while
                        it removes spins and as long as the flows have looked at no more than 64 arcs for
                        each arc of the network, plus 2^22; not above 2^23 couplings
   Integer problems stay integer: the scale may grow by a power of two, but not where sums could reach 2^53,
   nor where 16 or 32 bit fields that did suffice would no longer; spins of degree 2 and 3 stay then. Otherwise
   each removal is exact but for the rounding of some sums.
   reduction lifts states back. *out has 0 spins when all are decided; it need not be connected. When the run says
   stop while the rules are applied, nothing is made (WEISS_STOPPED); during the flows, the reduction so far is made.
   Work: the couplings and arcs looked at, which weiss_reduction_info names. [any] */
typedef struct weiss_reduction weiss_reduction;
WEISS_API weiss_status weiss_problem_reduce(const weiss_problem* problem, const struct weiss_run* run,
                                            weiss_problem** out, weiss_reduction** reduction,
                                            weiss_error* error) WEISS_NOEXCEPT;
/* spins [spins of the problem] of least energy among those that agree with reduced_spins
   [spins of the reduced problem] on the kept spins. [any] */
WEISS_API void weiss_reduction_lift(const weiss_reduction* reduction, const int8_t* reduced_spins,
                                    int8_t* spins) WEISS_NOEXCEPT;
/* The kept spins of a state: reduced_spins [spins of the reduced problem] from spins [spins of the problem]. What
   weiss_reduction_lift makes of them has no higher energy than the state, but for rounding. [any] */
WEISS_API void weiss_reduction_restrict(const weiss_reduction* reduction, const int8_t* spins,
                                        int8_t* reduced_spins) WEISS_NOEXCEPT;
/* What a reduction did. The numbers from num_low_degree to num_persistent add up to what was removed. */
typedef struct weiss_reduction_info {
  uint32_t struct_size;
  int32_t  reserved;       /* 0 */
  int64_t  num_spins;      /* of the problem */
  int64_t  num_kept;       /* of the reduced one */
  int64_t  num_low_degree; /* had degree 0 or 1 when they were removed */
  int64_t  num_degree_two;
  int64_t  num_degree_three; /* became three couplings */
  int64_t  num_dominated;  /* of higher degree, decided by their field */
  int64_t  num_decided;    /* of higher degree, decided by one neighbour */
  int64_t  num_persistent;
  int64_t  work;           /* couplings and arcs looked at: what was charged to the run, if there was one */
} weiss_reduction_info;
WEISS_API weiss_status weiss_reduction_get_info(const weiss_reduction* reduction,
                                                weiss_reduction_info* info,
                                                weiss_error* error) WEISS_NOEXCEPT;
/* Frees a reduction; NULL is allowed. [any] */
WEISS_API void weiss_reduction_destroy(weiss_reduction* reduction) WEISS_NOEXCEPT;

#ifdef __cplusplus
}
#endif
#endif /* WEISS_PROBLEM_H */

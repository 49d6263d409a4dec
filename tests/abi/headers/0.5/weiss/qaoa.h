/* weiss/qaoa.h - the mean energy of a QAOA circuit and its gradient, fast. C99, C++11 and later.

   The circuit is |psi> = prod_{l=1..p} U_M(beta_l) exp(-i gamma_l E) |start>, l = 1 first, with the energy E of a
   problem in its own coefficients; U_M(beta) = exp(-i beta sum_i X_i) and |start> = |+>^n unless another
   mixer is asked for (Farhi, Goldstone, Gutmann, arXiv:1411.4028). Spin i is qubit i, s = +1 is bit 0.
   Parameters are [gamma_1..gamma_p, beta_1..beta_p] in radians; with gamma > 0 a good beta of the X
   mixer is negative. Values are mean energies, with the problem's offset: they are minimised.

   An evaluator serves one thread at a time and uses up to `threads` threads of the context; results do not
   depend on their number. Functions that take a run (NULL outside of a run) charge work to it, one unit for
   each amplitude visited, and return WEISS_STOPPED without a result when it says stop. Plugins get
   the same functions in the extension "weiss.statevector/1" (ext/statevector.h). */
#ifndef WEISS_QAOA_H
#define WEISS_QAOA_H

#include "circuit.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct weiss_qaoa weiss_qaoa;

/* ---- how a mean energy is computed ---- */
#define WEISS_QAOA_AUTO 0        /* what is fastest at the size and depth */
#define WEISS_QAOA_STATEVECTOR 1 /* all amplitudes: up to WEISS_MAX_QUBITS spins */
#define WEISS_QAOA_CLOSED_FORM 2 /* depth 1, X mixer, any number of spins (Ozaeta, van Dam, McMahon,
                                    arXiv:2012.03421) */

/* ---- mixers ---- */
#define WEISS_MIXER_X 0
#define WEISS_MIXER_WARM_START 1  /* RY(t_i) RZ(2 beta) RY(-t_i) on RY(t_i)|0>, t_i = 2 arcsin sqrt(start[i])
                                     (Egger, Marecek, Woerner, arXiv:2009.10095); 1/2 is the X mixer */
#define WEISS_MIXER_XY_RING 2     /* exp(-i beta/2 (XX + YY)) on neighbours in the ring of a group, even pairs
                                     first, then odd ones, then the last if the group is odd (Hadfield et al.,
                                     arXiv:1709.03489; Wang et al., arXiv:1904.09314) */
#define WEISS_MIXER_XY_COMPLETE 3 /* the same on all pairs of a group, in the order of their indices */
#define WEISS_MIXER_GROVER 4      /* exp(-i beta |start><start|) (Baertschi, Eidenbenz, arXiv:2006.00354) */
/* XY and Grover mixers: a group of spins is one-hot, exactly one of them is x = 1 (s = -1). |start> is the uniform
   superposition of all states that keep this for every group; spins outside groups are |+>, and have X as
   their mixer with XY. */

typedef struct weiss_qaoa_config {
  uint32_t struct_size;
  int32_t  precision;    /* WEISS_PRECISION_* */
  int32_t  method;       /* WEISS_QAOA_* */
  int32_t  mixer;        /* WEISS_MIXER_* */
  int32_t  multi_angle;  /* 1: an angle for each term (Herrman et al., arXiv:2109.11455); see num_parameters */
  int32_t  no_symmetry;  /* 1: keep all 2^n amplitudes where the problem has no fields and 2^(n-1) would do */
  int32_t  threads;      /* most threads to use; 0: 1 */
  int32_t  reserved;     /* 0 */
  const double*  start;  /* WARM_START: Pr[x_i = 1], [num_spins] in [0, 1]; otherwise NULL */
  const int32_t* groups; /* XY, GROVER: number of the group of each spin [num_spins] from 0 on, -1: in none;
                            otherwise NULL. GROVER without groups starts from all states */
} weiss_qaoa_config;

/* Bytes that an evaluator of the statevector method needs for num_spins spins; with_gradient adds what
   weiss_qaoa_gradient keeps at the depth. config may be NULL. -1 for more than WEISS_MAX_QUBITS. [any] */
WEISS_API int64_t weiss_qaoa_memory(int64_t num_spins, const weiss_qaoa_config* config, int32_t depth,
                                    int32_t with_gradient) WEISS_NOEXCEPT;

/* Creates an evaluator; config may be NULL, its arrays are copied. The problem must outlive it, and the context
   too. Memory is taken when a function first needs amplitudes: E_LIMIT with a forecast then. [any] */
WEISS_API weiss_status weiss_qaoa_create(weiss_context* context, const weiss_problem* problem,
                                         const weiss_qaoa_config* config, weiss_qaoa** out,
                                         weiss_error* error) WEISS_NOEXCEPT;
/* Frees an evaluator; NULL is allowed. [any] */
WEISS_API void weiss_qaoa_destroy(weiss_qaoa* qaoa) WEISS_NOEXCEPT;
/* Goes on with another problem of as many spins, in the memory that it has. The old one may be gone. [any] */
WEISS_API weiss_status weiss_qaoa_set_problem(weiss_qaoa* qaoa, const weiss_problem* problem,
                                              weiss_error* error) WEISS_NOEXCEPT;

/* Length of a parameter vector: 2 depth. With multi_angle depth (m + 2 n) for m couplings and n spins: for each
   layer a gamma for each coupling (pairs i < j by i, then j) and for each field, and after all
   gammas for each layer a beta for each spin; a term's angle is gamma times its coefficient. [any] */
WEISS_API int64_t weiss_qaoa_num_parameters(const weiss_qaoa* qaoa, int32_t depth) WEISS_NOEXCEPT;

/* Mean energies of count parameter vectors, one after another in parameters, into values [count]. Work: 2^n
   (2^(n-1) with symmetry) for each layer of the X mixer, with others for each gate on all amplitudes;
   closed form: the couplings that it visits, eight a unit in full rows. E_UNSUPPORTED when the method
   cannot do the depth; E_ARGUMENT for a parameter that is not finite, or with angles beyond 2^30. [any] */
WEISS_API weiss_status weiss_qaoa_values(weiss_qaoa* qaoa, const struct weiss_run* run, int64_t count,
                                         int32_t depth, const double* parameters, double* values,
                                         weiss_error* error) WEISS_NOEXCEPT;
/* Mean energy and its derivatives [num_parameters] by the adjoint method: about three values' time, and for each
   layer another register of memory. [any] */
WEISS_API weiss_status weiss_qaoa_gradient(weiss_qaoa* qaoa, const struct weiss_run* run, int32_t depth,
                                           const double* parameters, double* value, double* gradient,
                                           weiss_error* error) WEISS_NOEXCEPT;
/* The beta of least mean energy at a gamma, depth 1, X mixer, exactly: <E> = a sin 2b + b' sin 4b + c sin^2 2b + d.
   [any] */
WEISS_API weiss_status weiss_qaoa_best_beta(weiss_qaoa* qaoa, const struct weiss_run* run, double gamma,
                                            double* beta, double* value, weiss_error* error) WEISS_NOEXCEPT;
/* Mean energies of many small problems at once, each with its own parameters [2 * depth] in parameters
   [count * 2 * depth], X mixer, double; fastest when neighbours have equally many spins, 7 at most. [any] */
WEISS_API weiss_status weiss_qaoa_values_many(weiss_context* context, const struct weiss_run* run,
                                              int64_t count, const weiss_problem* const* problems,
                                              int32_t depth, const double* parameters, double* values,
                                              weiss_error* error) WEISS_NOEXCEPT;

/* ---- the state ---- */

/* Runs the circuit and keeps its state for the functions below, until the next call of one above. Depth 0 is
   the start. Where AUTO takes the closed form, amplitudes are computed when first asked for. [any] */
WEISS_API weiss_status weiss_qaoa_prepare(weiss_qaoa* qaoa, const struct weiss_run* run, int32_t depth,
                                          const double* parameters, weiss_error* error) WEISS_NOEXCEPT;
/* Of the prepared state: mean energy; <s_i> [num_spins]; <s_i s_j> [num_spins * num_spins], 1 on the diagonal.
   E_ARGUMENT when none is prepared. The closed form has these, but not what follows. [any] */
WEISS_API weiss_status weiss_qaoa_mean(weiss_qaoa* qaoa, double* value, weiss_error* error) WEISS_NOEXCEPT;
WEISS_API weiss_status weiss_qaoa_marginals(weiss_qaoa* qaoa, double* marginals,
                                            weiss_error* error) WEISS_NOEXCEPT;
WEISS_API weiss_status weiss_qaoa_correlations(weiss_qaoa* qaoa, double* correlations,
                                               weiss_error* error) WEISS_NOEXCEPT;
/* Probabilities of count basis states from index first on, and their energies; either may be NULL. [any] */
WEISS_API weiss_status weiss_qaoa_probabilities(weiss_qaoa* qaoa, int64_t first, int64_t count,
                                                double* probabilities, double* energies,
                                                weiss_error* error) WEISS_NOEXCEPT;
/* Measures all qubits shots times: the distinct basis states, ascending, how often each was seen, and
   their energies, each [shots], of which the first *num_states are written; energies may be NULL. [any] */
WEISS_API weiss_status weiss_qaoa_sample(weiss_qaoa* qaoa, const struct weiss_run* run, uint64_t seed,
                                         int64_t shots, uint64_t* states, int64_t* counts, double* energies,
                                         int64_t* num_states, weiss_error* error) WEISS_NOEXCEPT;
/* Copies the amplitudes into a register of as many qubits, up to a global phase. [any] */
WEISS_API weiss_status weiss_qaoa_state(weiss_qaoa* qaoa, weiss_statevector* state,
                                        weiss_error* error) WEISS_NOEXCEPT;

/* The circuit as gates: RZ(2 gamma h_i), RZZ(2 gamma J_ij), RX(2 beta), or those of the mixer, the start
   included; couplings that share no spin stand side by side. config as of weiss_qaoa_create. Any number of
   spins. [any] */
WEISS_API weiss_status weiss_qaoa_circuit(weiss_context* context, const weiss_problem* problem,
                                          const weiss_qaoa_config* config, int32_t depth,
                                          const double* parameters, weiss_circuit** out,
                                          weiss_error* error) WEISS_NOEXCEPT;

#ifdef __cplusplus
}
#endif
#endif /* WEISS_QAOA_H */

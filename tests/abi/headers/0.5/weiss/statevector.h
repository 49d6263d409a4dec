/* weiss/statevector.h - a register of qubits, held as its 2^n amplitudes. C99, C++11 and later.

   Qubit i is bit i (least significant first) of the index of a basis state, and spin i of a problem:
   bit 0 is x = 0, s = +1. RX(t) = exp(-i t X/2), likewise RY, RZ, RXX, RYY, RZZ and Pauli rotations;
   P(t) = diag(1, e^{it}). A two-qubit matrix on (a, b) is indexed by bit(a) + 2 bit(b).
   A Pauli string is text of num_qubits letters of "IXYZ", qubit 0 first.

   A register serves one thread at a time. Its functions use up to `threads` threads of the context; results
   do not depend on their number, nor on the SIMD level but for weiss_statevector_phase. Plugins get the same
   functions in the extension "weiss.statevector/1" (ext/statevector.h). Costs are given in amplitudes visited,
   which is also what is charged to a run by the functions that take one (NULL outside of a run; WEISS_STOPPED
   when the run says stop, and the state is undefined then). */
#ifndef WEISS_STATEVECTOR_H
#define WEISS_STATEVECTOR_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

struct weiss_run; /* plugin.h */

typedef struct weiss_statevector weiss_statevector;

#define WEISS_MAX_QUBITS 30

/* How amplitudes are stored; arguments and results are double in any case. */
#define WEISS_PRECISION_DOUBLE 0
#define WEISS_PRECISION_SINGLE 1

/* Bytes that a register holds: 2^n (16 or 8). -1 when num_qubits is not in 0 ... WEISS_MAX_QUBITS. [any] */
WEISS_API int64_t weiss_statevector_memory(int32_t num_qubits, int32_t precision) WEISS_NOEXCEPT;

/* Creates a register in the state of all 0. threads: most threads of the context to use; 0: 1. E_LIMIT with
   a forecast when there are more than WEISS_MAX_QUBITS qubits, or when it does not fit the memory limit of the
   context or the memory of the machine. The context must outlive it. [any] */
WEISS_API weiss_status weiss_statevector_create(weiss_context* context, int32_t num_qubits,
                                                int32_t precision, int32_t threads,
                                                weiss_statevector** out, weiss_error* error) WEISS_NOEXCEPT;
/* Frees a register; NULL is allowed. [any] */
WEISS_API void weiss_statevector_destroy(weiss_statevector* state) WEISS_NOEXCEPT;
/* Number of qubits that it was created with. [any] */
WEISS_API int32_t weiss_statevector_num_qubits(const weiss_statevector* state) WEISS_NOEXCEPT;

/* ---- states ---- */

/* A basis state; the uniform superposition of all. [any] */
WEISS_API weiss_status weiss_statevector_set_basis(weiss_statevector* state, uint64_t index,
                                                   weiss_error* error) WEISS_NOEXCEPT;
WEISS_API void weiss_statevector_set_uniform(weiss_statevector* state) WEISS_NOEXCEPT;
/* Writes or reads count amplitudes from index first on: re, im, re, im ... [2 * count]. A state that is
   written is not normalised by the library. [any] */
WEISS_API weiss_status weiss_statevector_set_amplitudes(weiss_statevector* state, int64_t first, int64_t count,
                                                        const double* amplitudes,
                                                        weiss_error* error) WEISS_NOEXCEPT;
WEISS_API weiss_status weiss_statevector_amplitudes(const weiss_statevector* state, int64_t first,
                                                    int64_t count, double* amplitudes,
                                                    weiss_error* error) WEISS_NOEXCEPT;
/* Copies the amplitudes of source, a register of as many qubits. [any] */
WEISS_API weiss_status weiss_statevector_copy(weiss_statevector* state, const weiss_statevector* source,
                                              weiss_error* error) WEISS_NOEXCEPT;

/* ---- gates: 2^n amplitudes each ---- */
#define WEISS_GATE_H 1
#define WEISS_GATE_X 2
#define WEISS_GATE_Y 3
#define WEISS_GATE_Z 4
#define WEISS_GATE_S 5   /* diag(1, i) */
#define WEISS_GATE_SDG 6
#define WEISS_GATE_T 7   /* diag(1, e^{i pi/4}) */
#define WEISS_GATE_TDG 8
#define WEISS_GATE_RX 9  /* from here to P: angle */
#define WEISS_GATE_RY 10
#define WEISS_GATE_RZ 11
#define WEISS_GATE_P 12
#define WEISS_GATE_CX 13 /* from here on two qubits: control a, target b */
#define WEISS_GATE_CZ 14
#define WEISS_GATE_SWAP 15
#define WEISS_GATE_RXX 16 /* from here on angle, too */
#define WEISS_GATE_RYY 17
#define WEISS_GATE_RZZ 18
#define WEISS_GATE_CP 19 /* P(angle) when both are 1 */

/* Applies a gate. b is the second qubit of a two-qubit gate and ignored by others; so is angle (radians)
   by gates without. E_ARGUMENT for an unknown gate, a qubit out of range, equal qubits. [any] */
WEISS_API weiss_status weiss_statevector_gate(weiss_statevector* state, int32_t gate, int32_t a, int32_t b,
                                              double angle, weiss_error* error) WEISS_NOEXCEPT;
/* Applies a matrix to num_targets (1 or 2) qubits: row-major, re and im in turn, [8] or [32]. Need not be
   unitary. [any] */
WEISS_API weiss_status weiss_statevector_matrix(weiss_statevector* state, int32_t num_targets,
                                                const int32_t* targets, const double* matrix,
                                                weiss_error* error) WEISS_NOEXCEPT;
/* exp(-i angle/2 P) for a Pauli string P. [any] */
WEISS_API weiss_status weiss_statevector_pauli_rotation(weiss_statevector* state, const char* pauli,
                                                        double angle, weiss_error* error) WEISS_NOEXCEPT;
/* exp(-i gamma costs[x]) for each basis state; costs [2^n]. [any] */
WEISS_API weiss_status weiss_statevector_phase(weiss_statevector* state, const double* costs, double gamma,
                                               weiss_error* error) WEISS_NOEXCEPT;

/* ---- measurements: nothing here changes the state. 2^n amplitudes each, sums in double. They are those of the
   state as it is, normalised or not ---- */

/* Sum of |amplitude|^2. [any] */
WEISS_API double weiss_statevector_norm(const weiss_statevector* state) WEISS_NOEXCEPT;
/* <state| sum_k coefficients[k] P_k |state>; paulis [num_terms] are Pauli strings. 2^n amplitudes for each
   term: for many ZZ weiss_statevector_correlations is cheaper. [any] */
WEISS_API weiss_status weiss_statevector_expectation(const weiss_statevector* state, int64_t num_terms,
                                                     const char* const* paulis, const double* coefficients,
                                                     double* value, weiss_error* error) WEISS_NOEXCEPT;
/* sum_x costs[x] |amplitude|^2; costs [2^n]. [any] */
WEISS_API weiss_status weiss_statevector_mean(const weiss_statevector* state, const double* costs,
                                              double* value, weiss_error* error) WEISS_NOEXCEPT;
/* |amplitude|^2 of count basis states from index first on. [any] */
WEISS_API weiss_status weiss_statevector_probabilities(const weiss_statevector* state, int64_t first,
                                                       int64_t count, double* probabilities,
                                                       weiss_error* error) WEISS_NOEXCEPT;
/* <Z_i> of all qubits in one pass, into marginals [num_qubits]. [any] */
WEISS_API weiss_status weiss_statevector_marginals(const weiss_statevector* state, double* marginals,
                                                   weiss_error* error) WEISS_NOEXCEPT;
/* <Z_i Z_j> of all pairs in one pass, of about twice the time of marginals, into correlations [num_qubits *
   num_qubits], 1 on the diagonal. [any] */
WEISS_API weiss_status weiss_statevector_correlations(const weiss_statevector* state, double* correlations,
                                                      weiss_error* error) WEISS_NOEXCEPT;
/* Measures all qubits shots times: the distinct basis states in ascending order into states, how often
   each was seen into counts; both [shots], the first *num_states of each are written. A state that is not
   normalised is measured as if it were. Same seed, same shots, and those of a shorter run are the first of
   a longer one. E_ARGUMENT when all amplitudes are 0. [any] */
WEISS_API weiss_status weiss_statevector_sample(const weiss_statevector* state, uint64_t seed, int64_t shots,
                                                uint64_t* states, int64_t* counts, int64_t* num_states,
                                                weiss_error* error) WEISS_NOEXCEPT;
/* <state|other> into overlap [2] as re, im. [any] */
WEISS_API weiss_status weiss_statevector_overlap(const weiss_statevector* state,
                                                 const weiss_statevector* other, double* overlap,
                                                 weiss_error* error) WEISS_NOEXCEPT;

#ifdef __cplusplus
}
#endif
#endif /* WEISS_STATEVECTOR_H */

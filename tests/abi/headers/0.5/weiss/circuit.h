/* weiss/circuit.h - a circuit as a list of gates: run it, with noise or without, count its gates, write it
   as OpenQASM. C99, C++11 and later.

   Gates, conventions and Pauli strings are those of statevector.h. A circuit that is not being changed may
   be read by every thread at once. Functions that run it use the threads of the run that they are given, one
   without (NULL), charge work to it, and return WEISS_STOPPED without a result when it says stop. */
#ifndef WEISS_CIRCUIT_H
#define WEISS_CIRCUIT_H

#include "io.h"
#include "statevector.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct weiss_circuit weiss_circuit;

/* Creates a circuit of num_qubits (any number) qubits, all 0 at first, without gates. The context must outlive
   it. [any] */
WEISS_API weiss_status weiss_circuit_create(weiss_context* context, int32_t num_qubits, weiss_circuit** out,
                                            weiss_error* error) WEISS_NOEXCEPT;
/* Frees a circuit; NULL is allowed. [any] */
WEISS_API void weiss_circuit_destroy(weiss_circuit* circuit) WEISS_NOEXCEPT;
/* Number of qubits that it was created with. [any] */
WEISS_API int32_t weiss_circuit_num_qubits(const weiss_circuit* circuit) WEISS_NOEXCEPT;

/* ---- building: each call adds to the end; E_ARGUMENT as in statevector.h. [any] ---- */
WEISS_API weiss_status weiss_circuit_gate(weiss_circuit* circuit, int32_t gate, int32_t a, int32_t b,
                                          double angle, weiss_error* error) WEISS_NOEXCEPT;
/* A unitary matrix on one or two qubits; E_ARGUMENT when it is not unitary to 1e-10. */
WEISS_API weiss_status weiss_circuit_matrix(weiss_circuit* circuit, int32_t num_targets,
                                            const int32_t* targets, const double* matrix,
                                            weiss_error* error) WEISS_NOEXCEPT;
WEISS_API weiss_status weiss_circuit_pauli_rotation(weiss_circuit* circuit, const char* pauli, double angle,
                                                    weiss_error* error) WEISS_NOEXCEPT;
/* P(angle) on the states in which all num_targets qubits are 1. */
WEISS_API weiss_status weiss_circuit_controlled_phase(weiss_circuit* circuit, int32_t num_targets,
                                                      const int32_t* targets, double angle,
                                                      weiss_error* error) WEISS_NOEXCEPT;
/* All gates of other, which has as many qubits. */
WEISS_API weiss_status weiss_circuit_append(weiss_circuit* circuit, const weiss_circuit* other,
                                            weiss_error* error) WEISS_NOEXCEPT;

/* ---- resources ---- */
typedef struct weiss_circuit_counts {
  uint32_t struct_size;
  int32_t  num_qubits;
  int64_t  one_qubit_gates;
  int64_t  two_qubit_gates;
  int64_t  many_qubit_gates;  /* Pauli rotations and controlled phases on three qubits and more */
  int64_t  rotations;         /* gates with an angle or a matrix */
  int64_t  depth;             /* longest chain of gates that share qubits */
  int64_t  two_qubit_depth;   /* the same over gates on two qubits and more */
} weiss_circuit_counts;
/* Counts gates as they were added or, with decomposed 1, as weiss_circuit_write_qasm writes them for OpenQASM
   2, in gates of one and two qubits. [any] */
WEISS_API weiss_status weiss_circuit_count(const weiss_circuit* circuit, int32_t decomposed,
                                           weiss_circuit_counts* counts, weiss_error* error) WEISS_NOEXCEPT;

/* Writes the circuit with a measurement of all qubits as OpenQASM, version 2 or 3, up to a global phase, without
   further qubits. Version 2 needs the gates of qelib1.inc only. [any] */
WEISS_API weiss_status weiss_circuit_write_qasm(const weiss_circuit* circuit, int32_t version,
                                                weiss_write_fn write, void* user,
                                                weiss_error* error) WEISS_NOEXCEPT;

/* ---- running ---- */

/* Applies all gates to a register of as many qubits; its state is undefined after WEISS_STOPPED. Work: 2^n for
   each gate. [any] */
WEISS_API weiss_status weiss_circuit_run(const weiss_circuit* circuit, const struct weiss_run* run,
                                         weiss_statevector* state, weiss_error* error) WEISS_NOEXCEPT;

/* Noise after each gate of the circuit as it was added; all zero is none. Probabilities in [0, 1]. */
typedef struct weiss_noise {
  uint32_t struct_size;
  uint32_t reserved;       /* 0 */
  double   depolarizing_1; /* after a one-qubit gate: its qubit is replaced by the maximally mixed state */
  double   depolarizing_2; /* after a gate on two qubits and more: all of its qubits are */
  double   pauli_x;        /* after a gate, on each of its qubits: X, Y or Z is applied with these */
  double   pauli_y;        /*   probabilities, their sum at most 1 */
  double   pauli_z;
  double   readout;        /* each measured bit is flipped */
} weiss_noise;

/* Runs the circuit from all 0 and measures all qubits, shots times; with noise each shot is a run of its own
   with random errors (a trajectory), without (NULL) all come from one run. Output as of weiss_statevector_sample.
   Same seed, same result, for every number of threads. Work: 2^n for each gate that is run, errors included; up to
   the first error of any of them trajectories share their gates. [any] */
WEISS_API weiss_status weiss_circuit_sample(const weiss_circuit* circuit, const struct weiss_run* run,
                                            const weiss_noise* noise, uint64_t seed, int64_t shots,
                                            uint64_t* states, int64_t* counts, int64_t* num_states,
                                            weiss_error* error) WEISS_NOEXCEPT;
/* Mean of sum_k coefficients[k] P_k over trajectories runs with noise, from all 0, and the standard error of that
   mean (0 without noise: one run then; infinity for one trajectory; NULL: not wanted). readout has no part in it.
   Work: 2^n for each gate and each term. [any] */
WEISS_API weiss_status weiss_circuit_expectation(const weiss_circuit* circuit, const struct weiss_run* run,
                                                 const weiss_noise* noise, uint64_t seed,
                                                 int64_t trajectories, int64_t num_terms,
                                                 const char* const* paulis, const double* coefficients,
                                                 double* value, double* standard_error,
                                                 weiss_error* error) WEISS_NOEXCEPT;

#ifdef __cplusplus
}
#endif
#endif /* WEISS_CIRCUIT_H */

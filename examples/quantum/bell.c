/* A Bell state: built as a circuit, run on a register, measured without noise and with, written as OpenQASM.
 */
#include <math.h>
#include <stdio.h>
#include <weiss/weiss.h>

enum { kShots = 1000 };

static int failed(const weiss_error* error) {
  fprintf(stderr, "%s\n", error->message);
  return 1;
}

static int32_t print(void* user, const char* text, size_t size) WEISS_NOEXCEPT {
  return fwrite(text, 1, size, (FILE*)user) == size ? 0 : 1;
}

static int measure(const weiss_circuit* circuit, const weiss_noise* noise, int64_t* unequal,
                   weiss_error* error) {
  uint64_t states[kShots];
  int64_t counts[kShots], num_states = 0, k;
  if (weiss_circuit_sample(circuit, NULL, noise, 1, kShots, states, counts, &num_states, error) < 0) return 1;
  *unequal = 0;
  for (k = 0; k < num_states; ++k) { /* bit i of a state is qubit i */
    printf("  q0 = %d, q1 = %d: %d times\n", (int)(states[k] & 1), (int)(states[k] >> 1), (int)counts[k]);
    if (states[k] == 1 || states[k] == 2) *unequal += counts[k];
  }
  return 0;
}

int main(void) {
  weiss_error error = WEISS_ERROR_INIT;
  weiss_context* context = NULL;
  weiss_circuit* circuit = NULL;
  weiss_statevector* state = NULL;
  weiss_noise noise;
  const char* const paulis[] = {"XX", "YY", "ZZ"};
  int64_t unequal = 0;
  int k;

  if (weiss_context_create(NULL, &context, &error) < 0 ||
      weiss_circuit_create(context, 2, &circuit, &error) < 0 ||
      weiss_circuit_gate(circuit, WEISS_GATE_H, 0, 0, 0.0, &error) < 0 ||
      weiss_circuit_gate(circuit, WEISS_GATE_CX, 0, 1, 0.0, &error) < 0 ||
      weiss_statevector_create(context, 2, WEISS_PRECISION_DOUBLE, 1, &state, &error) < 0 ||
      weiss_circuit_run(circuit, NULL, state, &error) < 0)
    return failed(&error);

  for (k = 0; k < 3; ++k) { /* +1, -1, +1: two independent coins cannot do that */
    const double one = 1.0;
    double value = 0.0;
    if (weiss_statevector_expectation(state, 1, &paulis[k], &one, &value, &error) < 0) return failed(&error);
    printf("<%s> = %g\n", paulis[k], value);
    if (fabs(value - (k == 1 ? -1.0 : 1.0)) > 1e-12) return fprintf(stderr, "this is no Bell state\n"), 1;
  }

  printf("measured without noise\n");
  if (measure(circuit, NULL, &unequal, &error)) return failed(&error);
  if (unequal != 0) return fprintf(stderr, "the qubits of a Bell state are always equal\n"), 1;

  weiss_struct_init(&noise, sizeof noise);
  noise.depolarizing_2 = 0.1; /* after the CX both qubits are lost with this probability */
  noise.readout = 0.02;
  printf("measured with noise\n");
  if (measure(circuit, &noise, &unequal, &error)) return failed(&error);
  if (unequal == 0) return fprintf(stderr, "noise should be seen\n"), 1;

  if (weiss_circuit_write_qasm(circuit, 3, print, stdout, &error) < 0) return failed(&error);
  weiss_statevector_destroy(state);
  weiss_circuit_destroy(circuit);
  weiss_context_destroy(context);
  return 0;
}

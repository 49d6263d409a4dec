/* The ground energy of molecular hydrogen by gradient descent on a circuit of four angles.

   The Hamiltonian is that of H2 at 0.75 angstrom on two qubits (P. J. J. O'Malley et al., Phys. Rev. X 6,
   031007, 2016, table 1). On |01> and |10> it is -0.3464 +- 0.7782 with 0.182 beside the diagonal: the least
   eigenvalue of all is -0.3464 - sqrt(0.7782^2 + 0.182^2). Each angle turns a Pauli matrix, so that the
   derivative is exactly half of the difference of the energies a quarter turn to both sides (K. Mitarai et
   al., Phys. Rev. A 98, 032309, 2018). */
#include <math.h>
#include <stdio.h>
#include <weiss/weiss.h>

enum { kAngles = 4, kTerms = 6, kSteps = 500 };

static const char* const kPaulis[kTerms] = {"II", "ZI", "IZ", "ZZ", "XX", "YY"};
static const double kCoefficients[kTerms] = {0.2252, 0.3435, -0.4347, 0.5716, 0.0910, 0.0910};

static weiss_status energy(weiss_statevector* state, const double* angles, double* value,
                           weiss_error* error) {
  int32_t q;
  weiss_status status = weiss_statevector_set_basis(state, 0, error);
  for (q = 0; q < 2 && status >= 0; ++q)
    status = weiss_statevector_gate(state, WEISS_GATE_RY, q, 0, angles[q], error);
  if (status >= 0) status = weiss_statevector_gate(state, WEISS_GATE_CX, 0, 1, 0.0, error);
  for (q = 0; q < 2 && status >= 0; ++q)
    status = weiss_statevector_gate(state, WEISS_GATE_RY, q, 0, angles[2 + q], error);
  if (status < 0) return status;
  return weiss_statevector_expectation(state, kTerms, kPaulis, kCoefficients, value, error);
}

static weiss_status gradient(weiss_statevector* state, double* angles, double* derivatives,
                             weiss_error* error) {
  const double quarter_turn = acos(0.0);
  int k;
  for (k = 0; k < kAngles; ++k) {
    const double angle = angles[k];
    double up = 0.0, down = 0.0;
    weiss_status status;
    angles[k] = angle + quarter_turn;
    status = energy(state, angles, &up, error);
    angles[k] = angle - quarter_turn;
    if (status >= 0) status = energy(state, angles, &down, error);
    angles[k] = angle;
    if (status < 0) return status;
    derivatives[k] = 0.5 * (up - down);
  }
  return WEISS_OK;
}

int main(void) {
  weiss_error error = WEISS_ERROR_INIT;
  weiss_context* context = NULL;
  weiss_statevector* state = NULL;
  const double ground = -0.3464 - sqrt(0.7782 * 0.7782 + 0.182 * 0.182);
  double angles[kAngles] = {0.1, 0.2, 0.3, 0.4}, derivatives[kAngles], value = 0.0;
  int step, k;

  if (weiss_context_create(NULL, &context, &error) < 0 ||
      weiss_statevector_create(context, 2, WEISS_PRECISION_DOUBLE, 1, &state, &error) < 0)
    return fprintf(stderr, "%s\n", error.message), 1;
  for (step = 0; step <= kSteps; ++step) {
    if (energy(state, angles, &value, &error) < 0 || gradient(state, angles, derivatives, &error) < 0)
      return fprintf(stderr, "%s\n", error.message), 1;
    if (step % 100 == 0) printf("step %3d: energy %.6f hartree\n", step, value);
    for (k = 0; k < kAngles; ++k) angles[k] -= 0.5 * derivatives[k];
  }
  printf("exact:    energy %.6f hartree\n", ground);
  weiss_statevector_destroy(state);
  weiss_context_destroy(context);
  return fabs(value - ground) < 1e-6 ? 0 : 1;
}

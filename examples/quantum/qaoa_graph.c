/* QAOA of a graph: angles by gradient descent on the exact mean energy, then measurements of the circuit.

       qaoa_graph [FILE]

   FILE is a problem that weiss reads, of 26 spins at most; without it, the Petersen graph, whose largest cut
   is 12. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <weiss/weiss.h>

enum { kDepth = 2, kParameters = 2 * kDepth, kShots = 1024, kSteps = 200, kMaxSpins = 26 };

static int failed(const weiss_error* error) {
  fprintf(stderr, "%s\n", error->message);
  return 1;
}

static weiss_status petersen(weiss_context* context, weiss_problem** problem, weiss_error* error) {
  static const int32_t row[] = {0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 5, 7, 9, 6, 8};
  static const int32_t column[] = {1, 2, 3, 4, 0, 5, 6, 7, 8, 9, 7, 9, 6, 8, 5};
  return weiss_problem_create_maxcut(context, 10, 15, row, column, NULL, problem, error);
}

/* Steepest descent; a step that does not help is halved. */
static weiss_status descend(weiss_qaoa* qaoa, double* angles, double* value, weiss_error* error) {
  double gradient[kParameters], trial[kParameters], new_value = 0.0, rate = 0.1;
  int step, k;
  weiss_status status = weiss_qaoa_gradient(qaoa, NULL, kDepth, angles, value, gradient, error);
  for (step = 0; status >= 0 && step < kSteps && rate > 1e-12; ++step) {
    for (k = 0; k < kParameters; ++k) trial[k] = angles[k] - rate * gradient[k];
    status = weiss_qaoa_values(qaoa, NULL, 1, kDepth, trial, &new_value, error);
    if (status < 0) break;
    if (new_value >= *value) {
      rate *= 0.5;
      continue;
    }
    memcpy(angles, trial, sizeof trial);
    rate *= 1.5;
    status = weiss_qaoa_gradient(qaoa, NULL, kDepth, angles, value, gradient, error);
  }
  return status;
}

int main(int argc, char** argv) {
  weiss_error error = WEISS_ERROR_INIT;
  weiss_context* context = NULL;
  weiss_problem* problem = NULL;
  weiss_qaoa* qaoa = NULL;
  /* gamma_1, gamma_2, beta_1, beta_2: gamma grows and beta shrinks, as in an annealing; with gamma > 0 beta
   * is negative */
  double angles[kParameters] = {0.3, 0.6, -0.6, -0.3}, energies[kShots], first = 0.0, mean = 0.0;
  uint64_t states[kShots];
  int64_t counts[kShots], num_states = 0, k, best = 0;
  int i, n;

  if (weiss_context_create(NULL, &context, &error) < 0 ||
      (argc > 1 ? weiss_problem_read_file(context, argv[1], NULL, &problem, &error)
                : petersen(context, &problem, &error)) < 0 ||
      weiss_qaoa_create(context, problem, NULL, &qaoa, &error) < 0)
    return failed(&error);
  if (weiss_problem_num_spins(problem) > kMaxSpins)
    return fprintf(stderr, "%s has more than %d spins\n", argv[1], kMaxSpins), 1;
  n = (int)weiss_problem_num_spins(problem);

  if (weiss_qaoa_values(qaoa, NULL, 1, kDepth, angles, &first, &error) < 0 ||
      descend(qaoa, angles, &mean, &error) < 0 ||
      weiss_qaoa_prepare(qaoa, NULL, kDepth, angles, &error) < 0 ||
      weiss_qaoa_sample(qaoa, NULL, 1, kShots, states, counts, energies, &num_states, &error) < 0)
    return failed(&error);
  printf("mean value at first %g, after descent %g\n", weiss_problem_objective(problem, first),
         weiss_problem_objective(problem, mean));
  printf("angles:");
  for (i = 0; i < kParameters; ++i) printf(" %.4f", angles[i]);
  for (k = 0; k < num_states; ++k)
    if (energies[k] < energies[best]) best = k;
  printf("\nbest of %d shots: %g with variables ", kShots, weiss_problem_objective(problem, energies[best]));
  for (i = 0; i < n; ++i) putchar('0' + (int)(states[best] >> i & 1));
  printf(", seen %d times\n", (int)counts[best]);

  if (mean > first) return fprintf(stderr, "the descent went up\n"), 1;
  if (argc < 2 && weiss_problem_objective(problem, energies[best]) != 12.0)
    return fprintf(stderr, "the largest cut of the Petersen graph is 12\n"), 1;
  weiss_qaoa_destroy(qaoa);
  weiss_problem_destroy(problem);
  weiss_context_destroy(context);
  return 0;
}

/* From an OpenMP region: each thread of the team solves for itself. With threads = 1, which is the default, the
   library starts none of its own, so the machine is not overbooked. */
#include <stdio.h>
#include <weiss/weiss.h>

#include "graph.h"

int main(void) {
  enum { kRuns = 8 };
  double cuts[kRuns];
  int failures = 0, best = 0;
#pragma omp parallel for reduction(+ : failures)
  for (int k = 0; k < kRuns; ++k) {
    weiss_error error = WEISS_ERROR_INIT;
    weiss_context* context = NULL;
    weiss_problem* problem = NULL;
    weiss_result* result = NULL;
    weiss_run_config config = {0};
    config.struct_size = sizeof config;
    config.seed = (uint64_t)k;
    config.work_limit = 2000000;
    if (weiss_context_create(NULL, &context, &error) < 0 || make_graph(context, &problem, &error) < 0 ||
        weiss_solve(context, problem, "annealing", &config, &result, &error) < 0) {
      fprintf(stderr, "run %d: %s\n", k, error.message);
      ++failures;
    }
    cuts[k] = result ? weiss_result_objective(result) : 0;
    weiss_result_destroy(result);
    weiss_problem_destroy(problem);
    weiss_context_destroy(context);
  }
  for (int k = 1; k < kRuns; ++k)
    if (cuts[k] > cuts[best]) best = k;
  printf("the best of %d runs is %d: cut %g of %d edges\n", kRuns, best, cuts[best], (int)kEdges);
  return failures;
}

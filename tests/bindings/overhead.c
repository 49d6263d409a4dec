/* Run by hand: the loop of each binding's overhead program in C, in microseconds.
       cc -O2 overhead.c $(pkg-config --cflags --libs weiss) && ./a.out */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <weiss/weiss.h>

enum { kCalls = 10000 };
static int64_t progress_calls;

static int32_t on_progress(void* user, const weiss_progress* progress) {
  (void)user, (void)progress;
  ++progress_calls;
  return 0;
}

static double now(void) {
  struct timespec t;
  timespec_get(&t, TIME_UTC);
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec * 1e-3;
}

static int ascending(const void* a, const void* b) {
  const double x = *(const double*)a, y = *(const double*)b;
  return (x > y) - (x < y);
}

/* The median time of a solve with a look at the best value and the bits; negative when one fails. */
static double median(weiss_instance* solver, const weiss_problem* problem, const weiss_run_config* config) {
  static double times[kCalls];
  int k;
  for (k = 0; k < kCalls; ++k) {
    weiss_result* result = NULL;
    const double begin = now();
    if (weiss_instance_solve(solver, problem, config, &result, NULL) < 0) return -1;
    if (!(weiss_result_objective(result) < 0) || !weiss_result_bits(result)) return -1;
    weiss_result_destroy(result);
    times[k] = now() - begin;
  }
  qsort(times, kCalls, sizeof *times, ascending);
  return times[kCalls / 2];
}

int main(void) {
  const int32_t row[] = {0, 1, 2, 3, 4, 5, 6, 7}, column[] = {1, 2, 3, 4, 5, 6, 7, 0};
  const double value[] = {1, 1, 1, 1, 1, 1, 1, 1};
  weiss_error error = WEISS_ERROR_INIT;
  weiss_context* context = NULL;
  weiss_problem* problem = NULL;
  weiss_instance* solver = NULL;
  weiss_run_config config = {0};
  double plain, called;
  weiss_struct_init(&config, sizeof config);
  if (weiss_context_create(NULL, &context, &error) < 0 ||
      weiss_problem_create_ising(context, 8, NULL, 8, row, column, value, &problem, &error) < 0 ||
      weiss_instance_create(context, WEISS_KIND_SOLVER, "exact", NULL, 0, &solver, &error) < 0)
    return fprintf(stderr, "%s\n", error.message), 1;
  plain = median(solver, problem, &config);
  config.progress = on_progress;
  called = median(solver, problem, &config);
  printf("solve, best value and bits: %.2f us\n", plain);
  printf("with a progress callback:   %.2f us, %.0f calls of it in each\n", called, (double)progress_calls / kCalls);
  weiss_instance_destroy(solver), weiss_problem_destroy(problem), weiss_context_destroy(context);
  return 0;
}

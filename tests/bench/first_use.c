/* What a program pays before Weiss is warm: the first context, and the first solve of a small problem, which
   loads the default solver's module and those that it runs. Linked with the shared library, as users have it.
   Every repetition is a process of its own, so that nothing is loaded yet. Prints medians in microseconds. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <weiss/weiss.h>

enum { kRepetitions = 51, kFigures = 3 };

static double now(void) { /* CPU time of the process, in microseconds */
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return 1e6 * (double)t.tv_sec + 1e-3 * (double)t.tv_nsec;
}

/* One process: context, first solve, second solve. */
static int measure(double* figures) {
  const int32_t row[] = {0, 1, 2, 2}, column[] = {1, 2, 0, 3};
  weiss_context* context = NULL;
  weiss_problem* problem = NULL;
  weiss_result* result = NULL;
  double begin = now();
  int k;
  if (weiss_context_create(NULL, &context, NULL) != WEISS_OK) return 1;
  figures[0] = now() - begin;
  if (weiss_problem_create_maxcut(context, 4, 4, row, column, NULL, &problem, NULL) != WEISS_OK) return 1;
  for (k = 1; k < kFigures; ++k) {
    begin = now();
    if (weiss_solve(context, problem, NULL, NULL, &result, NULL) != WEISS_OK) return 1;
    figures[k] = now() - begin;
    weiss_result_destroy(result);
  }
  weiss_problem_destroy(problem);
  weiss_context_destroy(context);
  return 0;
}

static int ascending(const void* a, const void* b) {
  const double x = *(const double*)a, y = *(const double*)b;
  return (x > y) - (x < y);
}

int main(void) {
  static const char* const names[kFigures] = {"context", "first solve", "second solve"};
  double samples[kFigures][kRepetitions], figures[kFigures];
  int k, repetition;
  for (repetition = 0; repetition < kRepetitions; ++repetition) {
    int ends[2], status = 0;
    pid_t child;
    if (pipe(ends) != 0 || (child = fork()) < 0) return perror("first_use"), 1;
    if (child == 0) {
      if (measure(figures) != 0 || write(ends[1], figures, sizeof figures) != sizeof figures) _exit(1);
      _exit(0);
    }
    close(ends[1]);
    if (read(ends[0], figures, sizeof figures) != sizeof figures || waitpid(child, &status, 0) != child)
      return fprintf(stderr, "first_use: a repetition failed\n"), 1;
    close(ends[0]);
    for (k = 0; k < kFigures; ++k) samples[k][repetition] = figures[k];
  }
  for (k = 0; k < kFigures; ++k) {
    qsort(samples[k], kRepetitions, sizeof(double), ascending);
    printf("%-13s %9.1f us (quartiles %.1f .. %.1f)\n", names[k], samples[k][kRepetitions / 2],
           samples[k][kRepetitions / 4], samples[k][3 * kRepetitions / 4]);
  }
  return 0;
}

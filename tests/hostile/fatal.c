/* Solvers that no host can survive in its own process, and those whose fault only a sanitizer sees. */
#include <signal.h>

#include "all_up.h"
#include "hostile.h"
#include "stateless.h"

enum {
  exits, aborts, crashes, never_returns, writes_input, /* fatal */
  keeps_problem, leaks_heap                            /* unseen */
};

static const double* kept_field;

static weiss_status bad_run(void* self, const weiss_problem_view* problem, const weiss_solver_input* input,
                            const weiss_run* services, const weiss_sink* sink) {
  switch (CASE) {
    case exits: exit(0);
    case aborts: abort();
    case crashes: raise(SIGSEGV); break;
    case never_returns:
      for (;;) services->spend(services, 1);
    case writes_input: *(double*)problem->field += 1.0; break;
    case keeps_problem:
      if (kept_field && isnan(*kept_field)) return WEISS_E_FAIL; /* of the run before */
      kept_field = problem->field;
      break;
    case leaks_heap: memset(malloc(1000), 1, 1000); break;
  }
  return run(self, problem, input, services, sink);
}

static const weiss_solver solver = {sizeof solver, 0, bad_run, NULL};
HOSTILE_ALGORITHM(WEISS_KIND_SOLVER, 0, &solver, create, destroy);
HOSTILE_PLUGIN((void)host)

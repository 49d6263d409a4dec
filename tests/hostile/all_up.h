/* The run of a sound solver: reports the state in which every spin is up. */
#ifndef HOSTILE_ALL_UP_H
#define HOSTILE_ALL_UP_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <weiss/plugin.h>

static weiss_status run(void* self, const weiss_problem_view* problem, const weiss_solver_input* input,
                        const weiss_run* run, const weiss_sink* sink) {
  weiss_sample sample = {sizeof sample, 0, NULL, (double)NAN, 0, NULL};
  const size_t n = (size_t)problem->num_spins;
  int8_t* spins = (int8_t*)malloc(n + 1);
  (void)self, (void)input;
  if (!spins) return WEISS_E_NOMEM;
  memset(spins, 1, n);
  sample.spins = spins;
  run->spend(run, problem->num_spins);
  sink->report(sink, &sample);
  free(spins);
  return WEISS_OK;
}

#endif /* HOSTILE_ALL_UP_H */

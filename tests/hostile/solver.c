/* Solvers that misbehave in run. Each begins with a sound state (all spins up) in spins. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif
#include <fenv.h>

#include "hostile.h"
#include "stateless.h"

enum {
  claims_nothing, claims_right, repeats_a_sample, large_multiplicity, stops_unasked, null_counter,
  negative_work, progress_is_nan, refuses_dense, /* harmless */
  refuses_dense_silently, refuses_all,
  reports_nothing, reports_null, null_spins, sample_size_0,
  spin_of_0, spin_of_2, negative_multiplicity,
  lies, claims_infinity, lies_after_a_sound_sample,
  fails, fails_silently, fails_after_a_sound_sample, negative_status,
  bound_is_nan, bound_above_energy, bound_below_infinity, proof_without_exact, unknown_proof, optimum_beaten,
  marginal_is_nan, marginal_of_2, parameter_is_nan, parameters_null, negative_parameter_count,
  huge_numbers, null_error, null_body, negative_loop, reports_in_body,
  rounding_mode, flush_to_zero, ignores_stop
};

/* State and energy of the run, and what it was given. */
typedef struct {
  const weiss_problem_view* problem;
  const weiss_run* run;
  const weiss_sink* sink;
  int8_t* spins;
} job;

static double energy(const job* j) {
  const weiss_problem_view* p = j->problem;
  double sum = p->offset;
  int64_t i, e;
  for (i = 0; i < p->num_spins; ++i) {
    sum += p->field[i] * j->spins[i];
    for (e = p->row_start[i]; e < p->row_start[i + 1]; ++e)
      if (p->column[e] > i) sum += p->value[e] * j->spins[i] * j->spins[p->column[e]];
  }
  return sum;
}

static int32_t report(const job* j, double claim, int64_t multiplicity) {
  weiss_sample sample = {sizeof sample, 0, NULL, 0.0, 0, NULL};
  sample.spins = j->spins;
  sample.energy = claim;
  sample.multiplicity = multiplicity;
  return j->sink->report(j->sink, &sample);
}

static int is_dense(const weiss_problem_view* problem) {
  return problem->num_entries > 10 * problem->num_spins;
}

static weiss_status fail(const job* j, const char* text) {
  j->run->set_error(j->run, text);
  return WEISS_E_FAIL;
}

static void report_from_body(void* user, int64_t index, const weiss_run* run) {
  (void)index, (void)run;
  report((const job*)user, (double)NAN, 1);
}

static void spin_for_seconds(double seconds) {
  const clock_t end = clock() + (clock_t)(seconds * CLOCKS_PER_SEC);
  while (clock() < end) continue;
}

static weiss_status misbehave(const job* j) {
  const double nan = (double)NAN;
  const int64_t n = j->problem->num_spins;
  const weiss_run* run = j->run;
  const weiss_sink* sink = j->sink;
  weiss_sample sample = {sizeof sample, 0, NULL, 0.0, 0, NULL};
  double* numbers = NULL;
  int k;

  switch (CASE) {
    case reports_nothing: return WEISS_OK;
    case reports_null: sink->report(sink, NULL); return WEISS_OK;
    case null_spins: sink->report(sink, &sample); return WEISS_OK;
    case sample_size_0:
      sample.struct_size = 0;
      sample.spins = j->spins;
      sink->report(sink, &sample);
      return WEISS_OK;
    case spin_of_0: j->spins[n / 2] = 0; report(j, nan, 1); return WEISS_OK;
    case spin_of_2: j->spins[n - 1] = 2; report(j, nan, 1); return WEISS_OK;
    case negative_multiplicity: report(j, nan, -5); return WEISS_OK;
    case lies: report(j, energy(j) - 1.0, 1); return WEISS_OK;
    case claims_infinity: report(j, -(double)INFINITY, 1); return WEISS_OK;
    case fails: return fail(j, "the device is on fire");
    case fails_silently: return WEISS_E_FAIL;
    case negative_status: return -7777;
    case refuses_dense:
    case refuses_all:
      if (CASE == refuses_dense && !is_dense(j->problem)) break;
      run->set_error(run, "the device has too few wires");
      return WEISS_E_LIMIT;
    case refuses_dense_silently:
      if (is_dense(j->problem)) return WEISS_E_LIMIT;
      break;
    default: break;
  }

  /* From here on a sound sample goes first. */
  report(j, CASE == claims_nothing ? nan : energy(j), CASE == large_multiplicity ? INT64_MAX : 1);
  switch (CASE) {
    case repeats_a_sample:
      for (k = 0; k < 1000; ++k) report(j, nan, 0);
      break;
    case stops_unasked: return WEISS_STOPPED;
    case lies_after_a_sound_sample: report(j, energy(j) - 1.0, 1); break;
    case fails_after_a_sound_sample: return fail(j, "the device is on fire");
    case bound_is_nan: sink->bound(sink, nan, WEISS_PROOF_BOUND); break;
    case bound_above_energy: sink->bound(sink, energy(j) + 1.0, WEISS_PROOF_BOUND); break;
    case bound_below_infinity: sink->bound(sink, (double)INFINITY, WEISS_PROOF_BOUND); break;
    case proof_without_exact: sink->bound(sink, energy(j), WEISS_PROOF_OPTIMAL); break;
    case unknown_proof: sink->bound(sink, energy(j), 9); break;
    case optimum_beaten:
      sink->bound(sink, energy(j), WEISS_PROOF_OPTIMAL);
      for (k = 0; k < 2 * n; ++k) { /* any descent beats it */
        const double before = energy(j);
        j->spins[k % n] = (int8_t)-j->spins[k % n];
        if (energy(j) > before) j->spins[k % n] = (int8_t)-j->spins[k % n];
      }
      report(j, energy(j), 1);
      break;
    case marginal_is_nan:
    case marginal_of_2:
    case parameter_is_nan:
      numbers = (double*)calloc((size_t)n, sizeof *numbers);
      if (!numbers) return WEISS_E_NOMEM;
      numbers[n - 1] = CASE == marginal_of_2 ? 2.0 : nan;
      if (CASE == parameter_is_nan)
        sink->parameters(sink, n, numbers);
      else
        sink->marginals(sink, numbers);
      free(numbers);
      break;
    case parameters_null: sink->parameters(sink, 4, NULL); break;
    case negative_parameter_count: sink->parameters(sink, -4, &nan); break;
    case null_counter: run->count(run, NULL, 1); break;
    case negative_work: run->spend(run, -1000000); break;
    case huge_numbers:
      for (k = 0; k < 3; ++k) {
        run->spend(run, INT64_MAX);
        run->count(run, "huge", INT64_MAX);
        report(j, nan, INT64_MAX);
      }
      break;
    case progress_is_nan: run->progress(run, nan); break;
    case null_error: run->set_error(run, NULL); return WEISS_E_FAIL;
    case null_body: return run->parallel_for(run, 4, NULL, NULL);
    case negative_loop: return run->parallel_for(run, -4, report_from_body, (void*)j);
    case reports_in_body: return run->parallel_for(run, 4, report_from_body, (void*)j);
    case rounding_mode: fesetround(FE_UPWARD); break;
    case flush_to_zero:
#if defined(__SSE2__)
      _mm_setcsr(_mm_getcsr() | 0x8040u);
#else
      fesetround(FE_DOWNWARD);
#endif
      break;
    case ignores_stop:
      while (!run->should_stop(run)) spin_for_seconds(0.001);
      spin_for_seconds(0.7);
      break;
    default: break;
  }
  return WEISS_OK;
}

static weiss_status run(void* self, const weiss_problem_view* problem, const weiss_solver_input* input,
                        const weiss_run* run, const weiss_sink* sink) {
  weiss_status status;
  job j = {NULL, NULL, NULL, NULL};
  (void)self, (void)input;
  j.problem = problem;
  j.run = run;
  j.sink = sink;
  j.spins = (int8_t*)malloc((size_t)problem->num_spins + 1);
  if (!j.spins) return WEISS_E_NOMEM;
  memset(j.spins, 1, (size_t)problem->num_spins);
  status = misbehave(&j);
  free(j.spins);
  return status;
}

static const weiss_solver solver = {sizeof solver, 0, run, NULL};
HOSTILE_ALGORITHM(WEISS_KIND_SOLVER,
                  CASE == bound_is_nan || CASE == bound_above_energy || CASE == bound_below_infinity ||
                          CASE == unknown_proof || CASE == optimum_beaten
                      ? WEISS_CAP_EXACT
                      : 0,
                  &solver, create, destroy);
HOSTILE_PLUGIN((void)host)

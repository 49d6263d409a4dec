/* A solver as a plugin: from each start, and then from random states, flips spins while that lowers the
   energy. It links against nothing and needs one header. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <weiss/plugin.h>

/* Goes to a one-flip minimum. The field of a spin is the slope of the energy there; spins that point along
   it gain by a flip. */
static void descend(const weiss_problem_view* p, const weiss_run* run, int8_t* s, double* field) {
  int64_t i, e, flips = 1;
  for (i = 0; i < p->num_spins; ++i)
    for (field[i] = p->field[i], e = p->row_start[i]; e < p->row_start[i + 1]; ++e)
      field[i] += p->value[e] * s[p->column[e]];
  run->spend(run, p->num_entries);
  while (flips > 0)
    for (flips = 0, i = 0; i < p->num_spins; ++i) {
      if (i % 1024 == 0) { /* often enough to stop within 10 ms */
        run->spend(run, i + 1024 < p->num_spins ? 1024 : p->num_spins - i);
        if (run->should_stop(run)) return;
      }
      if (!(s[i] * field[i] > 0)) continue;
      s[i] = (int8_t)-s[i];
      for (e = p->row_start[i]; e < p->row_start[i + 1]; ++e) field[p->column[e]] += 2 * s[i] * p->value[e];
      run->spend(run, p->row_start[i + 1] - p->row_start[i]);
      ++flips;
    }
}

static weiss_status run_descents(void* self, const weiss_problem_view* problem, const weiss_solver_input* input,
                                 const weiss_run* run, const weiss_sink* sink) {
  const int64_t n = problem->num_spins, limit = *(const int64_t*)self;
  int8_t* s = malloc((size_t)n + 1);
  double* field = malloc(((size_t)n + 1) * sizeof *field);
  weiss_sample sample = {sizeof sample, 0, NULL, (double)NAN, 1, NULL}; /* NaN: the host knows the energy */
  int64_t k, i;
  for (k = 0; s && field && (k == 0 || ((limit == 0 || k < limit) && !run->should_stop(run))); ++k) {
    if (k < input->num_starts)
      memcpy(s, input->starts + k * n, (size_t)n);
    else
      for (i = 0; i < n; ++i) s[i] = weiss_seed_derive(run->seed, (uint64_t)(k * n + i)) & 1 ? 1 : -1;
    descend(problem, run, s, field);
    sample.spins = s;
    sink->report(sink, &sample);
    run->spend(run, n);
  }
  free(field), free(s);
  return k > 0 ? WEISS_OK : WEISS_E_NOMEM;
}

static weiss_status create(const weiss_algorithm* algorithm, const weiss_host* host, const weiss_value* values,
                           uint32_t num_values, void** self, weiss_error* error) {
  int64_t* descents = malloc(sizeof *descents);
  (void)algorithm, (void)host, (void)num_values, (void)error;
  if (descents) *descents = values[0].i; /* checked by the host, in the order of the options below */
  *self = descents;
  return descents ? WEISS_OK : WEISS_E_NOMEM;
}
static void destroy(const weiss_algorithm* algorithm, void* self) {
  (void)algorithm;
  free(self);
}

static const weiss_option_info descents = {
    sizeof descents, 0, "descents", "How many descents. 0: until the limit of the run.", NULL, NULL, NULL,
    WEISS_TYPE_INT, 0, 0, 0, 0, 0, 1000000000, 0, 0, 0};
static const weiss_option_info* const options[] = {&descents};
static const weiss_solver solver = {sizeof solver, 0, run_descents, NULL};
static const weiss_algorithm descent = {
    sizeof descent, WEISS_KIND_SOLVER, WEISS_CAP_DETERMINISTIC | WEISS_CAP_WARM_START | WEISS_CAP_ANY_THREAD, 1, 0,
    "org.example.descent", "One-flip descent", "1.0.0", "Flips spins while that lowers the energy.", options,
    &solver, NULL, create, destroy, NULL};
static const weiss_algorithm* const algorithms[] = {&descent};
static const weiss_plugin plugin = {sizeof plugin, WEISS_ABI_MAJOR, WEISS_ABI_MINOR, 1, "org.example.descent",
                                    "Example in C", "1.0.0", "MIT", algorithms, NULL, NULL};

WEISS_PLUGIN_ENTRY(descent) {
  (void)host;
  return &plugin;
}

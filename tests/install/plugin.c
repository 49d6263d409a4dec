/* The smallest plugin, for the test of a project around Weiss: a solver that refuses every problem. */
#include <weiss/plugin.h>

static weiss_status create(const weiss_algorithm* algorithm, const weiss_host* host, const weiss_value* values,
                           uint32_t num_values, void** self, weiss_error* error) {
  (void)algorithm, (void)host, (void)values, (void)num_values, (void)error;
  *self = NULL;
  return WEISS_OK;
}
static void destroy(const weiss_algorithm* algorithm, void* self) {
  (void)algorithm;
  (void)self;
}
static weiss_status run(void* self, const weiss_problem_view* problem, const weiss_solver_input* input,
                        const weiss_run* run, const weiss_sink* sink) {
  (void)self, (void)problem, (void)input, (void)run, (void)sink;
  return WEISS_E_UNSUPPORTED;
}
static const weiss_solver solver = {sizeof solver, 0, run, NULL};
static const weiss_algorithm refuse = {sizeof refuse, WEISS_KIND_SOLVER, 0, 0, 0, "test.refuse", "Refuse", "1.0.0",
                                       "Refuses every problem.", NULL, &solver, NULL, create, destroy, NULL};
static const weiss_algorithm* const algorithms[] = {&refuse};
static const weiss_plugin plugin = {sizeof plugin, WEISS_ABI_MAJOR, WEISS_ABI_MINOR, 1, "test.refuse", "Refuse",
                                    "1.0.0", "MIT", algorithms, NULL, NULL};

WEISS_PLUGIN_ENTRY(parents) {
  (void)host;
  return &plugin;
}

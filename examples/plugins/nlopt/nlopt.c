/* The local optimizers of NLopt (S. G. Johnson, https://nlopt.readthedocs.io) as an optimizer for Weiss. */
#include <math.h>
#include <nlopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <weiss/plugin.h>

/* ---- options ---- */
enum { kMethod, kTolerance };
static const weiss_option_info method = {
    sizeof method, 0, "method",
    "auto: lbfgs with a gradient, else bobyqa (cobyla in one dimension).",
    "auto|cobyla|bobyqa|nelder_mead|sbplx|lbfgs", "auto", NULL, WEISS_TYPE_STRING, 0, 0, 0, 0, 0, 0, 0, 0, 0};
static const weiss_option_info tolerance = {
    sizeof tolerance, 0, "tolerance", "Relative tolerance of the parameters at which the search ends.", NULL, NULL,
    NULL, WEISS_TYPE_REAL, 0, 0, 0, 0, 0, 0, 1e-8, 0, 1};
static const weiss_option_info* const options[] = {&method, &tolerance};

typedef struct {
  char method[16];
  double tolerance;
} settings;

static weiss_status create(const weiss_algorithm* algorithm, const weiss_host* host, const weiss_value* values,
                           uint32_t num_values, void** self, weiss_error* error) {
  settings* own = calloc(1, sizeof *own);
  (void)algorithm, (void)host, (void)num_values, (void)error;
  if (!own) return WEISS_E_NOMEM;
  snprintf(own->method, sizeof own->method, "%s", values[kMethod].s);
  own->tolerance = values[kTolerance].f;
  *self = own;
  return WEISS_OK;
}
static void destroy(const weiss_algorithm* algorithm, void* self) {
  (void)algorithm;
  free(self);
}

static nlopt_algorithm algorithm_of(const char* name, const weiss_objective* objective) {
  if (strcmp(name, "auto") == 0)
    name = objective->has_gradient ? "lbfgs" : objective->dimension > 1 ? "bobyqa" : "cobyla";
  if (strcmp(name, "cobyla") == 0) return NLOPT_LN_COBYLA;
  if (strcmp(name, "bobyqa") == 0) return NLOPT_LN_BOBYQA;
  if (strcmp(name, "nelder_mead") == 0) return NLOPT_LN_NELDERMEAD;
  if (strcmp(name, "sbplx") == 0) return NLOPT_LN_SBPLX;
  return NLOPT_LD_LBFGS;
}

/* ---- one run ---- */
typedef struct {
  const weiss_objective* objective;
  nlopt_opt search;
  weiss_status status; /* of the last evaluation */
} link;

static double evaluate(unsigned n, const double* x, double* gradient, void* user) {
  link* l = user;
  double f = HUGE_VAL;
  (void)n;
  l->status = l->objective->evaluate(l->objective, 1, x, &f, gradient);
  if (l->status != WEISS_OK) nlopt_force_stop(l->search); /* stopped, or failed: return with what there is */
  return f;
}

static weiss_status refuse(const weiss_run* run, const char* text) {
  run->set_error(run, text);
  return WEISS_E_UNSUPPORTED;
}

static weiss_status minimize(void* self, const weiss_objective* objective, const weiss_run* run,
                             weiss_optimizer_output* output) {
  const settings* own = self;
  const nlopt_algorithm kind = algorithm_of(own->method, objective);
  link l = {objective, NULL, WEISS_OK};
  nlopt_result ended = NLOPT_SUCCESS;
  if (kind == NLOPT_LD_LBFGS && !objective->has_gradient)
    return refuse(run, "method lbfgs needs a gradient, which this objective does not have; take bobyqa");
  if (kind == NLOPT_LN_BOBYQA && objective->dimension < 2)
    return refuse(run, "method bobyqa needs two dimensions or more; take cobyla");
  l.search = nlopt_create(kind, (unsigned)objective->dimension);
  if (!l.search) return WEISS_E_NOMEM;
  if (objective->lower) ended = nlopt_set_lower_bounds(l.search, objective->lower);
  if (objective->upper && ended > 0) ended = nlopt_set_upper_bounds(l.search, objective->upper);
  if (objective->initial_step > 0 && ended > 0) ended = nlopt_set_initial_step1(l.search, objective->initial_step);
  if (ended > 0) ended = nlopt_set_xtol_rel(l.search, own->tolerance);
  if (ended > 0) ended = nlopt_set_min_objective(l.search, evaluate, &l);
  if (ended > 0) ended = nlopt_optimize(l.search, output->x, &output->f);
  nlopt_destroy(l.search);
  output->reason = WEISS_REASON_CONVERGED;
  if (l.status != WEISS_OK) return l.status;
  if (ended == NLOPT_OUT_OF_MEMORY) return WEISS_E_NOMEM;
  if (ended == NLOPT_INVALID_ARGS) {
    run->set_error(run, "NLopt refuses this objective: are its bounds in order?");
    return WEISS_E_ARGUMENT;
  }
  return WEISS_OK; /* a search that ends because rounding stops it has converged as far as it can */
}

static const weiss_optimizer table = {sizeof table, 0, minimize};
static const weiss_algorithm nlopt = {
    sizeof nlopt, WEISS_KIND_OPTIMIZER, WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD, 2, 0, "org.example.nlopt",
    "NLopt", "1.0.0", "The local optimizers of NLopt.", options, &table, NULL, create, destroy, NULL};
static const weiss_algorithm* const algorithms[] = {&nlopt};
static const weiss_plugin plugin = {sizeof plugin, WEISS_ABI_MAJOR, WEISS_ABI_MINOR, 1, "org.example.nlopt",
                                    "NLopt", "1.0.0", "MIT", algorithms, NULL, NULL};

WEISS_PLUGIN_ENTRY(nlopt) {
  (void)host;
  return &plugin;
}

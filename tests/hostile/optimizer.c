/* Optimizers that misbehave. A sound one evaluates its start and says so. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hostile.h"
#include "stateless.h"

enum {
  start_only, ignores_stop, /* harmless */
  never_evaluates, lies, point_is_nan, out_of_bounds, returns_out_of_bounds, evaluates_nan, evaluates_none,
  evaluates_negative, evaluates_too_many, null_point, null_values, claims_nan, fails, fails_silently,
  negative_status
};

static weiss_status run(void* self, const weiss_objective* objective, const weiss_run* run,
                        weiss_optimizer_output* output) {
  const int64_t n = objective->dimension;
  double f = 0.0;
  int k;
  (void)self;
  output->reason = WEISS_REASON_CONVERGED;
  switch (CASE) {
    case never_evaluates: output->f = 0.0; return WEISS_OK;
    case fails: run->set_error(run, "ran up the wall"); return WEISS_E_FAIL;
    case fails_silently: return WEISS_E_FAIL;
    case negative_status: return -7777;
    case null_point: return objective->evaluate(objective, 1, NULL, &f, NULL);
    case null_values: return objective->evaluate(objective, 1, output->x, NULL, NULL);
    case evaluates_none: return objective->evaluate(objective, 0, output->x, &f, NULL);
    case evaluates_negative: return objective->evaluate(objective, -1, output->x, &f, NULL);
    case evaluates_too_many: return objective->evaluate(objective, INT64_C(1) << 40, output->x, &f, NULL);
    case evaluates_nan: output->x[0] = (double)NAN; break;
    case out_of_bounds: output->x[n - 1] = 1e9; break;
    default: break;
  }
  if (objective->evaluate(objective, 1, output->x, &f, NULL) != WEISS_OK) return WEISS_STOPPED;
  output->f = f;
  switch (CASE) {
    case claims_nan: output->f = (double)NAN; break;
    case lies: output->f = f - 1.0; break;
    case point_is_nan: output->x[n - 1] = (double)NAN; break;
    case returns_out_of_bounds: output->x[n - 1] = 1e9; break;
    case ignores_stop: /* goes on although evaluate and should_stop tell it to end */
      for (k = 0; k < 100000; ++k) objective->evaluate(objective, 1, output->x, &f, NULL);
      break;
    default: break;
  }
  return WEISS_OK;
}

static const weiss_optimizer optimizer = {sizeof optimizer, 0, run};
HOSTILE_ALGORITHM(WEISS_KIND_OPTIMIZER, 0, &optimizer, create, destroy);
HOSTILE_PLUGIN((void)host)

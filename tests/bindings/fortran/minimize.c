/* minimize PLUGIN: the optimizer "compass" of the plugin on a tilted bowl: free, in bounds, and with too little
   work. */
#include <math.h>
#include <stdio.h>
#include <weiss/plugin.h>
#include <weiss/weiss.h>

enum { kDimension = 3 };
static int evaluations;

static weiss_status bowl(const weiss_objective* objective, int64_t count, const double* x, double* f, double* g) {
  int64_t k;
  (void)objective, (void)g;
  for (k = 0; k < count; ++k, x += kDimension, ++evaluations) {
    const double a = x[0] - 1, b = x[1] + 2, c = x[2] - 3;
    f[k] = a * a + 2 * b * b + 3 * c * c + a * b;
  }
  return WEISS_OK;
}

/* Is the best point near to a, b, c after at most work evaluations? */
static int ends_at(weiss_instance* compass, const weiss_objective* objective, int64_t work, double a, double b,
                   double c, double tolerance) {
  weiss_error error = WEISS_ERROR_INIT;
  weiss_run_config config = {0};
  weiss_result* result = NULL;
  const double* x;
  int near_;
  weiss_struct_init(&config, sizeof config);
  config.work_limit = work;
  evaluations = 0;
  if (weiss_instance_minimize(compass, objective, &config, &result, &error) < 0)
    return printf("%s\n", error.message), 0;
  x = weiss_result_x(result);
  near_ = fabs(x[0] - a) < tolerance && fabs(x[1] - b) < tolerance && fabs(x[2] - c) < tolerance && evaluations <= work;
  if (!near_) printf("ended at %g %g %g after %d evaluations\n", x[0], x[1], x[2], evaluations);
  weiss_result_destroy(result);
  return near_;
}

int main(int argc, char** argv) {
  const double lower[] = {2, -5, -5}, upper[] = {9, 9, 9};
  weiss_error error = WEISS_ERROR_INIT;
  weiss_objective objective = {0};
  weiss_context* context = NULL;
  weiss_instance* compass = NULL;
  int good;
  if (argc != 2) return 2;
  if (weiss_context_create(NULL, &context, &error) < 0 || weiss_context_load_plugin(context, argv[1], &error) < 0 ||
      weiss_instance_create(context, WEISS_KIND_OPTIMIZER, "compass tolerance=1e-9", NULL, 0, &compass, &error) < 0)
    return printf("%s\n", error.message), 1;
  weiss_struct_init(&objective, sizeof objective);
  objective.dimension = kDimension;
  objective.evaluate = bowl;
  good = ends_at(compass, &objective, 5000, 1, -2, 3, 1e-6);
  objective.lower = lower, objective.upper = upper; /* the best a is its bound, and b gives way to it */
  good = good && ends_at(compass, &objective, 5000, 2, -2.25, 3, 1e-6);
  good = good && ends_at(compass, &objective, 4, 2, 0, 0, 10); /* not even one step all around */
  weiss_instance_destroy(compass), weiss_context_destroy(context);
  return good ? 0 : 1;
}

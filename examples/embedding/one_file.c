/* One file without dlopen: linked with weiss::static, the bundled plugins are inside, and a plugin of the program's
   own is handed over by its entry function. No folder is looked at. */
#include <stdio.h>
#include <weiss/plugin.h>
#include <weiss/weiss.h>

#include "graph.h"

/* examples/plugins/c/descent.c, compiled with -DWEISS_STATIC_PLUGIN. */
const weiss_plugin* weiss_plugin_descent_entry_v0(const weiss_host* host);

int main(void) {
  weiss_error error = WEISS_ERROR_INIT;
  weiss_context* context = NULL;
  weiss_problem* problem = NULL;
  weiss_result* result = NULL;
  weiss_context_config config = {0};
  weiss_run_config run = {0};
  config.struct_size = sizeof config;
  config.flags = WEISS_CONTEXT_NO_BUNDLED_DIRECTORY;
  run.struct_size = sizeof run;
  run.work_limit = 5000000;
  if (weiss_context_create(&config, &context, &error) < 0 ||
      weiss_context_add_plugin(context, weiss_plugin_descent_entry_v0, &error) < 0 ||
      make_graph(context, &problem, &error) < 0 ||
      weiss_solve(context, problem, "subqubo subsolver=descent part_size=40", &run, &result, &error) < 0)
    return fprintf(stderr, "%s\n", error.message), 1;
  printf("cut %g of %d edges\n", weiss_result_objective(result), (int)kEdges);
  weiss_result_destroy(result);
  weiss_problem_destroy(problem);
  weiss_context_destroy(context);
  return 0;
}

/* deepbind LIBRARY: libweiss works when it is loaded with RTLD_DEEPBIND, too: modules are found, and failures, which
   are exceptions inside, come out as a status and a text. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <weiss/weiss.h>

/* Sets function to the one of that name. */
#define FIND(function, name)                                   \
  do {                                                         \
    void* const symbol = dlsym(library, name);                 \
    if (!symbol) return printf("there is no %s\n", name), 1;   \
    memcpy(&(function), &symbol, sizeof symbol);               \
  } while (0)

int main(int argc, char** argv) {
  weiss_status (*create)(const weiss_context_config*, weiss_context**, weiss_error*);
  void (*destroy)(weiss_context*);
  weiss_status (*maxcut)(weiss_context*, int64_t, int64_t, const int32_t*, const int32_t*, const double*,
                         weiss_problem**, weiss_error*);
  void (*destroy_problem)(weiss_problem*);
  weiss_status (*solve)(weiss_context*, const weiss_problem*, const char*, const weiss_run_config*, weiss_result**,
                        weiss_error*);
  double (*objective)(const weiss_result*);
  void (*destroy_result)(weiss_result*);
  const int32_t row[] = {0, 1, 2, 2}, column[] = {1, 2, 0, 3};
  weiss_error error = WEISS_ERROR_INIT;
  weiss_context* context = NULL;
  weiss_problem* problem = NULL;
  weiss_result* result = NULL;
  void* library;
  int good;
  if (argc != 2) return 1;
  library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
  if (!library) return printf("%s\n", dlerror()), 1;
  FIND(create, "weiss_context_create");
  FIND(destroy, "weiss_context_destroy");
  FIND(maxcut, "weiss_problem_create_maxcut");
  FIND(destroy_problem, "weiss_problem_destroy");
  FIND(solve, "weiss_solve");
  FIND(objective, "weiss_result_objective");
  FIND(destroy_result, "weiss_result_destroy");
  good = create(NULL, &context, &error) == WEISS_OK &&
         maxcut(context, 4, 4, row, column, NULL, &problem, &error) == WEISS_OK &&
         solve(context, problem, "tabu tenure=many", NULL, &result, &error) == WEISS_E_OPTION && error.message[0] &&
         solve(context, problem, "subqubo", NULL, &result, &error) == WEISS_OK && objective(result) == 3.0;
  if (!good) printf("%s\n", error.message);
  destroy_result(result);
  destroy_problem(problem);
  destroy(context);
  return good ? 0 : 1;
}

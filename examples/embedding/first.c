#include <stdio.h>
#include <weiss/weiss.h>
int main(void) {
  const int32_t row[] = {0, 1, 2, 2}, column[] = {1, 2, 0, 3}; /* a triangle with a tail */
  weiss_error error = WEISS_ERROR_INIT;
  weiss_context* context = NULL;
  weiss_problem* problem = NULL;
  weiss_result* result = NULL;
  if (weiss_context_create(NULL, &context, &error) < 0 ||
      weiss_problem_create_maxcut(context, 4, 4, row, column, NULL, &problem, &error) < 0 ||
      weiss_solve(context, problem, NULL, NULL, &result, &error) < 0)
    return fprintf(stderr, "%s\n", error.message), 1;
  printf("cut %g, node 3 on side %d\n", weiss_result_objective(result), weiss_result_bits(result)[3]);
  weiss_result_destroy(result), weiss_problem_destroy(problem), weiss_context_destroy(context);
}

/* Partitioners that break a rule of the task. A sound one cuts the spins into two halves. */
#include <math.h>
#include <stdlib.h>

#include "hostile.h"
#include "stateless.h"

enum {
  two_halves, /* harmless; keeps no capacity and no fixed spins */
  no_part, null_part, part_size_0, null_members, empty_part, negative_members,
  member_of_minus_1, member_of_n, repeated_member, shared_member, missing_member, overfull_part, breaks_fixed,
  too_many_parts, too_few_parts, imbalanced, priority_is_nan, parameter_is_nan, parameters_null, fails
};

static void add(const weiss_part_sink* sink, int64_t count, const int32_t* members) {
  weiss_part part = {sizeof part, 0, 0, NULL, 0.0, 0, NULL};
  const double nan = (double)NAN;
  part.num_members = CASE == negative_members ? -1 : count;
  part.members = CASE == null_members ? NULL : members;
  if (CASE == part_size_0) part.struct_size = 0;
  if (CASE == priority_is_nan) part.priority = nan;
  if (CASE == parameter_is_nan) part.num_parameters = 1, part.parameters = &nan;
  if (CASE == parameters_null) part.num_parameters = 2;
  sink->add(sink, &part);
}

static weiss_status run(void* self, const weiss_problem_view* problem, const weiss_partition_task* task,
                        const weiss_run* run, const weiss_part_sink* sink) {
  const int64_t n = problem->num_spins;
  int64_t half = n / 2, i;
  int32_t* spins = (int32_t*)malloc(((size_t)n + 1) * sizeof *spins);
  (void)self, (void)task;
  if (!spins) return WEISS_E_NOMEM;
  for (i = 0; i < n; ++i) spins[i] = (int32_t)i;
  switch (CASE) {
    case no_part: free(spins); return WEISS_OK;
    case null_part: sink->add(sink, NULL); break;
    case fails:
      free(spins);
      run->set_error(run, "lost its scissors");
      return WEISS_E_FAIL;
    case empty_part: add(sink, 0, spins); break;
    case member_of_minus_1: spins[0] = -1; break;
    case member_of_n: spins[n - 1] = (int32_t)n; break;
    case repeated_member: spins[1] = 0; break;
    case shared_member: spins[n - 1] = 0; break;
    case overfull_part:
    case imbalanced: half = n - 1; break;
    case too_few_parts: half = n; break;
    default: break;
  }
  if (CASE == missing_member) {
    add(sink, half, spins);
    add(sink, n - half - 1, spins + half);
  } else if (CASE == too_many_parts) {
    for (i = 0; i < n; ++i) add(sink, 1, spins + i);
  } else if (CASE == breaks_fixed) { /* the halves the other way round */
    add(sink, n - half, spins + half);
    add(sink, half, spins);
  } else {
    add(sink, half, spins);
    if (half < n) add(sink, n - half, spins + half);
  }
  free(spins);
  return WEISS_OK;
}

static const weiss_partitioner partitioner = {sizeof partitioner, 0, run};
HOSTILE_ALGORITHM(WEISS_KIND_PARTITIONER, 0, &partitioner, create, destroy);
HOSTILE_PLUGIN((void)host)

/* Partitioners that break a rule of the task. */
#include <math.h>
#include <stdlib.h>

#include "hostile.h"
#include "stateless.h"

enum {
  sound, /* harmless */
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

/* Of a sound partition: as many parts as the task wants. */
static int64_t sound_number(int64_t n, const weiss_partition_task* task) {
  int64_t parts = task->num_parts > 0 ? task->num_parts : n < 2 ? n : 2;
  if (task->num_parts == 0 && task->max_part_spins > 0 && parts * task->max_part_spins < n)
    parts = (n + task->max_part_spins - 1) / task->max_part_spins;
  return parts;
}

/* Exchanges spins so that the fixed ones stand at the beginning of their parts, part p at n * p / parts. */
static void place_fixed(const int32_t* fixed, int64_t n, int64_t parts, int32_t* spins) {
  int64_t p, i, k;
  for (p = 0; p < parts; ++p) {
    int64_t place = n * p / parts;
    for (i = 0; i < n; ++i) {
      if (fixed[i] != p) continue;
      for (k = 0; spins[k] != i; ++k) continue;
      spins[k] = spins[place];
      spins[place++] = (int32_t)i;
    }
  }
}

static weiss_status run(void* self, const weiss_problem_view* problem, const weiss_partition_task* task,
                        const weiss_run* run, const weiss_part_sink* sink) {
  const int64_t n = problem->num_spins;
  int64_t parts = sound_number(n, task), p, i;
  int32_t* spins = (int32_t*)malloc(((size_t)n + 1) * sizeof *spins);
  (void)self;
  if (!spins) return WEISS_E_NOMEM;
  for (i = 0; i < n; ++i) spins[i] = (int32_t)i;
  if (task->fixed) place_fixed(task->fixed, n, parts, spins);
  switch (CASE) {
    case no_part: parts = 0; break;
    case too_few_parts: parts = 1; break;
    case too_many_parts: parts = n; break;
    case null_part: sink->add(sink, NULL); break;
    case empty_part: add(sink, 0, spins); break;
    case member_of_minus_1: spins[0] = -1; break;
    case member_of_n: spins[n - 1] = (int32_t)n; break;
    case repeated_member: spins[1] = 0; break;
    case shared_member: spins[n - 1] = 0; break;
    case fails: run->set_error(run, "lost its scissors"); break;
    default: break;
  }
  for (p = 0; p < parts; ++p) {
    const int64_t from = CASE == breaks_fixed ? parts - 1 - p : p; /* the parts the other way round */
    int64_t begin = n * from / parts, end = n * (from + 1) / parts;
    if (CASE == overfull_part || CASE == imbalanced) { /* nearly all in the first */
      begin = from == 0 ? 0 : n - parts + from;
      end = n - parts + from + 1;
    }
    if (CASE == missing_member && end == n) --end;
    add(sink, end - begin, spins + begin);
  }
  free(spins);
  return CASE == fails ? WEISS_E_FAIL : WEISS_OK;
}

static const weiss_partitioner partitioner = {sizeof partitioner, 0, run};
HOSTILE_ALGORITHM(WEISS_KIND_PARTITIONER, 0, &partitioner, create, destroy);
HOSTILE_PLUGIN((void)host)

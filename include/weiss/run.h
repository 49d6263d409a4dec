/* weiss/run.h - set an algorithm up and run it. C99, C++11 and later. */
#ifndef WEISS_RUN_H
#define WEISS_RUN_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

struct weiss_partition_task; /* plugin.h */
struct weiss_objective;      /* plugin.h */

/* ---- progress ---- */
#define WEISS_EVENT_STARTED 1
#define WEISS_EVENT_IMPROVED 2 /* a new best sample */
#define WEISS_EVENT_PROGRESS 3 /* nothing new, at most 10 a second */
#define WEISS_EVENT_FINISHED 4

typedef struct weiss_progress {
  uint32_t    struct_size;
  int32_t     event;        /* WEISS_EVENT_* */
  double      seconds;      /* since the start of the run */
  double      fraction;     /* of the limit used up, 0 ... 1; negative when unknown */
  double      energy;       /* best so far; +infinity before the first sample */
  double      objective;    /* the same in the user's own form */
  double      bound;        /* lower bound of the energy; -infinity when there is none */
  int64_t     work;         /* units so far */
  const char* source;       /* what found the best sample, such as "tabu"; "" before the first */
} weiss_progress;

/* ---- one run ----
   Without any limit a run stops by a default rule: a work limit computed from the numbers of spins
   and couplings, about a second at 1,000 spins; log and report name it.
   With a work limit and without time limit and cancel, a DETERMINISTIC algorithm gives the same
   samples, trace and counters for any number of threads. */
typedef struct weiss_run_config {
  uint32_t struct_size;
  int32_t  threads;      /* most threads in use at once; 0: 1. One starts no thread at all */
  uint64_t seed;
  double   time_limit;   /* seconds; 0: none */
  int64_t  work_limit;   /* units, one is a coupling visited; 0: none */
  int32_t  has_target;   /* 1: stop when a sample is at least as good as target */
  int32_t  num_starts;
  double   target;       /* the user's own value (weiss_problem_objective) */
  int64_t  max_samples;  /* how many distinct samples the result keeps, the best; 0: 16 */
  const int8_t* starts;      /* [num_starts * num_spins] states to start from, or NULL */
  const double* mean_spins;  /* [num_spins] in [-1, 1], a prior for each spin, or NULL */
  const double* parameters;  /* [num_parameters] circuit parameters, or NULL */
  int64_t  num_parameters;
  /* Called on the thread that called the run. Return 0 to go on, anything else to cancel. It may look
     at the progress and cancel, but not call into the running instance. */
  int32_t (*progress)(void* user, const weiss_progress* progress) WEISS_NOEXCEPT;
  void*    progress_user;
  const int32_t* cancel_flag; /* a flag of the caller's: the run stops soon after it becomes non-zero,
                                 written by another thread or a signal handler; or NULL */
  double   optimum;      /* with has_optimum: the best value there is, in the user's own form. The report
                            compares with it; the run does not end because of it */
  int32_t  has_optimum;
  int32_t  reserved;     /* 0 */
} weiss_run_config;

/* ---- instances ---- */

/* An algorithm of a kind, with options. spec is a name, possibly followed by settings:
       "tabu"      "subqubo partitioner=random subsolver=tabu subsolver.tenure=20"
   NULL or "" is the default of the kind. values [num_values] are further settings; the key of an
   option of a nested algorithm has that option's key in front; the last setting of a key wins. The
   whole tree is checked here: E_OPTION names the option, the range, and the nearest name when it is
   unknown; E_NOT_FOUND names the nearest algorithm. [any] */
WEISS_API weiss_status weiss_instance_create(weiss_context* context, int32_t kind, const char* spec,
                                             const weiss_value* values, int64_t num_values,
                                             weiss_instance** out, weiss_error* error) WEISS_NOEXCEPT;

/* Frees an instance; NULL is allowed. One that is running stays, with an error in the log: destroy it
   after its run. [any] */
WEISS_API void weiss_instance_destroy(weiss_instance* instance) WEISS_NOEXCEPT;

/* All settings of the instance with those of nested algorithms, defaults filled in, one line: a spec
   that creates the same again. Valid as long as the instance. [any] */
WEISS_API const char* weiss_instance_spec(const weiss_instance* instance) WEISS_NOEXCEPT;

/* Asks the running call of the instance to stop soon and keep its best; takes effect within 100 ms.
   Sticky: later runs stop at once, until weiss_instance_reset_cancel. Safe in a signal handler. [any] */
WEISS_API void weiss_instance_cancel(weiss_instance* instance) WEISS_NOEXCEPT;
WEISS_API void weiss_instance_reset_cancel(weiss_instance* instance) WEISS_NOEXCEPT;

/* Runs a solver on a problem. config may be NULL. OK with a result for every reason of
   weiss_result_reason, PLUGIN_FAILED with at least one sample included; a failure when there is no
   valid sample at all: the status of the plugin, or E_PLUGIN. E_BUSY while it runs already. [instance] */
WEISS_API weiss_status weiss_instance_solve(weiss_instance* instance, const weiss_problem* problem,
                                            const weiss_run_config* config, weiss_result** out,
                                            weiss_error* error) WEISS_NOEXCEPT;

/* Runs a partitioner on a problem; task may be NULL (the method chooses the number of parts).
   The host checks the parts against the task; E_PLUGIN names the rule that is broken. [instance] */
WEISS_API weiss_status weiss_instance_partition(weiss_instance* instance, const weiss_problem* problem,
                                                const struct weiss_partition_task* task,
                                                const weiss_run_config* config, weiss_result** out,
                                                weiss_error* error) WEISS_NOEXCEPT;

/* Runs an optimizer on an objective of the caller's. The host checks every point and keeps the best one
   evaluated; a value that the optimizer claims below that is a lie. work_limit counts evaluations here;
   without any limit 1,000 * (dimension + 1) are allowed. [instance] */
WEISS_API weiss_status weiss_instance_minimize(weiss_instance* instance,
                                               const struct weiss_objective* objective,
                                               const weiss_run_config* config, weiss_result** out,
                                               weiss_error* error) WEISS_NOEXCEPT;

/* One call: creates an instance of the solver spec (NULL: the default), runs it, frees it. [any] */
WEISS_API weiss_status weiss_solve(weiss_context* context, const weiss_problem* problem,
                                   const char* spec, const weiss_run_config* config,
                                   weiss_result** out, weiss_error* error) WEISS_NOEXCEPT;

#ifdef __cplusplus
}
#endif
#endif /* WEISS_RUN_H */

/* weiss/plugin.h - all that a plugin needs. A plugin links against nothing of ours. C99, C++11 and later.

   A plugin is a shared library with one exported function, weiss_plugin_entry_v0, written with the
   macro WEISS_PLUGIN_ENTRY. It hands the host a table of algorithms of three kinds:
     partitioner  problem (+ present state) -> parts (+ circuit parameters for each part)
     solver       problem (+ starts)        -> samples (+ marginals, bound, counters)
     optimizer    black-box function        -> its best parameters
   The first three fields of weiss_plugin and weiss_host (struct_size, abi_major, abi_minor) are frozen.

   What the host does not trust: results. It recomputes energies, checks spins, parts, points and bounds,
   and sets a plugin that lies, fails or writes NaN aside for the rest of the run.
   What it cannot do: a plugin has all rights of the process. One that never returns, exits or crashes
   takes the process with it. Poll should_stop at least every 10 ms.

   No function of a plugin may throw, print, exit, install a signal handler, or leave the rounding mode
   changed. C++ authors: weiss/plugin.hpp turns a class into such a table. */
#ifndef WEISS_PLUGIN_H
#define WEISS_PLUGIN_H

#include "base.h"
#include "problem.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- services of the host: valid from entry until shutdown returns ---- */
typedef struct weiss_host {
  uint32_t       struct_size;
  uint32_t       abi_major, abi_minor; /* of the host */
  uint32_t       reserved;             /* 0 */
  weiss_context* context;              /* for the functions of the extensions */
  const char*    name;                 /* "weiss" */
  const char*    version;
  const char*    simd;                 /* SIMD level in use */
  /* One line of UTF-8 text, copied. level is WEISS_LOG_*. [any] */
  void (*log)(const struct weiss_host* host, int32_t level, const char* text) WEISS_NOEXCEPT;
  /* Memory that counts against the limit of the context; NULL when refused. alignment is a power of two.
     Freed with free, with the same size and alignment. [any] */
  void* (*alloc)(const struct weiss_host* host, size_t size, size_t alignment) WEISS_NOEXCEPT;
  void (*free)(const struct weiss_host* host, void* ptr, size_t size, size_t alignment) WEISS_NOEXCEPT;
  /* Table of an extension, such as "weiss.search/1" (ext/search.h), or NULL. [any] */
  const void* (*get_extension)(const struct weiss_host* host, const char* id) WEISS_NOEXCEPT;
} weiss_host;

/* ---- one run: what run() may use, and until it returns ----
   should_stop, spend, progress and a sink's report may call the user's progress callback, when they come from the
   thread that the user called. */
typedef struct weiss_run {
  uint32_t struct_size;
  int32_t  threads;    /* most threads to keep busy, at least 1 */
  int32_t  worker;     /* 0; in a body of parallel_for 0 ... threads - 1 of the run that opened the
                          section, one body at a time for each */
  int32_t  reserved;   /* 0 */
  uint64_t seed;       /* the only source of randomness of a DETERMINISTIC algorithm */
  double   time_limit; /* seconds that were left at the start; +infinity: no limit */
  int64_t  work_limit; /* units that were left at the start; INT64_MAX: no limit */
  void*    impl;
  /* Non-zero: return soon with what there is (cancelled, out of time or work, target reached). Cheap.
     Inside parallel_for the work and the target of the body's own run decide. [run] */
  int32_t (*should_stop)(const struct weiss_run* run) WEISS_NOEXCEPT;
  /* What is left of the limits; +infinity and INT64_MAX without. Using time_left for anything but an
     end makes a run unrepeatable. [run] */
  double (*time_left)(const struct weiss_run* run) WEISS_NOEXCEPT;
  int64_t (*work_left)(const struct weiss_run* run) WEISS_NOEXCEPT;
  /* Charges work. One unit is one coupling or one amplitude visited; charge in blocks. [run] */
  void (*spend)(const struct weiss_run* run, int64_t units) WEISS_NOEXCEPT;
  /* Adds n to a counter of the result, such as "flips". The name is copied. [run] */
  void (*count)(const struct weiss_run* run, const char* name, int64_t n) WEISS_NOEXCEPT;
  /* Says how far the run is, 0 ... 1, when the method knows better than the limits do. [run] */
  void (*progress)(const struct weiss_run* run, double fraction) WEISS_NOEXCEPT;
  /* Calls body for index 0 ... count - 1 on the threads of the host and returns when all are done.
     Each body has a run of its own: an equal share of the work that is left, taken before the section
     begins; seed derived from this run's seed, the number of the section and index; counters, merged in
     the order of index. So results do not depend on threads as long as bodies share nothing else.
     Sinks may not be used in a body: store, and report afterwards. [run] */
  weiss_status (*parallel_for)(const struct weiss_run* run, int64_t count,
                               void (*body)(void* user, int64_t index, const struct weiss_run* run) WEISS_NOEXCEPT,
                               void* user) WEISS_NOEXCEPT;
  /* The text of the status that run() is about to return; copied. [run] */
  void (*set_error)(const struct weiss_run* run, const char* text) WEISS_NOEXCEPT;
  /* Asks the outermost run, the one that the user called, to stop soon and keep its best, for the reason
     CANCELLED; its next run is not cancelled. For what must not go on below a scheme, which would replace a
     solver that fails: an exception of another language, a user who closed the window. [run] */
  void (*cancel)(const struct weiss_run* run) WEISS_NOEXCEPT;
} weiss_run;

/* ---- solver ---- */

/* What a solver may start from; everything is optional. Valid until run() returns. */
typedef struct weiss_solver_input {
  uint32_t      struct_size;
  int32_t       num_starts;
  const int8_t* starts;         /* [num_starts * num_spins] or NULL */
  const double* mean_spins;     /* [num_spins] in [-1, 1] or NULL */
  const double* parameters;     /* [num_parameters] circuit parameters or NULL */
  int64_t       num_parameters;
  double        target;         /* with has_target: energy that is good enough */
  int32_t       has_target;
  int32_t       reserved;       /* 0 */
} weiss_solver_input;

/* One state that a solver found. */
typedef struct weiss_sample {
  uint32_t      struct_size;
  int32_t       reserved;     /* 0 */
  const int8_t* spins;        /* [num_spins] of -1 and +1, copied before report returns */
  double        energy;       /* as the solver believes; NaN: does not say. A wrong claim is a lie */
  int64_t       multiplicity; /* how often it was seen; 0: once */
  const char*   source;       /* what found it, for the log ("refine"); NULL: the algorithm's name */
} weiss_sample;

/* Where a solver leaves its results. Only from the thread that entered run(). [run] */
typedef struct weiss_sink {
  uint32_t struct_size;
  uint32_t reserved; /* 0 */
  void*    impl;
  /* Offers a sample. Non-zero: stop soon. */
  int32_t (*report)(const struct weiss_sink* sink, const weiss_sample* sample) WEISS_NOEXCEPT;
  /* marginals [num_spins] in [-1, 1]; the last call counts. */
  void (*marginals)(const struct weiss_sink* sink, const double* marginals) WEISS_NOEXCEPT;
  /* Circuit parameters [count], [gamma_1..gamma_p, beta_1..beta_p]; the last call counts. */
  void (*parameters)(const struct weiss_sink* sink, int64_t count, const double* parameters) WEISS_NOEXCEPT;
  /* A lower bound of the energy with WEISS_PROOF_BOUND, or WEISS_PROOF_OPTIMAL when the best reported
     sample is proven optimal. Only algorithms with CAP_EXACT are believed. */
  void (*bound)(const struct weiss_sink* sink, double lower_bound, int32_t proof) WEISS_NOEXCEPT;
  /* A finite number for the result, such as "expectation"; the last value of a name counts, the name is
     copied. One that is called "expectation" or ends in " energy" is an energy of the problem: reports
     compare it with a known optimum. */
  void (*figure)(const struct weiss_sink* sink, const char* name, double value) WEISS_NOEXCEPT;
} weiss_sink;

typedef struct weiss_solver {
  uint32_t struct_size;
  uint32_t reserved; /* 0 */
  /* WEISS_OK, WEISS_STOPPED when the host asked to stop, or a failure. A run without a sample that
     returns OK is an error. [instance] */
  weiss_status (*run)(void* self, const weiss_problem_view* problem, const weiss_solver_input* input,
                      const weiss_run* run, const weiss_sink* sink) WEISS_NOEXCEPT;
  /* Many small problems at once, each with its own input, run and sink; or NULL: the host loops. An
     item's failure is set by runs[k]->set_error and statuses[k] (all OK on entry). [instance] */
  weiss_status (*run_batch)(void* self, int64_t count, const weiss_problem_view* const* problems,
                            const weiss_solver_input* const* inputs, const weiss_run* const* runs,
                            const weiss_sink* const* sinks, weiss_status* statuses) WEISS_NOEXCEPT;
} weiss_solver;

/* ---- partitioner ---- */

/* What is asked of a partitioner. As an argument of weiss_instance_partition all zero is legal. */
typedef struct weiss_partition_task {
  uint32_t       struct_size;
  int32_t        may_overlap;    /* 1: parts may share spins */
  int32_t        may_omit;       /* 1: spins may be in no part */
  int32_t        pool_size;
  int64_t        num_parts;      /* 0: the method chooses */
  int64_t        max_part_spins; /* capacity, a hard limit on the spins of a part; 0: none */
  double         imbalance;      /* largest part / (num_spins / num_parts) - 1 allowed; 0: any */
  const int32_t* fixed;          /* [num_spins] part number that a spin must get (parts are numbered in
                                    the order of add), or -1; NULL: none */
  const int8_t*  best;           /* [num_spins] best state so far, or NULL */
  const int8_t*  current;        /* [num_spins] present state, or NULL */
  const double*  marginals;      /* [num_spins] or NULL */
  const int8_t*  pool;           /* [pool_size * num_spins] states that the scheme keeps, or NULL */
  const double*  pool_energies;  /* [pool_size] or NULL */
} weiss_partition_task;

typedef struct weiss_part {
  uint32_t       struct_size;
  uint32_t       reserved;       /* 0 */
  int64_t        num_members;    /* at least 1 */
  const int32_t* members;        /* [num_members] distinct spins, any order */
  double         priority;       /* schemes take high ones first; 0 is usual */
  int64_t        num_parameters;
  const double*  parameters;     /* initial circuit parameters [num_parameters], or NULL */
} weiss_part;

/* Where a partitioner leaves its parts. Only from the thread that entered run(). [run] */
typedef struct weiss_part_sink {
  uint32_t struct_size;
  uint32_t reserved; /* 0 */
  void*    impl;
  /* Adds a part; all is copied. Non-zero: stop soon. */
  int32_t (*add)(const struct weiss_part_sink* sink, const weiss_part* part) WEISS_NOEXCEPT;
} weiss_part_sink;

typedef struct weiss_partitioner {
  uint32_t struct_size;
  uint32_t reserved; /* 0 */
  /* The host checks range, repeats, capacity, coverage, overlap, imbalance and fixed. [instance] */
  weiss_status (*run)(void* self, const weiss_problem_view* problem, const weiss_partition_task* task,
                      const weiss_run* run, const weiss_part_sink* sink) WEISS_NOEXCEPT;
} weiss_partitioner;

/* ---- optimizer ---- */

/* A function to minimise: filled by the caller of weiss_instance_minimize (with user and evaluate of
   its own), handed on by the host with checks and counting around it. */
typedef struct weiss_objective {
  uint32_t      struct_size;
  int32_t       has_gradient; /* 1: g of evaluate may be asked for */
  int32_t       stochastic;   /* 1: two evaluations of a point may differ */
  int32_t       reserved;     /* 0 */
  int64_t       dimension;    /* at least 1 */
  const double* lower;        /* [dimension] or NULL */
  const double* upper;        /* [dimension] or NULL */
  const double* start;        /* [dimension] or NULL: all 0, moved into the bounds */
  double        initial_step; /* typical distance to the minimum; 0: unknown */
  void*         user;
  /* Evaluates count points, one after another in x [count * dimension], into f [count] and, when g is
     not NULL, g [count * dimension]. WEISS_STOPPED or a failure: return now with what there is. On the
     thread that entered run() only. [run] */
  weiss_status (*evaluate)(const struct weiss_objective* objective, int64_t count, const double* x,
                           double* f, double* g) WEISS_NOEXCEPT;
} weiss_objective;

typedef struct weiss_optimizer_output {
  uint32_t struct_size;
  int32_t  reason; /* WEISS_REASON_CONVERGED, _WORK ...: set by the optimizer */
  double   f;      /* value at x */
  double*  x;      /* [dimension]: holds the start on entry, the best point on return */
} weiss_optimizer_output;

typedef struct weiss_optimizer {
  uint32_t struct_size;
  uint32_t reserved; /* 0 */
  /* One evaluation is one unit of work; the host charges it. [instance] */
  weiss_status (*run)(void* self, const weiss_objective* objective, const weiss_run* run,
                      weiss_optimizer_output* output) WEISS_NOEXCEPT;
} weiss_optimizer;

/* ---- algorithm, plugin, entry ---- */
typedef struct weiss_algorithm {
  uint32_t    struct_size;
  int32_t     kind;        /* WEISS_KIND_* */
  uint32_t    caps;        /* WEISS_CAP_* */
  uint32_t    num_options;
  int64_t     max_spins;   /* largest problem that it takes; 0: no limit of its own */
  const char* id;          /* [a-z0-9.-]{3,64}, unique and stable: "org.example.tabu" */
  const char* title;
  const char* version;
  const char* summary;     /* one sentence */
  const weiss_option_info* const* options; /* [num_options] */
  const void* table;       /* weiss_partitioner, weiss_solver or weiss_optimizer, by kind */
  void*       user;        /* the algorithm's own */
  /* Makes an instance. values are checked and complete: every option once, in the order of options;
     they, and the choices in them, stay valid until destroy. On failure write a message into error. [any] */
  weiss_status (*create)(const struct weiss_algorithm* algorithm, const weiss_host* host,
                         const weiss_value* values, uint32_t num_values, void** self,
                         weiss_error* error) WEISS_NOEXCEPT;
  void (*destroy)(const struct weiss_algorithm* algorithm, void* self) WEISS_NOEXCEPT; /* [instance] */
  /* Table of an extension of the algorithm, or NULL; may itself be NULL. [any] */
  const void* (*get_extension)(const struct weiss_algorithm* algorithm, const char* id) WEISS_NOEXCEPT;
} weiss_algorithm;

typedef struct weiss_plugin {
  uint32_t    struct_size;
  uint32_t    abi_major, abi_minor; /* WEISS_ABI_MAJOR and _MINOR of the headers it was built with */
  uint32_t    num_algorithms;
  const char* id;
  const char* title;
  const char* version;
  const char* license; /* SPDX expression */
  const weiss_algorithm* const* algorithms; /* [num_algorithms] */
  void*       user;
  /* Called once when the context that called entry ends, after the last instance; or NULL. */
  void (*shutdown)(const struct weiss_plugin* plugin) WEISS_NOEXCEPT;
} weiss_plugin;

/* The only symbol of a plugin: fast, no threads, no output, no file access. NULL refuses the host. The
   result and all it points to stay valid until shutdown returns. Each context that opens the plugin
   calls it once; calls may come from several threads. */
typedef const weiss_plugin* (*weiss_plugin_entry_fn)(const weiss_host* host) WEISS_NOEXCEPT;
#define WEISS_PLUGIN_ENTRY_SYMBOL "weiss_plugin_entry_v0"

/* WEISS_PLUGIN_ENTRY(name) { return &plugin; } defines the entry: under the one exported name in a
   module, and as weiss_plugin_<name>_entry_v0 with -DWEISS_STATIC_PLUGIN, so that the same source can
   be linked into a program. Its argument is called host. */
#if defined(__cplusplus)
#define WEISS_PLUGIN_EXTERN_ extern "C"
#else
#define WEISS_PLUGIN_EXTERN_ extern
#endif
#if defined(__GNUC__)
#define WEISS_PLUGIN_UNUSED_ __attribute__((unused))
#else
#define WEISS_PLUGIN_UNUSED_
#endif
#if defined(__GNUC__) && !defined(WEISS_STATIC_PLUGIN)
#define WEISS_PLUGIN_VISIBLE_ __attribute__((visibility("default")))
#else
#define WEISS_PLUGIN_VISIBLE_
#endif
#if defined(WEISS_STATIC_PLUGIN)
#define WEISS_PLUGIN_SYMBOL_(name) weiss_plugin_##name##_entry_v0
#else
#define WEISS_PLUGIN_SYMBOL_(name) weiss_plugin_entry_v0
#endif
#define WEISS_PLUGIN_ENTRY(name)                                                       \
  WEISS_PLUGIN_EXTERN_ WEISS_PLUGIN_VISIBLE_ const weiss_plugin* WEISS_PLUGIN_SYMBOL_( \
      name)(const weiss_host* host) WEISS_NOEXCEPT;                                    \
  const weiss_plugin* WEISS_PLUGIN_SYMBOL_(name)(WEISS_PLUGIN_UNUSED_ const weiss_host* host) WEISS_NOEXCEPT

#ifdef __cplusplus
}
#endif
#endif /* WEISS_PLUGIN_H */

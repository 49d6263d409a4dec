/* weiss/base.h - what embedders and plugin authors share. C99, C++11 and later.

   Rules that every function of the interface keeps:
   1. Arguments come in this order: handle, inputs, outputs, error. A count stands before its array.
   2. A function that can fail returns a weiss_status and takes a weiss_error as its last argument;
      pass NULL to do without the text. On failure output handles are set to NULL.
   3. Structs begin with struct_size, set by whoever fills them, and only grow at their end. In a
      struct that a caller fills, zero means "default" for every other field. The library writes at
      most struct_size bytes into a caller's struct.
   4. Text is UTF-8 and ends with a zero. What the library returns as const char* it owns.
   5. Indices are 0-based. Spins are int8_t -1 or +1; x_i = (1 - s_i) / 2, so s = +1 is x = 0.
   6. The last words of each comment are the thread rule:
        [any]       from every thread at once
        [context]   while no other thread uses the context
        [instance]  one call at a time for each instance; different instances are independent
        [run]       only while the run that handed out the table is active, on the thread that
                    entered run() (or, inside parallel_for, on the thread that runs the body). */
#ifndef WEISS_BASE_H
#define WEISS_BASE_H

#include <stddef.h>
#include <stdint.h>

#include "version.h"

/* Visibility of the exported functions. Define WEISS_API as empty to hide them in your own library. */
#if !defined(WEISS_API)
#if defined(__GNUC__)
#define WEISS_API __attribute__((visibility("default")))
#else
#define WEISS_API
#endif
#endif

/* Since C++17 a function that may throw does not convert to one of our function pointer types. */
#if defined(__cplusplus) && __cplusplus >= 201703L
#define WEISS_NOEXCEPT noexcept
#else
#define WEISS_NOEXCEPT
#endif

/* Is the struct behind t long enough to hold the field? */
#define WEISS_HAS_FIELD(t, field) \
  ((size_t)(t)->struct_size >= (size_t)((const char*)&(t)->field - (const char*)(t)) + sizeof((t)->field))
/* Is there also a function, or any value but zero, in it? */
#define WEISS_HAS(t, field) (WEISS_HAS_FIELD(t, field) && (t)->field)

#ifdef __cplusplus
extern "C" {
#endif

/* ---- handles ---- */
typedef struct weiss_context weiss_context;   /* registry, threads, memory account, SIMD level */
typedef struct weiss_problem weiss_problem;   /* an Ising energy, read-only once built */
typedef struct weiss_instance weiss_instance; /* an algorithm with checked options */
typedef struct weiss_result weiss_result;     /* what a run returned */
typedef struct weiss_choice weiss_choice;     /* a checked algorithm with options, as an option's value */

/* ---- status: did the call work? ----
   0 is success, negative is failure, positive is success with a remark. Expect unknown values. */
typedef int32_t weiss_status;
#define WEISS_OK 0
#define WEISS_STOPPED 1         /* a plugin ended early because the host asked it to; results stand */
#define WEISS_E_FAIL (-1)       /* the method failed; the message says how */
#define WEISS_E_ARGUMENT (-2)   /* an argument breaks the contract of the function */
#define WEISS_E_NOMEM (-3)      /* the allocator returned NULL */
#define WEISS_E_LIMIT (-4)      /* more memory, spins or nesting than the limit allows */
#define WEISS_E_UNSUPPORTED (-5)/* this build or this algorithm cannot do that */
#define WEISS_E_OPTION (-6)     /* unknown option, wrong type or out of range */
#define WEISS_E_NOT_FOUND (-7)  /* no algorithm, file or part of that name */
#define WEISS_E_FORMAT (-8)     /* the input is not in the format; line and column say where */
#define WEISS_E_IO (-9)         /* the operating system refused to read or write */
#define WEISS_E_ABI (-10)       /* built for another version of the interface */
#define WEISS_E_PLUGIN (-11)    /* a plugin broke a rule; the message names the rule */
#define WEISS_E_BUSY (-12)      /* the instance is running */
#define WEISS_E_INTERNAL (-13)  /* a defect of the library */

/* Name of a status, such as "WEISS_E_FORMAT"; "unknown status" for others. Never NULL. [any] */
WEISS_API const char* weiss_status_name(weiss_status status) WEISS_NOEXCEPT;

/* Error report owned by the caller: set struct_size, pass its address, read it after a failure.
   Text that does not fit is cut at a UTF-8 boundary. */
typedef struct weiss_error {
  uint32_t     struct_size;
  weiss_status status;
  int64_t      line;         /* 1-based line of the input, or 0 */
  int64_t      column;       /* 1-based column (in bytes), or 0 */
  char         origin[64];   /* the file, algorithm or option that it is about; may be empty */
  char         message[512]; /* what is wrong, where, and what to do */
} weiss_error;
#define WEISS_ERROR_INIT {sizeof(weiss_error), 0, 0, 0, {0}, {0}}

/* ---- options ---- */
#define WEISS_TYPE_TEXT 0      /* in a setting only: s is read by the type of the option */
#define WEISS_TYPE_BOOL 1      /* i is 0 or 1; as text: true false on off yes no 1 0 */
#define WEISS_TYPE_INT 2       /* i */
#define WEISS_TYPE_REAL 3      /* f */
#define WEISS_TYPE_STRING 4    /* s */
#define WEISS_TYPE_ALGORITHM 5 /* s names an algorithm of the option's kind; plugins receive choice */
#define WEISS_TYPE_REAL_LIST 6 /* list [count]; as text: numbers with commas between */

/* One option with its value. Used both ways: embedders set options with it (key may reach into a
   nested algorithm, as in "subsolver.sweeps"), and plugins receive their options in it (their own
   keys only, every key present, defaults filled in). This layout does not grow. */
typedef struct weiss_value {
  const char*         key;
  int32_t             type;
  int32_t             count;
  int64_t             i;
  double              f;
  const char*         s;
  const double*       list;
  const weiss_choice* choice;
} weiss_value;

/* ---- kinds of algorithm ---- */
#define WEISS_KIND_PARTITIONER 1
#define WEISS_KIND_SOLVER 2
#define WEISS_KIND_OPTIMIZER 3

/* Capabilities of an algorithm; unknown bits are ignored. */
#define WEISS_CAP_DETERMINISTIC 1u /* same input, seed, options and work limit: same results for every
                                      number of threads and, on integer data, every SIMD level;
                                      circuits: at one SIMD level */
#define WEISS_CAP_WARM_START 2u    /* uses the starts of the input */
#define WEISS_CAP_EXACT 4u         /* may claim proven optimality */
#define WEISS_CAP_ANY_THREAD 8u    /* its functions may be called from any thread; without it every call
                                      comes from the thread that called solve */
#define WEISS_CAP_MARGINALS 16u    /* reports marginals */

/* One option of an algorithm, readable without an instance. */
#define WEISS_OPTION_ADVANCED 1u /* left out of short listings */
#define WEISS_OPTION_PATH 2u     /* STRING: a file or folder */
typedef struct weiss_option_info {
  uint32_t    struct_size;
  uint32_t    flags;
  const char* key;       /* lower_snake_case */
  const char* help;      /* one or two sentences: meaning, unit, what 0 means */
  const char* choices;   /* STRING: "a|b|c", or NULL for free text */
  const char* s_default; /* STRING; ALGORITHM, also with settings as in "exact samples=16" (NULL: the
                            default algorithm of the kind, or with algorithm_optional none at all) */
  const double* list_default; /* REAL_LIST [list_default_count] or NULL */
  int32_t     type;      /* WEISS_TYPE_BOOL ... WEISS_TYPE_REAL_LIST */
  int32_t     kind;      /* ALGORITHM: WEISS_KIND_* */
  int32_t     list_default_count;
  int32_t     algorithm_optional; /* ALGORITHM: 1 when "none" is a legal value (choice is NULL then) */
  int64_t     i_default, i_min, i_max; /* BOOL, INT */
  double      f_default, f_min, f_max; /* REAL; for REAL_LIST the range of each entry */
} weiss_option_info;

/* ---- why a run ended ---- */
#define WEISS_REASON_NONE 0
#define WEISS_REASON_OPTIMAL 1       /* the best sample is proven optimal */
#define WEISS_REASON_TARGET 2        /* the target was reached */
#define WEISS_REASON_CONVERGED 3     /* the method has nothing left to do */
#define WEISS_REASON_WORK 4          /* the work limit, given or by default rule, was used up */
#define WEISS_REASON_TIME 5          /* the time limit passed */
#define WEISS_REASON_CANCELLED 6     /* somebody asked it to stop */
#define WEISS_REASON_PLUGIN_FAILED 7 /* a plugin failed; the best so far is kept */

/* Name of a reason, such as "converged". Never NULL. [any] */
WEISS_API const char* weiss_reason_name(int32_t reason) WEISS_NOEXCEPT;

/* ---- proof behind a lower bound ---- */
#define WEISS_PROOF_NONE 0    /* no bound */
#define WEISS_PROOF_BOUND 1   /* no state has a lower energy than the bound */
#define WEISS_PROOF_OPTIMAL 2 /* and the best sample reaches it */

/* ---- levels of the log ---- */
#define WEISS_LOG_ERROR 1
#define WEISS_LOG_WARNING 2
#define WEISS_LOG_INFO 3
#define WEISS_LOG_DEBUG 4

/* ---- seeds ----
   The seed of stream k below a seed: two rounds of the SplitMix64 finaliser (Steele, Lea, Flood 2014)
   over a Weyl sequence. Every nested run gets its seed this way, so runs can be repeated from outside. */
static inline uint64_t weiss_seed_derive(uint64_t seed, uint64_t stream) {
  uint64_t z = seed + (stream + 1u) * UINT64_C(0x9E3779B97F4A7C15);
  int round;
  for (round = 0; round < 2; ++round) {
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    z = z ^ (z >> 31);
  }
  return z;
}

/* Sets a struct to all defaults: zeroes size bytes and writes struct_size. For languages without
   initialisers; the same function serves every growable struct of the interface. [any] */
WEISS_API void weiss_struct_init(void* ptr, size_t size) WEISS_NOEXCEPT;

#ifdef __cplusplus
}
#endif
#endif /* WEISS_BASE_H */

/* weiss/ext/algorithms.h - extension "weiss.algorithms/1" of the host: how a scheme runs other algorithms.

   A scheme has an option of type ALGORITHM, receives a checked choice in create, opens it as a child and
   runs the child from its own run(). A nested run lives inside its parent's: it stops at the parent's
   deadline, stop flag and work limit, its work and counters add up in the parent's, and its results
   are checked exactly as those of a run by the user. A child that solves the very problem that the calling
   run was given leaves its samples (with its name as source), marginals, parameters and proven bounds in
   the results of that run too, as they come. When a child fails or lies, is set aside, or is not
   allowed on the thread, the host logs it, counts "sub-solver failures" and hands back the state that greedy
   descent reaches from the first start, so that a scheme always gets a valid state. */
#ifndef WEISS_EXT_ALGORITHMS_H
#define WEISS_EXT_ALGORITHMS_H

#include "../plugin.h"

#ifdef __cplusplus
extern "C" {
#endif

#define WEISS_EXT_ALGORITHMS "weiss.algorithms/1"

typedef struct weiss_child weiss_child;

/* One nested solve. */
typedef struct weiss_task {
  uint32_t struct_size;
  int32_t  max_samples;             /* distinct samples wanted back; 0: 1, the best */
  const weiss_problem* problem;
  const weiss_solver_input* input;  /* or NULL */
  uint64_t stream;                  /* seed of the child: weiss_seed_derive(run->seed, stream) */
  int64_t  work_limit;              /* units; 0: the default rule for this problem. Never more than an
                                       equal share of what the parent has left */
} weiss_task;

/* What came of it. Arrays belong to the child and are valid until its next call by the same worker. */
typedef struct weiss_outcome {
  uint32_t       struct_size;
  weiss_status   status;         /* OK, or the failure that made the host fall back to descent */
  int32_t        reason;         /* WEISS_REASON_* */
  int32_t        proof;          /* WEISS_PROOF_* of bound */
  double         energy;         /* of the best sample, recomputed */
  double         bound;
  int64_t        work;           /* units charged */
  const int8_t*  spins;          /* best state [num_spins]; NULL only when memory ran out */
  int64_t        num_samples;
  const int8_t*  samples;        /* [num_samples * num_spins], best first */
  const double*  energies;       /* [num_samples] */
  const int64_t* multiplicities; /* [num_samples] */
  const double*  marginals;      /* [num_spins] or NULL */
  const double*  parameters;     /* [num_parameters] or NULL */
  int64_t        num_parameters;
  int64_t        num_figures;    /* see weiss_sink */
  const char* const* figure_names; /* [num_figures], sorted */
  const double*  figures;        /* [num_figures] */
} weiss_outcome;

/* What a nested partition run returned, checked. Arrays as in weiss_outcome. */
typedef struct weiss_parts {
  uint32_t       struct_size;
  uint32_t       reserved;        /* 0 */
  int64_t        num_parts;
  const int64_t* part_start;      /* [num_parts + 1] into members */
  const int32_t* members;         /* ascending within a part; parts by priority, highest first */
  const double*  priorities;      /* [num_parts] */
  const int64_t* parameter_start; /* [num_parts + 1] into parameters */
  const double*  parameters;
} weiss_parts;

typedef struct weiss_ext_algorithms {
  uint32_t struct_size;
  uint32_t reserved; /* 0 */
  /* Opens a child from a choice of this host; several children of one choice are fine. [any] */
  weiss_status (*open)(const weiss_host* host, const weiss_choice* choice, weiss_child** out,
                       weiss_error* error) WEISS_NOEXCEPT;
  /* Frees it; NULL is allowed. [instance] */
  void (*close)(weiss_child* child) WEISS_NOEXCEPT;
  /* Short name of the child's algorithm. [any] */
  const char* (*name)(const weiss_child* child) WEISS_NOEXCEPT;
  /* Solves one problem with all threads of the run. Returns OK unless an argument is wrong or memory
     runs out: the outcome's own status says how the child did. In a body of parallel_for give the
     body's run: each worker has an instance of its own. [run] */
  weiss_status (*solve)(weiss_child* child, const weiss_run* run, const weiss_task* task,
                        weiss_outcome* outcome, weiss_error* error) WEISS_NOEXCEPT;
  /* Solves count problems in parallel, or as a batch when the child can; tasks and outcomes are arrays
     of pointers. [run] */
  weiss_status (*solve_many)(weiss_child* child, const weiss_run* run, int64_t count,
                             const weiss_task* const* tasks, weiss_outcome* const* outcomes,
                             weiss_error* error) WEISS_NOEXCEPT;
  /* Partitions a problem. A partitioner that fails or breaks the task is an error here: the caller
     decides what to do without parts. [run] */
  weiss_status (*partition)(weiss_child* child, const weiss_run* run, const weiss_problem* problem,
                            const weiss_partition_task* task, uint64_t stream, weiss_parts* parts,
                            weiss_error* error) WEISS_NOEXCEPT;
  /* Minimises an objective; max_evaluations 0: as many as the optimizer's options allow. output->x is
     the caller's [dimension]. [run] */
  weiss_status (*minimize)(weiss_child* child, const weiss_run* run, const weiss_objective* objective,
                           uint64_t stream, int64_t max_evaluations, weiss_optimizer_output* output,
                           weiss_error* error) WEISS_NOEXCEPT;
  /* Of the child's algorithm: WEISS_CAP_*, and the largest problem that it takes (0: no limit of its
     own), so that a scheme can ask for what it gets and cut parts that fit. [any] */
  uint32_t (*caps)(const weiss_child* child) WEISS_NOEXCEPT;
  int64_t (*max_spins)(const weiss_child* child) WEISS_NOEXCEPT;
} weiss_ext_algorithms;

#ifdef __cplusplus
}
#endif
#endif /* WEISS_EXT_ALGORITHMS_H */

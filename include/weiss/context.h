/* weiss/context.h - the context: registry of algorithms, host services, threads. C99, C++11 and later.

   Everything hangs off a context and nothing is process-wide: two contexts in one process do not
   meet. The library never prints, exits, aborts, reads the locale or installs a signal handler. */
#ifndef WEISS_CONTEXT_H
#define WEISS_CONTEXT_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Flags of a context. */
#define WEISS_CONTEXT_NO_BUNDLED_DIRECTORY 1u /* leave the library's own plugin directory out */
#define WEISS_CONTEXT_READ_ENVIRONMENT 2u     /* read WEISS_SIMD and WEISS_PLUGIN_PATH, once, now */

/* What an embedder brings along; all zero is a good default. */
typedef struct weiss_context_config {
  uint32_t struct_size;
  uint32_t flags;        /* WEISS_CONTEXT_* */
  int32_t  log_level;    /* highest WEISS_LOG_* that reaches log; 0: WARNING */
  int32_t  max_threads;  /* cap on the threads of every run; 0: none */
  int64_t  memory_limit; /* bytes that problems, solvers and readers may hold together; 0: none.
                            What would not fit is refused with WEISS_E_LIMIT and a forecast. */
  const char* simd;      /* "scalar" "sse2" "avx2" "avx512" "neon64"; NULL: the best of this machine.
                            A level that is missing here falls back to the best, with a warning. */
  const char* plugin_directories; /* absolute folders with ':' between, scanned when an algorithm is
                                     listed or not known otherwise; NULL: none */
  /* One line of text without a line end. May come from any thread; serialised by the context, which must not
     be used from in here: some of its functions log while they hold a lock. */
  void (*log)(void* user, int32_t level, const char* text) WEISS_NOEXCEPT;
  void* log_user;
  /* Memory: both or none. allocate gets a power of two as alignment and returns NULL when it cannot.
     They may be called from every thread at once. */
  void* (*allocate)(void* user, size_t size, size_t alignment) WEISS_NOEXCEPT;
  void (*deallocate)(void* user, void* ptr, size_t size, size_t alignment) WEISS_NOEXCEPT;
  void* allocate_user;
  /* The embedder's own threads: calls body(body_user, i) once for each i in 0 ... count - 1, in any
     order, on at most threads threads at a time, and returns when all are done. NULL: the context
     keeps a pool of its own, started by the first run with threads > 1. */
  void (*parallel_for)(void* user, int64_t count, int32_t threads,
                       void (*body)(void* body_user, int64_t index), void* body_user) WEISS_NOEXCEPT;
  void* parallel_for_user;
} weiss_context_config;

/* Creates a context; config may be NULL. Starts no thread and opens no file. [any] */
WEISS_API weiss_status weiss_context_create(const weiss_context_config* config, weiss_context** out,
                                            weiss_error* error) WEISS_NOEXCEPT;

/* Ends the context: joins its threads, shuts its plugins down. Instances, problems and results may live on:
   what they need of the context (the plugins for an instance; memory, with the config's allocate and
   deallocate, and log for all) ends with the last of them. NULL is allowed. The only call on a context
   that is allowed in the child of a fork. [context] */
WEISS_API void weiss_context_destroy(weiss_context* context) WEISS_NOEXCEPT;

/* Name of the SIMD level in use, such as "avx2". [any] */
WEISS_API const char* weiss_context_simd(const weiss_context* context) WEISS_NOEXCEPT;

/* Bytes held now by problems, runs and results of the context, and the most so far. [any] */
WEISS_API int64_t weiss_context_memory(const weiss_context* context, int64_t* peak) WEISS_NOEXCEPT;

/* ---- plugins ----
   A plugin is code with all rights of the process. An explicit path must be a regular file. In a
   scanned folder only weiss_*.so is looked at, files and folders that others could have written are
   refused (each refusal is one log line), and nothing is scanned under setuid. Plugins stay loaded. */

/* Loads one plugin file. E_NOT_FOUND, E_PLUGIN (what rule it breaks), E_ABI (for which version it was
   built), E_UNSUPPORTED in a build without a loader. Loading a file twice is no error. [any] */
WEISS_API weiss_status weiss_context_load_plugin(weiss_context* context, const char* path,
                                                 weiss_error* error) WEISS_NOEXCEPT;

/* Loads the plugins of a folder in the order of their names; num_loaded may be NULL. A plugin that is
   refused is logged and the others go on. [any] */
WEISS_API weiss_status weiss_context_scan_directory(weiss_context* context, const char* directory,
                                                    int64_t* num_loaded,
                                                    weiss_error* error) WEISS_NOEXCEPT;

struct weiss_host;
struct weiss_plugin;
struct weiss_algorithm;

/* Registers a plugin that is linked into the program, by its entry function (plugin.h). [any] */
WEISS_API weiss_status weiss_context_add_plugin(
    weiss_context* context, const struct weiss_plugin* (*entry)(const struct weiss_host* host) WEISS_NOEXCEPT,
    weiss_error* error) WEISS_NOEXCEPT;

/* Registers one algorithm without a plugin around it: how bindings offer closures. The struct and all
   that it points to must stay valid until release(algorithm) is called, when the context is
   destroyed; release may be NULL. On failure release is not called. [any] */
WEISS_API weiss_status weiss_context_add_algorithm(
    weiss_context* context, const struct weiss_algorithm* algorithm,
    void (*release)(const struct weiss_algorithm* algorithm) WEISS_NOEXCEPT,
    weiss_error* error) WEISS_NOEXCEPT;

/* ---- what is there ---- */

/* An algorithm as registered. Text is valid until the context is destroyed. */
typedef struct weiss_algorithm_info {
  uint32_t    struct_size;
  int32_t     kind;          /* WEISS_KIND_* */
  uint32_t    caps;          /* WEISS_CAP_* */
  uint32_t    num_options;
  int64_t     max_spins;     /* largest problem that it takes; 0: no limit of its own */
  const char* id;            /* "weiss.tabu" */
  const char* name;          /* shortest text that names it here: "tabu" */
  const char* title;
  const char* version;
  const char* summary;
  const weiss_option_info* const* options; /* [num_options] */
  const char* plugin;        /* id of its plugin; "" when registered alone */
  const char* license;       /* SPDX expression of its plugin; "" when registered alone */
  const char* path;          /* file of its plugin; "" when linked in */
} weiss_algorithm_info;

/* Loads all that can be found and sets *count to the number of algorithms, ordered by kind and id.
   [any] */
WEISS_API weiss_status weiss_context_num_algorithms(weiss_context* context, int64_t* count,
                                                    weiss_error* error) WEISS_NOEXCEPT;
/* Algorithm number index of the last weiss_context_num_algorithms, by whatever thread: the numbers of two
   threads agree as long as no algorithm is added. [any] */
WEISS_API weiss_status weiss_context_algorithm(weiss_context* context, int64_t index,
                                               weiss_algorithm_info* info,
                                               weiss_error* error) WEISS_NOEXCEPT;
/* Looks an algorithm up by id or short name, loading its module when needed; kind 0 takes any kind;
   name NULL is the default of the kind. E_NOT_FOUND names the nearest and where was looked. [any] */
WEISS_API weiss_status weiss_context_find_algorithm(weiss_context* context, int32_t kind,
                                                    const char* name, weiss_algorithm_info* info,
                                                    weiss_error* error) WEISS_NOEXCEPT;

/* Version text of the library, "0.1.0", and the version of its interface. major and minor may be
   NULL. [any] */
WEISS_API const char* weiss_version(void) WEISS_NOEXCEPT;
WEISS_API void weiss_abi_version(int32_t* major, int32_t* minor) WEISS_NOEXCEPT;

#ifdef __cplusplus
}
#endif
#endif /* WEISS_CONTEXT_H */

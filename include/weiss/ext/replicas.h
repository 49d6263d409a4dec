/* weiss/ext/replicas.h - extension "weiss.replicas/1" of the host: the functions of weiss/replicas.h for
   plugins, which link against nothing. Each member is the function of the same name there. */
#ifndef WEISS_EXT_REPLICAS_H
#define WEISS_EXT_REPLICAS_H

#include "../replicas.h"

#ifdef __cplusplus
extern "C" {
#endif

#define WEISS_EXT_REPLICAS "weiss.replicas/1"

typedef struct weiss_ext_replicas {
  uint32_t struct_size;
  uint32_t reserved; /* 0 */
  int64_t (*lanes)(const weiss_problem* problem) WEISS_NOEXCEPT;
  weiss_status (*create)(const weiss_problem* problem, const struct weiss_run* run, int64_t count,
                         weiss_replicas** out, weiss_error* error) WEISS_NOEXCEPT;
  void (*destroy)(weiss_replicas* replicas) WEISS_NOEXCEPT;
  weiss_status (*set)(weiss_replicas* replicas, int64_t replica, const int8_t* spins,
                      weiss_error* error) WEISS_NOEXCEPT;
  void (*set_random)(weiss_replicas* replicas, uint64_t seed) WEISS_NOEXCEPT;
  weiss_status (*spins)(const weiss_replicas* replicas, int64_t replica, int8_t* spins,
                        weiss_error* error) WEISS_NOEXCEPT;
  void (*energies)(const weiss_replicas* replicas, double* energies) WEISS_NOEXCEPT;
  int64_t (*anneal)(weiss_replicas* replicas, const struct weiss_run* run,
                    const weiss_anneal_params* params) WEISS_NOEXCEPT;
  int64_t (*sweep)(weiss_replicas* replicas, const struct weiss_run* run, int64_t sweeps,
                   const double* temperatures, uint64_t seed) WEISS_NOEXCEPT;
} weiss_ext_replicas;

#ifdef __cplusplus
}
#endif
#endif /* WEISS_EXT_REPLICAS_H */

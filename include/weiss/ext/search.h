/* weiss/ext/search.h - extension "weiss.search/1" of the host: the functions of weiss/search.h for
   plugins, which link against nothing. Each member is the function of the same name there. */
#ifndef WEISS_EXT_SEARCH_H
#define WEISS_EXT_SEARCH_H

#include "../search.h"

#ifdef __cplusplus
extern "C" {
#endif

#define WEISS_EXT_SEARCH "weiss.search/1"

typedef struct weiss_ext_search {
  uint32_t struct_size;
  uint32_t reserved; /* 0 */
  weiss_status (*create)(const weiss_problem* problem, const struct weiss_run* run, int32_t engine,
                         weiss_search** out, weiss_error* error) WEISS_NOEXCEPT;
  void (*destroy)(weiss_search* search) WEISS_NOEXCEPT;
  weiss_status (*set)(weiss_search* search, const int8_t* spins, weiss_error* error) WEISS_NOEXCEPT;
  void (*set_random)(weiss_search* search, uint64_t seed) WEISS_NOEXCEPT;
  const int8_t* (*spins)(const weiss_search* search) WEISS_NOEXCEPT;
  double (*energy)(const weiss_search* search) WEISS_NOEXCEPT;
  const int8_t* (*best_spins)(weiss_search* search) WEISS_NOEXCEPT;
  double (*best_energy)(const weiss_search* search) WEISS_NOEXCEPT;
  void (*gains)(const weiss_search* search, double* gains) WEISS_NOEXCEPT;
  weiss_status (*flip)(weiss_search* search, const struct weiss_run* run, int64_t spin,
                       weiss_error* error) WEISS_NOEXCEPT;
  int64_t (*descend)(weiss_search* search, const struct weiss_run* run) WEISS_NOEXCEPT;
  int64_t (*tabu)(weiss_search* search, const struct weiss_run* run,
                  const weiss_tabu_params* params) WEISS_NOEXCEPT;
  int64_t (*anneal)(weiss_search* search, const struct weiss_run* run,
                    const weiss_anneal_params* params) WEISS_NOEXCEPT;
  void (*temperatures)(const weiss_problem* problem, double* t_first, double* t_last) WEISS_NOEXCEPT;
  weiss_status (*enumerate)(const weiss_problem* problem, const struct weiss_run* run, int8_t* spins,
                            double* energy, int32_t* complete, weiss_error* error) WEISS_NOEXCEPT;
  int64_t (*trees)(weiss_search* search, const struct weiss_run* run,
                   const weiss_trees_params* params) WEISS_NOEXCEPT;
} weiss_ext_search;

#ifdef __cplusplus
}
#endif
#endif /* WEISS_EXT_SEARCH_H */

// weiss/replicas.h
#include "search/replicas.hpp"

#include <string>

#include "guard.hpp"
#include "replicas_extension.hpp"

using weiss::guarded;
using weiss::require_not_null;

namespace {

void require_replica(const weiss_replicas* replicas, int64_t replica, const int8_t* spins) {
  require_not_null(replicas, "replicas");
  if (replicas->num_spins() > 0) require_not_null(spins, "spins");
  if (replica < 0 || replica >= replicas->count())
    throw weiss::Error(WEISS_E_ARGUMENT, "replica " + std::to_string(replica) + " is not in 0.." +
                                             std::to_string(replicas->count() - 1));
}

}  // namespace

extern "C" {

int64_t weiss_replicas_lanes(const weiss_problem* problem) noexcept {
  return problem ? weiss::replica_lanes(*problem) : 0;
}

weiss_status weiss_replicas_create(const weiss_problem* problem, const weiss_run* run, int64_t count,
                                   weiss_replicas** out, weiss_error* error) noexcept {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    require_not_null(out, "out");
    require_not_null(problem, "problem");
    if (count < 1)
      throw weiss::Error(WEISS_E_ARGUMENT, "count is " + std::to_string(count) + "; ask for at least 1 replica");
    *out = weiss::make_replicas(*problem, count, run).release();
  });
}

void weiss_replicas_destroy(weiss_replicas* replicas) noexcept { delete replicas; }

weiss_status weiss_replicas_set(weiss_replicas* replicas, int64_t replica, const int8_t* spins,
                                weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_replica(replicas, replica, spins);
    for (int64_t i = 0; i < replicas->num_spins(); ++i)
      if (spins[i] != 1 && spins[i] != -1)
        throw weiss::Error(WEISS_E_ARGUMENT, "spin " + std::to_string(i) + " is " + std::to_string(spins[i]) +
                                                 "; a spin is -1 or +1");
    replicas->set(replica, spins);
  });
}

void weiss_replicas_set_random(weiss_replicas* replicas, uint64_t seed) noexcept {
  if (replicas) replicas->set_random(seed);
}

weiss_status weiss_replicas_spins(const weiss_replicas* replicas, int64_t replica, int8_t* spins,
                                  weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_replica(replicas, replica, spins);
    replicas->spins(replica, spins);
  });
}

void weiss_replicas_energies(const weiss_replicas* replicas, double* energies) noexcept {
  if (replicas && energies) replicas->energies(energies);
}

int64_t weiss_replicas_anneal(weiss_replicas* replicas, const weiss_run* run,
                              const weiss_anneal_params* params) noexcept {
  int64_t sweeps = -1;
  guarded(nullptr, [&] {
    require_not_null(replicas, "replicas");
    weiss_anneal_params known;
    weiss::copy_in(&known, sizeof known, params, "params");
    sweeps = replicas->anneal(run, known);
  });
  return sweeps;
}

int64_t weiss_replicas_sweep(weiss_replicas* replicas, const weiss_run* run, int64_t sweeps,
                             const double* temperatures, uint64_t seed) noexcept {
  return replicas && temperatures ? replicas->sweep(run, sweeps, temperatures, seed) : -1;
}

}  // extern "C"

namespace weiss {

const weiss_ext_replicas* replicas_extension() noexcept {
  static const weiss_ext_replicas table = {
      sizeof(weiss_ext_replicas), 0,
      weiss_replicas_lanes,       weiss_replicas_create,
      weiss_replicas_destroy,     weiss_replicas_set,
      weiss_replicas_set_random,  weiss_replicas_spins,
      weiss_replicas_energies,    weiss_replicas_anneal,
      weiss_replicas_sweep,
  };
  return &table;
}

}  // namespace weiss

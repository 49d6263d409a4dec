// weiss/search.h
#include "search/search.hpp"

#include <limits>
#include <string>

#include "guard.hpp"
#include "search/enumerate.hpp"
#include "search/temperatures.hpp"
#include "search/trees.hpp"
#include "search_extension.hpp"

using weiss::copy_in;
using weiss::guarded;
using weiss::require_not_null;

namespace {

void require_spins(int64_t num_spins, const int8_t* spins) {
  if (num_spins > 0) require_not_null(spins, "spins");
  for (int64_t i = 0; i < num_spins; ++i)
    if (spins[i] != 1 && spins[i] != -1)
      throw weiss::Error(WEISS_E_ARGUMENT, "spin " + std::to_string(i) + " is " + std::to_string(spins[i]) +
                                               "; a spin is -1 or +1");
}

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// Reads the caller's params, which may be NULL, and hands them to call; -1 when they cannot be read, and without
// a search.
template <class Params, class Call>
int64_t with_params(const weiss_search* search, const Params* params, const Call& call) noexcept {
  int64_t result = -1;
  guarded(nullptr, [&] {
    require_not_null(search, "search");
    Params known;
    copy_in(&known, sizeof known, params, "params");
    result = call(known);
  });
  return result;
}

}  // namespace

extern "C" {

weiss_status weiss_search_create(const weiss_problem* problem, const weiss_run* run, int32_t engine,
                                 weiss_search** out, weiss_error* error) noexcept {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    require_not_null(out, "out");
    require_not_null(problem, "problem");
    if (engine < WEISS_ENGINE_AUTO || engine > WEISS_ENGINE_DENSE)
      throw weiss::Error(WEISS_E_ARGUMENT, "engine is " + std::to_string(engine) +
                                               "; set it to one of WEISS_ENGINE_*");
    *out = weiss::make_search(*problem, engine, run).release();
    (*out)->problem = problem;
  });
}

void weiss_search_destroy(weiss_search* search) noexcept { delete search; }

weiss_status weiss_search_set(weiss_search* search, const int8_t* spins, weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(search, "search");
    require_spins(search->num_spins(), spins);
    search->set(spins);
  });
}

void weiss_search_set_random(weiss_search* search, uint64_t seed) noexcept {
  if (search) search->set_random(seed);
}

const int8_t* weiss_search_spins(const weiss_search* search) noexcept {
  return search ? search->spins() : nullptr;
}

double weiss_search_energy(const weiss_search* search) noexcept { return search ? search->energy() : kNaN; }

const int8_t* weiss_search_best_spins(weiss_search* search) noexcept {
  return search ? search->best_spins() : nullptr;
}

double weiss_search_best_energy(const weiss_search* search) noexcept {
  return search ? search->best_energy() : kNaN;
}

void weiss_search_gains(const weiss_search* search, double* gains) noexcept {
  if (search && gains) search->gains(gains);
}

weiss_status weiss_search_flip(weiss_search* search, const weiss_run* run, int64_t spin,
                               weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(search, "search");
    if (spin < 0 || spin >= search->num_spins())
      throw weiss::Error(WEISS_E_ARGUMENT, "spin " + std::to_string(spin) + " is not in 0.." +
                                               std::to_string(search->num_spins() - 1));
    search->flip(run, spin);
  });
}

int64_t weiss_search_descend(weiss_search* search, const weiss_run* run) noexcept {
  return search ? search->descend(run) : 0;
}

int64_t weiss_search_tabu(weiss_search* search, const weiss_run* run,
                          const weiss_tabu_params* params) noexcept {
  return with_params(search, params, [&](const weiss_tabu_params& known) { return search->tabu(run, known); });
}

int64_t weiss_search_anneal(weiss_search* search, const weiss_run* run,
                            const weiss_anneal_params* params) noexcept {
  return with_params(search, params, [&](const weiss_anneal_params& known) { return search->anneal(run, known); });
}

int64_t weiss_search_trees(weiss_search* search, const weiss_run* run,
                           const weiss_trees_params* params) noexcept {
  return with_params(search, params, [&](const weiss_trees_params& known) {
    return weiss::search_trees(*search, *search->problem, run, known);
  });
}

void weiss_search_temperatures(const weiss_problem* problem, double* t_first, double* t_last) noexcept {
  if (!problem || !t_first || !t_last) return;
  const weiss::TemperatureRange range = weiss::temperature_range(*problem);
  *t_first = range.first;
  *t_last = range.last;
}

weiss_status weiss_search_enumerate(const weiss_problem* problem, const weiss_run* run, int8_t* spins,
                                    double* energy, int32_t* complete, weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(problem, "problem");
    if (problem->num_spins() > 0) require_not_null(spins, "spins");
    require_not_null(energy, "energy");
    require_not_null(complete, "complete");
    const weiss::EnumerateResult result = weiss::enumerate(*problem, run, spins);
    *energy = result.energy;
    *complete = result.complete ? 1 : 0;
  });
}

}  // extern "C"

namespace weiss {

const weiss_ext_search* search_extension() noexcept {
  static const weiss_ext_search table = {
      sizeof(weiss_ext_search), 0,
      weiss_search_create,      weiss_search_destroy,
      weiss_search_set,         weiss_search_set_random,
      weiss_search_spins,       weiss_search_energy,
      weiss_search_best_spins,  weiss_search_best_energy,
      weiss_search_gains,       weiss_search_flip,
      weiss_search_descend,     weiss_search_tabu,
      weiss_search_anneal,      weiss_search_temperatures,
      weiss_search_enumerate,   weiss_search_trees,
  };
  return &table;
}

}  // namespace weiss

// One-flip local search on one problem, behind one interface for all engines. The C handle weiss_search is
// this class; see weiss/search.h for what each function does.
#pragma once

#include <cstdint>
#include <memory>

#include "model/problem.hpp"
#include "weiss/plugin.h"
#include "weiss/search.h"

struct weiss_search {
  virtual ~weiss_search() = default;

  const weiss_problem* problem = nullptr;  // that the C interface created it on

  virtual int64_t num_spins() const noexcept = 0;
  virtual void set(const int8_t* spins) noexcept = 0;
  virtual void set_random(uint64_t seed) noexcept = 0;
  virtual const int8_t* spins() const noexcept = 0;
  virtual double energy() const noexcept = 0;
  virtual const int8_t* best_spins() noexcept = 0;
  virtual double best_energy() const noexcept = 0;
  virtual void gains(double* out) const noexcept = 0;
  virtual void flip(const weiss_run* run, int64_t spin) noexcept = 0;
  virtual int64_t descend(const weiss_run* run) noexcept = 0;
  virtual int64_t tabu(const weiss_run* run, const weiss_tabu_params& params) noexcept = 0;
  virtual int64_t anneal(const weiss_run* run, const weiss_anneal_params& params) = 0;  // throws as make_search
};

namespace weiss {

using Search = ::weiss_search;

// engine is WEISS_ENGINE_*. Throws Error(E_LIMIT) when the rows or the state do not fit the memory limit, and
// Error(WEISS_STOPPED) when the run says stop.
std::unique_ptr<Search> make_search(const Problem& problem, int32_t engine, const weiss_run* run = nullptr);

}  // namespace weiss

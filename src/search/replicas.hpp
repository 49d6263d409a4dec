// Many states of one problem, annealed side by side. The C handle weiss_replicas is this class; see
// weiss/replicas.h for what each function does.
#pragma once

#include <cstdint>
#include <memory>

#include "model/problem.hpp"
#include "weiss/plugin.h"
#include "weiss/replicas.h"

struct weiss_replicas {
  virtual ~weiss_replicas() = default;

  virtual int64_t count() const noexcept = 0;
  virtual int64_t num_spins() const noexcept = 0;
  virtual void set(int64_t replica, const int8_t* spins) noexcept = 0;
  virtual void set_random(uint64_t seed) noexcept = 0;
  virtual void spins(int64_t replica, int8_t* spins) const noexcept = 0;
  virtual void energies(double* energies) const noexcept = 0;
  virtual int64_t anneal(const weiss_run* run, const weiss_anneal_params& params) noexcept = 0;
  virtual int64_t sweep(const weiss_run* run, int64_t sweeps, const double* temperatures,
                        uint64_t seed) noexcept = 0;
};

namespace weiss {

using Replicas = ::weiss_replicas;

// See weiss_replicas_lanes.
int64_t replica_lanes(const Problem& problem) noexcept;

// All states begin at +1. Throws Error(E_LIMIT) when they do not fit the memory limit, and Error(WEISS_STOPPED) when
// the run says stop.
std::unique_ptr<Replicas> make_replicas(const Problem& problem, int64_t count, const weiss_run* run = nullptr);

}  // namespace weiss

// Annealing of one state. A chain keeps the couplings in the form that sweeps want, which need not be that
// of a tabu search or a descent, so it is an object of its own beside the state of a search.
//
// A chain visits the spins in an order of its own, the same in each sweep, and no two spins at once that
// feel each other. So at a fixed temperature the states follow Boltzmann's law whatever the order is.
#pragma once

#include <cstdint>
#include <memory>

#include "base/aligned.hpp"
#include "model/problem.hpp"
#include "search/meter.hpp"
#include "search/schedule.hpp"

namespace weiss {

class Chain {
 public:
  virtual ~Chain() = default;

  // Sweeps the spins [n] from a state to another through the schedule; returns the full sweeps made. What
  // the work is, is said at weiss_search_anneal.
  virtual int64_t anneal(int8_t* spins, const Schedule& schedule, uint64_t seed, Meter& meter) noexcept = 0;
};

// The chain for a problem that is the fastest at the default temperatures. engine is WEISS_ENGINE_*, what
// was asked of make_search: with WEISS_ENGINE_SPARSE there are no full rows, with WEISS_ENGINE_DENSE always.
// Throws Error(WEISS_STOPPED) when the run says stop.
std::unique_ptr<Chain> make_chain(const Problem& problem, int32_t engine, const weiss_run* run = nullptr);

// What an engine needs to anneal: the chain, made when there is something to anneal, and a state for it.
//   const int64_t sweeps = annealer.anneal(state.spins(), params, meter);
//   ... the state goes to annealer.spins(), keeping the best of all so far, and descends
//   with annealer.kGrace ...
class Annealer {
 public:
  // What the last descent may cost after a stop: some 8 ms where each unit is a cache miss.
  static constexpr int64_t kGrace = 1'500'000;

  Annealer(const Problem& problem, int32_t engine) noexcept : problem_(problem), engine_(engine) {}

  // Anneals from start [n]; returns the full sweeps made. Throws when there is no memory for the chain.
  int64_t anneal(const int8_t* start, const weiss_anneal_params& params, Meter& meter);
  // Where that ended.
  const int8_t* spins() const noexcept { return spins_.data(); }

 private:
  const Problem& problem_;
  const int32_t engine_;
  std::unique_ptr<Chain> chain_;
  AlignedArray<int8_t> spins_;
};

}  // namespace weiss

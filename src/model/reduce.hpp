// Removal of spins whose best value follows from their neighbours, and the way back.
#pragma once

#include <cstdint>

#include "model/problem.hpp"
#include "weiss/plugin.h"

// How to get back from the states of a reduced problem. The C handle is this struct.
struct weiss_reduction {
  explicit weiss_reduction(const weiss::Problem& problem);

  // Of least energy among the states that agree with reduced_spins on the kept spins.
  void lift(const int8_t* reduced_spins, int8_t* spins) const noexcept;
  // The kept spins of a state. What lift makes of them has no higher energy.
  void restrict(const int8_t* spins, int8_t* reduced_spins) const noexcept;

  // A spin that was taken out, with what it felt then: its field and at most three couplings. It is -sgn of
  // the sum; +1 when that is 0.
  struct Fold {
    int32_t spin;
    int32_t neighbour[3];  // -1: none
    double field;
    double coupling[3];
  };

  const weiss::EnvironmentPtr environment;
  weiss::Vector<int32_t> kept;  // spin of the problem for each spin of the reduced one, ascending
  weiss::Vector<Fold> folds;    // in the order of removal
  weiss_reduction_info counts;
};

namespace weiss {

using Reduction = ::weiss_reduction;

// Applies the rules of reduction_rules.hpp and roof duality (bounds/roof_dual.hpp) in turns while they remove
// spins. Each step leaves the least energy over what it removes as a function of the rest, so the energy of
// a reduced state is that of the lifted one. Throws Error(WEISS_STOPPED) when the run says stop before the rules
// are through; flows are left out then.
ProblemPtr reduce(const Problem& problem, std::unique_ptr<Reduction>& reduction, const weiss_run* run = nullptr);

}  // namespace weiss

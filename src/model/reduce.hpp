// Removal of spins with at most one neighbour.
#pragma once

#include <cstdint>

#include "model/problem.hpp"

// How to get back from the states of a reduced problem. The C handle is this struct.
struct weiss_reduction {
  explicit weiss_reduction(const weiss::Problem& problem);

  // Of least energy among the states that agree with reduced_spins on the kept spins; +1 where both signs
  // give the same.
  void lift(const int8_t* reduced_spins, int8_t* spins) const noexcept;

  // A spin that was folded away, with what it felt then: its field, and its only coupling, if any.
  struct Fold {
    int32_t spin;
    int32_t neighbour;  // -1: none
    double field;
    double coupling;
  };

  const weiss::EnvironmentPtr environment;
  weiss::Vector<int32_t> kept;  // spin of the problem for each spin of the reduced one, ascending
  weiss::Vector<Fold> folds;    // in the order of removal
};

namespace weiss {

using Reduction = ::weiss_reduction;

// Folds spins of degree 0 and 1 into their neighbours until there are none: with s of least energy,
// min_s (J s s' + h s) = -max(|h|, |J|) - sgn(h J) min(|h|, |J|) s'. No rounding but that of the sums.
ProblemPtr reduce(const Problem& problem, std::unique_ptr<Reduction>& reduction);

}  // namespace weiss

// The energies that an integer problem can have at all lie on a lattice, so that a bound between two may be
// raised.
#pragma once

#include "model/problem.hpp"

namespace weiss {

// Energies are origin + k * step for integers k; step is 0 when there is one energy only.
struct EnergyLattice {
  EnergyLattice() = default;
  // For integer() problems. All from the state of all +1: the flip of spin i changes the energy by 2 s_i f_i,
  // and its field f_i = h_i + sum_j J_ij s_j moves by multiples of twice the divisor of its couplings.
  explicit EnergyLattice(const Problem& problem) noexcept;

  // The least energy on the lattice that is not below bound; where steps are next to the precision of a
  // double, possibly some steps less.
  double at_or_above(double bound) const noexcept;

  double origin = 0.0;
  double step = 0.0;
};

}  // namespace weiss

// A state of a small problem drawn from its Boltzmann law.
#pragma once

#include <algorithm>
#include <cmath>
#include <weiss/ext/algorithms.hpp>

#include "state_table.hpp"

namespace weiss {
namespace bundled {

// The number that a uniform variate falls on, when number k has weight exp(-(energies[k] - least) /
// temperature).
inline int64_t draw_boltzmann(const double* energies, int64_t count, double temperature,
                              double uniform) noexcept {
  const double least = *std::min_element(energies, energies + count);
  const auto weight = [&](int64_t k) { return std::exp((least - energies[k]) / temperature); };
  double sum = 0.0;
  for (int64_t k = 0; k < count; ++k) sum += weight(k);
  double rest = uniform * sum;
  for (int64_t k = 0; k + 1 < count; ++k)
    if ((rest -= weight(k)) < 0.0) return k;
  return count - 1;
}

// Of all states of a problem of at most kMostTabled spins, into spins. Returns its energy, without the
// offset.
inline double draw_state(const weiss_problem_view& problem, double temperature, double uniform,
                         StateTable& table, int8_t* spins) {
  table.fill(problem);
  const int64_t state = draw_boltzmann(table.data(), table.size(), temperature, uniform);
  for (int64_t i = 0; i < problem.num_spins; ++i)
    spins[i] = (state & table.bit(i)) != 0 ? int8_t{-1} : int8_t{1};
  return table.data()[state];
}

}  // namespace bundled
}  // namespace weiss

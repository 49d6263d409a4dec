// <E> of a QAOA circuit by the definition: every amplitude, every term. For a dozen spins.
#pragma once

#include <cmath>
#include <complex>
#include <vector>

#include "support.hpp"

namespace weiss_test {

inline std::vector<double> all_energies(const Terms& terms) {
  const auto n = static_cast<size_t>(terms.num_spins);
  std::vector<double> energies(size_t{1} << n, 0.0);
  const auto spin = [](size_t x, int64_t i) { return (x >> i) & 1u ? -1.0 : 1.0; };
  for (size_t x = 0; x < energies.size(); ++x) {
    for (size_t k = 0; k < terms.row.size(); ++k)
      energies[x] += terms.value[k] * spin(x, terms.row[k]) * spin(x, terms.column[k]);
    for (size_t i = 0; i < terms.field.size(); ++i)
      energies[x] += terms.field[i] * spin(x, static_cast<int64_t>(i));
  }
  return energies;
}

// Probabilities of all basis states at angles gamma_1..gamma_p, beta_1..beta_p.
inline std::vector<double> naive_probabilities(const Terms& terms, const std::vector<double>& angles) {
  const std::vector<double> energies = all_energies(terms);
  const size_t depth = angles.size() / 2;
  std::vector<std::complex<double>> state(energies.size(),
                                          1.0 / std::sqrt(static_cast<double>(energies.size())));
  for (size_t l = 0; l < depth; ++l) {
    for (size_t x = 0; x < state.size(); ++x) state[x] *= std::polar(1.0, -angles[l] * energies[x]);
    const std::complex<double> c = std::cos(angles[depth + l]), s(0.0, -std::sin(angles[depth + l]));
    for (size_t bit = 1; bit < state.size(); bit *= 2)
      for (size_t x = 0; x < state.size(); ++x) {
        if (x & bit) continue;
        const auto a = state[x], b = state[x | bit];
        state[x] = c * a + s * b;
        state[x | bit] = s * a + c * b;
      }
  }
  std::vector<double> probabilities(state.size());
  for (size_t x = 0; x < state.size(); ++x) probabilities[x] = std::norm(state[x]);
  return probabilities;
}

inline double naive_mean(const Terms& terms, const std::vector<double>& angles) {
  const std::vector<double> energies = all_energies(terms);
  const std::vector<double> probabilities = naive_probabilities(terms, angles);
  double mean = 0.0;
  for (size_t x = 0; x < energies.size(); ++x) mean += energies[x] * probabilities[x];
  return mean;
}

// The Heawood graph: 14 nodes of degree 3, no cycle shorter than 6.
inline Terms heawood(double coupling) {
  Terms terms;
  terms.num_spins = 14;
  for (int64_t i = 0; i < 14; ++i) {
    terms.add(i, (i + 1) % 14, coupling);
    if (i % 2 == 0) terms.add(i, (i + 5) % 14, coupling);
  }
  return terms;
}

// Couplings of mean 0 and variance 1 on all pairs.
inline Terms sherrington_kirkpatrick(int64_t num_spins, uint32_t seed, double field = 0.0) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  Terms terms;
  terms.num_spins = num_spins;
  for (int64_t i = 0; i < num_spins; ++i)
    for (int64_t j = i + 1; j < num_spins; ++j) terms.add(i, j, normal(random));
  for (int64_t i = 0; field > 0.0 && i < num_spins; ++i) terms.field.push_back(field * normal(random));
  return terms;
}

}  // namespace weiss_test

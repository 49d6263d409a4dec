// Where the warm-start mixer begins: Pr[x_i = 1] of each spin, kept away from 0 and 1 (D. J. Egger, J.
// Marecek, S. Woerner, Quantum 5, 479, arXiv:2009.10095).
#pragma once

#include <cmath>
#include <weiss/ext/problem.hpp>

#include "gauge.hpp"
#include "settings.hpp"

namespace {

// Mean spins of the semidefinite relaxation: spins become unit vectors, the energy sum J_ij v_i v_j + sum h_i
// v_i e with a fixed direction e, minimised by coordinate descent (the mixing method: P.-W. Wang, W.-C.
// Chang, J. Z. Kolter, arXiv:1706.00476). Without fields e is the vector of the spin with the strongest
// couplings.
inline std::vector<double> relaxed_spins(const weiss_problem_view& problem, const weiss::plugin::Run& run) {
  const auto n = static_cast<size_t>(problem.num_spins);
  // So many dimensions have no local minima but the global one.
  const auto k = static_cast<size_t>(std::ceil(std::sqrt(2.0 * static_cast<double>(n + 1)))) + 1;
  weiss::plugin::Random random(run.stream(0));
  std::vector<double> vectors(n * k), gradient(k);
  for (double& v : vectors) v = random.uniform() - 0.5;

  const auto towards = [&](size_t i) {  // the vector against what acts on spin i; true when it is defined
    std::fill(gradient.begin(), gradient.end(), 0.0);
    gradient[0] = problem.field[i];
    for (const auto [spin, value] : weiss::plugin::row(problem, static_cast<int64_t>(i)))
      for (size_t d = 0; d < k; ++d) gradient[d] += value * vectors[static_cast<size_t>(spin) * k + d];
    double norm = 0.0;
    for (const double g : gradient) norm += g * g;
    norm = std::sqrt(norm);
    if (norm == 0.0) return false;
    for (double& g : gradient) g /= -norm;
    return true;
  };
  for (int sweep = 0; sweep < 1000; ++sweep) {
    double moved = 0.0;
    for (size_t i = 0; i < n; ++i) {
      if (!towards(i)) continue;
      for (size_t d = 0; d < k; ++d) {
        moved = std::max(moved, std::fabs(gradient[d] - vectors[i * k + d]));
        vectors[i * k + d] = gradient[d];
      }
    }
    run.spend(problem.num_entries);
    if (moved < 1e-9 || run.should_stop()) break;
  }

  std::vector<double> direction(k, 0.0), spins(n, 0.0);
  direction[0] = 1.0;
  if (!has_fields(problem)) {
    const double* const strongest = vectors.data() + strongest_spin(problem) * k;
    direction.assign(strongest, strongest + k);
  }
  for (size_t i = 0; i < n; ++i) {
    if (!towards(i)) continue;  // nothing acts on it
    for (size_t d = 0; d < k; ++d) spins[i] += vectors[i * k + d] * direction[d];
  }
  return spins;
}

// Pr[x_i = 1] for the mixer.
inline std::vector<double> warm_probabilities(const weiss::plugin::Problems& problems,
                                              const Settings& settings, const weiss_problem_view& problem,
                                              const weiss_solver_input& input,
                                              const weiss::plugin::Run& run) {
  const auto n = static_cast<size_t>(problem.num_spins);
  WarmStart source = settings.warm_start;
  if (source == WarmStart::any)
    source = input.mean_spins       ? WarmStart::means
             : input.num_starts > 0 ? WarmStart::starts
                                    : WarmStart::relaxation;
  std::vector<double> spins;
  if (source == WarmStart::means) {
    if (!input.mean_spins)
      refuse_option("warm_start", "needs mean spins, which the run has not; use relaxation");
    spins.assign(input.mean_spins, input.mean_spins + n);
  } else if (source == WarmStart::starts) {
    if (input.num_starts == 0)
      refuse_option("warm_start", "needs a start state, which the run has not; use relaxation");
    const int8_t* best = input.starts;
    for (int32_t k = 1; k < input.num_starts; ++k) {
      const int8_t* const start = input.starts + static_cast<size_t>(k) * n;
      if (problems.energy(problem.problem, start) < problems.energy(problem.problem, best)) best = start;
    }
    spins.assign(best, best + n);
  } else {
    spins = relaxed_spins(problem, run);
  }
  for (double& spin : spins) spin = std::clamp(0.5 * (1.0 - spin), settings.margin, 1.0 - settings.margin);
  return spins;
}

}  // namespace

// Without fields a state and its complement are alike, and every mean spin is 0. What is reported then is
// relative to one spin, which counts as +1: the one that the others depend on most.
#pragma once

#include <cmath>
#include <cstddef>
#include <weiss/plugin.hpp>

namespace {

inline bool has_fields(const weiss_problem_view& problem) noexcept {
  return (problem.flags & WEISS_PROBLEM_HAS_FIELDS) != 0;
}

// The spin with the largest sum of |J|.
inline size_t strongest_spin(const weiss_problem_view& problem) noexcept {
  size_t strongest = 0;
  double most = -1.0;
  for (int64_t i = 0; i < problem.num_spins; ++i) {
    double sum = 0.0;
    for (const auto [spin, value] : weiss::plugin::row(problem, i)) {
      static_cast<void>(spin);
      sum += std::fabs(value);
    }
    if (sum <= most) continue;
    most = sum;
    strongest = static_cast<size_t>(i);
  }
  return strongest;
}

// <s_i s_gauge> of the prepared state into means. False: the run said stop.
inline bool relative_marginals(Ansatz& ansatz, const weiss::plugin::Run& run, size_t gauge,
                               std::vector<double>& block, std::vector<double>& means) {
  constexpr size_t kLow = 12;  // qubits of a block
  const size_t n = means.size(), low = std::min(n, kLow), size = size_t{1} << low;
  block.resize(size);
  double* const p = block.data();
  for (size_t first = 0; first < size_t{1} << n; first += size) {
    if (run.should_stop()) return false;
    ansatz.probabilities(static_cast<int64_t>(first), static_cast<int64_t>(size), p);
    for (size_t x = 0; x < size; ++x) p[x] = (first + x) >> gauge & 1u ? -p[x] : p[x];
    for (size_t bit = low; bit-- > 0;) {  // add the upper half to the lower one, and keep the difference
      const size_t half = size_t{1} << bit;
      double difference = 0.0;
      for (size_t x = 0; x < half; ++x) {
        difference += p[x] - p[x + half];
        p[x] += p[x + half];
      }
      means[bit] += difference;
    }
    for (size_t bit = low; bit < n; ++bit) means[bit] += first >> bit & 1u ? -p[0] : p[0];
  }
  run.spend(int64_t{1} << n);
  return true;
}

}  // namespace

// Mean spins relative to one of them (plugins/common/gauge.hpp), of a circuit.
#pragma once

#include "../../common/gauge.hpp"

namespace {

using weiss::bundled::has_fields;
using weiss::bundled::strongest_spin;

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

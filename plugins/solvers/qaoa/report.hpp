// What a run reports of its final circuit: samples, mean spins and figures.
#pragma once

#include <limits>

#include "ansatz.hpp"
#include "gauge.hpp"

namespace {

class Report {
 public:
  Report(const Settings& settings, Ansatz& ansatz, const weiss::plugin::Sink& sink, const Shots& shots,
         std::vector<int8_t>& spins)
      : settings_(settings), ansatz_(ansatz), sink_(sink), shots_(shots), spins_(spins) {
    spins_.resize(static_cast<size_t>(ansatz.problem().num_spins));
  }

  void samples() {
    size_t best = 0, frequent = 0;
    for (size_t k = 1; k < shots_.size; ++k) {
      if (shots_.energies[k] < shots_.energies[best]) best = k;
      if (shots_.counts[k] > shots_.counts[frequent] ||
          (shots_.counts[k] == shots_.counts[frequent] && shots_.energies[k] < shots_.energies[frequent]))
        frequent = k;
    }
    if (settings_.answer == Answer::best) sample(best);
    if (settings_.answer == Answer::frequent) sample(frequent);
    for (size_t k = 0; settings_.answer == Answer::all && k < shots_.size; ++k) sample(k);
    sink_.figure("best energy", shots_.energies[best]);
    sink_.figure("most frequent energy", shots_.energies[frequent]);
  }

  // The exact one, or the mean of the shots where the device would give no more.
  void expectation() {
    double value = 0.0;
    if (settings_.objective == Objective::expectation) {
      value = ansatz_.expectation();
    } else {
      for (size_t k = 0; k < shots_.size; ++k)
        value += static_cast<double>(shots_.counts[k]) * shots_.energies[k];
      value /= static_cast<double>(settings_.shots);
    }
    sink_.figure("expectation", value);
  }

  // Of a state that is its own mirror image relative to the strongest spin, which counts as +1.
  void marginals(std::vector<double>& means, std::vector<double>& pairs) {
    const size_t n = spins_.size();
    const bool mirrored = !has_fields(ansatz_.problem()) && settings_.mixer == WEISS_MIXER_X;
    const size_t gauge = mirrored ? strongest_spin(ansatz_.problem()) : 0;
    means.assign(n, 0.0);
    if (settings_.objective != Objective::expectation) {
      for (size_t k = 0; k < shots_.size; ++k) {
        const uint64_t state =
            mirrored && (shots_.states[k] >> gauge & 1u) != 0 ? ~shots_.states[k] : shots_.states[k];
        const auto weight = static_cast<double>(shots_.counts[k]) / static_cast<double>(settings_.shots);
        for (size_t i = 0; i < n; ++i) means[i] += (state >> i & 1u) != 0 ? -weight : weight;
      }
    } else if (mirrored) {
      pairs.resize(n * n);
      ansatz_.correlations(pairs.data());
      std::copy_n(pairs.data() + gauge * n, n, means.data());
    } else {
      ansatz_.marginals(means.data());
    }
    for (double& mean : means) mean = std::clamp(mean, -1.0, 1.0);  // rounding
    sink_.marginals(means.data());
  }

 private:
  void sample(size_t k) {
    write_spins(shots_.states[k], spins_);
    // The host computes the energy: one that was stored in single precision would be off.
    sink_.report(spins_.data(), std::numeric_limits<double>::quiet_NaN(), nullptr, shots_.counts[k]);
  }

  const Settings& settings_;
  Ansatz& ansatz_;
  const weiss::plugin::Sink& sink_;
  const Shots& shots_;
  std::vector<int8_t>& spins_;
};

}  // namespace

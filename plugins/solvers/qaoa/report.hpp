// What a run reports of its final circuit: samples, mean spins and figures.
#pragma once

#include <limits>

#include "gauge.hpp"

namespace {

class Report {
 public:
  Report(const Settings& settings, Ansatz& ansatz, const Shots& shots)
      : settings_(settings), ansatz_(ansatz), shots_(shots) {
    for (size_t k = 1; k < shots_.size; ++k) {
      if (shots_.energies[k] < shots_.energies[best_]) best_ = k;
      if (shots_.counts[k] > shots_.counts[frequent_] ||
          (shots_.counts[k] == shots_.counts[frequent_] && shots_.energies[k] < shots_.energies[frequent_]))
        frequent_ = k;
    }
  }

  void samples(const weiss::plugin::Sink& sink, std::vector<int8_t>& spins) const {
    spins.resize(static_cast<size_t>(ansatz_.problem().num_spins));
    const auto sample = [&](size_t k) {
      write_spins(shots_.states[k], spins);
      // The host computes the energy: one that was stored in single precision would be off.
      sink.report(spins.data(), std::numeric_limits<double>::quiet_NaN(), nullptr, shots_.counts[k]);
    };
    if (settings_.answer == Answer::best) sample(best_);
    if (settings_.answer == Answer::frequent) sample(frequent_);
    for (size_t k = 0; settings_.answer == Answer::all && k < shots_.size; ++k) sample(k);
    sink.figure("best energy", shots_.energies[best_]);
    sink.figure("most frequent energy", shots_.energies[frequent_]);
  }

  // The exact one, or the mean of the shots where a device would give no more.
  double expectation() const {
    if (settings_.objective == Objective::expectation) return ansatz_.expectation();
    double sum = 0.0;
    for (size_t k = 0; k < shots_.size; ++k)
      sum += static_cast<double>(shots_.counts[k]) * shots_.energies[k];
    return sum / static_cast<double>(settings_.shots);
  }

  // Into means; relative to the strongest spin, which counts as +1, when the state is its own mirror image.
  // False: the run said stop.
  bool marginals(const weiss::plugin::Run& run, std::vector<double>& block,
                 std::vector<double>& means) const {
    const weiss_problem_view& problem = ansatz_.problem();
    const bool mirrored = !has_fields(problem) && settings_.mixer == WEISS_MIXER_X;
    const size_t gauge = mirrored ? strongest_spin(problem) : 0;
    means.assign(static_cast<size_t>(problem.num_spins), 0.0);
    if (settings_.objective != Objective::expectation) {
      for (size_t k = 0; k < shots_.size; ++k) {
        const bool turned = mirrored && (shots_.states[k] >> gauge & 1u) != 0;
        const uint64_t state = turned ? ~shots_.states[k] : shots_.states[k];
        const auto weight = static_cast<double>(shots_.counts[k]) / static_cast<double>(settings_.shots);
        for (size_t i = 0; i < means.size(); ++i) means[i] += (state >> i & 1u) != 0 ? -weight : weight;
      }
    } else if (mirrored) {
      if (!relative_marginals(ansatz_, run, gauge, block, means)) return false;
    } else {
      ansatz_.marginals(means.data());
    }
    for (double& mean : means) mean = std::clamp(mean, -1.0, 1.0);  // rounding
    return true;
  }

 private:
  const Settings& settings_;
  Ansatz& ansatz_;
  const Shots& shots_;
  size_t best_ = 0, frequent_ = 0;  // of the shots
};

}  // namespace

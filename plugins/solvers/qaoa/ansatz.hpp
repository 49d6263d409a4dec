// The circuit with its angles open, on one problem: its mean energy, and what measurements of it give. One
// evaluator of the host serves problem after problem of one size.
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>
#include <weiss/ext/algorithms.hpp>
#include <weiss/ext/problem.hpp>
#include <weiss/ext/statevector.hpp>

#include "groups.hpp"
#include "settings.hpp"

namespace {

inline void write_spins(uint64_t state, std::vector<int8_t>& spins) noexcept {
  for (size_t i = 0; i < spins.size(); ++i) spins[i] = (state >> i & 1u) != 0 ? int8_t{-1} : int8_t{1};
}

// Basis states that were measured: the first size of each array.
struct Shots {
  std::vector<uint64_t> states;
  std::vector<int64_t> counts;
  std::vector<double> energies;
  size_t size = 0;
};

class Ansatz {
 public:
  Ansatz(const weiss::plugin::Host& host, const Settings& settings, const Options& options)
      : host_(host),
        problems_(host),
        settings_(settings),
        groups_(options.text("groups")),
        config_(weiss::plugin::sized<weiss_qaoa_config>()) {
    config_.precision = settings.precision;
    config_.mixer = settings.mixer;
    config_.multi_angle = settings.multi_angle ? 1 : 0;
  }

  // Goes on with a problem, which has to stay until unload. start: Pr[x_i = 1] for the warm-start mixer, or
  // empty.
  void load(const weiss_problem_view& problem, const weiss::plugin::Run& run,
            const std::vector<double>& start) {
    problem_ = &problem;
    if (qaoa_ && num_spins_ == problem.num_spins && config_.threads == run.threads()) {
      qaoa_->set_problem(problem.problem);
      return;
    }
    num_spins_ = problem.num_spins;
    config_.threads = run.threads();
    config_.start = start.empty() ? nullptr : start.data();
    if (!groups_.empty()) of_spins_ = groups_.of_spins(problem.num_spins);
    config_.groups = groups_.empty() ? nullptr : of_spins_.data();
    qaoa_.reset();
    qaoa_.emplace(host_, problem.problem, config_);
  }
  // Keeps small registers for the next problem, unless the start is that of this one.
  void unload() noexcept {
    problem_ = nullptr;
    if (num_spins_ > kKept || settings_.mixer == WEISS_MIXER_WARM_START) qaoa_.reset();
  }

  const weiss_problem_view& problem() const noexcept { return *problem_; }
  size_t num_parameters(int64_t depth) const noexcept {
    return static_cast<size_t>(qaoa_->num_parameters(static_cast<int32_t>(depth)));
  }
  // Work of one run of the circuit at most, in units.
  double work(int64_t depth) const noexcept {
    const auto n = static_cast<int>(num_spins_);
    const auto layers = static_cast<double>(depth);
    if (!settings_.noisy) return std::ldexp(layers + 1.0, n);
    const auto gates = static_cast<double>(2 * n + problem_->num_entries / 2);
    return static_cast<double>(settings_.shots) * std::ldexp(layers * gates + 1.0, n);
  }

  // False, here and below: the run said stop, and there is no result.
  bool mean(const weiss::plugin::Run& run, int64_t depth, const double* angles, double* value) {
    return qaoa_->values(run, 1, static_cast<int32_t>(depth), angles, value);
  }
  bool gradient(const weiss::plugin::Run& run, int64_t depth, const double* angles, double* value,
                double* gradient) {
    return qaoa_->gradient(run, static_cast<int32_t>(depth), angles, value, gradient);
  }
  // The beta of least mean energy at depth 1, X mixer.
  bool best_beta(const weiss::plugin::Run& run, double gamma, double* beta, double* value) {
    return qaoa_->best_beta(run, gamma, beta, value);
  }
  // Runs the circuit without noise and keeps the state for the functions that follow.
  bool prepare(const weiss::plugin::Run& run, int64_t depth, const double* angles) {
    return qaoa_->prepare(run, static_cast<int32_t>(depth), angles);
  }
  double expectation() { return qaoa_->mean(); }
  void marginals(double* marginals) { qaoa_->marginals(marginals); }
  void probabilities(int64_t first, int64_t count, double* out) {
    qaoa_->probabilities(first, count, out, nullptr);
  }

  // Measures the prepared state; with noise, runs the circuit anew for each shot.
  bool measure(const weiss::plugin::Run& run, int64_t depth, const double* angles, uint64_t seed,
               Shots& shots) {
    const auto most = static_cast<size_t>(settings_.shots);
    if (shots.states.size() < most) {
      shots.states.resize(most);
      shots.counts.resize(most);
      shots.energies.resize(most);
    }
    int64_t size = 0;
    const bool done = settings_.noisy ? measure_noisy(run, depth, angles, seed, shots, &size)
                                      : qaoa_->sample(run, seed, settings_.shots, shots.states.data(),
                                                      shots.counts.data(), shots.energies.data(), &size);
    shots.size = static_cast<size_t>(size);
    return done;
  }

 private:
  static constexpr int64_t kKept = 16;  // spins: 1 MiB

  bool measure_noisy(const weiss::plugin::Run& run, int64_t depth, const double* angles, uint64_t seed,
                     Shots& shots, int64_t* size) {
    const weiss::plugin::Circuit gates(host_, problem_->problem, config_, static_cast<int32_t>(depth),
                                       angles);
    if (!gates.sample(run, &settings_.noise, seed, settings_.shots, shots.states.data(), shots.counts.data(),
                      size))
      return false;
    std::vector<int8_t> spins(static_cast<size_t>(num_spins_));
    for (size_t k = 0; k < static_cast<size_t>(*size); ++k) {
      write_spins(shots.states[k], spins);
      shots.energies[k] = problems_.energy(problem_->problem, spins.data());
    }
    return true;
  }

  const weiss::plugin::Host host_;
  const weiss::plugin::Problems problems_;
  const Settings& settings_;
  const Groups groups_;
  std::vector<int32_t> of_spins_;
  weiss_qaoa_config config_;
  std::optional<weiss::plugin::Qaoa> qaoa_;
  int64_t num_spins_ = 0;
  const weiss_problem_view* problem_ = nullptr;
};

}  // namespace

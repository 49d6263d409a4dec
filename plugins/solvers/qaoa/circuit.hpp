// The circuit on one problem: its mean energy, and what measurements of it give. One evaluator of the host
// serves problem after problem of one size.
#pragma once

#include <weiss/ext/statevector.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <weiss/ext/algorithms.hpp>
#include <weiss/ext/problem.hpp>

#include "groups.hpp"
#include "settings.hpp"
#include "whole_circuit.hpp"

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

class Circuit {
 public:
  Circuit(const weiss::plugin::Host& host, const Settings& settings, const Options& options)
      : table_(host.extension<weiss_ext_statevector>(WEISS_EXT_STATEVECTOR)),
        problems_(host),
        context_(host.table()->context),
        settings_(settings),
        groups_(options.text("groups")),
        config_(weiss::plugin::sized<weiss_qaoa_config>()),
        qaoa_(nullptr, table_.qaoa_destroy) {
    config_.precision = settings.precision;
    config_.mixer = settings.mixer;
    config_.multi_angle = settings.multi_angle ? 1 : 0;
  }

  // Goes on with a problem, which has to stay until unload. start: Pr[x_i = 1] for the warm-start mixer, or
  // empty.
  void load(const weiss_problem_view& problem, const weiss::plugin::Run& run,
            const std::vector<double>& start) {
    problem_ = &problem;
    const bool same = qaoa_ && num_spins_ == problem.num_spins && config_.threads == run.threads();
    if (same && start.empty()) {
      check(table_.qaoa_set_problem, qaoa_.get(), problem.problem);
      return;
    }
    num_spins_ = problem.num_spins;
    config_.threads = run.threads();
    config_.start = start.empty() ? nullptr : start.data();
    if (!groups_.empty()) of_spins_ = groups_.of_spins(problem.num_spins);
    config_.groups = groups_.empty() ? nullptr : of_spins_.data();
    qaoa_.reset();
    weiss_qaoa* out = nullptr;
    check(table_.qaoa_create, context_, problem.problem, &config_, &out);
    qaoa_.reset(out);
  }
  // Keeps the memory of small registers only.
  void unload() noexcept {
    problem_ = nullptr;
    if (num_spins_ > kKept || settings_.mixer == WEISS_MIXER_WARM_START) qaoa_.reset();
  }

  const weiss_problem_view& problem() const noexcept { return *problem_; }
  size_t num_parameters(int64_t depth) const noexcept {
    return static_cast<size_t>(table_.qaoa_num_parameters(qaoa_.get(), static_cast<int32_t>(depth)));
  }
  // Work of one run of the circuit at most, in units.
  double work(int64_t depth) const noexcept {
    const double runs = settings_.noisy ? static_cast<double>(settings_.shots) : 1.0;
    const auto n = static_cast<int>(num_spins_);
    const auto gates = static_cast<double>(n + n + problem_->num_entries / 2);
    return runs * std::ldexp(static_cast<double>(depth) * (settings_.noisy ? gates : 1.0) + 1.0, n);
  }

  // False, here and below: the run said stop, and there is no result.
  bool mean(const weiss::plugin::Run& run, int64_t depth, const double* angles, double* value) {
    const WholeCircuit whole(run);
    return check(table_.qaoa_values, qaoa_.get(), whole.table(), int64_t{1}, static_cast<int32_t>(depth),
                 angles, value);
  }
  bool gradient(const weiss::plugin::Run& run, int64_t depth, const double* angles, double* value,
                double* gradient) {
    const WholeCircuit whole(run);
    return check(table_.qaoa_gradient, qaoa_.get(), whole.table(), static_cast<int32_t>(depth), angles, value,
                 gradient);
  }
  // The beta of least mean energy at depth 1, X mixer.
  bool best_beta(const weiss::plugin::Run& run, double gamma, double* beta, double* value) {
    const WholeCircuit whole(run);
    return check(table_.qaoa_best_beta, qaoa_.get(), whole.table(), gamma, beta, value);
  }
  // Runs the circuit without noise and keeps the state for expectation, marginals and sample.
  bool prepare(const weiss::plugin::Run& run, int64_t depth, const double* angles) {
    const WholeCircuit whole(run);
    return check(table_.qaoa_prepare, qaoa_.get(), whole.table(), static_cast<int32_t>(depth), angles);
  }
  double expectation() {
    double value = 0.0;
    check(table_.qaoa_mean, qaoa_.get(), &value);
    return value;
  }
  void marginals(double* marginals) { check(table_.qaoa_marginals, qaoa_.get(), marginals); }
  void correlations(double* correlations) { check(table_.qaoa_correlations, qaoa_.get(), correlations); }

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
    const WholeCircuit whole(run);
    const bool done = settings_.noisy
                          ? measure_noisy(whole, depth, angles, seed, shots, &size)
                          : check(table_.qaoa_sample, qaoa_.get(), whole.table(), seed, settings_.shots,
                                  shots.states.data(), shots.counts.data(), shots.energies.data(), &size);
    shots.size = static_cast<size_t>(size);
    return done;
  }

 private:
  static constexpr int64_t kKept = 16;  // spins: 1 MiB

  using Qaoa = std::unique_ptr<weiss_qaoa, void (*)(weiss_qaoa*) noexcept>;
  using Gates = std::unique_ptr<weiss_circuit, void (*)(weiss_circuit*) noexcept>;

  // Calls a function of the host; false when it was stopped.
  template <class Function, class... Arguments>
  static bool check(Function function, Arguments... arguments) {
    weiss_error error = weiss::plugin::sized<weiss_error>();
    const weiss_status status = function(arguments..., &error);
    if (status < 0) throw Failure(status, error.message);
    return status == WEISS_OK;
  }

  bool measure_noisy(const WholeCircuit& whole, int64_t depth, const double* angles, uint64_t seed,
                     Shots& shots, int64_t* size) {
    weiss_circuit* out = nullptr;
    check(table_.qaoa_circuit, context_, problem_->problem, &config_, static_cast<int32_t>(depth), angles,
          &out);
    const Gates gates(out, table_.circuit_destroy);
    if (!check(table_.circuit_sample, gates.get(), whole.table(), &settings_.noise, seed, settings_.shots,
               shots.states.data(), shots.counts.data(), size))
      return false;
    std::vector<int8_t> spins(static_cast<size_t>(num_spins_));
    for (int64_t k = 0; k < *size; ++k) {
      const auto index = static_cast<size_t>(k);
      write_spins(shots.states[index], spins);
      shots.energies[index] = problems_.energy(problem_->problem, spins.data());
    }
    return true;
  }

  const weiss_ext_statevector& table_;
  const weiss::plugin::Problems problems_;
  weiss_context* const context_;
  const Settings& settings_;
  const Groups groups_;
  std::vector<int32_t> of_spins_;
  weiss_qaoa_config config_;
  Qaoa qaoa_;
  int64_t num_spins_ = 0;
  const weiss_problem_view* problem_ = nullptr;
};

}  // namespace

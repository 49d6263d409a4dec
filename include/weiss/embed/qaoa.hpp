// weiss::Qaoa: the mean energy of a QAOA circuit and its gradient.
#ifndef WEISS_EMBED_QAOA_HPP
#define WEISS_EMBED_QAOA_HPP

#include <cstdint>
#include <vector>

#include "../qaoa.h"
#include "base.hpp"
#include "circuit.hpp"
#include "context.hpp"
#include "problem.hpp"
#include "statevector.hpp"

namespace weiss {
inline namespace embed {

struct QaoaOptions {
  std::int32_t precision = WEISS_PRECISION_DOUBLE;
  std::int32_t method = WEISS_QAOA_AUTO;
  std::int32_t mixer = WEISS_MIXER_X;
  bool multi_angle = false;
  bool no_symmetry = false;
  std::int32_t threads = 1;
  std::vector<double> start;         // WARM_START: Pr[x_i = 1] of each spin
  std::vector<std::int32_t> groups;  // XY, GROVER: the group of each spin, -1 for none
};

struct QaoaGradient {
  double value = 0.0;
  std::vector<double> gradient;
};

// Shots with the energies of their states.
struct QaoaShots : Shots {
  std::vector<double> energies;
};

// An evaluator. The problem must outlive it, and the context too. Parameters are [gamma_1 ... gamma_p, beta_1
// ... beta_p]; the depth p follows from their number.
class Qaoa {
 public:
  Qaoa(const Context& context, const Problem& problem, const QaoaOptions& options = {})
      : num_spins_(problem.num_spins()) {
    detail::check([&](weiss_error* error) {
      const weiss_qaoa_config config = config_of(options, num_spins_);
      weiss_qaoa* qaoa = nullptr;
      const weiss_status status = weiss_qaoa_create(context.get(), problem.get(), &config, &qaoa, error);
      handle_.reset(qaoa);
      return status;
    });
  }

  weiss_qaoa* get() const noexcept { return handle_.get(); }
  std::int64_t num_parameters(std::int32_t depth) const noexcept {
    return weiss_qaoa_num_parameters(get(), depth);
  }
  // Goes on with another problem of as many spins.
  void set_problem(const Problem& problem) {
    detail::check([&](weiss_error* error) { return weiss_qaoa_set_problem(get(), problem.get(), error); });
  }

  double value(const std::vector<double>& parameters) {
    return values(depth_of(parameters), parameters).front();
  }
  // Of several parameter vectors, one after another.
  std::vector<double> values(std::int32_t depth, const std::vector<double>& parameters) {
    const std::int64_t each = num_parameters(depth), size = static_cast<std::int64_t>(parameters.size());
    detail::require(each > 0 && size > 0 && size % each == 0,
                    "parameters must hold num_parameters(depth) entries for each vector");
    std::vector<double> values(static_cast<std::size_t>(size / each));
    detail::check([&](weiss_error* error) {
      return weiss_qaoa_values(get(), nullptr, size / each, depth, parameters.data(), values.data(), error);
    });
    return values;
  }
  QaoaGradient gradient(const std::vector<double>& parameters) {
    QaoaGradient result;
    const std::int32_t depth = depth_of(parameters);
    result.gradient.resize(parameters.size());
    detail::check([&](weiss_error* error) {
      return weiss_qaoa_gradient(get(), nullptr, depth, parameters.data(), &result.value,
                                 result.gradient.data(), error);
    });
    return result;
  }
  // The beta of least mean energy at a gamma, depth 1.
  double best_beta(double gamma, double* value = nullptr) {
    double beta = 0.0, least = 0.0;
    detail::check([&](weiss_error* error) {
      return weiss_qaoa_best_beta(get(), nullptr, gamma, &beta, &least, error);
    });
    if (value) *value = least;
    return beta;
  }

  // Keeps the state for the members below, until one of those above is called.
  void prepare(const std::vector<double>& parameters) {
    const std::int32_t depth = depth_of(parameters);
    detail::check([&](weiss_error* error) {
      return weiss_qaoa_prepare(get(), nullptr, depth, parameters.data(), error);
    });
  }
  double mean() {
    double value = 0.0;
    detail::check([&](weiss_error* error) { return weiss_qaoa_mean(get(), &value, error); });
    return value;
  }
  std::vector<double> marginals() {
    std::vector<double> marginals(static_cast<std::size_t>(num_spins_));
    detail::check([&](weiss_error* error) { return weiss_qaoa_marginals(get(), marginals.data(), error); });
    return marginals;
  }
  std::vector<double> correlations() {
    std::vector<double> correlations(static_cast<std::size_t>(num_spins_ * num_spins_));
    detail::check(
        [&](weiss_error* error) { return weiss_qaoa_correlations(get(), correlations.data(), error); });
    return correlations;
  }
  std::vector<double> probabilities(std::int64_t first, std::int64_t count) {
    detail::require(count >= 0, "count must be 0 or more");
    std::vector<double> probabilities(static_cast<std::size_t>(count));
    detail::check([&](weiss_error* error) {
      return weiss_qaoa_probabilities(get(), first, count, probabilities.data(), nullptr, error);
    });
    return probabilities;
  }
  QaoaShots sample(std::int64_t shots, std::uint64_t seed) {
    QaoaShots seen;
    static_cast<Shots&>(seen) = detail::take_shots(
        shots,
        [&](std::uint64_t* states, std::int64_t* counts, std::int64_t* num_states, weiss_error* error) {
          seen.energies.resize(static_cast<std::size_t>(shots));
          return weiss_qaoa_sample(get(), nullptr, seed, shots, states, counts, seen.energies.data(),
                                   num_states, error);
        });
    seen.energies.resize(seen.states.size());
    return seen;
  }
  // Copies the amplitudes, up to a global phase.
  void state(Statevector& state) {
    detail::check([&](weiss_error* error) { return weiss_qaoa_state(get(), state.get(), error); });
  }

  // The circuit as gates.
  static Circuit circuit(const Context& context, const Problem& problem, std::int32_t depth,
                         const std::vector<double>& parameters, const QaoaOptions& options = {}) {
    weiss_circuit* circuit = nullptr;
    detail::check([&](weiss_error* error) {
      const weiss_qaoa_config config = config_of(options, problem.num_spins());
      return weiss_qaoa_circuit(context.get(), problem.get(), &config, depth, parameters.data(), &circuit,
                                error);
    });
    return Circuit(circuit);
  }

 private:
  static weiss_qaoa_config config_of(const QaoaOptions& options, std::int64_t num_spins) {
    const auto fits = [&](std::size_t size) {
      return size == 0 || static_cast<std::int64_t>(size) == num_spins;
    };
    detail::require(fits(options.start.size()), "start must hold num_spins entries, or none");
    detail::require(fits(options.groups.size()), "groups must hold num_spins entries, or none");
    auto config = detail::make<weiss_qaoa_config>();
    config.precision = options.precision;
    config.method = options.method;
    config.mixer = options.mixer;
    config.multi_angle = options.multi_angle ? 1 : 0;
    config.no_symmetry = options.no_symmetry ? 1 : 0;
    config.threads = options.threads;
    config.start = options.start.empty() ? nullptr : options.start.data();
    config.groups = options.groups.empty() ? nullptr : options.groups.data();
    return config;
  }
  std::int32_t depth_of(const std::vector<double>& parameters) const {
    const std::int64_t each = num_parameters(1), size = static_cast<std::int64_t>(parameters.size());
    detail::require(each > 0 && size % each == 0,
                    "parameters must hold num_parameters(1) entries for each layer");
    return static_cast<std::int32_t>(size / each);
  }

  detail::Handle<weiss_qaoa, weiss_qaoa_destroy> handle_;
  std::int64_t num_spins_ = 0;
};

}  // namespace embed
}  // namespace weiss

#endif  // WEISS_EMBED_QAOA_HPP

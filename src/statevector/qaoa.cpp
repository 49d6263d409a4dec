#include "statevector/qaoa.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/error.hpp"
#include "search/meter.hpp"
#include "statevector/fast_many.hpp"
#include "statevector/sampling.hpp"

using weiss::Error;

namespace weiss {

namespace {

// From so many spins on the closed form is faster than the amplitudes, of which half do without fields.
constexpr int64_t kClosedFormSpins = 8;
constexpr int64_t kClosedFormSpinsWithoutFields = 10;

// Sines of larger angles have few digits.
constexpr double kLargestAngle = 1 << 30;

double sum_of_sizes(const Problem& problem) noexcept {
  double sum = 0.0;
  for (const double x : problem.value) sum += 0.5 * std::fabs(x);
  for (const double x : problem.field) sum += std::fabs(x);
  return sum;
}

void require_angle(double angle, double largest_factor) {
  if (!(std::fabs(angle) * std::max(largest_factor, 1.0) <= kLargestAngle))
    throw Error(WEISS_E_ARGUMENT,
                "a circuit parameter is " + std::to_string(angle) +
                    "; it must be finite, and the angles that it makes of energies at most 2^30");
}

void require_depth(int32_t depth) {
  if (depth < 0)
    throw Error(WEISS_E_ARGUMENT, "depth is " + std::to_string(depth) + "; it must be 0 or more");
}

const weiss_qaoa_config& checked(const weiss_qaoa_config& config) {
  const auto refuse = [](const char* name, int32_t value, const char* what) {
    throw Error(WEISS_E_ARGUMENT,
                std::string("qaoa config: ") + name + " is " + std::to_string(value) + "; " + what);
  };
  if (config.precision != WEISS_PRECISION_DOUBLE && config.precision != WEISS_PRECISION_SINGLE)
    refuse("precision", config.precision, "set it to one of WEISS_PRECISION_*");
  if (config.method < WEISS_QAOA_AUTO || config.method > WEISS_QAOA_CLOSED_FORM)
    refuse("method", config.method, "set it to one of WEISS_QAOA_*");
  if (config.threads < 0) refuse("threads", config.threads, "it must be 0 or more");
  if (config.method == WEISS_QAOA_CLOSED_FORM && (config.mixer != WEISS_MIXER_X || config.multi_angle != 0))
    throw Error(WEISS_E_UNSUPPORTED,
                "the closed form has the X mixer with one angle only: take method STATEVECTOR");
  return config;
}

}  // namespace

bool qaoa_values_many(const EnvironmentPtr& environment, Threads threads, const weiss_run* run, int64_t count,
                      const Problem* const* problems, int32_t depth, const double* parameters,
                      double* values) {
  require_depth(depth);
  const int64_t width = 2 * int64_t{depth};
  for (int64_t k = 0; k < count; ++k) {
    const double size = sum_of_sizes(*problems[k]);
    for (int64_t l = 0; l < width; ++l) require_angle(parameters[k * width + l], l < depth ? size : 1.0);
  }
  const auto side_by_side = [&](int64_t k) {
    return problems[k]->num_spins() > 0 && problems[k]->num_spins() <= kFastManySpins;
  };
  std::unique_ptr<Qaoa> alone;
  for (int64_t k = 0; k < count;) {
    int64_t end = k;
    while (end < count && side_by_side(end)) ++end;
    if (end > k) {
      if (!fast_values_many(environment, run, end - k, problems + k, depth, parameters + k * width,
                            values + k))
        return false;
      for (; k < end; ++k) values[k] += problems[k]->offset;
      continue;
    }
    if (alone && alone->num_spins() == problems[k]->num_spins())
      alone->set_problem(*problems[k]);
    else
      alone = std::make_unique<Qaoa>(*problems[k], threads, weiss_qaoa_config{});
    if (!alone->values(run, 1, depth, parameters + k * width, values + k)) return false;
    ++k;
  }
  return true;
}

}  // namespace weiss

weiss_qaoa::weiss_qaoa(const weiss::Problem& problem, weiss::Threads threads, const weiss_qaoa_config& config)
    : problem_(&problem), num_spins_(problem.num_spins()), threads_(threads), method_(weiss::checked(config).method),
      precision_(config.precision), use_symmetry_(config.no_symmetry == 0),
      mixer_(problem.environment->memory(), problem.num_spins(), config),
      largest_factor_(weiss::sum_of_sizes(problem)) {}

// Whether the problem has fields, so that nothing is saved by symmetry, is not known.
int64_t weiss_qaoa::memory(int64_t num_spins, const weiss_qaoa_config& config, int32_t depth,
                           bool with_gradient) {
  const weiss_qaoa_config& c = weiss::checked(config);
  if (c.mixer == WEISS_MIXER_X && c.multi_angle == 0)
    return weiss::fast_qaoa_memory(num_spins, c.precision, false, with_gradient ? depth : 0);
  return weiss::general_qaoa_memory(num_spins, c.precision, c.mixer, c.multi_angle != 0, with_gradient);
}

int64_t weiss_qaoa::num_parameters(int32_t depth) const noexcept {
  return depth * (mixer_.multi_angle ? problem_->num_entries() / 2 + 2 * num_spins() : 2);
}

void weiss_qaoa::set_problem(const weiss::Problem& problem) {
  if (problem.num_spins() != num_spins())
    throw Error(WEISS_E_ARGUMENT, "the problem has " + std::to_string(problem.num_spins()) +
                                      " spins, the evaluator was made for " + std::to_string(num_spins()) +
                                      ": create another one");
  problem_ = &problem;
  largest_factor_ = weiss::sum_of_sizes(problem);
  prepared_ = Prepared::kNothing;
  closed_form_is_old_ = engine_is_old_ = true;
}

// ---- what computes ----

bool weiss_qaoa::closed_form_at(int32_t depth) const {
  weiss::require_depth(depth);
  if (method_ == WEISS_QAOA_CLOSED_FORM) {
    if (depth != 1)
      throw Error(WEISS_E_UNSUPPORTED, "the closed form is for depth 1, not " + std::to_string(depth) +
                                           ": take method STATEVECTOR or AUTO");
    return true;
  }
  return method_ == WEISS_QAOA_AUTO && depth == 1 && plain_x() &&
         num_spins() >=
             (problem_->has_fields() ? weiss::kClosedFormSpins : weiss::kClosedFormSpinsWithoutFields);
}

weiss::DepthOne& weiss_qaoa::closed_form() {
  if (!closed_form_ || closed_form_is_old_) {
    const bool dense = weiss::dense_depth_one_pays(*problem_);
    if (closed_form_ && closed_form_->dense() == dense) {
      closed_form_->set_problem(*problem_);
    } else {
      closed_form_.reset();
      closed_form_ = dense ? weiss::make_dense_depth_one(*problem_, threads_)
                           : weiss::make_sparse_depth_one(*problem_, threads_);
    }
    closed_form_is_old_ = false;
  }
  return *closed_form_;
}

weiss::QaoaEngine& weiss_qaoa::engine() {
  if (!engine_) {
    engine_ = plain_x() && num_spins() > 0
                  ? weiss::make_fast_qaoa(*problem_, threads_, precision_, use_symmetry_)
                  : weiss::make_general_qaoa(*problem_, threads_, precision_, mixer_);
  } else if (engine_is_old_) {
    engine_->set_problem(*problem_);
  }
  engine_is_old_ = false;
  return *engine_;
}

// ---- mean energies ----

void weiss_qaoa::require_parameters(int32_t depth, const double* parameters) const {
  const int64_t num_betas = depth * (mixer_.multi_angle ? num_spins() : 1);
  const int64_t count = num_parameters(depth), num_gammas = count - num_betas;
  for (int64_t k = 0; k < count; ++k)
    weiss::require_angle(parameters[k], k < num_gammas ? largest_factor_ : 1.0);
}

bool weiss_qaoa::values(const weiss_run* run, int64_t count, int32_t depth, const double* parameters,
                        double* values) {
  prepared_ = Prepared::kNothing;
  const bool closed = closed_form_at(depth);
  for (int64_t k = 0; k < count; ++k, parameters += num_parameters(depth)) {
    require_parameters(depth, parameters);
    if (closed) {
      weiss::BetaCurve curve;
      if (!closed_form().curve(run, parameters[0], &curve, nullptr)) return false;
      values[k] = curve.at(parameters[1]);
    } else if (!engine().value(run, depth, parameters, &values[k])) {
      return false;
    }
    values[k] += problem_->offset;
  }
  return true;
}

bool weiss_qaoa::gradient(const weiss_run* run, int32_t depth, const double* parameters, double* value,
                          double* gradient) {
  prepared_ = Prepared::kNothing;
  const bool closed = closed_form_at(depth);
  require_parameters(depth, parameters);
  if (closed) {
    weiss::BetaCurve curve, slope;
    if (!closed_form().curve(run, parameters[0], &curve, &slope)) return false;
    *value = curve.at(parameters[1]);
    gradient[0] = slope.at(parameters[1]);
    gradient[1] = curve.slope(parameters[1]);
  } else if (!engine().gradient(run, depth, parameters, value, gradient)) {
    return false;
  }
  *value += problem_->offset;
  return true;
}

bool weiss_qaoa::best_beta(const weiss_run* run, double gamma, double* beta, double* value) {
  if (!plain_x())
    throw Error(WEISS_E_UNSUPPORTED, "the best beta has a closed form for the X mixer with one angle only");
  weiss::require_angle(gamma, largest_factor_);
  weiss::BetaCurve curve;
  if (!closed_form().curve(run, gamma, &curve, nullptr)) return false;
  *beta = curve.best_beta();
  *value = curve.at(*beta) + problem_->offset;
  return true;
}

// ---- the state ----

bool weiss_qaoa::prepare(const weiss_run* run, int32_t depth, const double* parameters) {
  prepared_ = Prepared::kNothing;
  const bool closed = closed_form_at(depth);
  require_parameters(depth, parameters);
  if (closed) {
    closed_parameters_[0] = parameters[0];
    closed_parameters_[1] = parameters[1];
    prepared_ = Prepared::kClosedForm;
    return true;
  }
  if (!engine().prepare(run, depth, parameters)) return false;
  prepared_ = Prepared::kState;
  return true;
}

bool weiss_qaoa::has_closed_form() const {
  if (prepared_ == Prepared::kNothing)
    throw Error(WEISS_E_ARGUMENT, "no state is prepared: call weiss_qaoa_prepare first");
  return prepared_ == Prepared::kClosedForm;
}

// What has a closed form gets its amplitudes when they are first asked for.
bool weiss_qaoa::require_amplitudes(const weiss_run* run) {
  if (!has_closed_form()) return true;
  if (method_ == WEISS_QAOA_CLOSED_FORM)
    throw Error(WEISS_E_UNSUPPORTED, "the closed form has no amplitudes: take method STATEVECTOR or AUTO");
  if (!engine().prepare(run, 1, closed_parameters_)) return false;
  prepared_ = Prepared::kState;
  return true;
}

double weiss_qaoa::mean() {
  if (!has_closed_form()) return engine_->mean() + problem_->offset;
  weiss::BetaCurve curve;
  closed_form().curve(nullptr, closed_parameters_[0], &curve, nullptr);
  return curve.at(closed_parameters_[1]) + problem_->offset;
}

void weiss_qaoa::marginals(double* out) {
  if (has_closed_form())
    closed_form().marginals(closed_parameters_[0], closed_parameters_[1], out);
  else
    engine_->marginals(out);
}

void weiss_qaoa::correlations(double* out) {
  if (has_closed_form())
    closed_form().correlations(closed_parameters_[0], closed_parameters_[1], out);
  else
    engine_->correlations(out);
}

void weiss_qaoa::energies(int64_t first, int64_t count, double* out) const {
  engine_->energies(first, count, out);
  for (int64_t k = 0; k < count; ++k) out[k] += problem_->offset;
}

void weiss_qaoa::probabilities(int64_t first, int64_t count, double* probabilities, double* energies) {
  require_amplitudes(nullptr);
  const int64_t size = int64_t{1} << num_spins();
  if (first < 0 || count < 0 || first > size || count > size - first)
    throw Error(WEISS_E_ARGUMENT, std::to_string(count) + " basis states from index " +
                                      std::to_string(first) + " on are not among the " +
                                      std::to_string(size) + " of " + std::to_string(num_spins()) + " spins");
  if (probabilities) engine_->probabilities(first, count, probabilities);
  if (energies) this->energies(first, count, energies);
}

bool weiss_qaoa::sample(const weiss_run* run, uint64_t seed, int64_t shots, uint64_t* states, int64_t* counts,
                        double* energies, int64_t* num_states) {
  if (!require_amplitudes(run)) return false;
  const int64_t size = int64_t{1} << num_spins();
  weiss::Meter meter(run);
  const weiss::QaoaEngine& state = *engine_;
  const weiss::Weights weights = [&state](int64_t first, int64_t count, double* out) {
    state.probabilities(first, count, out);
  };
  *num_states =
      weiss::sample(problem_->environment->memory(), threads_, size, weights, seed, shots, states, counts);
  if (energies)
    for (int64_t k = 0; k < *num_states; ++k)
      this->energies(static_cast<int64_t>(states[k]), 1, energies + k);
  meter.spend(size + shots);
  return true;
}

void weiss_qaoa::state(weiss::Statevector& state) {
  require_amplitudes(nullptr);
  if (state.num_qubits() != num_spins())
    throw Error(WEISS_E_ARGUMENT, "state has " + std::to_string(state.num_qubits()) +
                                      " qubits, the problem " + std::to_string(num_spins()) +
                                      " spins; they must be equal");
  constexpr int64_t kAtATime = 1024;
  double re_im[2 * kAtATime];
  for (int64_t first = 0; first < state.size(); first += kAtATime) {
    const int64_t count = std::min(kAtATime, state.size() - first);
    engine_->amplitudes(first, count, re_im);
    state.set_amplitudes(first, count, re_im);
  }
}

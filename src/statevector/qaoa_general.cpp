// Any mixer, gate by gate on registers. Gradients by the adjoint method: the state psi and lambda = E psi are
// both taken back through the circuit; each exp(-i beta G) on the way has the slope 2 Im <lambda|G|psi>.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "search/meter.hpp"
#include "statevector/blocks.hpp"
#include "statevector/fast_costs.hpp"
#include "statevector/memory_forecast.hpp"
#include "statevector/mixer_factors.hpp"
#include "statevector/moments.hpp"
#include "statevector/qaoa_engine.hpp"
#include "statevector/qaoa_passes.hpp"

namespace weiss {

namespace {

class GeneralQaoa final : public QaoaEngine {
 public:
  GeneralQaoa(const Problem& problem, Threads threads, int32_t precision, const Mixer& mixer)
      : environment_(problem.environment), threads_(threads), mixer_(mixer),
        factors_(mixer_factors(memory(), mixer, problem.num_spins())),
        psi_(environment_, threads, static_cast<int32_t>(problem.num_spins()), precision) {
    set_problem(problem);
    if (mixer.kind != WEISS_MIXER_GROVER) return;
    third_.emplace(environment_, threads, psi_.num_qubits(), precision);
    set_start(*third_, mixer);
  }

  void set_problem(const Problem& problem) override {
    problem_ = &problem;
    costs_.build(*environment_, problem, psi_.num_qubits(), threads_);
    if (!multi_angle()) return;
    scaled_.emplace(environment_);
    scaled_->flags = WEISS_PROBLEM_HAS_FIELDS;
    scaled_->row_start = problem.row_start;
    scaled_->column = problem.column;
    scaled_->value.resize(problem.value.size());
    scaled_->field.resize(problem.field.size());
  }

  bool value(const weiss_run* run, int32_t depth, const double* parameters, double* value) override {
    if (!prepare(run, depth, parameters)) return false;
    *value = mean();
    return true;
  }

  bool prepare(const weiss_run* run, int32_t depth, const double* parameters) override {
    Meter meter(run);
    return forward(meter, depth, parameters);
  }

  bool gradient(const weiss_run* run, int32_t depth, const double* parameters, double* value,
                double* gradient) override {
    Meter meter(run);
    if (!lambda_) lambda_.emplace(environment_, threads_, psi_.num_qubits(), psi_.precision());
    if (!third_) third_.emplace(environment_, threads_, psi_.num_qubits(), psi_.precision());
    if (!forward(meter, depth, parameters)) return false;
    *value = mean();
    lambda_->copy(psi_);
    multiply(*lambda_, [this](int64_t first, int64_t count, double* re, double* im) {
      std::copy_n(costs_.data() + first, count, re);
      std::fill_n(im, count, 0.0);
    });
    for (int32_t layer = depth; layer-- > 0;) {
      const int64_t gammas = layer * num_gammas(), betas = depth * num_gammas() + layer * num_betas();
      if (!unmix(meter, parameters + betas, gradient + betas)) return false;
      phase_slopes(gradient + gammas);
      if (meter.spend(psi_.size())) return false;
      const Phases phases = phases_of(parameters + gammas);
      turn(psi_, phases, -1.0);
      if (meter.spend(psi_.size())) return false;
      turn(*lambda_, phases, -1.0);
      if (meter.spend(psi_.size())) return false;
    }
    return true;
  }

  double mean() const override { return psi_.mean(costs_.data()); }
  void marginals(double* out) const override { psi_.marginals(out); }
  void correlations(double* out) const override { psi_.correlations(out); }
  void probabilities(int64_t first, int64_t count, double* out) const override {
    psi_.probabilities(first, count, out);
  }
  void amplitudes(int64_t first, int64_t count, double* out) const override {
    psi_.amplitudes(first, count, out);
  }
  void energies(int64_t first, int64_t count, double* out) const override {
    std::copy_n(costs_.data() + first, count, out);
  }

 private:
  // A layer turns amplitude k by -gamma costs[k].
  struct Phases {
    const double* costs;
    double gamma;
  };

  Memory* memory() const noexcept { return environment_->memory(); }
  bool multi_angle() const noexcept { return mixer_.multi_angle; }
  int64_t num_gammas() const noexcept {  // of a layer
    return multi_angle() ? problem_->num_entries() / 2 + problem_->num_spins() : 1;
  }
  int64_t num_betas() const noexcept { return multi_angle() ? problem_->num_spins() : 1; }

  bool forward(Meter& meter, int32_t depth, const double* parameters) {
    if (meter.stopped()) return false;
    if (mixer_.kind == WEISS_MIXER_GROVER)
      psi_.copy(*third_);
    else
      set_start(psi_, mixer_);
    for (int32_t layer = 0; layer < depth; ++layer) {
      turn(psi_, phases_of(parameters + layer * num_gammas()), 1.0);
      if (meter.spend(psi_.size())) return false;
      const double* const betas = parameters + depth * num_gammas() + layer * num_betas();
      for (const MixerFactor& factor : factors_) {
        apply(psi_, factor, betas[beta_of(factor)]);
        if (meter.spend(psi_.size())) return false;
      }
    }
    return true;
  }

  // Takes both states back to before the mixer of a layer, and adds up the derivatives.
  bool unmix(Meter& meter, const double* betas, double* slopes) {
    std::fill_n(slopes, num_betas(), 0.0);
    for (auto factor = factors_.rbegin(); factor != factors_.rend(); ++factor) {
      const int64_t beta = beta_of(*factor);
      slopes[beta] += 2.0 * imaginary_part(meter, *factor);
      if (meter.stopped()) return false;
      apply(psi_, *factor, -betas[beta]);
      if (meter.spend(psi_.size())) return false;
      apply(*lambda_, *factor, -betas[beta]);
      if (meter.spend(psi_.size())) return false;
    }
    return true;
  }

  int64_t beta_of(const MixerFactor& factor) const noexcept { return multi_angle() ? factor.qubits[0] : 0; }

  void apply(Statevector& state, const MixerFactor& factor, double beta) const {
    if (factor.kind == MixerFactor::kStart) {
      // 1 + (e^{-i beta} - 1) |start><start|
      double overlap[2];
      third_->overlap(state, overlap);
      const double re = std::cos(beta) - 1.0, im = -std::sin(beta);
      add(state, *third_, re * overlap[0] - im * overlap[1], re * overlap[1] + im * overlap[0]);
      return;
    }
    double matrix[32];
    factor.unitary(beta, matrix);
    state.matrix(factor.num_qubits(), factor.qubits, matrix);
  }

  // Im <lambda|G|psi>, unless the meter says stop.
  double imaginary_part(Meter& meter, const MixerFactor& factor) {
    double lambda[2], psi[2];
    if (factor.kind == MixerFactor::kStart) {
      third_->overlap(*lambda_, lambda);
      if (meter.spend(psi_.size())) return 0.0;
      third_->overlap(psi_, psi);
      meter.spend(psi_.size());
      return lambda[0] * psi[1] - lambda[1] * psi[0];
    }
    double matrix[32];
    factor.generator(matrix);
    third_->copy(psi_);
    if (meter.spend(psi_.size())) return 0.0;
    third_->matrix(factor.num_qubits(), factor.qubits, matrix);
    if (meter.spend(psi_.size())) return 0.0;
    lambda_->overlap(*third_, psi);
    meter.spend(psi_.size());
    return psi[1];
  }

  // With an angle for each term the costs are the energies of a problem with coefficients times angles.
  Phases phases_of(const double* gammas) {
    if (!multi_angle()) return {costs_.data(), gammas[0]};
    for_each_coupling([&](size_t i, size_t j, size_t k) {
      scaled_->value[k] = *gammas++ * problem_->value[k];
      const auto row = problem_->column.begin() + problem_->row_start[j];
      const auto mirror = std::lower_bound(row, problem_->column.begin() + problem_->row_start[j + 1],
                                           static_cast<int32_t>(i));
      scaled_->value[static_cast<size_t>(mirror - problem_->column.begin())] = scaled_->value[k];
    });
    for (size_t i = 0; i < problem_->field.size(); ++i) scaled_->field[i] = *gammas++ * problem_->field[i];
    scaled_costs_.build(*environment_, *scaled_, psi_.num_qubits(), threads_);
    return {scaled_costs_.data(), 1.0};
  }

  // visit(i, j, entry) for the couplings i < j in the order of their angles.
  template <class Visit>
  void for_each_coupling(const Visit& visit) const {
    for (size_t i = 0; i < problem_->field.size(); ++i)
      for (size_t k = problem_->row_begin(i); k < problem_->row_end(i); ++k) {
        const auto j = static_cast<size_t>(problem_->column[k]);
        if (i < j) visit(i, j, k);
      }
  }

  // The phases of a layer, or with direction -1 those that undo it.
  void turn(Statevector& state, const Phases& phases, double direction) const {
    const auto sine_cosine = environment_->kernels().depth_one.sine_cosine;
    multiply(state, [&](int64_t first, int64_t count, double* re, double* im) {
      sine_cosine(count, -direction * phases.gamma, phases.costs + first, im, re);
    });
  }

  // 2 Im <lambda|term|psi> for the energy, or for each of its terms.
  void phase_slopes(double* out) const {
    const auto products = [this](int64_t first, int64_t count, double* p) {
      imaginary_products(*lambda_, psi_, first, count, p);
    };
    if (!multi_angle()) {
      out[0] = 2.0 * sum_over_blocks<double>(threads_, psi_.size(), [&](int64_t begin, int64_t end) {
        double p[kAmplitudesAtATime], total = 0.0;
        for (int64_t first = begin; first < end; first += kAmplitudesAtATime) {
          const int64_t count = std::min(kAmplitudesAtATime, end - first);
          products(first, count, p);
          total += sum_of_terms(0, count, [&](int64_t k) { return costs_.data()[first + k] * p[k]; });
        }
        return total;
      });
      return;
    }
    const auto n = problem_->field.size();
    Vector<double> one(n, memory()), two(n * n, memory());
    z_moments(memory(), threads_, psi_.num_qubits(), products, one.data(), two.data());
    for_each_coupling(
        [&](size_t i, size_t j, size_t k) { *out++ = 2.0 * problem_->value[k] * two[i * n + j]; });
    for (size_t i = 0; i < n; ++i) *out++ = 2.0 * problem_->field[i] * one[i];
  }

  const EnvironmentPtr environment_;
  const Threads threads_;
  const Mixer& mixer_;
  const Vector<MixerFactor> factors_;
  const Problem* problem_ = nullptr;
  FastCosts<double> costs_;
  std::optional<Problem> scaled_;  // multi-angle: coefficients times angles, and its energies
  FastCosts<double> scaled_costs_;
  Statevector psi_;
  std::optional<Statevector> lambda_;
  std::optional<Statevector> third_;  // the start of the Grover mixer; G psi with others
};

}  // namespace

std::unique_ptr<QaoaEngine> make_general_qaoa(const Problem& problem, Threads threads, int32_t precision,
                                              const Mixer& mixer) {
  const int64_t n = problem.num_spins();
  require_qubits(n, precision == WEISS_PRECISION_SINGLE ? 17.0 : 25.0);
  require_memory(*problem.environment,
                 general_qaoa_memory(n, precision, mixer.kind, mixer.multi_angle, false),
                 "the state vector of " + std::to_string(n) + " spins");
  return std::make_unique<GeneralQaoa>(problem, threads, precision, mixer);
}

int64_t general_qaoa_memory(int64_t num_spins, int32_t precision, int32_t mixer, bool multi_angle,
                            bool gradient) noexcept {
  const int64_t amplitude = precision == WEISS_PRECISION_SINGLE ? 8 : 16;
  const int64_t energy = 9;  // and its code
  const int64_t registers = gradient ? 3 : mixer == WEISS_MIXER_GROVER ? 2 : 1;
  return (registers * amplitude + (multi_angle ? 2 : 1) * energy) << num_spins;
}

}  // namespace weiss

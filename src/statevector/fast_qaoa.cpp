#include "statevector/fast_qaoa.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "statevector/fast_state.hpp"
#include "statevector/memory_forecast.hpp"

namespace weiss {

namespace {

template <class Real>
int32_t kept_qubits(int64_t num_spins, bool halved) noexcept {
  return std::max(static_cast<int32_t>(num_spins) - (halved ? 1 : 0), kQaoaLeastQubits<Real>);
}

}  // namespace

template <class Real>
FastQaoa<Real>::FastQaoa(EnvironmentPtr environment, Threads threads)
    : state_(std::make_unique<State>(std::move(environment), threads)) {}
template <class Real>
FastQaoa<Real>::FastQaoa(FastQaoa&&) noexcept = default;
template <class Real>
FastQaoa<Real>& FastQaoa<Real>::operator=(FastQaoa&&) noexcept = default;
template <class Real>
FastQaoa<Real>::~FastQaoa() = default;

template <class Real>
int64_t FastQaoa<Real>::memory(int32_t num_spins, bool halved, int32_t depth) noexcept {
  const int32_t qubits = kept_qubits<Real>(num_spins, halved);
  const int64_t real = sizeof(Real), states = int64_t{1} + depth;
  return 2 * states * State::stride(qubits) * real + (int64_t{1} << qubits) * (real + 1);
}

template <class Real>
void FastQaoa<Real>::set_problem(const Problem& problem, bool use_symmetry) {
  State& s = *state_;
  const int64_t n = problem.num_spins();
  require_qubits(n, 2.0 * sizeof(Real));
  const bool halved = use_symmetry && !problem.has_fields();
  const int32_t qubits = kept_qubits<Real>(n, halved);
  if (qubits > s.qubits || s.num_spins == 0)
    require_memory(*s.environment, memory(static_cast<int32_t>(n), halved, 0),
                   "the state vector of " + std::to_string(n) + " spins");
  s.prepared = false;
  s.num_spins = static_cast<int32_t>(n);
  s.qubits = qubits;
  s.halved = halved;
  s.plan = FastPlan::of(s.kernels, qubits, halved);
  s.costs.build(*s.environment, problem, qubits, s.threads);
  for (int32_t k = 0; k < kQaoaMostCodes; ++k) s.phase.value[k] = s.costs.code_value(k);
  s.require_states(1);
}

template <class Real>
int32_t FastQaoa<Real>::num_spins() const noexcept {
  return state_->num_spins;
}
template <class Real>
bool FastQaoa<Real>::halved() const noexcept {
  return state_->halved;
}
template <class Real>
int64_t FastQaoa<Real>::size() const noexcept {
  return int64_t{1} << (state_->num_spins - (state_->halved ? 1 : 0));
}
template <class Real>
bool FastQaoa<Real>::prepared() const noexcept {
  return state_->prepared;
}

template <class Real>
bool FastQaoa<Real>::value(const weiss_run* run, int32_t depth, const double* gammas, const double* betas,
                           double* value) {
  State& s = *state_;
  s.prepared = false;
  FastSweep sweep(s.threads, run, s.size());
  if (depth == 0) {
    s.set_uniform();
    *value = s.mean(sweep);
  }
  for (int32_t l = 0; l < depth; ++l)
    *value = s.layer(sweep, gammas[l], betas[l], 0, 0, l == 0, false, l == depth - 1);
  return !sweep.stopped();
}

template <class Real>
bool FastQaoa<Real>::prepare(const weiss_run* run, int32_t depth, const double* gammas, const double* betas) {
  State& s = *state_;
  s.prepared = false;
  FastSweep sweep(s.threads, run, s.size());
  if (depth == 0) s.set_uniform();
  for (int32_t l = 0; l < depth; ++l) s.layer(sweep, gammas[l], betas[l], 0, 0, l == 0, false, false);
  s.prepared = !sweep.stopped();
  return s.prepared;
}

template class FastQaoa<double>;
template class FastQaoa<float>;

}  // namespace weiss

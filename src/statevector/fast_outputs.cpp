// What a prepared state tells, in the order of all basis states.
#include <algorithm>
#include <cmath>

#include "statevector/fast_state.hpp"
#include "statevector/moments.hpp"

namespace weiss {

namespace {

// Where a basis state of n spins is found: of a state and its complement one is kept, and the spins may be
// turned over.
struct KeptIndex {
  int64_t half;  // 2^(n-1) when one of each two is kept, else 0
  int64_t last;  // highest index of what is kept
  bool turned;

  int64_t operator()(int64_t x) const noexcept {
    if (half > 0 && (x & half)) x = ~x & (half - 1);
    return turned ? ~x & last : x;
  }
};

template <class State>
KeptIndex kept_index(const State& state, bool turned) noexcept {
  return {state.halved ? int64_t{1} << (state.num_spins - 1) : 0, state.size() - 1, turned};
}

// Basis states of the problem for one amplitude that is kept: unused qubits have equal amplitudes.
template <class State>
double share(const State& state) noexcept {
  return std::ldexp(1.0, state.mixed_qubits() - state.num_spins - (state.halved ? 1 : 0));
}

}  // namespace

template <class Real>
void FastQaoa<Real>::probabilities(int64_t first, int64_t count, double* out) const {
  const State& s = *state_;
  const KeptIndex index = kept_index(s, s.turned);
  const double factor = share(s);
  for (int64_t k = 0; k < count; ++k) {
    const int64_t i = index(first + k);
    const double a = static_cast<double>(s.re(0)[i]), b = static_cast<double>(s.im(0)[i]);
    out[k] = factor * (a * a + b * b);
  }
}

template <class Real>
void FastQaoa<Real>::amplitudes(int64_t first, int64_t count, double* re_im) const {
  const State& s = *state_;
  const KeptIndex index = kept_index(s, s.turned);
  const double factor = std::sqrt(share(s));
  for (int64_t k = 0; k < count; ++k) {
    const int64_t i = index(first + k);
    const double a = factor * static_cast<double>(s.re(0)[i]), b = factor * static_cast<double>(s.im(0)[i]);
    const double quarter_turns[] = {a, b, -a, -b};  // out of the frame: times (-i)^popcount
    const unsigned power = static_cast<unsigned>(__builtin_popcountll(static_cast<unsigned long long>(i)));
    re_im[2 * k] = quarter_turns[power & 3];
    re_im[2 * k + 1] = quarter_turns[(power + 1) & 3];
  }
}

template <class Real>
void FastQaoa<Real>::energies(int64_t first, int64_t count, double* out) const {
  const State& s = *state_;
  const KeptIndex index = kept_index(s, s.costs.backwards());
  for (int64_t k = 0; k < count; ++k) out[k] = static_cast<double>(s.costs.data()[index(first + k)]);
}

template <class Real>
double FastQaoa<Real>::mean() const {
  FastSweep sweep(state_->threads, nullptr, state_->size());
  return state_->mean(sweep);
}

template <class Real>
void FastQaoa<Real>::marginals(double* out) const {
  const State& s = *state_;
  if (s.halved) {
    std::fill_n(out, s.num_spins, 0.0);
    return;
  }
  z_moments(
      s.environment->memory(), s.threads, s.num_spins, [&](auto... range) { probabilities(range...); }, out,
      nullptr);
}

template <class Real>
void FastQaoa<Real>::correlations(double* out) const {
  const State& s = *state_;
  z_moments(
      s.environment->memory(), s.threads, s.num_spins, [&](auto... range) { probabilities(range...); },
      nullptr, out);
}

template void FastQaoa<double>::probabilities(int64_t, int64_t, double*) const;
template void FastQaoa<double>::amplitudes(int64_t, int64_t, double*) const;
template void FastQaoa<double>::energies(int64_t, int64_t, double*) const;
template double FastQaoa<double>::mean() const;
template void FastQaoa<double>::marginals(double*) const;
template void FastQaoa<double>::correlations(double*) const;
template void FastQaoa<float>::probabilities(int64_t, int64_t, double*) const;
template void FastQaoa<float>::amplitudes(int64_t, int64_t, double*) const;
template void FastQaoa<float>::energies(int64_t, int64_t, double*) const;
template double FastQaoa<float>::mean() const;
template void FastQaoa<float>::marginals(double*) const;
template void FastQaoa<float>::correlations(double*) const;

}  // namespace weiss

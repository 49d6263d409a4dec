// A layer on its way forward.
#include <algorithm>
#include <cmath>

#include "statevector/fast_state.hpp"

namespace weiss {

namespace {

constexpr int32_t kLevelQubits[] = {10, 15, 18};  // of amplitudes that stay in the first, second, third cache
static_assert(int64_t{1} << kLevelQubits[FastPlan::kLevels - 1] <= FastSweep::kBlock,
              "threads share no part");
// From this qubit on the vectors of a pass lie at the same place of different pages, which the first cache
// has eight ways for.
constexpr int32_t kFarQubit = 10;
constexpr int32_t kMostFarQubits = 3;

// Cuts qubits begin ... end - 1 into groups of at most most, of nearly the same size.
void add_groups(FastPlan& plan, int32_t begin, int32_t end, int32_t most) {
  const int32_t parts = (end - begin + most - 1) / most;
  for (int32_t k = 0; k < parts; ++k) {
    const int32_t first = begin + (end - begin) * k / parts, next = begin + (end - begin) * (k + 1) / parts;
    plan.groups[plan.num_groups++] = {first, next - first};
  }
}

}  // namespace

template <class Real>
FastPlan FastPlan::of(const QaoaKernels<Real>& kernels, int32_t qubits, bool halved) {
  FastPlan plan;
  const int32_t low = kernels.low_qubits;
  plan.top_first = halved ? qubits - std::min(kernels.top_qubits, qubits - low) : qubits;
  int32_t begin = low;
  const auto add_groups_to = [&](int32_t end) {
    const int32_t most =
        begin < kFarQubit ? kernels.high_qubits : std::min(kernels.high_qubits, kMostFarQubits);
    if (begin < end) add_groups(plan, begin, end, most);
    begin = std::max(begin, end);
  };
  for (int32_t level = 0; level < kLevels; ++level) {
    plan.level_qubits[level] = std::min(qubits, kLevelQubits[level]);
    add_groups_to(std::min(plan.level_qubits[level], plan.top_first));
    plan.level_end[level] = plan.num_groups;
  }
  add_groups_to(plan.top_first);
  if (!halved)
    for (int32_t& end : plan.level_end) end = std::min(end, std::max(plan.num_groups - 1, 0));
  return plan;
}
template FastPlan FastPlan::of(const QaoaKernels<double>&, int32_t, bool);
template FastPlan FastPlan::of(const QaoaKernels<float>&, int32_t, bool);

template <class Real>
void FastQaoa<Real>::State::set_phase(double gamma, const FastMixer& mixer, bool turned_over, bool first) {
  costs.turn(turned_over, threads);
  phase.cost = costs.data();
  phase.code = costs.codes();
  phase.turns = quarter_turns(-gamma);
  phase.scale = mixer.scale * (first ? std::sqrt(1.0 / static_cast<double>(size())) : 1.0);
  phase.num_codes = costs.num_codes();
  if (phase.num_codes > 0) kernels.tabulate(&phase);
}

template <class Real>
double FastQaoa<Real>::State::layer(FastSweep& sweep, double gamma, double beta, int32_t from, int32_t to,
                                    bool first, bool keep, bool mean) {
  const FastMixer mixer = fast_mixer(beta, mixed_qubits());
  set_phase(gamma, mixer, first ? false : turned, first);
  const bool mirror = costs.symmetric() && !halved && qubits > kQaoaLeastQubits<Real>;
  const QaoaLow<Real> low = {&phase, mixer.tangent, size(),   first,  keep,
                             mirror, re(from),      im(from), re(to), im(to)};
  const auto nothing = [](int32_t, int64_t) {};
  const auto low_part = [&](int64_t begin, int64_t end) { kernels.low(&low, begin, end); };
  const auto mix = [&](int32_t level, int64_t begin) {
    mix_part(level, mixer.tangent, to, begin);
    const int64_t length = plan.level_size(level);
    if (mirror && length < size()) mix_part(level, mixer.tangent, to, size() - length - begin);
  };
  const auto block = [&](int64_t begin, int64_t end) {
    walk(kHighestLevel, begin, end, nothing, low_part, mix);
    return 0.0;
  };
  if (mirror)  // the upper half is walked over together with the lower one
    sweep.lower_half(size() / 2, units(), block);
  else
    sweep(size(), units(), block);
  // Where one of a state and its complement is kept, turning all spins over changes nothing.
  turned = !halved && (turned && !first) != mixer.turned;
  if (mean) costs.turn(turned, threads);
  return finish_mixer(sweep, mixer.tangent, to, mean);
}

template <class Real>
void FastQaoa<Real>::State::mix_part(int32_t level, double tangent, int32_t state, int64_t begin) const {
  const int64_t length = plan.level_size(level);
  for (int32_t k = plan.level_begin(level); k < plan.level_end[level]; ++k) {
    const FastGroup group = plan.groups[k];
    for (Real* x : {re(state), im(state)}) {
      const QaoaHigh<Real> high = {x + begin, nullptr, length, group.first, group.count, tangent};
      kernels.high(&high, 0, length >> group.count);
    }
  }
}

template <class Real>
double FastQaoa<Real>::State::finish_mixer(FastSweep& sweep, double tangent, int32_t state, bool mean) {
  Real* const parts[] = {re(state), im(state)};
  double sum = 0.0;
  for (int32_t k = plan.level_end[kHighestLevel]; k < plan.num_groups; ++k) {
    const FastGroup group = plan.groups[k];
    const bool sums = mean && !halved && k == plan.num_groups - 1;
    for (Real* x : parts) {
      const QaoaHigh<Real> high = {x, costs.data(), size(), group.first, group.count, tangent};
      sum += sweep(size() >> group.count, 0, [&](int64_t begin, int64_t end) {
        if (sums) return kernels.high_mean(&high, begin, end);
        kernels.high(&high, begin, end);
        return 0.0;
      });
    }
  }
  if (halved) return top(sweep, tangent, state, mean);
  return mean && plan.num_groups == 0 ? this->mean(sweep) : sum;
}

template <class Real>
double FastQaoa<Real>::State::mean(FastSweep& sweep) {
  costs.turn(turned, threads);
  double sum = 0.0;
  for (const Real* x : {re(0), im(0)})
    sum += sweep(size(), 0,
                 [&](int64_t begin, int64_t end) { return kernels.mean(x, costs.data(), begin, end); });
  return sum;
}

template <class Real>
void FastQaoa<Real>::State::set_uniform() noexcept {
  const auto amplitude = static_cast<Real>(std::sqrt(1.0 / static_cast<double>(size())));
  const Real pattern[] = {amplitude, 0, -amplitude, 0};
  for (int64_t x = 0; x < size(); ++x) {
    const unsigned power = static_cast<unsigned>(__builtin_popcountll(static_cast<unsigned long long>(x)));
    re(0)[x] = pattern[power & 3];
    im(0)[x] = pattern[(power + 3) & 3];
  }
  turned = false;
}

// The mixer of the qubit that is not kept maps phi(x) to phi(x) - t (-1)^popcount(x) i^(1 - qubits) phi(~x).
template <class Real>
double FastQaoa<Real>::State::top(FastSweep& sweep, double tangent, int32_t state, bool mean) {
  const int64_t places = int64_t{1} << plan.top_first;
  double sum = 0.0;
  const auto pass = [&](Real* x, Real* y, double x_factor, double y_factor) {
    const QaoaTop<Real> top_pass = {x, y, costs.data(), size(), plan.top_first, tangent, x_factor, y_factor};
    sum += sweep(x == y ? places / 2 : places, 0, [&](int64_t begin, int64_t end) {
      if (mean) return kernels.top_mean(&top_pass, begin, end);
      kernels.top(&top_pass, begin, end);
      return 0.0;
    });
  };
  const double factor = tangent * top_factor();
  if (qubits % 2 == 1) {
    pass(re(state), re(state), factor, factor);
    pass(im(state), im(state), factor, factor);
  } else {
    pass(re(state), im(state), -factor, factor);
  }
  return sum;
}

template struct FastQaoa<double>::State;
template struct FastQaoa<float>::State;

}  // namespace weiss

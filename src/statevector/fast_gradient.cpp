// Derivatives by the adjoint method: the states after the phases of all layers are kept on the way forward,
// and C|psi> is taken back through the layers.
#include <string>
#include <vector>

#include "statevector/fast_state.hpp"
#include "statevector/memory_forecast.hpp"

namespace weiss {

namespace {

// Of one layer: Re <x| d/dbeta |state> and Re <x| d/dgamma |state>.
struct BackSums {
  double mixer = 0.0;
  double phases = 0.0;
  BackSums& operator+=(const BackSums& other) noexcept {
    mixer += other.mixer;
    phases += other.phases;
    return *this;
  }
};

}  // namespace

// A state on its way back: number back, with the states of the way forward in 0 ... back - 1.
template <class Real>
class FastQaoa<Real>::WayBack {
 public:
  WayBack(State& state, FastSweep& sweep, int32_t back) : s_(state), sweep_(sweep), back_(back) {}

  // Makes C|psi> of |psi> and begins to undo the last mixer. Returns the mean energy.
  double start(double tangent) {
    return sweep_(s_.size(), 0, [&](int64_t begin, int64_t end) {
      double sum = 0.0;
      s_.walk(
          State::kHighestLevel, begin, end, [](int32_t, int64_t) {},
          [&](int64_t first, int64_t last) {
            for (Real* x : {s_.re(back_), s_.im(back_)})
              sum += s_.kernels.weigh(x, s_.costs.data(), -tangent, first, last);
          },
          [&](int32_t level, int64_t first) { s_.mix_part(level, -tangent, back_, first); });
      return sum;
    });
  }

  // Undoes the rest of the mixer of a layer; returns the inner product over the qubits of these passes.
  double finish_mixer(double tangent, int32_t layer) {
    const FastPlan& plan = s_.plan;
    double sum = 0.0;
    if (s_.halved) {
      s_.finish_mixer(sweep_, -tangent, back_, false);
      for (int32_t k = plan.level_end[State::kHighestLevel]; k < plan.num_groups; ++k)
        sum += inner(plan.groups[k], layer);
      if (plan.top_first < s_.qubits) sum += inner({plan.top_first, s_.qubits - plan.top_first}, layer);
      return sum + top_inner(layer);
    }
    if (plan.num_groups == 0) return 0.0;
    const int32_t last = plan.num_groups - 1;
    for (int32_t k = plan.level_end[State::kHighestLevel]; k < last; ++k)
      for (const int32_t part : {0, 1})
        pass(plan.groups[k], -tangent, part, [&](const auto& high, int64_t begin, int64_t end) {
          s_.kernels.high(&high, begin, end);
          return 0.0;
        });
    for (const int32_t part : {0, 1})
      sum += pass(plan.groups[last], -tangent, part, [&](const auto& high, int64_t begin, int64_t end) {
        return s_.kernels.mix_inner(&high, state_part(layer, part), begin, end);
      });
    for (int32_t k = plan.level_end[State::kHighestLevel]; k < last; ++k) sum += inner(plan.groups[k], layer);
    return sum;
  }

  // Undoes the phases of a layer and begins to undo the mixer of the one before; returns the inner products
  // over the qubits of the parts that are walked over, and with the costs. The first layer has nothing before
  // it.
  BackSums undo_phases(int32_t layer, double tangent_before) {
    return sweep_(s_.size(), 2 * s_.units(), [&](int64_t begin, int64_t end) {
      BackSums sums;
      QaoaBack<Real> back = {&s_.phase,    -tangent_before, layer > 0, s_.re(back_), s_.im(back_),
                             s_.re(layer), s_.im(layer),    0.0,       0.0};
      s_.walk(
          State::kHighestLevel, begin, end,
          [&](int32_t level, int64_t first) { sums.mixer += part_inner(level, layer, first); },
          [&](int64_t first, int64_t last) {
            s_.kernels.back(&back, first, last);
            sums += {back.mixer, back.phases};
          },
          [&](int32_t level, int64_t first) {
            if (layer > 0) s_.mix_part(level, -tangent_before, back_, first);
          });
      return sums;
    });
  }

 private:
  Real* state_part(int32_t k, int32_t part) const noexcept { return part == 0 ? s_.re(k) : s_.im(k); }

  // Inner products over the qubits of a level within the part that begins there.
  double part_inner(int32_t level, int32_t layer, int64_t begin) const {
    const int64_t length = s_.plan.level_size(level);
    double sum = 0.0;
    for (int32_t k = s_.plan.level_begin(level); k < s_.plan.level_end[level]; ++k)
      for (const int32_t part : {0, 1}) {
        const FastGroup group = s_.plan.groups[k];
        const QaoaHigh<Real> high = {
            state_part(back_, part) + begin, nullptr, length, group.first, group.count, 0.0};
        sum += s_.kernels.inner(&high, state_part(layer, part) + begin, 0, length >> group.count);
      }
    return sum;
  }

  template <class Kernel>
  double pass(FastGroup group, double tangent, int32_t part, const Kernel& kernel) {
    const QaoaHigh<Real> high = {
        state_part(back_, part), nullptr, s_.size(), group.first, group.count, tangent};
    return sweep_(s_.size() >> group.count, 0,
                  [&](int64_t begin, int64_t end) { return kernel(high, begin, end); });
  }

  double inner(FastGroup group, int32_t layer) {
    double sum = 0.0;
    for (const int32_t part : {0, 1})
      sum += pass(group, 0.0, part, [&](const auto& high, int64_t begin, int64_t end) {
        return s_.kernels.inner(&high, state_part(layer, part), begin, end);
      });
    return sum;
  }

  // The qubit that is not kept, see State::top.
  double top_inner(int32_t layer) {
    const auto product = [&](const Real* x, const Real* state) {
      return sweep_(s_.size(), 0, [&](int64_t begin, int64_t end) {
        return s_.kernels.top_inner(x, state, s_.size(), begin, end);
      });
    };
    const double factor = s_.top_factor();
    if (s_.qubits % 2 == 1)
      return factor * (product(s_.re(back_), s_.re(layer)) + product(s_.im(back_), s_.im(layer)));
    return factor * (product(s_.im(back_), s_.re(layer)) - product(s_.re(back_), s_.im(layer)));
  }

  State& s_;
  FastSweep& sweep_;
  const int32_t back_;
};

template <class Real>
bool FastQaoa<Real>::gradient(const weiss_run* run, int32_t depth, const double* gammas, const double* betas,
                              double* value, double* d_gammas, double* d_betas) {
  if (depth == 0) return this->value(run, 0, gammas, betas, value);
  State& s = *state_;
  s.prepared = false;
  if (s.amplitudes.size() < 2 * (depth + 1) * State::stride(s.qubits)) {
    require_memory(*s.environment, memory(s.num_spins, s.halved, depth) - memory(s.num_spins, s.halved, 0),
                   "the gradient of " + std::to_string(depth) + " layers");
    s.require_states(depth + 1);
  }
  FastSweep sweep(s.threads, run, s.size());
  std::vector<char> turned;  // at the beginning of each layer
  for (int32_t l = 0; l < depth; ++l) {
    turned.push_back(l > 0 && s.turned);
    s.layer(sweep, gammas[l], betas[l], l, l + 1, l == 0, true, false);
  }
  s.costs.turn(s.turned, s.threads);

  WayBack back(s, sweep, depth);
  FastMixer mixer = fast_mixer(betas[depth - 1], s.mixed_qubits());
  *value = back.start(mixer.tangent);
  for (int32_t l = depth - 1; l >= 0 && !sweep.stopped(); --l) {
    d_betas[l] = 2.0 * back.finish_mixer(mixer.tangent, l);
    s.set_phase(gammas[l], mixer, turned[static_cast<size_t>(l)] != 0, l == 0);
    if (l > 0) mixer = fast_mixer(betas[l - 1], s.mixed_qubits());
    const BackSums sums = back.undo_phases(l, mixer.tangent);
    d_betas[l] += 2.0 * sums.mixer;
    d_gammas[l] = 2.0 * sums.phases;
  }
  return !sweep.stopped();
}

template bool FastQaoa<double>::gradient(const weiss_run*, int32_t, const double*, const double*, double*,
                                         double*, double*);
template bool FastQaoa<float>::gradient(const weiss_run*, int32_t, const double*, const double*, double*,
                                        double*, double*);

}  // namespace weiss

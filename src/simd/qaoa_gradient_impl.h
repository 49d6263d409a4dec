// Passes of the gradient by the adjoint method: x is C|psi> on its way back through the layers, state is
// |psi> after the phases of a layer on its way forward.
#pragma once

#include "simd/qaoa_mix_impl.h"

namespace weiss {
namespace {

// sum += <x|A|state> over Count qubits that number the vectors. Two qubits are taken together: of the
// products of four pairs of vectors then two are left, for additions that many machines make beside them.
template <class Real, int Count>
[[gnu::always_inline]] inline void add_inner(const Packed<Real>* x, const Packed<Real>* state,
                                             Packed<Real>* sum) {
  unrolled<Count / 2>([&](auto pair) {
    unrolled<1 << Count>([&](auto u) {
      constexpr int i = decltype(u)::value, low = 1 << 2 * decltype(pair)::value, high = 2 * low;
      if constexpr ((i & (low | high)) == 0) {
        sum[0] = multiply_add(x[i | low] + x[i | high], state[i] - state[i | low | high], sum[0]);
        sum[1] = multiply_add(x[i | low | high] - x[i], state[i | low] + state[i | high], sum[1]);
      }
    });
  });
  if constexpr (Count % 2 == 1)
    unrolled<1 << (Count - 1)>([&](auto u) {
      constexpr int bit = 1 << (Count - 1);
      sum[0] = multiply_add(x[u | bit], state[u], sum[0]);
      sum[1] = subtract_product(x[u], state[u | bit], sum[1]);
    });
}

// Inner products over the low qubits.
template <class Real>
class LowInner {
 public:
  [[gnu::always_inline]] void add(const Packed<Real>* x, const Packed<Real>* state) {
    unrolled<kLowVectors>([&](auto u) {
      unrolled<kLaneQubits<Real>>([&](auto q) {
        lanes_[q] = multiply_add(x[u], permuted<Real, 1 << decltype(q)::value>(state[u]), lanes_[q]);
      });
    });
    add_inner<Real, kLowQubitsAboveLanes>(x, state, vectors_);
  }
  double sum() const {
    Packed<Real> total = vectors_[0] + vectors_[1];
    for (int q = 0; q < kLaneQubits<Real>; ++q)
      total =
          multiply_add(lanes_[q], packed_lanes<Real>([&](int l) { return l >> q & 1 ? 1.0 : -1.0; }), total);
    return lane_sum<Real>(total);
  }

 private:
  Packed<Real> lanes_[kLaneQubits<Real> + 1] = {};
  Packed<Real> vectors_[2] = {};
};

template <class Real>
void back_pass(QaoaBack<Real>* pass, int64_t begin, int64_t end) {
  using P = Packed<Real>;
  constexpr int width = kWidth<Real>, step = kLowVectors * width;
  const PhaseFunction<Real> function(pass->phase->turns, pass->phase->scale);
  const LowMixer<Real> mix(pass->tangent);
  LowInner<Real> inner;
  P phases = {};
  for (int64_t i = begin; i < end; i += step) {
    P x[kLowVectors], state[kLowVectors];
    unrolled<kLowVectors>([&](auto u) { x[u] = load<Real>(pass->re + i + u * width); });
    unrolled<kLowVectors>([&](auto u) { state[u] = load<Real>(pass->state_re + i + u * width); });
    inner.add(x, state);
    unrolled<kLowVectors>([&](auto u) { x[u] = load<Real>(pass->im + i + u * width); });
    unrolled<kLowVectors>([&](auto u) { state[u] = load<Real>(pass->state_im + i + u * width); });
    inner.add(x, state);

    P cosine[kLowVectors], sine[kLowVectors];
    if (pass->unmix) low_phases(*pass->phase, function, i, cosine, sine);
    P re[kLowVectors];
    unrolled<kLowVectors>([&](auto u) {
      const int64_t k = i + u * width;
      const P a = load<Real>(pass->re + k), b = load<Real>(pass->im + k);
      const P difference =
          subtract_product(b, load<Real>(pass->state_re + k), a * load<Real>(pass->state_im + k));
      phases = multiply_add(load<Real>(pass->phase->cost + k), difference, phases);
      if (pass->unmix) {
        re[u] = multiply_add(b, sine[u], a * cosine[u]);
        x[u] = subtract_product(a, sine[u], b * cosine[u]);
      }
    });
    if (!pass->unmix) continue;
    mix(re);
    unrolled<kLowVectors>([&](auto u) { store<Real>(pass->re + i + u * width, re[u]); });
    mix(x);
    unrolled<kLowVectors>([&](auto u) { store<Real>(pass->im + i + u * width, x[u]); });
  }
  pass->mixer = inner.sum();
  pass->phases = lane_sum<Real>(phases);
}

template <class Real>
double weigh_pass(Real* x, const Real* cost, double tangent, int64_t begin, int64_t end) {
  using P = Packed<Real>;
  constexpr int width = kWidth<Real>, step = kLowVectors * width;
  const LowMixer<Real> mix(tangent);
  P sum = {};
  for (int64_t i = begin; i < end; i += step) {
    P v[kLowVectors];
    unrolled<kLowVectors>([&](auto u) {
      const P old = load<Real>(x + i + u * width);
      v[u] = old * load<Real>(cost + i + u * width);
      sum = multiply_add(v[u], old, sum);
    });
    mix(v);
    unrolled<kLowVectors>([&](auto u) { store<Real>(x + i + u * width, v[u]); });
  }
  return lane_sum<Real>(sum);
}

template <class Real, int Count, bool Mix>
inline double inner_pass(const QaoaHigh<Real>& pass, const Real* state, int64_t begin, int64_t end) {
  using P = Packed<Real>;
  const P tangent = packed<Real>(pass.tangent);
  const int64_t stride = int64_t{1} << pass.first;
  Real* const x = pass.x;
  P sum[2] = {};
  for_each_place<Real, Count>(pass.first, begin, end, [&](int64_t i) {
    P v[1 << Count], w[1 << Count];
    unrolled<1 << Count>([&](auto u) { v[u] = load<Real>(x + i + u * stride); });
    if constexpr (Mix) {
      mix_vectors<Real, Count>(v, tangent);
      unrolled<1 << Count>([&](auto u) { store<Real>(x + i + u * stride, v[u]); });
    }
    unrolled<1 << Count>([&](auto u) { w[u] = load<Real>(state + i + u * stride); });
    add_inner<Real, Count>(v, w, sum);
  });
  return lane_sum<Real>(sum[0] + sum[1]);
}

template <class Real>
double inner_pass(const QaoaHigh<Real>* pass, const Real* state, int64_t begin, int64_t end) {
  return with_count<kHighQubits, 1>(pass->count, [&](auto count) {
    return inner_pass<Real, decltype(count)::value, false>(*pass, state, begin, end);
  });
}
template <class Real>
double mix_inner_pass(const QaoaHigh<Real>* pass, const Real* state, int64_t begin, int64_t end) {
  return with_count<kHighQubits, 1>(pass->count, [&](auto count) {
    return inner_pass<Real, decltype(count)::value, true>(*pass, state, begin, end);
  });
}

template <class Real>
double top_inner(const Real* x, const Real* y, int64_t size, int64_t begin, int64_t end) {
  const Packed<Real> lane_sign = packed_lanes<Real>([](int l) { return odd_parity(l) ? -1.0 : 1.0; });
  Packed<Real> sum[2] = {};  // of indices with even and with odd parity
  for (int64_t i = begin; i < end; i += kWidth<Real>) {
    const Packed<Real> mirror = reversed<Real>(load<Real>(y + (size - kWidth<Real> - i)));
    Packed<Real>& part = sum[odd_parity(i)];
    part = multiply_add(load<Real>(x + i), mirror, part);
  }
  return lane_sum<Real>((sum[0] - sum[1]) * lane_sign);
}

}  // namespace
}  // namespace weiss

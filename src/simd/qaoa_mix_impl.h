// Passes of the mixer. Passes over several qubits hold all vectors that these qubits pair in registers.
#pragma once

#include "simd/qaoa_phase_impl.h"

namespace weiss {
namespace {

// The mixer on Count qubits that number the vectors v [2^Count].
template <class Real, int Count>
[[gnu::always_inline]] inline void mix_vectors(Packed<Real>* v, const Packed<Real>& tangent) {
  unrolled<Count>([&](auto qubit) {
    unrolled<1 << Count>([&](auto u) {
      constexpr int i = decltype(u)::value, bit = 1 << decltype(qubit)::value;
      if constexpr ((i & bit) == 0) {
        const Packed<Real> a = v[i], b = v[i | bit];
        v[i] = subtract_product(tangent, b, a);
        v[i | bit] = multiply_add(tangent, a, b);
      }
    });
  });
}

// The mixer on the low qubits, those of the lanes and the next few.
template <class Real>
class LowMixer {
 public:
  explicit LowMixer(double tangent) : tangent_(packed<Real>(tangent)) {
    for (int q = 0; q < kLaneQubits<Real>; ++q)
      lane_tangent_[q] = packed_lanes<Real>([&](int l) { return l >> q & 1 ? tangent : -tangent; });
  }

  [[gnu::always_inline]] void operator()(Packed<Real>* v) const {
    unrolled<kLowVectors>([&](auto u) {
      unrolled<kLaneQubits<Real>>([&](auto q) {
        v[u] = multiply_add(permuted<Real, 1 << decltype(q)::value>(v[u]), lane_tangent_[q], v[u]);
      });
    });
    mix_vectors<Real, kLowQubitsAboveLanes>(v, tangent_);
  }

 private:
  Packed<Real> tangent_;
  Packed<Real> lane_tangent_[kLaneQubits<Real> + 1];  // one is not used, as there are no arrays of 0
};

// Multiplies cosine + i sine by i^popcount(index).
template <class Real>
class StartingPattern {
 public:
  StartingPattern() {
    using Word = typename BitsOf<Real>::type;
    constexpr Word sign = Word(1) << (8 * sizeof(Real) - 1);
    for (int k = 0; k < 4; ++k) {
      Word swap[kWidth<Real>], re[kWidth<Real>], im[kWidth<Real>];
      for (int l = 0; l < kWidth<Real>; ++l) {
        const int power = (k + __builtin_popcount(static_cast<unsigned>(l))) & 3;
        swap[l] = power & 1 ? ~Word(0) : Word(0);
        re[l] = power == 1 || power == 2 ? sign : 0;
        im[l] = power >= 2 ? sign : 0;
      }
      __builtin_memcpy(&swap_[k], swap, sizeof swap);
      __builtin_memcpy(&re_sign_[k], re, sizeof re);
      __builtin_memcpy(&im_sign_[k], im, sizeof im);
    }
  }

  // power: popcount of the first lane's index.
  [[gnu::always_inline]] void operator()(int power, const Packed<Real>& cosine, const Packed<Real>& sine,
                                         Packed<Real>* re, Packed<Real>* im) const {
    const int k = power & 3;
    const PackedBits<Real> c = bits_of<Real>(cosine), s = bits_of<Real>(sine);
    *re = from_bits<Real>(((c & ~swap_[k]) | (s & swap_[k])) ^ re_sign_[k]);
    *im = from_bits<Real>(((s & ~swap_[k]) | (c & swap_[k])) ^ im_sign_[k]);
  }

 private:
  PackedBits<Real> swap_[4], re_sign_[4], im_sign_[4];
};

template <class Real>
void low_pass(const QaoaLow<Real>* pass, int64_t begin, int64_t end) {
  using P = Packed<Real>;
  constexpr int width = kWidth<Real>, step = kLowVectors * width;
  const PhaseFunction<Real> function(pass->phase->turns, pass->phase->scale);
  const StartingPattern<Real> pattern;
  const LowMixer<Real> mix(pass->tangent);
  for (int64_t base = begin; base < end; base += step) {
    P cosine[kLowVectors], sine[kLowVectors];
    low_phases(*pass->phase, function, base, cosine, sine);
    for (int64_t i = base;;) {
      P re[kLowVectors], im[kLowVectors];
      if (pass->start) {
        const int power = __builtin_popcountll(static_cast<unsigned long long>(i));
        unrolled<kLowVectors>([&](auto u) {
          pattern(power + __builtin_popcount(static_cast<unsigned>(decltype(u)::value)), cosine[u], sine[u],
                  re + u, im + u);
        });
      } else {
        unrolled<kLowVectors>([&](auto u) {
          const P x = load<Real>(pass->from_re + i + u * width),
                  y = load<Real>(pass->from_im + i + u * width);
          re[u] = subtract_product(y, sine[u], x * cosine[u]);
          im[u] = multiply_add(y, cosine[u], x * sine[u]);
        });
      }
      if (pass->keep)
        unrolled<kLowVectors>([&](auto u) {
          store<Real>(pass->from_re + i + u * width, re[u]);
          store<Real>(pass->from_im + i + u * width, im[u]);
        });
      mix(re);
      unrolled<kLowVectors>([&](auto u) { store<Real>(pass->re + i + u * width, re[u]); });
      mix(im);
      unrolled<kLowVectors>([&](auto u) { store<Real>(pass->im + i + u * width, im[u]); });

      if (!pass->mirror || i != base) break;
      i = pass->size - step - base;
      for (int u = 0; u < kLowVectors / 2; ++u) {
        const P c = reversed<Real>(cosine[u]), s = reversed<Real>(sine[u]);
        cosine[u] = reversed<Real>(cosine[kLowVectors - 1 - u]);
        sine[u] = reversed<Real>(sine[kLowVectors - 1 - u]);
        cosine[kLowVectors - 1 - u] = c;
        sine[kLowVectors - 1 - u] = s;
      }
    }
  }
}

// Calls visit(i) for the first lane's index of each vector of the places begin ... end - 1, where the Count
// qubits from first on are 0.
template <class Real, int Count, class Visit>
inline void for_each_place(int32_t first, int64_t begin, int64_t end, const Visit& visit) {
  const int64_t stride = int64_t{1} << first;
  while (begin < end) {
    const int64_t row = begin & (stride - 1);
    const int64_t count = end - begin < stride - row ? end - begin : stride - row;
    const int64_t base = ((begin - row) << Count) + row;
    for (int64_t j = 0; j < count; j += kWidth<Real>) visit(base + j);
    begin += count;
  }
}

template <class Real, int Count>
inline void high_pass(Real* x, int32_t first, const Packed<Real>& tangent, int64_t begin, int64_t end) {
  const int64_t stride = int64_t{1} << first;
  for_each_place<Real, Count>(first, begin, end, [&](int64_t i) {
    Packed<Real> v[1 << Count];
    unrolled<1 << Count>([&](auto u) { v[u] = load<Real>(x + i + u * stride); });
    mix_vectors<Real, Count>(v, tangent);
    unrolled<1 << Count>([&](auto u) { store<Real>(x + i + u * stride, v[u]); });
  });
}

template <class Real, int Count>
inline double high_mean(const QaoaHigh<Real>& pass, int64_t begin, int64_t end) {
  const Packed<Real> tangent = packed<Real>(pass.tangent);
  const int64_t stride = int64_t{1} << pass.first;
  const Real *const x = pass.x, *const cost = pass.cost;
  Packed<Real> sum[2] = {};
  for_each_place<Real, Count>(pass.first, begin, end, [&](int64_t i) {
    Packed<Real> v[1 << Count];
    unrolled<1 << Count>([&](auto u) { v[u] = load<Real>(x + i + u * stride); });
    mix_vectors<Real, Count>(v, tangent);
    unrolled<1 << Count>([&](auto u) {
      sum[u & 1] = multiply_add(load<Real>(cost + i + u * stride), v[u] * v[u], sum[u & 1]);
    });
  });
  return lane_sum<Real>(sum[0] + sum[1]);
}

// call(Index<count>()) for a count in First ... Most.
template <int Most, int First, class Call>
inline auto with_count(int32_t count, const Call& call) {
  if constexpr (First < Most)
    if (count != First) return with_count<Most, First + 1>(count, call);
  return call(Index<First>());
}

template <class Real>
inline void high_pass(Real* x, int32_t first, int32_t count, const Packed<Real>& tangent, int64_t begin,
                      int64_t end) {
  with_count<kHighQubits, 1>(
      count, [&](auto number) { high_pass<Real, decltype(number)::value>(x, first, tangent, begin, end); });
}
template <class Real>
void high_pass(const QaoaHigh<Real>* pass, int64_t begin, int64_t end) {
  high_pass<Real>(pass->x, pass->first, pass->count, packed<Real>(pass->tangent), begin, end);
}
template <class Real>
double high_mean(const QaoaHigh<Real>* pass, int64_t begin, int64_t end) {
  return with_count<kHighQubits, 1>(
      pass->count, [&](auto count) { return high_mean<Real, decltype(count)::value>(*pass, begin, end); });
}

// Returns the sum of C x^2 and C y^2 over what it visits, or stores.
template <class Real, int Count, bool Mean>
inline double top_pass(const QaoaTop<Real>& pass, int64_t begin, int64_t end) {
  using P = Packed<Real>;
  constexpr int last = (1 << Count) - 1;
  const P tangent = packed<Real>(pass.tangent);
  const P lane_sign = packed_lanes<Real>([](int l) { return odd_parity(l) ? -1.0 : 1.0; });
  const P x_factors[2] = {packed<Real>(pass.x_factor) * lane_sign, packed<Real>(-pass.x_factor) * lane_sign};
  const P y_factors[2] = {packed<Real>(pass.y_factor) * lane_sign, packed<Real>(-pass.y_factor) * lane_sign};
  const int64_t stride = int64_t{1} << pass.first;
  Real* const x = pass.x;
  Real* const y = pass.y;
  P sum[2] = {};
  for (int64_t i = begin; i < end; i += kWidth<Real>) {
    const int64_t mirror = stride - kWidth<Real> - i;
    const P x_factor = x_factors[odd_parity(i)];
    const P y_factor = y_factors[odd_parity(mirror)];
    P v[last + 1], w[last + 1];
    unrolled<last + 1>([&](auto u) { v[u] = load<Real>(x + i + u * stride); });
    unrolled<last + 1>([&](auto u) { w[u] = load<Real>(y + mirror + u * stride); });
    mix_vectors<Real, Count>(v, tangent);
    mix_vectors<Real, Count>(w, tangent);
    unrolled<last + 1>([&](auto index) {
      constexpr int u = decltype(index)::value, opposite = last - u;
      const P from_w = reversed<Real>(w[opposite]), from_v = reversed<Real>(v[u]);
      P a, b;
      if constexpr (__builtin_popcount(u) % 2 == 0)
        a = multiply_add(from_w, x_factor, v[u]);
      else
        a = subtract_product(from_w, x_factor, v[u]);
      if constexpr (__builtin_popcount(opposite) % 2 == 0)
        b = multiply_add(from_v, y_factor, w[opposite]);
      else
        b = subtract_product(from_v, y_factor, w[opposite]);
      if constexpr (Mean) {
        sum[0] = multiply_add(load<Real>(pass.cost + i + u * stride), a * a, sum[0]);
        sum[1] = multiply_add(load<Real>(pass.cost + mirror + opposite * stride), b * b, sum[1]);
      } else {
        store<Real>(x + i + u * stride, a);
        store<Real>(y + mirror + opposite * stride, b);
      }
    });
  }
  return Mean ? lane_sum<Real>(sum[0] + sum[1]) : 0.0;
}

template <class Real, bool Mean>
inline double top_pass(const QaoaTop<Real>* pass, int64_t begin, int64_t end) {
  const int32_t qubits = __builtin_ctzll(static_cast<unsigned long long>(pass->size));
  return with_count<kTopQubits, 0>(qubits - pass->first, [&](auto count) {
    return top_pass<Real, decltype(count)::value, Mean>(*pass, begin, end);
  });
}
template <class Real>
void top_pass(const QaoaTop<Real>* pass, int64_t begin, int64_t end) {
  top_pass<Real, false>(pass, begin, end);
}
template <class Real>
double top_mean(const QaoaTop<Real>* pass, int64_t begin, int64_t end) {
  return top_pass<Real, true>(pass, begin, end);
}

template <class Real>
double mean_of_costs(const Real* x, const Real* cost, int64_t begin, int64_t end) {
  Packed<Real> sum = {};
  for (int64_t i = begin; i < end; i += kWidth<Real>) {
    const Packed<Real> v = load<Real>(x + i);
    sum = multiply_add(load<Real>(cost + i), v * v, sum);
  }
  return lane_sum<Real>(sum);
}

}  // namespace
}  // namespace weiss

// Many small problems, one in each lane.
#pragma once

#include "simd/qaoa_mix_impl.h"

namespace weiss {
namespace {

// Energies of all states by doubling: spin i turned over below its own bit.
inline void many_costs(const QaoaMany& many, const Packed<double>& turned) {
  using P = Packed<double>;
  constexpr int width = kWidth<double>;
  const int32_t n = many.num_spins;
  P field[kQaoaManySpins], first = {};
  for (int32_t i = 0; i < n; ++i) {
    field[i] = load<double>(many.field + i * width) * turned;
    first = first + field[i];
  }
  for (int32_t k = 0; k < n * (n - 1) / 2; ++k) first = first + load<double>(many.coupling + k * width);
  store<double>(many.cost, first);
  for (int32_t i = 0; i < n; ++i) {
    P change[1 << (kQaoaManySpins - 1)];  // for each state of the spins below, those above being +1
    change[0] = field[i];
    for (int32_t j = i + 1; j < n; ++j)
      change[0] = change[0] + load<double>(many.coupling + (j * (j - 1) / 2 + i) * width);
    for (int32_t j = 0; j < i; ++j)
      change[0] = change[0] + load<double>(many.coupling + (i * (i - 1) / 2 + j) * width);
    for (int32_t j = 0; j < i; ++j) {
      const P coupling = load<double>(many.coupling + (i * (i - 1) / 2 + j) * width);
      for (int64_t x = 0; x < int64_t{1} << j; ++x)
        change[x + (int64_t{1} << j)] = change[x] - (coupling + coupling);
    }
    for (int64_t x = 0; x < int64_t{1} << i; ++x)
      store<double>(many.cost + (x + (int64_t{1} << i)) * width,
                    load<double>(many.cost + x * width) - (change[x] + change[x]));
  }
}

inline void many_phases(const QaoaMany& many, int32_t layer) {
  using P = Packed<double>;
  constexpr int width = kWidth<double>;
  const int64_t size = int64_t{1} << many.num_spins;
  const PhaseFunction<double> function(1.0, 1.0);
  const P turns = load<double>(many.turns + layer * width);
  P scale = load<double>(many.scale + layer * width);
  if (layer == 0) scale = scale * packed<double>(__builtin_sqrt(1.0 / static_cast<double>(size)));
  for (int64_t x = 0; x < size; ++x) {
    P cosine, sine;
    function(load<double>(many.cost + x * width) * turns, &cosine, &sine);
    cosine = cosine * scale;
    sine = sine * scale;
    if (layer == 0) {  // times i^popcount
      const int power = __builtin_popcountll(static_cast<unsigned long long>(x)) & 3;
      store<double>(many.re + x * width, power == 0   ? cosine
                                         : power == 1 ? -sine
                                         : power == 2 ? -cosine
                                                      : sine);
      store<double>(many.im + x * width, power == 0   ? sine
                                         : power == 1 ? cosine
                                         : power == 2 ? -sine
                                                      : -cosine);
    } else {
      const P re = load<double>(many.re + x * width), im = load<double>(many.im + x * width);
      store<double>(many.re + x * width, subtract_product(im, sine, re * cosine));
      store<double>(many.im + x * width, multiply_add(im, cosine, re * sine));
    }
  }
}

void qaoa_many(const QaoaMany* many) {
  using P = Packed<double>;
  constexpr int width = kWidth<double>;
  const int64_t size = int64_t{1} << many->num_spins;
  for (int32_t layer = 0; layer <= many->depth; ++layer) {
    const P turned = load<double>(many->turned + layer * width);
    bool same = layer > 0;
    for (int l = 0; l < width && same; ++l)
      same = many->turned[layer * width + l] == many->turned[(layer - 1) * width + l];
    if (!same) many_costs(*many, turned);
    if (layer == many->depth) break;
    many_phases(*many, layer);
    const P tangent = load<double>(many->tangent + layer * width);
    for (int32_t q = 0; q < many->num_spins; q += kHighQubits) {
      const int32_t count = many->num_spins - q < kHighQubits ? many->num_spins - q : kHighQubits;
      const int64_t places = (size >> count) * width;
      high_pass<double>(many->re, kLaneQubits<double> + q, count, tangent, 0, places);
      high_pass<double>(many->im, kLaneQubits<double> + q, count, tangent, 0, places);
    }
  }
  P sum = {};
  for (int64_t k = 0; k < size * width; k += width) {
    const P re = load<double>(many->re + k), im = load<double>(many->im + k);
    sum = multiply_add(load<double>(many->cost + k), multiply_add(re, re, im * im), sum);
  }
  store<double>(many->values, sum);
}

}  // namespace
}  // namespace weiss

// See depth_one_kernels.h.
#pragma once

#include "simd/depth_one_kernels.h"
#include "simd/dual.h"
#include "simd/virtual_lanes.h"

namespace weiss {
namespace {

// ---- sines and cosines ----

// Taylor's polynomials reach the last place for |r| <= pi/4: the next terms are below 5e-17.
inline double sine_of_remainder(double r) {
  const double z = r * r;
  double p = -1.0 / 1307674368000.0;
  p = p * z + 1.0 / 6227020800.0;
  p = p * z - 1.0 / 39916800.0;
  p = p * z + 1.0 / 362880.0;
  p = p * z - 1.0 / 5040.0;
  p = p * z + 1.0 / 120.0;
  p = p * z - 1.0 / 6.0;
  return r + r * (z * p);
}

inline double cosine_of_remainder(double r) {
  const double z = r * r;
  double p = 1.0 / 20922789888000.0;
  p = p * z - 1.0 / 87178291200.0;
  p = p * z + 1.0 / 479001600.0;
  p = p * z - 1.0 / 3628800.0;
  p = p * z + 1.0 / 40320.0;
  p = p * z - 1.0 / 720.0;
  p = p * z + 1.0 / 24.0;
  p = p * z - 0.5;
  return 1.0 + z * p;
}

inline uint64_t bits_of(double x) {
  uint64_t bits;
  __builtin_memcpy(&bits, &x, sizeof bits);
  return bits;
}

inline double double_of(uint64_t bits) {
  double x;
  __builtin_memcpy(&x, &bits, sizeof x);
  return x;
}

// Element by element and without a branch, which the compiler turns into the registers of the architecture.
void sine_cosine(int64_t count, double factor, const double* __restrict x, double* __restrict sine,
                 double* __restrict cosine) {
  constexpr double kTwoOverPi = 0.63661977236758134308;
  constexpr double kHalfPi = 1.57079632679489661923;
  constexpr double kMagic = 6755399441055744.0;  // 1.5 * 2^52: adding it rounds to an integer in the low bits
  for (int64_t k = 0; k < count; ++k) {
    const double turns = factor * x[k] * kTwoOverPi;
    const double shifted = turns + kMagic;
    const double r = (turns - (shifted - kMagic)) * kHalfPi;
    const uint64_t quarter = bits_of(shifted);
    const uint64_t s = bits_of(sine_of_remainder(r)), c = bits_of(cosine_of_remainder(r));
    // An odd number of quarter turns exchanges the two; signs go with bit 1.
    const uint64_t exchanged = (s ^ c) & (uint64_t{0} - (quarter & 1u));
    sine[k] = double_of(s ^ exchanged ^ ((quarter & 2u) << 62));
    cosine[k] = double_of(c ^ exchanged ^ (((quarter + 1u) & 2u) << 62));
  }
}

// ---- products ----

// Entries of the rows as Lanes, or as Dual<Lanes> with their derivatives: eight neighbours, or one in all
// lanes.
template <class Number>
struct Entries;

template <>
struct Entries<Lanes> {
  const CosineRows& rows;

  static Lanes constant(double x) { return broadcast(x); }
  static Lanes constant(const Lanes& x) { return x; }
  Lanes sines(int64_t at) const { return load_lanes(rows.sine + at); }
  Lanes cosines(int64_t at) const { return load_lanes(rows.cosine + at); }
  Lanes sine(int64_t at) const { return broadcast(rows.sine[at]); }
  Lanes cosine(int64_t at) const { return broadcast(rows.cosine[at]); }
  Lanes products(int64_t at) const { return load_lanes(rows.product + at); }
  void set_products(int64_t at, const Lanes& x) const { store_lanes(rows.product + at, x); }
  static Lanes field_sine(const FieldTurn& y) { return broadcast(y.sine); }
  static Lanes field_cosine(const FieldTurn& y) { return broadcast(y.cosine); }
  static void add(double* p, double*, const Lanes& x) { store_lanes(p, load_lanes(p) + x); }
};

template <>
struct Entries<Dual<Lanes>> {
  using Number = Dual<Lanes>;
  const CosineRows& rows;

  static Number constant(double x) { return {broadcast(x), broadcast(0.0)}; }
  static Number constant(const Lanes& x) { return {x, broadcast(0.0)}; }
  Number sines(int64_t at) const {
    return {load_lanes(rows.sine + at), load_lanes(rows.coupling + at) * load_lanes(rows.cosine + at)};
  }
  Number cosines(int64_t at) const {
    return {load_lanes(rows.cosine + at),
            broadcast(0.0) - load_lanes(rows.coupling + at) * load_lanes(rows.sine + at)};
  }
  Number sine(int64_t at) const {
    return {broadcast(rows.sine[at]), broadcast(rows.coupling[at] * rows.cosine[at])};
  }
  Number cosine(int64_t at) const {
    return {broadcast(rows.cosine[at]), broadcast(-rows.coupling[at] * rows.sine[at])};
  }
  Number products(int64_t at) const {
    return {load_lanes(rows.product + at), load_lanes(rows.product_slope + at)};
  }
  void set_products(int64_t at, const Number& x) const {
    store_lanes(rows.product + at, x.value);
    store_lanes(rows.product_slope + at, x.slope);
  }
  static Number field_sine(const FieldTurn& y) { return {broadcast(y.sine), broadcast(y.sine_slope)}; }
  static Number field_cosine(const FieldTurn& y) { return {broadcast(y.cosine), broadcast(y.cosine_slope)}; }
  static void add(double* p, double* slopes, const Number& x) {
    store_lanes(p, load_lanes(p) + x.value);
    store_lanes(slopes, load_lanes(slopes) + x.slope);
  }
};

// Lane v is spin v, so a row serves as its column. The cosine of the diagonal is 1 and may stay in.
template <class Number>
inline void leave_one_out_of(const CosineRows& rows) {
  const Entries<Number> entries{rows};
  for (int64_t v = 0; v < rows.stride; v += kLanes) {
    Number before = entries.constant(1.0);
    for (int64_t k = 0; k < rows.n; ++k) {
      entries.set_products(k * rows.stride + v, before);
      before = before * entries.cosines(k * rows.stride + v);
    }
    entries.set_products(rows.n * rows.stride + v, before);
    Number behind = entries.constant(1.0);
    for (int64_t k = rows.n - 1; k >= 0; --k) {
      const int64_t at = k * rows.stride + v;
      entries.set_products(at, entries.products(at) * behind);
      behind = behind * entries.cosines(at);
    }
  }
}

void leave_one_out(const CosineRows* rows) {
  rows->product_slope ? leave_one_out_of<Dual<Lanes>>(*rows) : leave_one_out_of<Lanes>(*rows);
}

// 1 for one lane of a block and 0 for the others; 1 for the lanes behind it.
constexpr double kOneLane[2 * kLanes - 1] = {0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0};
constexpr double kLanesBehind[2 * kLanes - 1] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1};
inline Lanes one_lane(int64_t lane) { return load_lanes(kOneLane + (kLanes - 1 - lane)); }
inline Lanes lanes_behind(int64_t lane) { return load_lanes(kLanesBehind + (kLanes - 1 - lane)); }

// Products over k for the pairs of u with a block of eight spins from v on.
template <class Number>
struct PairProducts {
  const Entries<Number>& entries;
  const int64_t row, v;  // where row u starts
  Number sum, difference;

  PairProducts(const Entries<Number>& of, int64_t u, int64_t first)
      : entries(of), row(u * of.rows.stride), v(first), sum(of.constant(1.0)), difference(sum) {
    const int64_t n = of.rows.n, block_end = v + kLanes < n ? v + kLanes : n;
    multiply(0, u < v ? u : v);
    if (u < v) multiply(u + 1, v);
    multiply_block(v, u < v ? v : u);
    multiply_block(u < v ? v : u + 1, block_end);
    multiply(block_end, n);
  }

 private:
  // cos(x + y) and cos(x - y) by the addition theorem. Out of line, as there are five places to call from.
  [[gnu::noinline]] void multiply(int64_t begin, int64_t end) {
    for (int64_t k = begin; k < end; ++k) {
      const int64_t at = k * entries.rows.stride + v;
      const Number cosines = entries.cosine(row + k) * entries.cosines(at);
      const Number sines = entries.sine(row + k) * entries.sines(at);
      sum = sum * (cosines - sines);
      difference = difference * (cosines + sines);
    }
  }
  // The same where k is one of the block, which takes 1 for itself.
  [[gnu::noinline]] void multiply_block(int64_t begin, int64_t end) {
    for (int64_t k = begin; k < end; ++k) {
      const int64_t at = k * entries.rows.stride + v;
      const Lanes self = one_lane(k - v);
      const Number put = entries.constant(self), keep = entries.constant(broadcast(1.0) - self);
      const Number cosines = entries.cosine(row + k) * entries.cosines(at);
      const Number sines = entries.sine(row + k) * entries.sines(at);
      sum = sum * ((cosines - sines) * keep + put);
      difference = difference * ((cosines + sines) * keep + put);
    }
  }
};

void pair_products(const CosineRows* rows, int64_t u, double* sum, double* difference) {
  const Entries<Lanes> entries{*rows};
  for (int64_t v = u / kLanes * kLanes; v < rows->stride; v += kLanes) {
    const PairProducts<Lanes> products(entries, u, v);
    store_lanes(sum + v, products.sum);
    store_lanes(difference + v, products.difference);
  }
}

template <class Number>
inline void add_pairs_of(const CosineRows& rows, int64_t u, const FieldTurn& field, double* sums,
                         double* slopes) {
  const Entries<Number> entries{rows};
  const Number sine = entries.field_sine(field), cosine = entries.field_cosine(field);
  const int64_t row = u * rows.stride, second = rows.stride, third = 2 * rows.stride;
  for (int64_t v = 0; v < rows.stride; v += kLanes) {
    const Lanes coupling = load_lanes(rows.coupling + row + v);
    entries.add(sums + v, slopes + v,
                entries.constant(coupling) * entries.sines(row + v) * entries.products(row + v));
    if (v + kLanes <= u) continue;
    const PairProducts<Number> products(entries, u, v);
    const Number weight = entries.constant(u < v ? coupling : coupling * lanes_behind(u - v));
    entries.add(sums + second + v, slopes + second + v,
                weight * cosine * (products.difference - products.sum));
    entries.add(sums + third + v, slopes + third + v, weight * sine * (products.difference + products.sum));
  }
}

void add_pairs(const CosineRows* rows, int64_t u, const FieldTurn* field, double* sums, double* sum_slopes) {
  rows->product_slope ? add_pairs_of<Dual<Lanes>>(*rows, u, *field, sums, sum_slopes)
                      : add_pairs_of<Lanes>(*rows, u, *field, sums, sums);
}

constexpr DepthOneKernels depth_one_kernels = {sine_cosine, leave_one_out, pair_products, add_pairs};

}  // namespace
}  // namespace weiss

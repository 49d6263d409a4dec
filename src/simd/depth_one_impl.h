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

// Eight neighbouring entries, or one in all lanes, of cosines and sines; with derivatives if Number is a Dual.
template <class Number>
struct CosineReader;

template <>
struct CosineReader<Lanes> {
  const CosineRows& rows;
  Lanes one() const { return broadcast(1.0); }
  Lanes cosines(int64_t at) const { return load_lanes(rows.cosine + at); }
  Lanes sines(int64_t at) const { return load_lanes(rows.sine + at); }
  Lanes cosine(int64_t at) const { return broadcast(rows.cosine[at]); }
  Lanes sine(int64_t at) const { return broadcast(rows.sine[at]); }
};

template <>
struct CosineReader<Dual<Lanes>> {
  const CosineRows& rows;
  Dual<Lanes> one() const { return {broadcast(1.0), broadcast(0.0)}; }
  Dual<Lanes> cosines(int64_t at) const {
    return {load_lanes(rows.cosine + at),
            broadcast(0.0) - load_lanes(rows.slope + at) * load_lanes(rows.sine + at)};
  }
  Dual<Lanes> sines(int64_t at) const {
    return {load_lanes(rows.sine + at), load_lanes(rows.slope + at) * load_lanes(rows.cosine + at)};
  }
  Dual<Lanes> cosine(int64_t at) const {
    return {broadcast(rows.cosine[at]), broadcast(-rows.slope[at] * rows.sine[at])};
  }
  Dual<Lanes> sine(int64_t at) const {
    return {broadcast(rows.sine[at]), broadcast(rows.slope[at] * rows.cosine[at])};
  }
};

inline void store(double* p, double*, int64_t at, const Lanes& x) { store_lanes(p + at, x); }
inline void store(double* p, double* slopes, int64_t at, const Dual<Lanes>& x) {
  store_lanes(p + at, x.value);
  store_lanes(slopes + at, x.slope);
}
inline Lanes load(const double* p, const double*, int64_t at, const Lanes*) { return load_lanes(p + at); }
inline Dual<Lanes> load(const double* p, const double* slopes, int64_t at, const Dual<Lanes>*) {
  return {load_lanes(p + at), load_lanes(slopes + at)};
}

// Lane v is spin v, so a row serves as its column. The cosine of the diagonal is 1, so it may stay in.
template <class Number>
inline void leave_one_out_of(const CosineRows& rows, double* products, double* slopes) {
  const CosineReader<Number> read{rows};
  for (int64_t v = 0; v < rows.stride; v += kLanes) {
    Number before = read.one();
    for (int64_t k = 0; k < rows.n; ++k) {
      store(products, slopes, k * rows.stride + v, before);
      before = before * read.cosines(k * rows.stride + v);
    }
    store(products, slopes, rows.n * rows.stride + v, before);
    Number behind = read.one();
    for (int64_t k = rows.n - 1; k >= 0; --k) {
      const int64_t at = k * rows.stride + v;
      store(products, slopes, at, load(products, slopes, at, &behind) * behind);
      behind = behind * read.cosines(at);
    }
  }
}

// What the lanes of a block of eight take from entry k of the block: 1 for lane k, which is a diagonal entry, and
// the factor itself for the others: factor * keep + put.
constexpr double kDiagonal[2 * kLanes - 1] = {0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0};
inline Lanes without_lane(const Lanes& x, int64_t lane) {
  const Lanes put = load_lanes(kDiagonal + (kLanes - 1 - lane));
  return x * (broadcast(1.0) - put) + put;
}
inline Dual<Lanes> without_lane(const Dual<Lanes>& x, int64_t lane) {
  const Lanes put = load_lanes(kDiagonal + (kLanes - 1 - lane));
  const Lanes keep = broadcast(1.0) - put;
  return {x.value * keep + put, x.slope * keep};
}

template <class Number>
struct PairProducts {
  CosineReader<Number> read;
  int64_t row;  // where row u starts
  Number sum, difference;

  // cos(a + b) and cos(a - b) by the addition theorem.
  void multiply(int64_t first, int64_t end, int64_t v) {
    for (int64_t k = first; k < end; ++k) {
      const int64_t at = k * read.rows.stride + v;
      const Number cosines = read.cosine(row + k) * read.cosines(at), sines = read.sine(row + k) * read.sines(at);
      sum = sum * (cosines - sines);
      difference = difference * (cosines + sines);
    }
  }
  void multiply_diagonal(int64_t first, int64_t end, int64_t v) {
    for (int64_t k = first; k < end; ++k) {
      const int64_t at = k * read.rows.stride + v;
      const Number cosines = read.cosine(row + k) * read.cosines(at), sines = read.sine(row + k) * read.sines(at);
      sum = sum * without_lane(cosines - sines, k - v);
      difference = difference * without_lane(cosines + sines, k - v);
    }
  }
};

template <class Number>
inline void pair_products_of(const CosineRows& rows, int64_t u, double* sum, double* difference,
                             double* sum_slope, double* difference_slope) {
  const CosineReader<Number> read{rows};
  for (int64_t v = u / kLanes * kLanes; v < rows.stride; v += kLanes) {
    PairProducts<Number> p{read, u * rows.stride, read.one(), read.one()};
    const int64_t block_end = v + kLanes < rows.n ? v + kLanes : rows.n;
    if (u < v) {
      p.multiply(0, u, v);
      p.multiply(u + 1, v, v);
      p.multiply_diagonal(v, block_end, v);
    } else {  // u is in this block
      p.multiply(0, v, v);
      p.multiply_diagonal(v, u, v);
      p.multiply_diagonal(u + 1, block_end, v);
    }
    p.multiply(block_end, rows.n, v);
    store(sum, sum_slope, v, p.sum);
    store(difference, difference_slope, v, p.difference);
  }
}

void leave_one_out(const CosineRows* rows, double* products, double* slopes) {
  if (rows->slope)
    leave_one_out_of<Dual<Lanes>>(*rows, products, slopes);
  else
    leave_one_out_of<Lanes>(*rows, products, slopes);
}

void pair_products(const CosineRows* rows, int64_t u, double* sum, double* difference, double* sum_slope,
                   double* difference_slope) {
  if (rows->slope)
    pair_products_of<Dual<Lanes>>(*rows, u, sum, difference, sum_slope, difference_slope);
  else
    pair_products_of<Lanes>(*rows, u, sum, difference, sum_slope, difference_slope);
}

constexpr DepthOneKernels depth_one_kernels = {sine_cosine, leave_one_out, pair_products};

}  // namespace
}  // namespace weiss

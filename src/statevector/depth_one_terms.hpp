// The closed form of one pair, on plain numbers or on numbers with their derivatives.
#pragma once

#include <cmath>
#include <type_traits>

#include "simd/dual.h"
#include "statevector/depth_one.hpp"

namespace weiss {
namespace {

// A number with its derivative by t = 2 gamma.
using Slope = Dual<double>;

template <class Number>
Number number(double x) noexcept {
  if constexpr (std::is_same_v<Number, Slope>)
    return {x, 0.0};
  else
    return x;
}

// Sine and cosine of t * x.
template <class Number>
struct Turn {
  Turn(double x, double s, double c) noexcept {
    if constexpr (std::is_same_v<Number, Slope>) {
      sine = {s, x * c};
      cosine = {c, -x * s};
    } else {
      sine = s;
      cosine = c;
    }
  }
  Number sine, cosine;
};

// Products of cosines over the spins other than u and v.
template <class Number>
struct PairProductsOf {
  Number u, v;             // of x_uk; of x_vk
  Number sum, difference;  // of x_uk + x_vk; of x_uk - x_vk
};

// <s_u s_v> = first sin(4 beta) + second sin^2(2 beta), given the sine of x_uv.
template <class Number>
struct PairTerms {
  Number first, second;

  PairTerms(const Number& sine, const Turn<Number>& field_u, const Turn<Number>& field_v,
            const PairProductsOf<Number>& products) noexcept {
    const Number half = number<Number>(0.5);
    const Number cosines = field_u.cosine * field_v.cosine, sines = field_u.sine * field_v.sine;
    first = half * sine * (field_u.cosine * products.u + field_v.cosine * products.v);
    second = half * ((cosines + sines) * products.difference - (cosines - sines) * products.sum);
  }
};

// Sums of the terms of a mean energy.
template <class Number>
struct CurveSum {
  Number a = number<Number>(0.0), b = a, c = a;

  void add(const CurveSum& other) noexcept {
    a = a + other.a;
    b = b + other.b;
    c = c + other.c;
  }
  void write(BetaCurve* curve, BetaCurve* slope) const noexcept {
    if constexpr (std::is_same_v<Number, Slope>) {
      *curve = {a.value, b.value, c.value};
      *slope = {2.0 * a.slope, 2.0 * b.slope, 2.0 * c.slope};
    } else {
      *curve = {a, b, c};
    }
  }
};

// What beta does to the terms of spins and of pairs.
struct BetaFactors {
  explicit BetaFactors(double beta) noexcept
      : one_spin(std::sin(2.0 * beta)), first(std::sin(4.0 * beta)), second(one_spin * one_spin) {}
  double pair(const PairTerms<double>& terms) const noexcept {
    return first * terms.first + second * terms.second;
  }
  double one_spin, first, second;
};

}  // namespace
}  // namespace weiss

// A number with its derivative: products of many factors are differentiated without dividing by one, which may be
// 0. Rules as in arch.h, so that kernels and the core can share it.
#pragma once

namespace weiss {
namespace {

template <class T>
struct Dual {
  T value;
  T slope;

  friend Dual operator+(const Dual& a, const Dual& b) { return {a.value + b.value, a.slope + b.slope}; }
  friend Dual operator-(const Dual& a, const Dual& b) { return {a.value - b.value, a.slope - b.slope}; }
  friend Dual operator*(const Dual& a, const Dual& b) {
    return {a.value * b.value, a.value * b.slope + a.slope * b.value};
  }
};

}  // namespace
}  // namespace weiss

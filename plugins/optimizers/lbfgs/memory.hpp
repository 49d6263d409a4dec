// The last steps and how the gradient changed over them: the product of an approximate inverse Hessian with a
// vector by the two-loop recursion (Nocedal 1980).
#pragma once

#include <algorithm>

#include "../../common/gradient.hpp"

namespace {

class Memory {
 public:
  using Point = weiss::bundled::Point;

  Memory(const weiss::plugin::Host& host, size_t dimension, size_t history)
      : n_(dimension), steps_(host), changes_(host), weights_(history, 0.0, host), capacity_(history) {}

  bool empty() const noexcept { return count_ == 0; }
  void clear() noexcept { count_ = 0; }

  // Keeps the pair when it shows curvature; the oldest makes room.
  void add(const Point& step, const Point& change) {
    double product = 0.0, square = 0.0;
    for (size_t i = 0; i < n_; ++i) {
      product += step[i] * change[i];
      square += change[i] * change[i];
    }
    if (!(product > DBL_EPSILON * square)) return;
    const size_t slot = added_ % capacity_;
    if (steps_.size() < (slot + 1) * n_) {
      steps_.resize((slot + 1) * n_);
      changes_.resize((slot + 1) * n_);
    }
    std::copy(step.begin(), step.end(), steps_.begin() + offset(slot));
    std::copy(change.begin(), change.end(), changes_.begin() + offset(slot));
    ++added_;
    count_ = std::min(count_ + 1, capacity_);
  }

  // Multiplies v by the approximation on the entries where free is not 0; the others become 0.
  void multiply(const Point& free, Point& v) {
    for (size_t i = 0; i < n_; ++i) v[i] *= free[i];
    double scale = 1.0;
    for (size_t age = 1; age <= count_; ++age) {
      const Pair pair = restricted(age, free);
      double& weight = weights_[age - 1];
      weight = pair.usable() ? dot(pair.step, v, free) / pair.product : 0.0;
      if (pair.usable() && age == 1) scale = pair.product / pair.square;
      for (size_t i = 0; i < n_; ++i) v[i] -= weight * pair.change[i] * free[i];
    }
    for (size_t i = 0; i < n_; ++i) v[i] *= scale;
    for (size_t age = count_; age >= 1; --age) {
      const Pair pair = restricted(age, free);
      if (!pair.usable()) continue;
      const double weight = weights_[age - 1] - dot(pair.change, v, free) / pair.product;
      for (size_t i = 0; i < n_; ++i) v[i] += weight * pair.step[i] * free[i];
    }
  }

 private:
  struct Pair {
    const double* step;
    const double* change;
    double product, square;  // step * change and change * change over the free entries
    bool usable() const noexcept { return product > DBL_EPSILON * square; }
  };

  std::ptrdiff_t offset(size_t slot) const noexcept { return static_cast<std::ptrdiff_t>(slot * n_); }

  Pair restricted(size_t age, const Point& free) const noexcept {
    const size_t slot = (added_ - age) % capacity_;
    Pair pair{steps_.data() + slot * n_, changes_.data() + slot * n_, 0.0, 0.0};
    for (size_t i = 0; i < n_; ++i) {
      pair.product += free[i] * pair.step[i] * pair.change[i];
      pair.square += free[i] * pair.change[i] * pair.change[i];
    }
    return pair;
  }
  double dot(const double* a, const Point& v, const Point& free) const noexcept {
    double sum = 0.0;
    for (size_t i = 0; i < n_; ++i) sum += free[i] * a[i] * v[i];
    return sum;
  }

  const size_t n_;
  Point steps_, changes_;  // [up to capacity * n]
  Point weights_;          // [capacity]
  const size_t capacity_;
  size_t count_ = 0;
  size_t added_ = 0;
};

}  // namespace

#include "bounds/lanczos.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace weiss {

namespace {

constexpr int kMostSteps = 480;
constexpr int kStepsBetweenLooks = 24;

// Symmetric tridiagonal: diagonal [n], beside [n - 1 or more].
struct Tridiagonal {
  std::vector<double> diagonal;
  std::vector<double> beside;

  // Has it an eigenvalue below x? By the signs of the pivots of T - x I (Sturm).
  bool any_below(double x) const {
    double pivot = 1.0;
    for (size_t i = 0; i < diagonal.size(); ++i) {
      pivot = diagonal[i] - x - (i > 0 ? beside[i - 1] * beside[i - 1] / pivot : 0.0);
      if (pivot < 0.0) return true;
      if (pivot == 0.0) pivot = 1e-300;
    }
    return false;
  }

  double least() const {
    double low = 0.0, high = diagonal[0];
    for (size_t i = 0; i < diagonal.size(); ++i) {  // Gershgorin
      const double radius = (i > 0 ? std::abs(beside[i - 1]) : 0.0) + std::abs(beside[i]);
      low = std::min(low, diagonal[i] - radius);
      high = std::min(high, diagonal[i]);
    }
    for (int step = 0; step < 100; ++step) {
      const double middle = 0.5 * (low + high);
      if (middle <= low || middle >= high) break;
      (any_below(middle) ? high : low) = middle;
    }
    return high;
  }
};

double dot(const Vector<double>& x, const Vector<double>& y) {
  return std::inner_product(x.begin(), x.end(), y.begin(), 0.0);
}

}  // namespace

LeastEigenvalue least_eigenvalue(const QuadraticForm& form, const double* y, const double* weight,
                                 double accuracy, uint64_t seed, Meter& meter) {
  const auto size = static_cast<size_t>(form.size());
  Vector<double> root(size, 0.0, form.memory), now(size, 0.0, form.memory), before(size, 0.0, form.memory),
      scaled(size, 0.0, form.memory), next(size, 0.0, form.memory);
  Random random(seed);
  for (size_t i = 0; i < size; ++i) {
    root[i] = 1.0 / std::sqrt(weight[i]);
    now[i] = random.uniform() - 0.5;
  }
  const double length = std::sqrt(dot(now, now));
  for (double& x : now) x /= length;

  Tridiagonal t;
  LeastEigenvalue least;
  const auto steps = static_cast<size_t>(std::min<int64_t>(form.size(), kMostSteps));
  while (t.diagonal.size() < steps && !meter.spend(form.entries() + 8 * form.size())) {
    for (size_t i = 0; i < size; ++i) scaled[i] = root[i] * now[i];
    const double back = t.beside.empty() ? 0.0 : t.beside.back();
    for (size_t i = 0; i < size; ++i) {
      double sum = y[i] * scaled[i];
      for (auto e = static_cast<size_t>(form.row_start[i]); e < static_cast<size_t>(form.row_start[i + 1]);
           ++e)
        sum += form.value[e] * scaled[static_cast<size_t>(form.column[e])];
      next[i] = root[i] * sum - back * before[i];
    }
    const double along = dot(next, now);
    for (size_t i = 0; i < size; ++i) next[i] -= along * now[i];
    const double rest = std::sqrt(dot(next, next));
    t.diagonal.push_back(along);
    t.beside.push_back(rest);
    const bool done = !(rest > 1e-13);
    if (done || t.diagonal.size() % kStepsBetweenLooks == 0 || t.diagonal.size() == steps) {
      const double value = t.least();
      least.change = std::abs(value - least.value);
      least.value = value;
      if (done || (t.diagonal.size() > kStepsBetweenLooks && least.change < accuracy)) break;
    }
    before.swap(now);
    for (size_t i = 0; i < size; ++i) now[i] = next[i] / rest;
  }
  return least;
}

}  // namespace weiss

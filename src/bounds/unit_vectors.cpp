#include "bounds/unit_vectors.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/random.hpp"

namespace weiss {

namespace {

constexpr int64_t kLanes = 16;
constexpr int64_t kMostNumbers = int64_t{1} << 26;
constexpr int64_t kWorkBetweenLooks = 1 << 18;
constexpr int64_t kPlainSweeps = 5;

// Far from the end over-relaxation hinders; near it, more of it is better.
double relaxation(int64_t sweep) {
  return sweep < kPlainSweeps ? 0.0 : std::min(0.9, 0.7 + 0.004 * static_cast<double>(sweep));
}

int64_t rank_for(int64_t size, int64_t rank) {
  if (rank == 0) {
    rank = static_cast<int64_t>(std::ceil(std::sqrt(2.0 * static_cast<double>(size)))) + 1;
    rank = std::clamp<int64_t>(kMostNumbers / std::max<int64_t>(size, 1), kLanes, rank);
    if (rank > kLanes && size * rank > kMostNumbers - size * kLanes) rank = rank / kLanes * kLanes;
  }
  return (rank + kLanes - 1) / kLanes * kLanes;
}

// Near enough to a normal deviate: the sum of four uniform ones.
float draw(Random& random) {
  const uint64_t bits = random.next();
  int64_t sum = -2 * 65535;
  for (int k = 0; k < 64; k += 16) sum += static_cast<int64_t>((bits >> k) & 0xffff);
  return static_cast<float>(sum) * 0x1p-16f;
}

}  // namespace

UnitVectors::UnitVectors(const QuadraticForm& form, const MixingKernels& kernels, int64_t rank, uint64_t seed)
    : form_(form),
      kernels_(kernels),
      rank_(rank_for(form.size(), rank)),
      value_(form.memory, form.entries(), 0.0f),
      vector_(form.memory, form.size() * rank_, 0.0f),
      field_(form.memory, rank_, 0.0f) {
  std::transform(form.value.begin(), form.value.end(), value_.data(),
                 [](double value) { return static_cast<float>(value); });
  Random random(seed);
  for (int64_t i = 0; i < form.size(); ++i) {
    float* const v = vector_.data() + i * rank_;
    double square = 0.0;
    for (int64_t k = 0; k < rank_; ++k) {
      v[k] = draw(random);
      square += static_cast<double>(v[k]) * static_cast<double>(v[k]);
    }
    const double factor = square > 0.0 ? 1.0 / std::sqrt(square) : 0.0;
    for (int64_t k = 0; k < rank_; ++k) v[k] = static_cast<float>(factor * static_cast<double>(v[k]));
    if (!(square > 0.0)) v[0] = 1.0f;
  }
}

MixingRows UnitVectors::rows() noexcept {
  return {form_.row_start.data(), form_.column.data(), value_.data(), rank_, vector_.data(), field_.data()};
}

int64_t UnitVectors::descend(double tolerance, int64_t max_sweeps, Meter& meter) {
  const MixingRows rows = this->rows();
  const int64_t size = form_.size();
  const int64_t sweep_work = form_.entries() * rank_ / kLanes + size;
  const int64_t step = std::clamp<int64_t>(size * kWorkBetweenLooks / sweep_work, 1, size);
  int64_t sweeps = 0;
  while (sweeps < max_sweeps && !meter.stopped()) {
    double lost = 0.0;
    for (int64_t begin = 0; begin < size && !meter.stopped(); begin += step) {
      const int64_t end = std::min(begin + step, size);
      lost += kernels_.sweep(&rows, begin, end, relaxation(sweeps_));
      const int64_t entries =
          form_.row_start[static_cast<size_t>(end)] - form_.row_start[static_cast<size_t>(begin)];
      meter.spend(entries * rank_ / kLanes + end - begin);
    }
    ++sweeps;
    ++sweeps_;
    gained_ += lost;
    // What the sweeps have gained measures the sum: it starts near 0.
    if (sweeps_ > kPlainSweeps && lost <= tolerance * gained_) break;
  }
  return sweeps;
}

double UnitVectors::fields(double* y) {
  const MixingRows rows = this->rows();
  Vector<double> product(static_cast<size_t>(form_.size()), 0.0, form_.memory);
  kernels_.fields(&rows, 0, form_.size(), y, product.data());
  return 0.5 * std::accumulate(product.begin(), product.end(), 0.0);
}

void UnitVectors::cut(uint64_t seed, int8_t* signs) {
  Random random(seed);
  float* const normal = field_.data();
  for (int64_t k = 0; k < rank_; ++k) normal[k] = draw(random);
  for (int64_t i = 0; i < form_.size(); ++i) {
    const float* const v = vector_.data() + i * rank_;
    float lanes[kLanes] = {};
    for (int64_t k = 0; k < rank_; k += kLanes)
      for (int64_t l = 0; l < kLanes; ++l) lanes[l] += v[k + l] * normal[k + l];
    signs[i] = std::accumulate(lanes, lanes + kLanes, 0.0f) < 0.0f ? int8_t{-1} : int8_t{1};
  }
}

}  // namespace weiss

#include "bounds/unit_vectors.hpp"

#include <algorithm>
#include <cmath>

#include "base/random.hpp"

namespace weiss {

namespace {

constexpr int64_t kLanes = 16;
constexpr int64_t kMostNumbers = int64_t{1} << 26;
constexpr double kRelaxation = 0.9;
constexpr int64_t kPlainSweeps = 5;  // far from the end over-relaxation only hinders

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
    : form_(form), kernels_(kernels), rank_(rank_for(form.size(), rank)), value_(form.memory, form.entries(), 0.0f),
      vector_(form.memory, form.size() * rank_, 0.0f), field_(form.memory, rank_, 0.0f) {
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

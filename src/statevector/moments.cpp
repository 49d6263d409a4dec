#include "statevector/moments.hpp"

namespace weiss {

namespace {

// Adds the upper half of 2 * half numbers to the lower one, and writes lower minus upper.
void fold(double* p, int64_t half, double* difference) noexcept {
  const double* const upper = p + half;
  for (int64_t k = 0; k < half; ++k) {
    difference[k] = p[k] - upper[k];
    p[k] += upper[k];
  }
}

// Sum of the first half of 2 * half numbers minus that of the second, which is added to the first.
double fold_to_moment(double* p, int64_t half) noexcept {
  const double* const upper = p + half;
  constexpr int64_t kLanes = 4;
  double lanes[kLanes] = {};
  int64_t k = 0;
  for (; k + kLanes <= half; k += kLanes)
    for (int64_t l = 0; l < kLanes; ++l) {
      const double x = p[k + l], y = upper[k + l];
      lanes[l] += x - y;
      p[k + l] = x + y;
    }
  for (; k < half; ++k) {
    lanes[0] += p[k] - upper[k];
    p[k] += upper[k];
  }
  return (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]);
}

// Moments of the low bits within a stretch of 2^bits probabilities: what is left of the whole, of Z_i, of Z_i
// Z_j.
class StretchMoments {
 public:
  static constexpr int kMaxBits = 10;

  StretchMoments(int bits, bool second) noexcept : bits_(bits), second_(second) {}

  // Of the 2^bits numbers at p, which are lost.
  void compute(double* p) noexcept {
    double difference[int64_t{1} << (kMaxBits - 1)];
    for (int j = bits_ - 1; j >= 0; --j) {
      const int64_t half = int64_t{1} << j;
      if (!second_) {
        first_[j] = fold_to_moment(p, half);
        continue;
      }
      fold(p, half, difference);
      for (int i = j - 1; i >= 0; --i) second_moments_[i][j] = fold_to_moment(difference, int64_t{1} << i);
      first_[j] = difference[0];
    }
    total_ = p[0];
  }

  double total() const noexcept { return total_; }
  double first(int i) const noexcept { return first_[i]; }
  double second(int i, int j) const noexcept { return second_moments_[i][j]; }  // i < j

 private:
  int bits_;
  bool second_;
  double total_ = 0.0;
  double first_[kMaxBits] = {};
  double second_moments_[kMaxBits][kMaxBits] = {};
};

}  // namespace

void z_moments(Memory* memory, const Threads& threads, int32_t num_qubits, const Weights& probabilities,
               double* marginals, double* correlations) {
  const int n = num_qubits;
  const int bits = n < StretchMoments::kMaxBits ? n : StretchMoments::kMaxBits;
  const int64_t size = int64_t{1} << n, stretch = int64_t{1} << bits;
  const int64_t length = block_length(size);
  // One row of sums for each block: n first moments, then n x n second ones.
  const auto width = static_cast<int64_t>(correlations ? n + n * n : n);
  const int64_t num_blocks = size / length;
  Vector<double> sums(static_cast<size_t>(num_blocks * width), 0.0, memory);

  threads.for_each(num_blocks, [&](int64_t block) {
    double* const first = sums.data() + block * width;
    double* const second = first + n;
    StretchMoments moments(bits, correlations != nullptr);
    double p[int64_t{1} << StretchMoments::kMaxBits];
    for (int64_t begin = block * length; begin < (block + 1) * length; begin += stretch) {
      probabilities(begin, stretch, p);
      moments.compute(p);
      const auto sign = [begin](int i) { return (begin >> i) & 1 ? -1.0 : 1.0; };
      for (int i = 0; i < bits; ++i) first[i] += moments.first(i);
      for (int i = bits; i < n; ++i) first[i] += sign(i) * moments.total();
      if (!correlations) continue;
      for (int i = 0; i < bits; ++i)
        for (int j = i + 1; j < bits; ++j) second[i * n + j] += moments.second(i, j);
      for (int j = bits; j < n; ++j) {
        for (int i = 0; i < bits; ++i) second[i * n + j] += sign(j) * moments.first(i);
        for (int i = bits; i < j; ++i) second[i * n + j] += sign(i) * sign(j) * moments.total();
      }
    }
  });

  for (int64_t block = 1; block < num_blocks; ++block)
    for (int64_t k = 0; k < width; ++k)
      sums[static_cast<size_t>(k)] += sums[static_cast<size_t>(block * width + k)];
  for (int i = 0; i < n; ++i) {
    if (marginals) marginals[i] = sums[static_cast<size_t>(i)];
    if (!correlations) continue;
    correlations[i * n + i] = 1.0;
    for (int j = i + 1; j < n; ++j)
      correlations[i * n + j] = correlations[j * n + i] = sums[static_cast<size_t>(n + i * n + j)];
  }
}

}  // namespace weiss

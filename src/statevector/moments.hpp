// First and second moments of Z over the basis states, in one pass for all qubits.
//
// Folding the upper half of a table of probabilities onto the lower one takes the top bit out of it, and the
// difference of the halves has the moments of the top bit times each other bit as its own first moments. So
// all first moments take 2 additions for each state, all second ones 2 more.
#pragma once

#include <cstdint>

#include "base/environment.hpp"
#include "statevector/blocks.hpp"

namespace weiss {

// Moments of the low bits within a stretch of 2^bits probabilities: what is left of the whole, of Z_i, of Z_i
// Z_j.
class StretchMoments {
 public:
  static constexpr int kMaxBits = 10;

  StretchMoments(int bits, bool second) noexcept : bits_(bits), second_(second) {}

  // Of the 2^bits numbers at p, which are lost.
  void compute(double* p) noexcept;
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

// sum_x p(x) Z_i(x) into marginals [n] and sum_x p(x) Z_i(x) Z_j(x) into correlations [n * n], 1 on the
// diagonal; either may be null. probabilities(first, count, out) writes those of count states from index
// first on.
template <class Probabilities>
void z_moments(Memory* memory, const Threads& threads, int32_t num_qubits, const Probabilities& probabilities,
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

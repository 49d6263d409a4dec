// A register cut into blocks, the same for every number of threads: each is worked on by one thread, and
// partial sums are added in the order of blocks, so that results have the same bits.
#pragma once

#include <algorithm>
#include <cstdint>

#include "statevector/threads.hpp"

namespace weiss {

constexpr int64_t kMaxBlocks = 64;

// Length of the blocks of size amplitudes, a power of two if size is one: worth a thread's while, at most
// kMaxBlocks of them.
constexpr int64_t block_length(int64_t size) noexcept {
  constexpr int64_t kWorthWhile = int64_t{1} << 15;
  const int64_t length = std::max(kWorthWhile, size / kMaxBlocks);
  return std::min(length, size);
}

// body(begin, end) for each block of 0 ... size - 1.
template <class Body>
void for_each_block(const Threads& threads, int64_t size, const Body& body) {
  const int64_t length = block_length(size);
  threads.for_each(size / length, [&](int64_t k) { body(k * length, (k + 1) * length); });
}

// A sum of term(k) over begin <= k < end whose error does not grow with the number of terms as that of one
// running sum does: in stretches of 1,024, each in eight lanes.
template <class Term>
double sum_of_terms(int64_t begin, int64_t end, const Term& term) {
  constexpr int64_t kStretch = 1024, kLanes = 8;
  double total = 0.0;
  for (int64_t first = begin; first < end; first += kStretch) {
    const int64_t last = std::min(first + kStretch, end);
    double lanes[kLanes] = {};
    int64_t k = first;
    for (; k + kLanes <= last; k += kLanes)
      for (int64_t l = 0; l < kLanes; ++l) lanes[l] += term(k + l);
    for (; k < last; ++k) lanes[0] += term(k);
    total +=
        ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
  }
  return total;
}

// Sum of body(begin, end) over all blocks. Sum has += and starts as Sum().
template <class Sum, class Body>
Sum sum_over_blocks(const Threads& threads, int64_t size, const Body& body) {
  const int64_t length = block_length(size);
  const int64_t count = size / length;
  Sum partial[kMaxBlocks] = {};
  threads.for_each(count, [&](int64_t k) { partial[k] = body(k * length, (k + 1) * length); });
  Sum total = Sum();
  for (int64_t k = 0; k < count; ++k) total += partial[k];
  return total;
}

}  // namespace weiss

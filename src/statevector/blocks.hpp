// A register cut into blocks, the same for every number of threads: each is worked on by one thread, and
// partial sums are added in the order of blocks, so that results have the same bits.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>

#include "statevector/threads.hpp"

namespace weiss {

constexpr int64_t kMaxBlocks = 64;

// Writes a number, such as a probability, for each of count states from index first on. Called from several
// threads at once, for some hundred states each time or all; it must not throw.
using Weights = std::function<void(int64_t first, int64_t count, double* out)>;

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

// Sum of term(k) over begin <= k < end in eight lanes, which the compiler turns into registers. For some
// thousand terms at most: the sums of such stretches, added up, lose less than one sum of everything.
template <class Term>
double sum_of_terms(int64_t begin, int64_t end, const Term& term) {
  constexpr int64_t kLanes = 8;
  double lanes[kLanes] = {};
  int64_t k = begin;
  for (; k + kLanes <= end; k += kLanes)
    for (int64_t l = 0; l < kLanes; ++l) lanes[l] += term(k + l);
  for (; k < end; ++k) lanes[0] += term(k);
  return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
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

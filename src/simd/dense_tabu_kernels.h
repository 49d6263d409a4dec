// One-flip tabu search on full integer rows. See kernels.h for the rules of this header.
//
// All steps of a search are one call, so that nothing but its loop is on the way. A step flips the free spin
// of largest gain, or a forbidden one of larger gain when that gives a new best, and forbids it for a while.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace weiss {

constexpr int64_t kTabuBlock = 128;  // spins in a block: of each the best gain is kept

// Limits and state of a search of n spins in `blocks` blocks, whatever the types of rows and fields. Spins
// beyond n are up and forbidden.
struct DenseTabuState {
  int64_t n;
  int64_t blocks;
  const int64_t* row_start;  // [n + 1]: row_start[k + 1] - row_start[k] is the work of a flip of spin k,
  int64_t step_work;         // and this that of a step beyond it

  uint64_t* down;       // [blocks * 2] bit i of word w: spin 64 w + i is -1
  uint64_t* free;       // [blocks * 2 + 1] bits: not forbidden; whatever for the spin that ends lists
  uint64_t* best_down;  // [blocks * 2] the spins of the best state, once there is a new one
  int64_t gained;       // sum of the gains of all flips, from any level on
  int64_t best_gained;  // the largest value that counts as seen
  int64_t target;       // a new best of so much ends the search

  // Spins that become free at step t stand in a list that begins in bucket t modulo their number. It ends
  // with a spin that there is not, blocks * 128, which is next to itself.
  int32_t* bucket;        // [bucket_mask + 1] the first spin
  int32_t* next;          // [blocks * 128 + 1] the next in the list of a forbidden spin
  uint32_t* bucket_of;    // [n] where a forbidden spin stands
  uint32_t bucket_mask;   // 2^k - 1, at least longest
  uint32_t tenure;        // a spin is forbidden for so many steps, plus a random number
  uint32_t tenure_draws;  // below this one, but no more than
  uint32_t longest;       // these, which are fewer than n
  uint64_t random[4];     // state of xoshiro256++

  int64_t steps;  // made so far
  int64_t max_steps;
  int64_t idle;  // steps since the last new best
  int64_t max_idle;
  int64_t work;      // out: of the steps of this call; the step that reaches
  int64_t max_work;  // this ends it

  void* block_best;  // [blocks * 64 bytes] room for the kernel, on a cache line
  void* lanes;       // [blocks * 128 * 2 + 1] fields of room for it
};

// The gain of spin i is s_i f_i, in units of the field. Every field must stay within +-(largest Field): by
// proof, or else for check_steps steps from +-field_limit on. The kernel compares with that each so many
// steps, and ends with in_range = 0 where a field is beyond.
template <class Row, class Field>
struct DenseTabu : DenseTabuState {
  const Row* rows;  // [n * stride]; a flip of spin k to s adds s * row k * 2^shift to the fields
  int64_t stride;   // a multiple of 64, at least n
  int32_t shift;    // 0 or 1
  Field* field;     // [blocks * 128]; -(largest Field) beyond n

  int64_t check_steps;  // 0: no check
  Field field_limit;
  int32_t in_range;
};

struct DenseTabuKernels {
  // Makes at least one step; there must be a free spin.
  void (*i8_i16)(DenseTabu<int8_t, int16_t>* tabu);
  void (*i8_i32)(DenseTabu<int8_t, int32_t>* tabu);
  void (*i16_i16)(DenseTabu<int16_t, int16_t>* tabu);
  void (*i16_i32)(DenseTabu<int16_t, int32_t>* tabu);
};

}  // namespace weiss

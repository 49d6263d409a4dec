// Metropolis sweeps in the order of the index on full rows of couplings. See kernels.h for the rules of this
// header.
//
// Spins turn in blocks of 64. Within a block they are decided one after another, on the 64 x 64 couplings
// among them; then the rows of all that turned are added to all fields in one pass, so that each field is
// loaded and stored once for all of them.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace weiss {

constexpr int64_t kDenseChainBlock = 64;

// Sweeps the blocks begin ... end - 1 in turn and returns the number of spins that turned: those whose gain,
// spin times field, is then at least -threshold[window[block - begin] + spin - 64 * block].
//
// n is a multiple of 64 and at most the stride of the rows; entries beyond the spins have couplings of 0 and
// a field below all thresholds. diagonal holds for each block its 64 rows of 64 couplings. Fields and
// thresholds are within half the range of their type.
template <class Row, class Field>
using DenseChainSweep = int64_t (*)(int64_t n, int64_t stride, const Row* rows, const Row* diagonal,
                                    int64_t begin, int64_t end, const Field* threshold, const uint32_t* window,
                                    int8_t* spins, Field* field);

struct DenseChainKernels {
  DenseChainSweep<int8_t, int16_t> sweep_i8_i16;
  DenseChainSweep<int8_t, int32_t> sweep_i8_i32;
  DenseChainSweep<int16_t, int16_t> sweep_i16_i16;
  DenseChainSweep<int16_t, int32_t> sweep_i16_i32;
};

}  // namespace weiss

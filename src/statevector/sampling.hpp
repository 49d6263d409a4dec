// Measuring all qubits many times: draws from a distribution on the basis states by its cumulative sums.
//
// Shot s takes u = w k / 2^53 for the total weight w and the upper 53 bits k of number s of the SplitMix64
// sequence (Steele, Lea, Flood 2014) that starts at weiss_seed_derive(seed, 0), and draws the first state
// whose cumulative weight is above u. So states of weight 0 are never drawn, and any total will do.
#pragma once

#include <cstdint>

#include "base/memory.hpp"
#include "statevector/blocks.hpp"

namespace weiss {

// Draws shots states of size, a power of two. Distinct states in ascending order into states, how often each
// was drawn into counts, both [shots]; returns their number. Besides 12 bytes for each shot it takes 16 for
// each 1,024 states: sums are kept for stretches of so many, and those that shots fall into are looked at
// again. Weights are not negative. Throws E_ARGUMENT unless shots is 0 or more and the weights have a sum
// that is positive and finite.
int64_t sample(Memory* memory, const Threads& threads, int64_t size, const Weights& weights, uint64_t seed,
               int64_t shots, uint64_t* states, int64_t* counts);

}  // namespace weiss

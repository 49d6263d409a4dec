// Sweeps by the colours of a colouring, for spins of few integer couplings: see simd/colored_kernels.h.
#pragma once

#include <memory>

#include "search/chain.hpp"

namespace weiss {

// The problem must have integers that fit int32 (fits_int32), and fewer than 2^30 spins. Throws what the watch
// throws.
std::unique_ptr<Chain> make_colored_chain(const Problem& problem, Watch& watch);

}  // namespace weiss

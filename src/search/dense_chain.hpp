// Sweeps in the order of the index on full rows of integers: see simd/dense_chain_kernels.h.
#pragma once

#include <memory>

#include "search/chain.hpp"

namespace weiss {

// The problem's full rows must be integers. Throws Error(E_LIMIT) when they do not fit the memory limit.
std::unique_ptr<Chain> make_dense_integer_chain(const Problem& problem);

}  // namespace weiss

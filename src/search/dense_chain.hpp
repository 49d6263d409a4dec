// Sweeps in the order of the index on full rows of integers: see simd/dense_chain_kernels.h.
#pragma once

#include <memory>

#include "search/chain.hpp"

namespace weiss {

// The problem's full rows must be integers. A flip is charged the mean number of couplings, or flip_work.
// Throws Error(E_LIMIT) when the rows do not fit the memory limit.
std::unique_ptr<Chain> make_dense_integer_chain(const Problem& problem);
std::unique_ptr<Chain> make_charged_dense_chain(const Problem& problem, int64_t flip_work);

}  // namespace weiss

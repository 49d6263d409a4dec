// The search engine for integer problems of few couplings.
#pragma once

#include <memory>

#include "search/meter.hpp"
#include "search/search.hpp"

namespace weiss {

// Null when the problem is not integer, or |h_i| + sum_j |J_ij| of a spin is beyond some 2^28; else a search
// whose couplings take 8, 12 or 16 bytes each, as their weights have 8, 16 or 32 bits, and whose spins 10 to
// 30 bytes. engine is WEISS_ENGINE_*, what was asked of make_search. Throws Error(E_LIMIT) when that does not
// fit the memory limit, and what the watch throws.
std::unique_ptr<Search> make_sparse_integer_search(const Problem& problem, int32_t engine, Watch& watch);

}  // namespace weiss

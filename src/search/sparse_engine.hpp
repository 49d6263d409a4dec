// The search engine for integer problems of few couplings.
#pragma once

#include <memory>

#include "search/search.hpp"

namespace weiss {

// Null when the problem is not one of integers whose fields stay below 2^28; else a search that takes at most 16
// bytes for each coupling of 8 or 16 bits, and some 10 for each spin. engine is WEISS_ENGINE_*, what was asked of
// make_search. Throws Error(E_LIMIT) when that does not fit the memory limit.
std::unique_ptr<Search> make_sparse_integer_search(const Problem& problem, int32_t engine);

}  // namespace weiss

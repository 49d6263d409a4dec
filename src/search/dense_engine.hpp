// One-flip search on full rows of integers of 8 or 16 bits.
#pragma once

#include <cstdint>
#include <memory>

#include "search/search.hpp"

namespace weiss {

// For a problem whose dense_rows() hold integers; engine is WEISS_ENGINE_*, what was asked of make_search.
std::unique_ptr<Search> make_dense_integer_search(const Problem& problem, int32_t engine);

}  // namespace weiss

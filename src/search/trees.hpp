// Moves on random induced forests of the coupling graph: all spins of a forest at once, optimised or sampled
// exactly given the others (Hamze, de Freitas 2004; Selby 2014).
#pragma once

#include <cstdint>

#include "model/problem.hpp"
#include "search/search.hpp"

namespace weiss {

// See weiss_search_trees. Returns the moves made. Throws std::bad_alloc or Error(E_LIMIT, E_ARGUMENT).
int64_t search_trees(Search& search, const Problem& problem, const weiss_run* run,
                     const weiss_trees_params& params);

}  // namespace weiss

// A search as the state of a scheme: what it begins with, and spins that get new values at once and can be
// given back.
#pragma once

#include <cstdint>
#include <vector>
#include <weiss/ext/search.hpp>

#include "best_start.hpp"

namespace weiss {
namespace bundled {

// Sets the search to the start of least energy, or to a random state by a stream of the run's seed.
inline void begin_at_best_start(const plugin::Problems& problems, const weiss_problem_view& problem,
                                const weiss_solver_input& input, const plugin::Run& run, uint64_t stream,
                                plugin::Search& search) {
  const int8_t* const best = best_start(problems, problem, input, run);
  run.spend(problem.num_entries);
  if (best)
    search.set(best);
  else
    search.set_random(run.stream(stream));
}

class Change {
 public:
  // Member k of members becomes spins[k]. Returns what the energy of the search changes by.
  double make(const plugin::Run& run, const std::vector<int32_t>& members, const int8_t* spins,
              plugin::Search& search) {
    const double before = search.energy();
    flipped_.clear();
    for (size_t k = 0; k < members.size(); ++k)
      if (search.spins()[members[k]] != spins[k]) flipped_.push_back(members[k]);
    undo(run, search);
    return search.energy() - before;
  }
  void undo(const plugin::Run& run, plugin::Search& search) const {
    for (const int32_t i : flipped_) search.flip(run, i);
  }

 private:
  std::vector<int32_t> flipped_;
};

}  // namespace bundled
}  // namespace weiss

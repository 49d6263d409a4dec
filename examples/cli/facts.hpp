// What can be said about a problem without solving it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "library.hpp"

namespace cli {

struct DegreeFacts {
  int64_t least = 0;
  int64_t most = 0;
  double median = 0;
  double mean = 0;
  int64_t isolated = 0;  // spins without couplings
};

struct ComponentFacts {
  std::vector<int64_t> sizes;  // largest first
  int64_t count() const noexcept { return static_cast<int64_t>(sizes.size()); }
  int64_t largest() const noexcept { return sizes.empty() ? 0 : sizes.front(); }
  int64_t of_one_spin() const noexcept;
};

// What weiss_problem_reduce does to the problem, and what it leaves.
struct ReductionFacts {
  weiss_reduction_info counts;
  int64_t couplings;
  ComponentFacts components;
  int64_t removed() const noexcept { return counts.num_spins - counts.num_kept; }
};

struct ProblemFacts {
  weiss_problem_info info;
  double density;            // couplings of all pairs
  DegreeFacts degrees;
  int64_t num_positive;      // couplings above 0
  double scale;              // integer problems: times this, all coefficients are integers
  int coefficient_bits;      // integer problems: of the largest of these integers, with its sign; else 0
  int decimals;              // others: of the user's quadratic terms when they have at most 9; else -1
  bool forest;               // no cycles
  bool bipartite;
  bool frustrated;           // no state has the best sign in every coupling and field
  ComponentFacts components;
  ReductionFacts reduction;
};

ProblemFacts facts_of(const weiss_problem* problem);

// Repeated terms and the like that the input held; "" when there were none.
std::string input_remarks(const weiss_problem_info& info);
// Do the coefficients range so far that small ones may drown in the rounding of large ones?
bool has_wide_range(const weiss_problem_info& info);

}  // namespace cli

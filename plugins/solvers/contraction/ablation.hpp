// What each ingredient contributes: the same search with the same budgets, once without each of them, and two
// controls that use no quantum sub-solver.
#pragma once

#include <string>

#include "search.hpp"

namespace weiss {
namespace contraction {

// Settings that lack one ingredient, and what the loss is called.
struct Variant {
  const char* name;
  void (*remove)(Settings&);
};

inline constexpr Variant kVariants[] = {
    {"contraction", [](Settings& s) { s.scales.assign(1, 1.0); }},
    {"satisfied bonds", [](Settings& s) { s.bonds = Bonds::strength; }},
    {"region rule", [](Settings& s) { s.region = Rule::random; }},
    {"probing", [](Settings& s) { s.probes = 1; }},
    {"recombination", [](Settings& s) { s.recombination = 0.0; }},
    {"restarts", [](Settings& s) { s.patience = 0.0; }},
    {"elites", [](Settings& s) { s.elites = 0; }},
    {"noise", [](Settings& s) { s.noise = 0.0; }},
    {"acceptance", [](Settings& s) { s.acceptance = Acceptance::not_worse; }},
};

}  // namespace contraction
}  // namespace weiss

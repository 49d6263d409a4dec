// What follows from the facts about a problem for solving it with this library.
#pragma once

#include <string>
#include <vector>

#include "facts.hpp"

namespace cli {

// Each a sentence or two; the first is about the solver to take.
std::vector<std::string> advice_on(const weiss_problem* problem, const ProblemFacts& facts);

}  // namespace cli

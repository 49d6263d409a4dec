// One method on one problem.
#pragma once

#include <string>
#include <vector>

#include "methods.hpp"
#include "weiss/weiss.hpp"

namespace papers {

struct Instance {
  std::string set;
  int number;
  weiss::Problem problem;
};

// In the order of what measure returns.
inline const std::vector<std::string> kMeasured = {"best",          "most probable", "average",
                                                   "after descent", "circuits",      "seconds"};

// The couplings alone, and a field on the first spin: of Max-Cut the energy without its constant, which is
// minus what a cut gains over half of the weight.
weiss::Problem couplings_of(const weiss::Context& context, const weiss::Problem& problem, double first_field);

std::vector<double> measure(const weiss::Context& context, const weiss::Problem& problem,
                            const Method& method, uint64_t seed);

}  // namespace papers

// The weighted graphs of the experiment.
#pragma once

#include <string>
#include <vector>

#include "weiss/weiss.hpp"

namespace papers {

struct StoredGraph {
  std::string set, name;
  weiss::Problem problem;
  double best_known;  // its largest known cut
};

// The stored graphs of 100 nodes: "r3w" (weighted 3-regular), "er.05" and "er.1" (each pair with that
// probability).
std::vector<StoredGraph> open_stored(const weiss::Context& context);

// Graph number k of a set with n nodes, the same one on every machine, weights 1 to 9: "3-regular" without
// triangles, or "ER", each pair with probability 0.05.
weiss::Problem generate_graph(const weiss::Context& context, const std::string& set, int n, int k);

}  // namespace papers

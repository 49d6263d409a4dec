// Random graphs and weights for "weiss gen" and for the tests of plugins.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "stream.hpp"

namespace cli {

// A simple graph as pairs of 0-based nodes.
struct Graph {
  int64_t num_nodes = 0;
  std::vector<int32_t> row, column;
};

// Every node has the degree; by the pairing model, whose loops and repeated edges are switched away
// (nearly uniform for small degrees). num_nodes * degree is even, 0 <= degree < num_nodes.
Graph regular_graph(int64_t num_nodes, int64_t degree, Stream& stream);
// Every pair is an edge with the given probability, in [0, 1].
Graph gnp_graph(int64_t num_nodes, double probability, Stream& stream);
// num_edges of the pairs, all such graphs equally likely; by selection sampling (Knuth 1997, 3.4.2, S).
// num_edges <= num_nodes * (num_nodes - 1) / 2.
Graph gnm_graph(int64_t num_nodes, int64_t num_edges, Stream& stream);
Graph complete_graph(int64_t num_nodes);
// Grid of side^dimensions nodes with periodic ends; side >= 3, dimensions 2 or 3.
Graph torus_graph(int64_t side, int dimensions);

// A law of weights: "one", "pm1", "int:A:B", "uniform:A:B", "gauss".
class Weights {
 public:
  static Weights parse(const std::string& text);  // Failure with kUsage
  double draw(Stream& stream) const;

 private:
  enum class Law { kOne, kPlusMinusOne, kInteger, kUniform, kGauss };
  Law law_ = Law::kOne;
  double low_ = 0, high_ = 0;
};

}  // namespace cli

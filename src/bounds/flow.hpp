// The implication network of an Ising energy, and its maximum flow.
#pragma once

#include <cstdint>

#include "model/problem.hpp"
#include "search/meter.hpp"

namespace weiss {

// The energy is a constant plus penalties: 2 |J_ij| for s_i = sgn(J_ij) s_j and 2 |h_i| for s_i = sgn(h_i).
// Node 2i stands for "s_i = +1", node 2i + 1 for "s_i = -1", and who pays the penalty of (i, j) implies
// the opposite of the other: so each coupling is two undirected edges of capacity |J_ij|, between equal
// signs when J_ij < 0 and opposite ones when J_ij > 0, and each field an edge from the source and one to
// the sink. Entry k of row i of the problem is arc 2k out of node 2i and arc 2k + 1 out of node 2i + 1.
// Flipping all signs maps the network onto itself with source and sink exchanged: the mirror.
struct ImplicationNetwork {
  // field [num_spins] are those of the problem, or what the couplings of spins that are fixed at +1 add to
  // them: arcs to a spin of fixed have no capacity. fixed [num_spins] of 0 and 1. Capacities are multiples of
  // 1 / scale, rounded down. Charges two passes over the entries, and stops as Meter::go_on does.
  ImplicationNetwork(const Problem& problem, const Vector<double>& field, const Vector<int8_t>& fixed,
                     double scale, Meter& meter);

  int64_t num_nodes() const noexcept { return static_cast<int64_t>(terminal.size()); }
  size_t arc_begin(size_t node) const noexcept { return 2 * problem.row_begin(node / 2) + node % 2; }
  size_t arc_end(size_t node) const noexcept { return 2 * problem.row_end(node / 2) + node % 2; }
  // Arcs of a node are two apart.
  size_t head(size_t arc) const noexcept { return link[arc / 2] ^ (arc & 1); }
  size_t reverse(size_t arc) const noexcept {
    return 2 * static_cast<size_t>(opposite[arc / 2]) + (head(arc) & 1);
  }
  // The mirror of u -> v leads from not-v to not-u.
  size_t mirror(size_t arc) const noexcept { return reverse(arc) ^ 1; }

  const Problem& problem;
  Vector<uint32_t> link;     // for each entry: the node that the arc out of a node "+1" leads to
  Vector<int64_t> opposite;  // for each entry (i, j) the entry (j, i)
  Vector<int64_t> residual;  // for each arc
  Vector<int64_t> terminal;  // for each node: > 0 what the source can still give, < 0 what the sink can take
};

struct FlowResult {
  int64_t value;  // of the flow so far
  bool maximum;   // false: stopped by the meter or by max_work
  int64_t work;   // arcs looked at
};

// Dinic 1970: blocking flows along arcs that lead nearer to the sink, until none is left. Work is one unit
// for each arc looked at.
FlowResult maximize_flow(ImplicationNetwork& network, int64_t max_work, Meter& meter);

}  // namespace weiss

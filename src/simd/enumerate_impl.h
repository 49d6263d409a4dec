// See enumerate_kernels.h.
#pragma once

#include "simd/enumerate_kernels.h"
#include "simd/virtual_lanes.h"

namespace weiss {
namespace {

template <bool Up>
inline void enumerate_child(const EnumerateTree& tree, int32_t depth, const EnumerateNode& node,
                            EnumerateNode* child) {
  const auto add = [](auto x, auto y) { return Up ? x + y : x - y; };
  child->energy = add(node.energy, node.field[depth]);
  for (int32_t k = depth + 1; k < tree.num_spins; ++k)
    child->field[k] = add(node.field[k], tree.coupling[depth][k]);
  for (int l = 0; l < kEnumerateLanes; l += kRegisterLanes)
    add(DoubleRegister::load_unaligned(node.lanes + l), DoubleRegister::load_unaligned(tree.lanes[depth] + l))
        .store_unaligned(child->lanes + l);
}

void enumerate_child(const EnumerateTree* tree, int32_t depth, int32_t spin, const EnumerateNode* node,
                     EnumerateNode* child) {
  spin > 0 ? enumerate_child<true>(*tree, depth, *node, child)
           : enumerate_child<false>(*tree, depth, *node, child);
}

// Looks for a better state in a leaf of this energy; term [64] times sign is what its last spins add to the
// lanes of the node. Called a few times in a run, whenever some lane seems to improve on best.
void enumerate_improve(const EnumerateNode& node, double energy, const double* term, double sign,
                       uint32_t path, EnumerateBest* best) {
  uint32_t lane = 0;
  double least = node.lanes[0] + sign * term[0];
  for (uint32_t l = 1; l < kEnumerateLanes; ++l) {
    const double x = node.lanes[l] + sign * term[l];
    if (x < least) {
      least = x;
      lane = l;
    }
  }
  if (energy + least < best->energy) *best = {energy + least, path, lane};
}

// The four leaves below a node of which all spins but the last two are set.
inline void enumerate_leaves(const EnumerateTree& tree, uint32_t path, const EnumerateNode& node,
                             EnumerateBest* best) {
  const double* const sum = tree.last_sum;
  const double* const difference = tree.last_difference;
  DoubleRegister least[4];
  for (int l = 0; l < kEnumerateLanes; l += kRegisterLanes) {
    const DoubleRegister x = DoubleRegister::load_unaligned(node.lanes + l);
    const DoubleRegister s = DoubleRegister::load_unaligned(sum + l);
    const DoubleRegister d = DoubleRegister::load_unaligned(difference + l);
    const DoubleRegister leaf[4] = {x + s, x + d, x - d, x - s};
    for (int c = 0; c < 4; ++c) least[c] = l == 0 ? leaf[c] : min(least[c], leaf[c]);
  }

  const int32_t k = tree.num_spins - 2;
  const double coupling = tree.coupling[k][k + 1];
  const double up = node.energy + node.field[k], down = node.energy - node.field[k];
  const double field = node.field[k + 1];
  const double energy[4] = {up + (field + coupling), up - (field + coupling), down + (field - coupling),
                            down - (field - coupling)};
  const double* const term[4] = {sum, difference, difference, sum};
  for (uint32_t c = 0; c < 4; ++c)
    if (mask_bits(least[c] < DoubleRegister(best->energy - energy[c])) != 0)
      enumerate_improve(node, energy[c], term[c], c < 2 ? 1.0 : -1.0, path * 4 + c, best);
}

void enumerate_visit(const EnumerateTree* tree, int32_t depth, uint32_t path, const EnumerateNode* node,
                     EnumerateBest* best) {
  if (depth + 2 == tree->num_spins) return enumerate_leaves(*tree, path, *node, best);
  EnumerateNode child;
  enumerate_child<true>(*tree, depth, *node, &child);
  enumerate_visit(tree, depth + 1, path * 2, &child, best);
  enumerate_child<false>(*tree, depth, *node, &child);
  enumerate_visit(tree, depth + 1, path * 2 + 1, &child, best);
}

constexpr EnumerateKernels enumerate_kernels = {enumerate_child, enumerate_visit};

}  // namespace
}  // namespace weiss

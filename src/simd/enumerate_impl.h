// See enumerate_kernels.h.
#pragma once

#include "simd/enumerate_kernels.h"
#include "simd/virtual_lanes.h"

namespace weiss {
namespace {

// out [2^Count] = sum_j c_j s_j over all states of Count spins, the first spin slowest.
template <int Count>
inline void enumerate_sums(const double* c, double* out) {
  if constexpr (Count == 0) {
    out[0] = 0.0;
  } else {
    constexpr int half = 1 << (Count - 1);
    enumerate_sums<Count - 1>(c + 1, out);
    for (int l = 0; l < half; ++l) {
      const double x = out[l];
      out[l] = x + c[0];
      out[half + l] = x - c[0];
    }
  }
}

// out [2^Count] = sum_j h_j s_j + sum_{i<j} J_ij s_i s_j over all states of Count spins; coupling points to
// J_00 in rows of kEnumerateStride.
template <int Count>
inline void enumerate_energies(const double* h, const double* coupling, double* out) {
  if constexpr (Count == 0) {
    out[0] = 0.0;
  } else {
    constexpr int half = 1 << (Count - 1);
    enumerate_energies<Count - 1>(h + 1, coupling + kEnumerateStride + 1, out);
    double field[half];
    enumerate_sums<Count - 1>(coupling + 1, field);
    for (int l = 0; l < half; ++l) {
      const double x = out[l], f = h[0] + field[l];
      out[l] = x + f;
      out[half + l] = x - f;
    }
  }
}

void enumerate_prepare(EnumerateTree* tree, const double* field, EnumerateNode* root) {
  const int32_t first = tree->num_spins;  // of the lanes
  for (int32_t k = 0; k < first; ++k)
    enumerate_sums<kEnumerateLaneSpins>(tree->coupling[k] + first, tree->lanes[k]);
  for (int l = 0; l < kEnumerateLanes; ++l) {
    tree->last_sum[l] = tree->lanes[1][l] + tree->lanes[0][l];
    tree->last_difference[l] = tree->lanes[1][l] - tree->lanes[0][l];
  }
  enumerate_energies<kEnumerateLaneSpins>(field + first, tree->coupling[first] + first, root->lanes);
  for (int32_t k = 0; k < first; k += kLanes) store_lanes(root->field + k, load_lanes(field + k));
  root->energy = 0.0;
}

template <bool Up>
inline void enumerate_child(const EnumerateTree& tree, int32_t level, const EnumerateNode& node,
                            EnumerateNode* child) {
  const auto add = [](const auto& x, const auto& y) { return Up ? x + y : x - y; };
  const int32_t spin = level - 1;
  for (int32_t k = 0; k < kEnumerateLanes; k += kLanes)
    store_lanes(child->lanes + k, add(load_lanes(node.lanes + k), load_lanes(tree.lanes[spin] + k)));
  for (int32_t k = 0; k < spin; k += kLanes)
    store_lanes(child->field + k, add(load_lanes(node.field + k), load_lanes(tree.coupling[spin] + k)));
  child->energy = add(node.energy, node.field[spin]);
}

void enumerate_child(const EnumerateTree* tree, int32_t level, int32_t spin, const EnumerateNode* node,
                     EnumerateNode* child) {
  spin > 0 ? enumerate_child<true>(*tree, level, *node, child)
           : enumerate_child<false>(*tree, level, *node, child);
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

  const double up = node.energy + node.field[1], down = node.energy - node.field[1];
  const double field = node.field[0], coupling = tree.coupling[1][0];
  const double energy[4] = {up + (field + coupling), up - (field + coupling), down + (field - coupling),
                            down - (field - coupling)};
  const double* const term[4] = {sum, difference, difference, sum};
  for (uint32_t c = 0; c < 4; ++c)
    if (mask_bits(least[c] < DoubleRegister(best->energy - energy[c])) != 0)
      enumerate_improve(node, energy[c], term[c], c < 2 ? 1.0 : -1.0, path + c, best);
}

void enumerate_visit(const EnumerateTree* tree, int32_t level, uint32_t path, const EnumerateNode* node,
                     EnumerateBest* best) {
  if (level == 2) return enumerate_leaves(*tree, path, *node, best);
  EnumerateNode child;
  enumerate_child<true>(*tree, level, *node, &child);
  enumerate_visit(tree, level - 1, path, &child, best);
  enumerate_child<false>(*tree, level, *node, &child);
  enumerate_visit(tree, level - 1, path | 1u << (level - 1), &child, best);
}

constexpr EnumerateKernels enumerate_kernels = {enumerate_prepare, enumerate_child, enumerate_visit};

}  // namespace
}  // namespace weiss

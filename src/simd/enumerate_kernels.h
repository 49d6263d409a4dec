// The minimum over all states of a few spins. See kernels.h for the rules of this header.
//
// States are visited in the order of their spins, +1 first: as the leaves of a binary tree whose levels are
// the first spins, while the last six are spread over 64 lanes. A node knows the energy of the spins that
// are set and the fields that they make, so a leaf costs one addition and one comparison for each lane, and
// no error grows on the way, as it would in a Gray code. The first minimum met is the first in the order.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace weiss {

constexpr int32_t kEnumerateSpins = 30;  // at most
constexpr int32_t kEnumerateStride = 32;
constexpr int32_t kEnumerateLaneSpins = 6;
constexpr int32_t kEnumerateLanes = 64;
constexpr int32_t kEnumerateTreeSpins = kEnumerateSpins - kEnumerateLaneSpins;

// Spins are numbered from the leaves of the tree: spin num_spins - 1 is set first, spin 0 last. The spins of
// the lanes follow at num_spins ... num_spins + 5; lane l has the j-th of them at -1 when bit 5 - j of l is
// set. Everything starts at a cache line.
struct EnumerateTree {
  int32_t num_spins;  // of the tree, at least 2
  // Given: couplings between all spins, and zeros up to the next column that is a multiple of 8.
  alignas(64) double coupling[kEnumerateSpins][kEnumerateStride];
  // Filled in by prepare: field of the lanes on each spin of the tree; sum and difference of rows 1 and 0.
  alignas(64) double lanes[kEnumerateTreeSpins][kEnumerateLanes];
  alignas(64) double last_sum[kEnumerateLanes];
  alignas(64) double last_difference[kEnumerateLanes];
};

// A node of level L has the spins 0 ... L - 1 still to set.
struct EnumerateNode {
  alignas(64) double lanes[kEnumerateLanes];      // energy of the lanes' spins with one another and those set
  alignas(64) double field[kEnumerateTreeSpins];  // of the set spins and its own on each spin to set
  double energy;                                  // of the set spins
};

struct EnumerateBest {
  double energy;
  uint32_t path;  // bit i for spin i of the tree, 1 for -1
  uint32_t lane;
};

struct EnumerateKernels {
  // Fills in the tree and its root from couplings and fields [num_spins + 6, rounded up to 8].
  void (*prepare)(EnumerateTree* tree, const double* field, EnumerateNode* root);

  // The node below node, of the level given, with spin level - 1 set to +1 or -1.
  void (*child)(const EnumerateTree* tree, int32_t level, int32_t spin, const EnumerateNode* node,
                EnumerateNode* child);

  // Visits all states below a node of level 2 or more, whose path has zeros for the spins to set. Replaces
  // best by states of less energy.
  void (*visit)(const EnumerateTree* tree, int32_t level, uint32_t path, const EnumerateNode* node,
                EnumerateBest* best);
};

}  // namespace weiss

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
constexpr int32_t kEnumerateLaneSpins = 6;
constexpr int32_t kEnumerateLanes = 64;
constexpr int32_t kEnumerateTreeSpins = kEnumerateSpins - kEnumerateLaneSpins;

// Lane l has spin j of the lanes at -1 when bit 5 - j of l is set.
struct EnumerateTree {
  int32_t num_spins;                             // of the tree, at least 2
  double coupling[kEnumerateSpins][32];          // between all spins; those of the lanes come last
  double lanes[kEnumerateTreeSpins][kEnumerateLanes];  // field of the lanes' spins on spin k of the tree
  double last_sum[kEnumerateLanes];              // of the last two rows of lanes
  double last_difference[kEnumerateLanes];
};

struct EnumerateNode {
  double energy;                      // of the spins of the tree that are set
  double field[kEnumerateTreeSpins];  // of the set spins on the others
  double lanes[kEnumerateLanes];      // energy of the lanes' spins, among themselves and with the set ones
};

struct EnumerateBest {
  double energy;
  uint32_t path;  // spins of the tree, the first one in the highest bit, 1 for -1
  uint32_t lane;
};

struct EnumerateKernels {
  // The node below node with spin number depth set to +1 or -1.
  void (*child)(const EnumerateTree* tree, int32_t depth, int32_t spin, const EnumerateNode* node,
                EnumerateNode* child);

  // Visits all states below a node, whose first depth spins are set as path says; depth is at most
  // tree->num_spins - 2. Replaces best by states of less energy.
  void (*visit)(const EnumerateTree* tree, int32_t depth, uint32_t path, const EnumerateNode* node,
                EnumerateBest* best);
};

}  // namespace weiss

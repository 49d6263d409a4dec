// Energies of all states of a few spins by a Gray code. See kernels.h for the rules of this header.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace weiss {

constexpr int32_t kEnumerateLaneSpins = 6;  // spins 0 ... 5 are spread over 64 virtual lanes

struct EnumerateKernels {
  // Placeholder of the layout: filled in with src/search/enumerate.cpp.
  int32_t lane_spins;
};

}  // namespace weiss

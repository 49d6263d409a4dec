// One-flip steps of the dense and sparse search engines. See kernels.h for the rules of this header.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace weiss {

struct FlipKernels {
  int32_t unused;
};

}  // namespace weiss

// See flip_kernels.h.
#pragma once

#include "simd/arch.h"
#include "simd/flip_kernels.h"

namespace weiss {
namespace {

constexpr FlipKernels flip_kernels = {0};

}  // namespace
}  // namespace weiss

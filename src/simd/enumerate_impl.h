// See enumerate_kernels.h.
#pragma once

#include "simd/arch.h"
#include "simd/enumerate_kernels.h"

namespace weiss {
namespace {

constexpr EnumerateKernels enumerate_kernels = {kEnumerateLaneSpins};

}  // namespace
}  // namespace weiss

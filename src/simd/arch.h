// The architecture that a kernel object is built for. Only the files *_arch.cpp and the implementation headers
// that it includes may include this one: what is defined here differs from object to object, so all of it,
// and all that uses it, lives in anonymous namespaces.
//
// Of xsimd only what 8.1 and 14 spell alike is used: construction from a scalar or a register,
// load_unaligned, store_unaligned, arithmetic, comparison, select, min, max, size.
#pragma once

#include <stddef.h>
#include <stdint.h>

#if !defined(WEISS_ARCH_scalar)

#include <xsimd/xsimd.hpp>

namespace weiss {
namespace {

#if defined(WEISS_ARCH_sse2)
using Arch = xsimd::sse2;
#elif defined(WEISS_ARCH_avx2)
using Arch = xsimd::avx2;
#elif defined(WEISS_ARCH_avx512)
using Arch = xsimd::avx512bw;
#elif defined(WEISS_ARCH_neon64)
using Arch = xsimd::neon64;
#endif

}  // namespace
}  // namespace weiss

#endif

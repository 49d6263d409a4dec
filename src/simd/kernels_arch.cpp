// The kernels of one architecture: compiled once for each set of -m flags, see cmake/WeissKernels.cmake.
// Only the table at the end is visible outside: a second symbol could be an inline function compiled for
// this architecture, which the linker may hand to everybody.
#include "simd/kernels.h"

#include "simd/depth_one_impl.h"
#include "simd/energy_impl.h"
#include "simd/enumerate_impl.h"
#include "simd/flip_impl.h"
#include "simd/qaoa_impl.h"
#include "simd/qaoa_many_impl.h"
#include "simd/registers.h"
#include "simd/statevector_impl.h"

#define WEISS_CONCATENATE(a, b) WEISS_CONCATENATE_EXPANDED(a, b)
#define WEISS_CONCATENATE_EXPANDED(a, b) a##b
#define WEISS_TEXT(a) WEISS_TEXT_EXPANDED(a)
#define WEISS_TEXT_EXPANDED(a) #a

namespace weiss {

// Declared first, because a const object would have internal linkage.
extern const KernelTable WEISS_CONCATENATE(kernels_, WEISS_ARCH);
const KernelTable WEISS_CONCATENATE(kernels_, WEISS_ARCH) = {
    WEISS_TEXT(WEISS_ARCH), uint32_t{Register<double>::size}, energy_kernels, enumerate_kernels,
    flip_kernels, qaoa_kernels<double>, qaoa_kernels<float>, qaoa_many, depth_one_kernels, statevector_kernels};

}  // namespace weiss

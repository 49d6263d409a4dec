#include "simd/enumerate_impl.h"

#include "simd/export.h"

namespace weiss {

WEISS_EXPORT_KERNELS(EnumerateKernels, enumerate_kernels);

}  // namespace weiss

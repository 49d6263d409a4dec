#include "simd/multiply_impl.h"

#include "simd/export.h"

namespace weiss {

WEISS_EXPORT_KERNELS(MultiplyKernels, multiply_kernels);

}  // namespace weiss

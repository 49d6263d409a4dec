#include "simd/flip_impl.h"

#include "simd/export.h"

namespace weiss {

WEISS_EXPORT_KERNELS(FlipKernels, flip_kernels);

}  // namespace weiss

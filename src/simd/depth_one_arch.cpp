#include "simd/depth_one_impl.h"

#include "simd/export.h"

namespace weiss {

WEISS_EXPORT_KERNELS(DepthOneKernels, depth_one_kernels);

}  // namespace weiss

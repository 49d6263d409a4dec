#include "simd/mixing_impl.h"

#include "simd/export.h"

namespace weiss {

WEISS_EXPORT_KERNELS(MixingKernels, mixing_kernels);

}  // namespace weiss

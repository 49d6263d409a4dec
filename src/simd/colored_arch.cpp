#include "simd/colored_impl.h"

#include "simd/export.h"

namespace weiss {

WEISS_EXPORT_KERNELS(ColoredKernels, colored_kernels);

}  // namespace weiss

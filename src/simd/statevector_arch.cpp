#include "simd/statevector_impl.h"

#include "simd/export.h"

namespace weiss {

WEISS_EXPORT_KERNELS(StatevectorKernels, statevector_kernels);

}  // namespace weiss

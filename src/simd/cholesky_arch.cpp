#include "simd/cholesky_impl.h"

#include "simd/export.h"

namespace weiss {

WEISS_EXPORT_KERNELS(CholeskyKernels, cholesky_kernels);

}  // namespace weiss

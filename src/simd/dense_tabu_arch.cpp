#include "simd/dense_tabu_impl.h"

#include "simd/export.h"

namespace weiss {

WEISS_EXPORT_KERNELS(DenseTabuKernels, dense_tabu_kernels);

}  // namespace weiss

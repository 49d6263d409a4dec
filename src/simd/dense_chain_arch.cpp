#include "simd/dense_chain_impl.h"

#include "simd/export.h"

namespace weiss {

WEISS_EXPORT_KERNELS(DenseChainKernels, dense_chain_kernels);

}  // namespace weiss

#include "simd/replica_impl.h"

#include "simd/export.h"

namespace weiss {

WEISS_EXPORT_KERNELS(ReplicaKernels, replica_kernels);

}  // namespace weiss

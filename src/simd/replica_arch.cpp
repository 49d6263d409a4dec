#include "simd/replica_dense_impl.h"
#include "simd/replica_pairs_impl.h"

#include "simd/export.h"

namespace weiss {

constexpr ReplicaKernels replica_kernels = {
    replica_lane_kernels<int8_t>,
    replica_lane_kernels<int16_t>,
    replica_lane_kernels<int32_t>,
    replica_lane_kernels<double>,
    {sweep_pairs, sweep_pairs_each, set_replica_thresholds<int16_t>, add_pair_energies},
    {sweep_dense, sweep_dense_each, set_replica_thresholds<int32_t>, add_dense_energies}};
WEISS_EXPORT_KERNELS(ReplicaKernels, replica_kernels);

}  // namespace weiss

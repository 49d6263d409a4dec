#include "simd/energy_impl.h"

#include "simd/export.h"

namespace weiss {

WEISS_EXPORT_KERNELS(EnergyKernels, energy_kernels);

}  // namespace weiss

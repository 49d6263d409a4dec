#include "simd/qaoa_impl.h"
#include "simd/qaoa_many_impl.h"

#include "simd/export.h"

namespace weiss {

constexpr QaoaKernels<double> qaoa_kernels_f64 = qaoa_kernels<double>;
constexpr QaoaKernels<float> qaoa_kernels_f32 = qaoa_kernels<float>;
constexpr QaoaManyKernels qaoa_many_kernels = {qaoa_many};

WEISS_EXPORT_KERNELS(QaoaKernels<double>, qaoa_kernels_f64);
WEISS_EXPORT_KERNELS(QaoaKernels<float>, qaoa_kernels_f32);
WEISS_EXPORT_KERNELS(QaoaManyKernels, qaoa_many_kernels);

}  // namespace weiss

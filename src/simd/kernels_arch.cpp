// The table of one architecture: what the other <family>_arch.cpp export. All of them are compiled once for
// each set of -m flags, see cmake/WeissKernels.cmake.
#include "simd/kernels.h"

#include "simd/export.h"
#include "simd/registers.h"

#define WEISS_TEXT(a) WEISS_TEXT_EXPANDED(a)
#define WEISS_TEXT_EXPANDED(a) #a

namespace weiss {

extern const ColoredKernels WEISS_OF_ARCH(colored_kernels);
extern const DenseChainKernels WEISS_OF_ARCH(dense_chain_kernels);
extern const DenseTabuKernels WEISS_OF_ARCH(dense_tabu_kernels);
extern const EnergyKernels WEISS_OF_ARCH(energy_kernels);
extern const EnumerateKernels WEISS_OF_ARCH(enumerate_kernels);
extern const FlipKernels WEISS_OF_ARCH(flip_kernels);
extern const MultiplyKernels WEISS_OF_ARCH(multiply_kernels);
extern const QaoaKernels<double> WEISS_OF_ARCH(qaoa_kernels_f64);
extern const QaoaKernels<float> WEISS_OF_ARCH(qaoa_kernels_f32);
extern const QaoaManyKernels WEISS_OF_ARCH(qaoa_many_kernels);
extern const DepthOneKernels WEISS_OF_ARCH(depth_one_kernels);
extern const ReplicaKernels WEISS_OF_ARCH(replica_kernels);
extern const StatevectorKernels WEISS_OF_ARCH(statevector_kernels);
extern const MixingKernels WEISS_OF_ARCH(mixing_kernels);
extern const CholeskyKernels WEISS_OF_ARCH(cholesky_kernels);

constexpr KernelTable kernels = {WEISS_TEXT(WEISS_ARCH),
                                 uint32_t{Register<double>::size},
                                 WEISS_OF_ARCH(colored_kernels),
                                 WEISS_OF_ARCH(dense_chain_kernels),
                                 WEISS_OF_ARCH(dense_tabu_kernels),
                                 WEISS_OF_ARCH(energy_kernels),
                                 WEISS_OF_ARCH(enumerate_kernels),
                                 WEISS_OF_ARCH(flip_kernels),
                                 WEISS_OF_ARCH(multiply_kernels),
                                 WEISS_OF_ARCH(qaoa_kernels_f64),
                                 WEISS_OF_ARCH(qaoa_kernels_f32),
                                 WEISS_OF_ARCH(qaoa_many_kernels),
                                 WEISS_OF_ARCH(depth_one_kernels),
                                 WEISS_OF_ARCH(replica_kernels),
                                 WEISS_OF_ARCH(statevector_kernels),
                                 WEISS_OF_ARCH(mixing_kernels),
                                 WEISS_OF_ARCH(cholesky_kernels)};
WEISS_EXPORT_KERNELS(KernelTable, kernels);

}  // namespace weiss

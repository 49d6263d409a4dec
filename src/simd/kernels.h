// The table of kernels, one for each architecture; each family of kernels has a file <family>_arch.cpp of its
// own, which exports a part of it. Compiled with different -m flags, so this header and those that it includes
// hold declarations and plain aggregates only: no inline functions, no function templates, no std types.
//
// Integer and energy kernels return the same bits in every table: fixed virtual lanes, one reduction tree,
// no contraction. The scalar table is the reference.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "cholesky_kernels.h"
#include "colored_kernels.h"
#include "dense_chain_kernels.h"
#include "dense_tabu_kernels.h"
#include "depth_one_kernels.h"
#include "energy_kernels.h"
#include "enumerate_kernels.h"
#include "flip_kernels.h"
#include "mixing_kernels.h"
#include "multiply_kernels.h"
#include "qaoa_kernels.h"
#include "replica_kernels.h"
#include "statevector_kernels.h"

namespace weiss {

struct KernelTable {
  const char* name;  // "scalar", "sse2", "avx2", "avx512", "neon64"
  uint32_t lanes;    // doubles in a register, for reports
  const ColoredKernels& colored;
  const DenseChainKernels& dense_chain;
  const DenseTabuKernels& dense_tabu;
  const EnergyKernels& energy;
  const EnumerateKernels& enumerate;
  const FlipKernels& flip;
  const MultiplyKernels& multiply;
  const QaoaKernels<double>& qaoa64;
  const QaoaKernels<float>& qaoa32;
  const QaoaManyKernels& qaoa_many;
  const DepthOneKernels& depth_one;
  const ReplicaKernels& replica;
  const StatevectorKernels& statevector;
  const MixingKernels& mixing;
  const CholeskyKernels& cholesky;
};

// The tables of this build that can run on this machine, worst first. Returns their number and writes at
// most capacity of them.
size_t kernel_tables(const KernelTable** out, size_t capacity) noexcept;

// The table of that name if it can run here, else null; null asks for the best.
const KernelTable* find_kernels(const char* name) noexcept;

}  // namespace weiss

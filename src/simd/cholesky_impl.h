// See cholesky_kernels.h.
#pragma once

#include "simd/cholesky_kernels.h"
#include "simd/registers.h"

namespace weiss {
namespace {

using DoublePack = Register<double>;
constexpr int kPack = static_cast<int>(DoublePack::size);

// A tile of the product stays in registers while the sum runs: height rows by width packs of columns, as
// many as the architecture has registers for beside a pack of each.
#if defined(WEISS_ARCH_avx512)
constexpr int kTileRows = 8, kTilePacks = 2;
#elif defined(WEISS_ARCH_neon64)
constexpr int kTileRows = 4, kTilePacks = 4;
#else
constexpr int kTileRows = 4, kTilePacks = 2;
#endif

template <int height>
inline void subtract_tile(int64_t depth, int64_t stride, const double* left, const double* right, double* out) {
  DoublePack sum[height][kTilePacks];
#pragma GCC unroll 16
  for (int i = 0; i < height; ++i)
#pragma GCC unroll 16
    for (int p = 0; p < kTilePacks; ++p)
      sum[i][p] = DoublePack::load_unaligned(out + i * stride + p * kPack);
  for (int64_t k = 0; k < depth; ++k) {
    DoublePack column[kTilePacks];
#pragma GCC unroll 16
    for (int p = 0; p < kTilePacks; ++p)
      column[p] = DoublePack::load_unaligned(right + k * kCholeskyBlock + p * kPack);
#pragma GCC unroll 16
    for (int i = 0; i < height; ++i) {
      const DoublePack factor(left[i * stride + k]);
#pragma GCC unroll 16
      for (int p = 0; p < kTilePacks; ++p) sum[i][p] = sum[i][p] - factor * column[p];
    }
  }
#pragma GCC unroll 16
  for (int i = 0; i < height; ++i)
#pragma GCC unroll 16
    for (int p = 0; p < kTilePacks; ++p) sum[i][p].store_unaligned(out + i * stride + p * kPack);
}

void subtract_products(int64_t count, int64_t depth, int64_t stride, const double* left, const double* right,
                       double* out) {
  constexpr int width = kTilePacks * kPack;
  static_assert(kCholeskyBlock % width == 0, "a block is whole tiles");
  // So much of right at a time as the first cache holds beside the rows.
  constexpr int64_t slice = 256;
  for (int64_t first = 0; first < depth; first += slice) {
    const int64_t length = first + slice < depth ? slice : depth - first;
    for (int j = 0; j < kCholeskyBlock; j += width) {
      const double* const columns = right + first * kCholeskyBlock + j;
      int64_t i = 0;
      for (; i + kTileRows <= count; i += kTileRows)
        subtract_tile<kTileRows>(length, stride, left + i * stride + first, columns, out + i * stride + j);
      for (; i < count; ++i)
        subtract_tile<1>(length, stride, left + i * stride + first, columns, out + i * stride + j);
    }
  }
}

void substitute(int64_t count, int64_t stride, const double* triangle, double* rows) {
  for (int64_t i = 0; i < count; ++i) {
    double* const x = rows + i * stride;
    for (int k = 0; k < kCholeskyBlock; ++k) {
      const double* const column = triangle + k * kCholeskyBlock;
      x[k] /= column[k];
      const DoublePack solved(x[k]);
      const int whole = (k + kPack) / kPack * kPack;  // the first pack beyond k
      for (int j = k + 1; j < whole; ++j) x[j] -= x[k] * column[j];
      for (int j = whole; j < kCholeskyBlock; j += kPack)
        (DoublePack::load_unaligned(x + j) - solved * DoublePack::load_unaligned(column + j))
            .store_unaligned(x + j);
    }
  }
}

constexpr CholeskyKernels cholesky_kernels = {subtract_products, substitute};

}  // namespace
}  // namespace weiss

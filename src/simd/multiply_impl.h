// See multiply_kernels.h. Lanes are vectors, never terms of a sum: any number of lanes gives the same bits.
#pragma once

#include "simd/multiply_kernels.h"
#include "simd/registers.h"

namespace weiss {
namespace {

using MultiplyRegister = Register<double>;

constexpr int64_t kMultiplyLanes = static_cast<int64_t>(MultiplyRegister::size);
#if defined(WEISS_ARCH_avx512)
constexpr int kTileRegisters = 4;  // of 32, beside four rows of sums
#else
constexpr int kTileRegisters = 2;
#endif

// Registers and plain numbers in one code: what is left of count after full registers goes by the latter.
inline void load(const double* p, MultiplyRegister& x) { x = MultiplyRegister::load_unaligned(p); }
inline void store(double* p, const MultiplyRegister& x) { x.store_unaligned(p); }
inline void load(const double* p, double& x) { x = *p; }
inline void store(double* p, double x) { *p = x; }

// Calls use(first vector, width of T, registers of type T) for blocks that cover all vectors.
template <class Use>
inline void for_each_block(int64_t count, const Use& use) {
  int64_t k = 0;
  for (; k + 4 * kMultiplyLanes <= count; k += 4 * kMultiplyLanes) use.template run<MultiplyRegister, 4>(k);
  for (; k + kMultiplyLanes <= count; k += kMultiplyLanes) use.template run<MultiplyRegister, 1>(k);
  for (; k < count; ++k) use.template run<double, 1>(k);
}

// ---- entries of a row ----

struct RowProduct {
  const CsrView& p;
  int64_t count;
  const double* x;
  double* y;
  int64_t row;

  template <class T, int Width>
  void run(int64_t k) const {
    constexpr int64_t lanes = static_cast<int64_t>(sizeof(T) / sizeof(double));
    T sum[Width];
    for (T& s : sum) s = T(0.0);
    for (int64_t e = p.row_start[row], end = p.row_start[row + 1]; e < end; ++e) {
      const T value(p.value[e]);
      const double* const from = x + p.column[e] * count + k;
      for (int w = 0; w < Width; ++w) {
        T term;
        load(from + w * lanes, term);
        sum[w] = sum[w] + value * term;
      }
    }
    for (int w = 0; w < Width; ++w) store(y + row * count + k + w * lanes, sum[w]);
  }
};

void multiply_csr(const CsrView* p, int64_t count, const double* x, double* y) {
  for (int64_t i = 0; i < p->n; ++i) for_each_block(count, RowProduct{*p, count, x, y, i});
}

// ---- four rows over all columns ----

constexpr int kTileRows = 4;
constexpr int64_t kTileColumns = 256;  // four rows of them stay in the nearest cache

struct TileProduct {
  const double (&tile)[kTileColumns][kTileRows];
  int64_t columns;
  int64_t count;
  const double* x;  // of the first column
  double* y;        // of the first row
  int rows;

  template <class T, int Width>
  void run(int64_t k) const {
    if constexpr (Width > kTileRegisters) {
      constexpr int64_t lanes = static_cast<int64_t>(sizeof(T) / sizeof(double));
      for (int w = 0; w < Width; w += kTileRegisters) run<T, kTileRegisters>(k + w * lanes);
    } else {
      sums<T, Width>(k);
    }
  }

  template <class T, int Width>
  void sums(int64_t k) const {
    constexpr int64_t lanes = static_cast<int64_t>(sizeof(T) / sizeof(double));
    T sum[kTileRows][Width];
    for (int r = 0; r < kTileRows; ++r)
      for (int w = 0; w < Width; ++w) {
        sum[r][w] = T(0.0);
        if (r < rows) load(y + r * count + k + w * lanes, sum[r][w]);
      }
    const double* from = x + k;
    for (int64_t j = 0; j < columns; ++j, from += count) {
      T term[Width];
      for (int w = 0; w < Width; ++w) load(from + w * lanes, term[w]);
      for (int r = 0; r < kTileRows; ++r) {
        const T value(tile[j][r]);
        for (int w = 0; w < Width; ++w) sum[r][w] = sum[r][w] + value * term[w];
      }
    }
    for (int r = 0; r < rows; ++r)
      for (int w = 0; w < Width; ++w) store(y + r * count + k + w * lanes, sum[r][w]);
  }
};

void multiply_tiles(const CsrView* p, int64_t count, const double* x, double* y) {
  double tile[kTileColumns][kTileRows];
  for (int64_t e = 0; e < p->n * count; ++e) y[e] = 0.0;
  for (int64_t i = 0; i < p->n; i += kTileRows) {
    const int rows = static_cast<int>(p->n - i < kTileRows ? p->n - i : kTileRows);
    int64_t at[kTileRows];
    for (int r = 0; r < rows; ++r) at[r] = p->row_start[i + r];
    for (int64_t first = 0; first < p->n; first += kTileColumns) {
      const int64_t columns = p->n - first < kTileColumns ? p->n - first : kTileColumns;
      for (auto& column : tile)
        for (double& value : column) value = 0.0;
      for (int r = 0; r < rows; ++r)
        for (; at[r] < p->row_start[i + r + 1] && p->column[at[r]] < first + columns; ++at[r])
          tile[p->column[at[r]] - first][r] = p->value[at[r]];
      for_each_block(count, TileProduct{tile, columns, count, x + first * count, y + i * count, rows});
    }
  }
}

constexpr MultiplyKernels multiply_kernels = {multiply_csr, multiply_tiles};

}  // namespace
}  // namespace weiss

// What a flip does to the fields of the other spins: the coupling rows behind a search, sparse or full.
//
// Rows::Field is the type of fields and gains: int32_t for integer problems that fit, in units of
// 1 / scale, exact; else double, in units of the energy. add() applies the flip of spin k to the spin sign;
// step() also scans for the next best gain.
#pragma once

#include <cstdint>
#include <memory>
#include <type_traits>

#include "model/dense.hpp"
#include "model/integer_rows.hpp"
#include "model/problem.hpp"
#include "simd/flip_kernels.h"

namespace weiss {

template <class Field>
using FlipScan = std::conditional_t<std::is_same_v<Field, int32_t>, FlipScan32, FlipScan64>;

// The kernels for a type of field.
inline auto scan_kernel(const FlipKernels& kernels, int32_t) noexcept { return kernels.scan_i32; }
inline auto scan_kernel(const FlipKernels& kernels, double) noexcept { return kernels.scan_f64; }
inline auto next_kernel(const FlipKernels& kernels, int32_t) noexcept { return kernels.next_i32; }
inline auto next_kernel(const FlipKernels& kernels, double) noexcept { return kernels.next_f64; }

template <class FieldType>
class SparseRows {
 public:
  using Field = FieldType;

  explicit SparseRows(const Problem& problem)
      : kernels_(problem.environment->kernels().flip), start_(problem.row_start.data()),
        column_(problem.column.data()) {
    if constexpr (std::is_same_v<Field, int32_t>) {
      integer_ = problem.integer_rows();
      value_ = integer_->value.data();
    } else {
      value_ = problem.value.data();
    }
  }

  void add(int64_t k, int32_t sign, int64_t, Field* field) const noexcept {
    const Field factor = static_cast<Field>(2 * sign);
    for (int64_t e = start_[k], end = start_[k + 1]; e < end; ++e) field[column_[e]] += factor * value_[e];
  }

  void step(int64_t k, int32_t sign, FlipScan<Field>& scan) const noexcept {
    add(k, sign, scan.n, scan.field);
    scan_kernel(kernels_, Field())(&scan);
  }

 private:
  const FlipKernels& kernels_;
  const int64_t* start_;
  const int32_t* column_;
  const Field* value_;
  std::shared_ptr<const IntegerRows> integer_;  // keeps value_ alive
};

template <class Row>
class FullRows {
 public:
  using Field = std::conditional_t<std::is_same_v<Row, double>, double, int32_t>;

  explicit FullRows(const Problem& problem)
      : kernels_(problem.environment->kernels().flip), rows_(problem.dense_rows()) {}

  void add(int64_t k, int32_t sign, int64_t n, Field* field) const noexcept {
    if constexpr (std::is_same_v<Row, int8_t>) kernels_.add_i8(n, field, sign, row(k));
    if constexpr (std::is_same_v<Row, int16_t>) kernels_.add_i16(n, field, sign, row(k));
    if constexpr (std::is_same_v<Row, double>) kernels_.add_f64(n, field, sign, row(k));
  }

  void step(int64_t k, int32_t sign, FlipScan<Field>& scan) const noexcept {
    if constexpr (std::is_same_v<Row, int8_t>) kernels_.step_i8(&scan, sign, row(k));
    if constexpr (std::is_same_v<Row, int16_t>) kernels_.step_i16(&scan, sign, row(k));
    if constexpr (std::is_same_v<Row, double>) kernels_.step_f64(&scan, sign, row(k));
  }

 private:
  const Row* row(int64_t k) const noexcept {
    if constexpr (std::is_same_v<Row, int8_t>) return rows_->rows8.data() + k * rows_->stride;
    if constexpr (std::is_same_v<Row, int16_t>) return rows_->rows16.data() + k * rows_->stride;
    if constexpr (std::is_same_v<Row, double>) return rows_->rows64.data() + k * rows_->stride;
  }

  const FlipKernels& kernels_;
  std::shared_ptr<const DenseRows> rows_;
};

}  // namespace weiss

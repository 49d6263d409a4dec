// What a flip does to the fields of the other spins: the coupling rows behind a search, sparse or full.
//
// Rows::Field is the type of fields and gains: int32_t for integer problems that fit, in units of
// 1 / scale, exact; else double, in units of the energy. set() computes the fields of a state, and energy()
// of doubles its energy but for the offset; add() applies the flip of spin k to the spin sign; step() also
// scans for the next best gain.
#pragma once

#include <cstdint>
#include <memory>
#include <type_traits>

#include "model/dense.hpp"
#include "model/integer_rows.hpp"
#include "model/problem.hpp"
#include "simd/kernels.h"

namespace weiss {

// The kernels for a type of field.
inline auto next_kernel(const FlipKernels& kernels, int32_t) noexcept { return kernels.next_i32; }
inline auto next_kernel(const FlipKernels& kernels, double) noexcept { return kernels.next_f64; }

template <class FieldType>
class SparseRows {
 public:
  using Field = FieldType;

  explicit SparseRows(const Problem& problem)
      : kernels_(problem.environment->kernels()), n_(problem.num_spins()), start_(problem.row_start.data()),
        column_(problem.column.data()) {
    if constexpr (std::is_same_v<Field, int32_t>) {
      integer_ = problem.integer_rows();
      value_ = integer_->value.data();
      own_field_ = integer_->field.data();
    } else {
      value_ = problem.value.data();
      own_field_ = problem.field.data();
    }
  }

  const Field* own_field() const noexcept { return own_field_; }

  void set(const int8_t* spins, Field* field) const noexcept {
    if constexpr (std::is_same_v<Field, int32_t>) {
      const CsrViewI32 view = {n_, start_, column_, value_, own_field_};
      kernels_.energy.fields_csr_i32(&view, spins, 0, n_, field);
    } else {
      const CsrView view = {n_, start_, column_, value_, own_field_};
      kernels_.energy.fields_csr(&view, spins, 0, n_, field);
    }
  }

  double energy(const int8_t* spins) const noexcept {
    const CsrView view = {n_, start_, column_, value_, own_field_};
    return kernels_.energy.energy_csr(&view, spins);
  }

  void add(int64_t k, int32_t sign, int64_t, Field* field) const noexcept {
    const Field factor = static_cast<Field>(2 * sign);
    for (int64_t e = start_[k], end = start_[k + 1]; e < end; ++e) field[column_[e]] += factor * value_[e];
  }

  void step(int64_t k, int32_t sign, FlipScan& scan) const noexcept {
    add(k, sign, scan.n, scan.field);
    kernels_.flip.scan(&scan);
  }

 private:
  const KernelTable& kernels_;
  const int64_t n_;
  const int64_t* start_;
  const int32_t* column_;
  const Field* value_;
  const Field* own_field_;
  std::shared_ptr<const IntegerRows> integer_;  // keeps value_ alive
};

template <class Row>
class FullRows {
 public:
  using Field = std::conditional_t<std::is_same_v<Row, double>, double, int32_t>;

  explicit FullRows(const Problem& problem)
      : kernels_(problem.environment->kernels()), n_(problem.num_spins()), rows_(problem.dense_rows()) {
    if constexpr (std::is_same_v<Row, int8_t>) first_row_ = rows_->rows8.data();
    if constexpr (std::is_same_v<Row, int16_t>) first_row_ = rows_->rows16.data();
    if constexpr (std::is_same_v<Row, double>) first_row_ = rows_->rows64.data();
    if constexpr (std::is_same_v<Row, double>)
      own_field_ = problem.field.data();
    else
      own_field_ = rows_->field.data();
  }

  const Field* own_field() const noexcept { return own_field_; }

  void set(const int8_t* spins, Field* field) const noexcept {
    const EnergyKernels& kernels = kernels_.energy;
    const int64_t stride = rows_->stride;
    if constexpr (std::is_same_v<Row, int8_t>)
      kernels.fields_dense_i8(n_, stride, first_row_, own_field_, spins, field);
    if constexpr (std::is_same_v<Row, int16_t>)
      kernels.fields_dense_i16(n_, stride, first_row_, own_field_, spins, field);
    if constexpr (std::is_same_v<Row, double>) {
      const DenseView view = {n_, stride, first_row_, own_field_};
      kernels.fields_dense(&view, spins, field);
    }
  }

  double energy(const int8_t* spins) const noexcept {
    const DenseView view = {n_, rows_->stride, first_row_, own_field_};
    return kernels_.energy.energy_dense(&view, spins);
  }

  void add(int64_t k, int32_t sign, int64_t n, Field* field) const noexcept {
    if constexpr (std::is_same_v<Row, int8_t>) kernels_.flip.add_i8(n, field, sign, row(k));
    if constexpr (std::is_same_v<Row, int16_t>) kernels_.flip.add_i16(n, field, sign, row(k));
    if constexpr (std::is_same_v<Row, double>) kernels_.flip.add_f64(n, field, sign, row(k));
  }

  void step(int64_t k, int32_t sign, FlipScan& scan) const noexcept {
    kernels_.flip.step(&scan, sign, row(k));
  }

 private:
  const Row* row(int64_t k) const noexcept { return first_row_ + k * rows_->stride; }

  const KernelTable& kernels_;
  const int64_t n_;
  std::shared_ptr<const DenseRows> rows_;
  const Row* first_row_;
  const Field* own_field_;
};

}  // namespace weiss

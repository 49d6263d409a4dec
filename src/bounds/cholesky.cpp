#include "bounds/cholesky.hpp"

#include <algorithm>
#include <cmath>

namespace weiss {

namespace {

constexpr int64_t kBlock = kCholeskyBlock;

size_t at(int64_t i) { return static_cast<size_t>(i); }

// Columns of the head by the row that they have a number in next: what is to be subtracted there.
class Pending {
 public:
  Pending(int64_t rows, int64_t columns, Memory* memory)
      : first_(at(rows), -1, memory), next_(at(columns), -1, memory), place_(at(columns), 0, memory) {}

  void add(int32_t column, int32_t row, int64_t place) {
    place_[at(column)] = place;
    next_[at(column)] = first_[at(row)];
    first_[at(row)] = column;
  }
  // Calls visit(column, place) for the columns of a row, each of which it may add to a later row.
  template <class Visit>
  void take(int64_t row, const Visit& visit) {
    for (int32_t column = first_[at(row)]; column >= 0;) {
      const int32_t following = next_[at(column)];
      visit(column, place_[at(column)]);
      column = following;
    }
  }

 private:
  Vector<int32_t> first_, next_;
  Vector<int64_t> place_;
};

}  // namespace

Cholesky::Cholesky(const QuadraticForm& form, const Elimination& elimination, const CholeskyKernels& kernels)
    : form_(form),
      elimination_(elimination),
      kernels_(kernels),
      stride_((elimination.tail() + kBlock - 1) / kBlock * kBlock),
      number_(elimination.below.size(), form.memory),
      column_(at(form.size()), 0.0, form.memory),
      tail_(form.memory, stride_ * stride_, 0.0),
      transposed_(form.memory, stride_ * kBlock, 0.0) {}

double Cholesky::slack() const noexcept {
  const double n = static_cast<double>(form_.size());
  const double each = 1.01 * (n + 8.0) * 0x1p-53;  // some more than the two divisions and the root need
  return each < 0.1 ? n * each / (1.0 - 2.0 * each) : HUGE_VAL;
}

bool Cholesky::factors(const double* diagonal, Meter& meter) {
  return factor_head(diagonal, meter) && factor_tail(meter);
}

bool Cholesky::factor_head(const double* diagonal, Meter& meter) {
  const int64_t size = form_.size(), head = elimination_.head;
  const Vector<int32_t>& below = elimination_.below;
  const Vector<int64_t>& start = elimination_.column_start;
  Pending pending(size, head, form_.memory);
  std::fill(column_.begin(), column_.end(), 0.0);
  double* const x = column_.data();

  for (int64_t j = 0; j < size; ++j) {
    const auto row = at(elimination_.order[at(j)]);
    x[j] = diagonal[row];
    for (auto e = at(form_.row_start[row]); e < at(form_.row_start[row + 1]); ++e) {
      const int32_t i = elimination_.position[at(form_.column[e])];
      if (i > j) x[i] = form_.value[e];
    }
    int64_t products = 0;
    pending.take(j, [&](int32_t column, int64_t place) {
      const int64_t end = start[at(column) + 1];
      const double factor = number_[at(place)];
      for (int64_t q = place; q < end; ++q) x[below[at(q)]] -= factor * number_[at(q)];
      products += end - place;
      if (place + 1 < end) pending.add(column, below[at(place) + 1], place + 1);
    });
    if (j < head) {
      if (!(x[j] > 0.0)) return false;
      const double pivot = std::sqrt(x[j]);
      for (int64_t q = start[at(j)]; q < start[at(j) + 1]; ++q) {
        double& entry = x[below[at(q)]];
        number_[at(q)] = entry / pivot;
        entry = 0.0;
      }
      if (start[at(j)] < start[at(j) + 1])
        pending.add(static_cast<int32_t>(j), below[at(start[at(j)])], start[at(j)]);
    } else {
      for (int64_t i = j; i < size; ++i) {
        tail_[(i - head) * stride_ + j - head] = x[i];
        x[i] = 0.0;
      }
      products += size - j;
    }
    if (meter.spend(products + 1)) return false;
  }
  return true;
}

// Block of columns by block of columns: what the earlier ones subtract, the triangle on the diagonal, the
// rows below.
bool Cholesky::factor_tail(Meter& meter) {
  constexpr int64_t kRowsAtOnce = 512;
  double* const rows = tail_.data();
  for (int64_t i = elimination_.tail(); i < stride_; ++i) {
    std::fill(rows + i * stride_, rows + i * stride_ + i, 0.0);
    rows[i * stride_ + i] = 1.0;
  }
  for (int64_t j = 0; j < stride_; j += kBlock) {
    double* const right = transposed_.data();
    for (int64_t k = 0; k < j; ++k)
      for (int64_t i = 0; i < kBlock; ++i) right[k * kBlock + i] = rows[(j + i) * stride_ + k];
    for (int64_t i = j; i < stride_; i += kRowsAtOnce) {
      const int64_t count = std::min(kRowsAtOnce, stride_ - i);
      kernels_.subtract_products(count, j, stride_, rows + i * stride_, right, rows + i * stride_ + j);
      if (meter.spend(count * j * kBlock / 8)) return false;
    }
    if (!factor_block(rows + j * stride_ + j)) return false;
    const int64_t count = stride_ - j - kBlock;
    for (int64_t k = 0; k < kBlock; ++k)
      for (int64_t i = 0; i < kBlock; ++i) right[k * kBlock + i] = rows[(j + i) * stride_ + j + k];
    kernels_.substitute(count, stride_, right, rows + (j + kBlock) * stride_ + j);
    if (meter.spend(count * kBlock * kBlock / 16)) return false;
  }
  return true;
}

bool Cholesky::factor_block(double* block) {
  for (int64_t k = 0; k < kBlock; ++k) {
    double* const own = block + k * stride_;
    for (int64_t j = 0; j <= k; ++j) {
      const double* const other = block + j * stride_;
      double sum = own[j];
      for (int64_t t = 0; t < j; ++t) sum -= own[t] * other[t];
      if (j < k) {
        own[j] = sum / other[j];
      } else {
        if (!(sum > 0.0)) return false;
        own[j] = std::sqrt(sum);
      }
    }
  }
  return true;
}

}  // namespace weiss

// See flip_kernels.h.
#pragma once

#include "simd/flip_kernels.h"
#include "simd/registers.h"

namespace weiss {
namespace {

constexpr double kLowest = -1.7976931348623157e308;

template <class Field>
inline Register<Field> gains_of(const Register<Field>& field, const int8_t* spin) {
  const Register<Field> zero(Field(0));
  return select(load_widened<Field>(spin) < zero, zero - field, field);
}

// What happens to the fields of a register on the way: nothing, or a row is added.
struct Keep {
  Register<double> operator()(double* field, int64_t) const { return Register<double>::load_unaligned(field); }
};

template <class Field, class Row, bool Up>
struct AddRow {
  const Row* row;
  Register<Field> operator()(Field* field, int64_t i) const {
    const Register<Field> old = Register<Field>::load_unaligned(field);
    const Register<Field> x = load_widened<Field>(row + i);
    const Register<Field> now = Up ? old + (x + x) : old - (x + x);
    now.store_unaligned(field);
    return now;
  }
};

// Not inlined: reading single lanes of a register that a loop works on makes compilers keep it in memory.
[[gnu::noinline]] double largest_of(const double* lanes) {
  double largest = lanes[0];
  for (size_t l = 1; l < Register<double>::size; ++l) largest = lanes[l] > largest ? lanes[l] : largest;
  return largest;
}
inline double largest_lane(const Register<double>& x) {
  double lanes[Register<double>::size];
  x.store_unaligned(lanes);
  return largest_of(lanes);
}

// Walks a block once for each register of its lanes, so that their maxima stay in one register.
template <class Change>
inline void scan_with(FlipScan* scan, const Change& change) {
  using R = Register<double>;
  constexpr int64_t lanes = kFlipLanes, width = static_cast<int64_t>(R::size);
  const R lowest(kLowest), now(scan->now);
  const int8_t* const spin = scan->spin;
  const double* const free_at = scan->free_at;
  double* const field = scan->field;
  double* lane_best = scan->lane_best;
  R any = lowest, free = lowest;
  for (int64_t begin = 0; begin < scan->n; begin += lanes * kFlipRows) {
    const int64_t end = scan->n < begin + lanes * kFlipRows ? scan->n : begin + lanes * kFlipRows;
    for (int64_t part = 0; part < lanes; part += width) {
      R best = lowest;
      for (int64_t i = begin + part; i < end; i += lanes) {
        const R gain = gains_of<double>(change(field + i, i), spin + i);
        any = max(any, gain);
        best = max(best, select(R::load_unaligned(free_at + i) <= now, gain, lowest));
      }
      best.store_unaligned(lane_best);
      lane_best += width;
      free = max(free, best);
    }
  }
  scan->best_any = largest_lane(any);
  scan->best_free = largest_lane(free);
}

void scan_gains(FlipScan* scan) { scan_with(scan, Keep{}); }

void step_gains(FlipScan* scan, int32_t sign, const double* row) {
  if (sign > 0)
    scan_with(scan, AddRow<double, double, true>{row});
  else
    scan_with(scan, AddRow<double, double, false>{row});
}

template <class Field, class Row>
void add_row(int64_t n, Field* field, int32_t sign, const Row* row) {
  const auto walk = [&](const auto& change) {
    for (int64_t i = 0; i < n; i += static_cast<int64_t>(Register<Field>::size)) change(field + i, i);
  };
  if (sign > 0)
    walk(AddRow<Field, Row, true>{row});
  else
    walk(AddRow<Field, Row, false>{row});
}

template <class Field>
int64_t next_flip(int64_t begin, int64_t end, const Field* field, const int8_t* spin,
                  const Field* threshold) {
  using R = Register<Field>;
  const R zero(Field(0));
  for (int64_t i = begin; i < end; i += static_cast<int64_t>(R::size)) {
    const R gain = gains_of<Field>(R::load_unaligned(field + i), spin + i);
    const uint32_t bits = mask_bits(zero - gain <= R::load_unaligned(threshold + i));
    if (bits != 0) {
      const int64_t found = i + lowest_bit(bits);
      return found < end ? found : end;
    }
  }
  return end;
}

constexpr FlipKernels flip_kernels = {scan_gains,
                                      add_row<int32_t, int8_t>,
                                      add_row<int32_t, int16_t>,
                                      add_row<double, double>,
                                      step_gains,
                                      next_flip<int32_t>,
                                      next_flip<double>};

}  // namespace
}  // namespace weiss

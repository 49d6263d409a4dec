// Energies and fields from full rows.
#pragma once

#include "simd/energy_kernels.h"
#include "simd/virtual_lanes.h"

namespace weiss {
namespace {

// The last n mod 8 spins, padded with zeros: a state ends where its spins end.
struct SpinTail {
  int8_t spins[kLanes];
  SpinTail(const int8_t* state, int64_t n) : spins{} {
    const int64_t begin = n / kLanes * kLanes;
    for (int64_t j = begin; j < n; ++j) spins[j - begin] = state[j];
  }
};

// sums[r * States + s] = sum_j J_{i + r, j} s_j of state s: a block of the product of rows and states, so
// that each load serves several sums. Entry j goes to lane j mod 8, whatever the block.
template <int Rows, int States>
inline void block_sums(const DenseView& p, int64_t i, const int8_t* spins, const SpinTail* tails,
                       double* sums) {
  Lanes lanes[Rows][States];
  for (auto& row : lanes)
    for (Lanes& x : row) x = broadcast(0.0);
  const auto visit = [&](int64_t j, const int8_t* state, int64_t state_stride) {
    for (int s = 0; s < States; ++s) {
      const Lanes x = load_spins(state + s * state_stride);
      for (int r = 0; r < Rows; ++r)
        lanes[r][s] = lanes[r][s] + load_lanes(p.rows + (i + r) * p.stride + j) * x;
    }
  };
  int64_t j = 0;
  for (; j + kLanes <= p.n; j += kLanes) visit(j, spins + j, p.n);
  if (j < p.n) visit(j, tails->spins, sizeof *tails);
  for (int r = 0; r < Rows; ++r)
    for (int s = 0; s < States; ++s) sums[r * States + s] = sum_of_lanes(lanes[r][s]);
}

constexpr int kRowsAtOnce = kRegisters == 1 ? 4 : 2;  // as the number of registers allows
constexpr int kStatesAtOnce = 2;

// Calls use(i, sums of row i) for all rows.
template <int States, class Use>
inline void for_each_row(const DenseView& p, const int8_t* spins, const SpinTail* tails, const Use& use) {
  double sums[kRowsAtOnce * States];
  int64_t i = 0;
  for (; i + kRowsAtOnce <= p.n; i += kRowsAtOnce) {
    block_sums<kRowsAtOnce, States>(p, i, spins, tails, sums);
    for (int r = 0; r < kRowsAtOnce; ++r) use(i + r, sums + r * States);
  }
  for (; i < p.n; ++i) {
    block_sums<1, States>(p, i, spins, tails, sums);
    use(i, sums);
  }
}

template <int States>
inline void dense_energies(const DenseView& p, const int8_t* spins, const SpinTail* tails, double* energies) {
  CompensatedSum<double> energy[States] = {};
  for_each_row<States>(p, spins, tails, [&](int64_t i, const double* sums) {
    for (int s = 0; s < States; ++s) {
      const double spin = spins[s * p.n + i];
      energy[s].add(spin * p.field[i]);
      energy[s].add(spin * 0.5 * sums[s]);
    }
  });
  for (int s = 0; s < States; ++s) energies[s] = energy[s].total + energy[s].error;
}

double energy_dense(const DenseView* p, const int8_t* spins) {
  const SpinTail tail(spins, p->n);
  double energy;
  dense_energies<1>(*p, spins, &tail, &energy);
  return energy;
}

void energies_dense(const DenseView* p, int64_t count, const int8_t* spins, double* energies) {
  static_assert(kStatesAtOnce == 2, "as many tails as states");
  int64_t k = 0;
  for (; k + kStatesAtOnce <= count; k += kStatesAtOnce) {
    const int8_t* const states = spins + k * p->n;
    const SpinTail tails[kStatesAtOnce] = {{states, p->n}, {states + p->n, p->n}};
    dense_energies<kStatesAtOnce>(*p, states, tails, energies + k);
  }
  for (; k < count; ++k) energies[k] = energy_dense(p, spins + k * p->n);
}

void fields_dense(const DenseView* p, const int8_t* spins, double* f) {
  const SpinTail tail(spins, p->n);
  for_each_row<1>(*p, spins, &tail, [&](int64_t i, const double* sums) { f[i] = p->field[i] + sums[0]; });
}

// ---- integers: sums are the same in any order, and the compiler finds the best one ----

// Products of 16 bits, which every architecture adds up in pairs by one instruction.
template <class T>
inline int32_t integer_dot(int64_t n, const T* row, const int16_t* spins) {
  int32_t total = 0;
  for (int64_t j = 0; j < n; ++j) total += row[j] * spins[j];
  return total;
}

template <class T>
inline void fields_of_integer_rows(int64_t n, int64_t stride, const T* rows, const int32_t* field,
                                   const int8_t* spins, int32_t* f) {
  constexpr int64_t kRows = 8, kColumns = 1024;  // of a block that shares the widened spins
  int16_t wide[kColumns];
  for (int64_t i = 0; i < n; ++i) f[i] = field[i];
  for (int64_t begin = 0; begin < n; begin += kRows) {
    const int64_t end = begin + kRows < n ? begin + kRows : n;
    for (int64_t first = 0; first < n; first += kColumns) {
      const int64_t count = first + kColumns < n ? kColumns : n - first;
      for (int64_t j = 0; j < count; ++j) wide[j] = spins[first + j];
      for (int64_t i = begin; i < end; ++i) f[i] += integer_dot(count, rows + i * stride + first, wide);
    }
  }
}

void fields_dense_i16(int64_t n, int64_t stride, const int16_t* rows, const int32_t* field,
                      const int8_t* spins, int32_t* f) {
  fields_of_integer_rows(n, stride, rows, field, spins, f);
}

void fields_dense_i8(int64_t n, int64_t stride, const int8_t* rows, const int32_t* field, const int8_t* spins,
                     int32_t* f) {
  fields_of_integer_rows(n, stride, rows, field, spins, f);
}

}  // namespace
}  // namespace weiss

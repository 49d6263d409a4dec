// Energies and fields from CSR rows. The entries of a row meet spins all over the state: for one state a
// gather by scalar loads is as fast as the machine's own gather, and the lanes pay off over several states.
#pragma once

#include "simd/energy_kernels.h"
#include "simd/virtual_lanes.h"

namespace weiss {
namespace {

// Rows of this length and more are summed in four chains, entry k in chain k mod 4, the rest after them.
constexpr int64_t kLongRow = 16;

// spin * value by table: cheaper than a conversion.
inline double signed_value(double value, int8_t spin) {
  constexpr double sign[3] = {-1.0, 0.0, 1.0};
  return value * sign[spin + 1];
}

inline double row_sum(const CsrView& p, const int8_t* spins, int64_t i) {
  int64_t k = p.row_start[i];
  const int64_t end = p.row_start[i + 1];
  double total = 0.0;
  if (end - k >= kLongRow) {
    double chain[4] = {0.0, 0.0, 0.0, 0.0};
    for (; k + 4 <= end; k += 4)
      for (int c = 0; c < 4; ++c) chain[c] += signed_value(p.value[k + c], spins[p.column[k + c]]);
    total = (chain[0] + chain[1]) + (chain[2] + chain[3]);
  }
  for (; k < end; ++k) total += signed_value(p.value[k], spins[p.column[k]]);
  return total;
}

double energy_csr(const CsrView* p, const int8_t* spins) {
  CompensatedSum<double> energy = {0.0, 0.0};
  for (int64_t i = 0; i < p->n; ++i) {
    energy.add(signed_value(p->field[i], spins[i]));  // apart: with half a row it may not fit 53 bits
    energy.add(signed_value(0.5 * row_sum(*p, spins, i), spins[i]));
  }
  return energy.total + energy.error;
}

// ---- eight states side by side: spin j of state k at j * 8 + k ----

inline Lanes signed_value(double value, const int8_t* spins, int32_t j) {
  return broadcast(value) * load_spins(spins + int64_t{j} * kLanes);
}

inline Lanes row_sum_of_eight(const CsrView& p, const int8_t* spins, int64_t i) {
  int64_t k = p.row_start[i];
  const int64_t end = p.row_start[i + 1];
  Lanes total = broadcast(0.0);
  if (end - k >= kLongRow) {
    Lanes chain[4] = {total, total, total, total};
    for (; k + 4 <= end; k += 4)
      for (int c = 0; c < 4; ++c) chain[c] = chain[c] + signed_value(p.value[k + c], spins, p.column[k + c]);
    total = (chain[0] + chain[1]) + (chain[2] + chain[3]);
  }
  for (; k < end; ++k) total = total + signed_value(p.value[k], spins, p.column[k]);
  return total;
}

void energy_of_eight(const CsrView& p, const int8_t* spins, double* energies) {
  CompensatedSum<Lanes> energy = {broadcast(0.0), broadcast(0.0)};
  const Lanes half = broadcast(0.5);
  for (int64_t i = 0; i < p.n; ++i) {
    const Lanes spin = load_spins(spins + i * kLanes);
    energy.add(broadcast(p.field[i]) * spin);
    energy.add(half * row_sum_of_eight(p, spins, i) * spin);
  }
  store_lanes(energies, energy.total + energy.error);
}

void energies_csr(const CsrView* p, int64_t count, const int8_t* spins, int8_t* scratch, double* energies) {
  int64_t k = 0;
  if (scratch)
    for (; k + kLanes <= count; k += kLanes) {
      for (int64_t j = 0; j < p->n; ++j)
        for (int lane = 0; lane < kLanes; ++lane) scratch[j * kLanes + lane] = spins[(k + lane) * p->n + j];
      energy_of_eight(*p, scratch, energies + k);
    }
  for (; k < count; ++k) energies[k] = energy_csr(p, spins + k * p->n);
}

// ---- fields ----

void fields_csr(const CsrView* p, const int8_t* spins, int64_t begin, int64_t end, double* f) {
  for (int64_t i = begin; i < end; ++i) f[i] = p->field[i] + row_sum(*p, spins, i);
}

void fields_csr_i32(const CsrViewI32* p, const int8_t* spins, int64_t begin, int64_t end, int32_t* f) {
  for (int64_t i = begin; i < end; ++i) {
    int32_t total = p->field[i];
    for (int64_t k = p->row_start[i]; k < p->row_start[i + 1]; ++k)
      total += p->value[k] * spins[p->column[k]];
    f[i] = total;
  }
}

}  // namespace
}  // namespace weiss

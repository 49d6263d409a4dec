// One-flip steps of the search engines that work on fields, and those of reals whole. See kernels.h for the rules of this header.
//
// n is a multiple of 64 here: entries beyond the spins of the problem have spin +1, a field below that of
// every spin, and couplings of 0. The gain of a spin is s_i f_i, half the energy that its flip would save.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace weiss {

// Lane l of block b holds the spins i = b * L * R + r * L + l, r = 0 ... R - 1: L lanes, R rows. The layout is
// the same in every table, so choices among equal gains are too.
constexpr int64_t kFlipLanes = 8;
constexpr int64_t kFlipRows = 16;
// Kernels may read so many entries past the end of an array, whatever they hold.
constexpr int64_t kFlipOverread = 16;

// What a search for the best gain looks at, and what it finds.
struct FlipScan {
  int64_t n;
  double* field;
  const int8_t* spin;
  const double* free_at;  // spin i is free when free_at[i] <= now
  double now;
  // Best gain of a free spin in lane l of block b at [b * L + l]; the lowest number when none is free.
  double* lane_best;
  double best_free;  // the largest of these
  double best_any;   // the same with all spins free
};

struct FlipKernels {
  // Fills lane_best, best_free and best_any.
  void (*scan)(FlipScan* scan);

  // field += 2 * sign * row with sign -1 or +1: what a flip to the spin sign does to all fields.
  void (*add_i8)(int64_t n, int32_t* field, int32_t sign, const int8_t* row);
  void (*add_i16)(int64_t n, int32_t* field, int32_t sign, const int16_t* row);
  void (*add_f64)(int64_t n, double* field, int32_t sign, const double* row);

  // Both in one pass.
  void (*step)(FlipScan* scan, int32_t sign, const double* row);

  // The first i in begin ... end - 1 whose gain is at least -threshold[i], or end.
  int64_t (*next_i32)(int64_t begin, int64_t end, const int32_t* field, const int8_t* spin,
                      const int32_t* threshold);
  int64_t (*next_f64)(int64_t begin, int64_t end, const double* field, const int8_t* spin,
                      const double* threshold);
};

}  // namespace weiss

// Gates of a register of qubits. See kernels.h for the rules of this header. Rotations and matrices give the
// same bits in every table; phases differ by rounding.
//
// Amplitudes are real parts re and imaginary parts im, 16 or more of each. A call for a gate treats the
// groups of amplitudes whose first index k lies in begin ... end - 1; end - begin is a power of two of at
// least 16, and begin a multiple of it. Calls with ranges of one length that cover 0 ... 2^n apply the gate
// to all, in any order.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace weiss {

// a'_k = cosine a_k + sine s a_{k ^ x} with s = (-1)^popcount((k ^ x) & z); i sine for sine with imaginary.
struct PairRotation {
  uint64_t x;
  uint64_t z;
  double cosine;
  double sine;
  int32_t imaginary;
};

// A complex matrix of 2 or 4 rows on the qubits low < high: row-major, re and im in turn, indexed by
// bit(low) + 2 bit(high).
struct QubitMatrix {
  int32_t num_targets;
  int32_t low;
  int32_t high;  // of two targets
  double entries[32];
};

struct StatevectorKernels {
  void (*rotate_f64)(double* re, double* im, const PairRotation* rotation, int64_t begin, int64_t end);
  void (*rotate_f32)(float* re, float* im, const PairRotation* rotation, int64_t begin, int64_t end);
  void (*multiply_f64)(double* re, double* im, const QubitMatrix* matrix, int64_t begin, int64_t end);
  void (*multiply_f32)(float* re, float* im, const QubitMatrix* matrix, int64_t begin, int64_t end);

  // cos and sin of x[k] quarter_turns for count numbers, a multiple of 8, each at most 2^40 quarter turns.
  void (*phases)(const double* x, double quarter_turns, int64_t count, double* cosine, double* sine);
};

}  // namespace weiss

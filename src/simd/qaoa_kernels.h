// Layers of QAOA with the X mixer. See kernels.h for the rules of this header.
//
// A state of m qubits is kept as phi(x) = i^popcount(x) psi(x), in two arrays re and im of 2^m: there the
// mixer exp(-i beta X) is the real rotation (a, b) -> (a - t b, b + t a) cos(beta) with t = tan(beta), one
// fused multiplication and addition for each real number and qubit. The factors cos(beta) come with the
// phases. Real is double or float. Results differ between architectures by rounding.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace weiss {

// Fewest qubits: what the low pass of the widest registers mixes.
template <class Real>
constexpr int32_t kQaoaLeastQubits = sizeof(Real) == 8 ? 6 : 7;

// States are whole multiples of so many amplitudes, and so are parts of them.
template <class Real>
constexpr int64_t kQaoaGrain = int64_t{1} << kQaoaLeastQubits<Real>;

constexpr int32_t kQaoaMostCodes = 64;

// The factors scale * exp(-i gamma C(x)) of a layer.
template <class Real>
struct QaoaPhase {
  const Real* cost;     // C(x)
  const uint8_t* code;  // C(x) = value[code[x]] for few distinct values; null: phases are computed
  double turns;         // -gamma * 2 / pi, quarter turns for a unit of cost
  double scale;
  int32_t num_codes;
  alignas(64) Real value[kQaoaMostCodes];
  alignas(64) Real cosine[kQaoaMostCodes];  // scaled
  alignas(64) Real sine[kQaoaMostCodes];
};

// Phases, then the mixer on the low qubits.
template <class Real>
struct QaoaLow {
  const QaoaPhase<Real>* phase;
  double tangent;
  int64_t size;    // of the whole state
  int32_t start;   // 1: from the uniform state with amplitudes 1, which need not be read
  int32_t keep;    // 1: the state after the phases is stored in from_re, from_im
  int32_t mirror;  // 1: C(x) = C(~x); for each amplitude of the range its mirror ~x is visited, too
  Real* from_re;
  Real* from_im;
  Real* re;
  Real* im;
};

// The mixer on qubits first ... first + count - 1 of an array of size reals.
template <class Real>
struct QaoaHigh {
  Real* x;
  const Real* cost;  // for sums
  int64_t size;
  int32_t first;
  int32_t count;
  double tangent;
};

// The mixer on the qubits from first on, then on a qubit that is not kept, because a state and its complement
// have the same amplitude: x[i] += x_factor sign(i) y[~i] and y[i] += y_factor sign(i) x[~i], both from old
// values, with sign(i) = (-1)^popcount(i). x and y may be the same array.
template <class Real>
struct QaoaTop {
  Real* x;
  Real* y;
  const Real* cost;
  int64_t size;
  int32_t first;
  double tangent;
  double x_factor;
  double y_factor;
};

// Back through a layer: its phases undone, then the mixer of the layer before on the low qubits.
template <class Real>
struct QaoaBack {
  const QaoaPhase<Real>* phase;
  double tangent;  // of the mixer that is undone, negated
  int32_t unmix;   // 0: neither phases nor mixer are undone
  Real* re;
  Real* im;
  const Real* state_re;  // after the phases on the way forward
  const Real* state_im;
  double mixer;   // out: sum over the low qubits of <x|A|state>, see inner
  double phases;  // out: sum of C (re state_im - im state_re)
};

// One small problem in each lane of a register of doubles. Arrays of lanes: element k of lane l is at k *
// lanes + l.
constexpr int32_t kQaoaManySpins = 7;

struct QaoaMany {
  int32_t num_spins;
  int32_t depth;
  const double* field;     // [num_spins] lanes
  const double* coupling;  // [num_spins * (num_spins - 1) / 2] lanes, pair i > j at i * (i - 1) / 2 + j
  const double* turns;     // [depth] lanes, -gamma * 2 / pi
  const double* tangent;   // [depth] lanes
  const double* scale;     // [depth] lanes: cos(beta)^num_spins
  const double* turned;  // [depth + 1] lanes: -1 where a layer, and at last the mean, finds all spins turned
                         // over, else 1
  double* cost;          // [2^num_spins] lanes, scratch, like the next two
  double* re;
  double* im;
  double* values;  // lanes, out
};

struct QaoaManyKernels {
  void (*mean)(const QaoaMany* many);  // mean energies
};

template <class Real>
struct QaoaKernels {
  int32_t low_qubits;   // of the low pass
  int32_t high_qubits;  // most of a high pass
  int32_t top_qubits;   // most of a top pass
  int32_t num_codes;    // most codes with which a table is faster than computing; 0: never

  // Fills in the tables from value.
  void (*tabulate)(QaoaPhase<Real>* phase);

  // begin and end are multiples of the grain. mirror: begin and end are in the lower half.
  void (*low)(const QaoaLow<Real>* pass, int64_t begin, int64_t end);

  // Number begin ... end - 1 of the size / 2^count places where the qubits of the pass are 0, in order. mean
  // returns the sum of C x^2 instead of storing.
  void (*high)(const QaoaHigh<Real>* pass, int64_t begin, int64_t end);
  double (*high_mean)(const QaoaHigh<Real>* pass, int64_t begin, int64_t end);

  // begin ... end: places in 0 ... 2^first - 1; if x and y are the same array, only those in the lower half.
  void (*top)(const QaoaTop<Real>* pass, int64_t begin, int64_t end);
  double (*top_mean)(const QaoaTop<Real>* pass, int64_t begin, int64_t end);

  // sum of C x^2
  double (*mean)(const Real* x, const Real* cost, int64_t begin, int64_t end);

  // x *= C, then the mixer on the low qubits; returns the sum of C x^2 of before.
  double (*weigh)(Real* x, const Real* cost, double tangent, int64_t begin, int64_t end);
  void (*back)(QaoaBack<Real>* pass, int64_t begin, int64_t end);
  // sum of <x|A|state> over the qubits of the pass, (A state)(i) being state[i without the qubit] where the
  // qubit is 1, and -state[i with the qubit] where it is 0. Places as of high. The second mixes x first.
  double (*inner)(const QaoaHigh<Real>* pass, const Real* state, int64_t begin, int64_t end);
  double (*mix_inner)(const QaoaHigh<Real>* pass, const Real* state, int64_t begin, int64_t end);
  // sum of x[i] sign(i) y[~i]
  double (*top_inner)(const Real* x, const Real* y, int64_t size, int64_t begin, int64_t end);

  // out[k] = in[k] + base + sum_j field[j] s_j(k), k < 2^num_spins, num_spins at least 6; s_j is -1 where bit
  // j of k is set. sums [2^num_spins / 64] is scratch.
  void (*add_fields)(int32_t num_spins, const double* field, double base, const Real* in, Real* sums,
                     Real* out);
};

}  // namespace weiss

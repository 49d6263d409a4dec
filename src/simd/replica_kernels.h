// Metropolis sweeps of many states of one problem side by side. See kernels.h for the rules of this header.
//
// A spin of all states of a group is a cell of 64 bytes: one lane for each state, of the width of the numbers
// that costs are counted in, with no bit set for spin +1 and all bits for spin -1. So the field of a spin is a
// sum of masked couplings, computed anew whenever the spin is looked at: nothing but cells is ever stored, and a
// flip costs nothing more. The lanes do not depend on the registers of the machine.
//
// With x = 1 for spin -1, and a_i = h_i + sum_j J_ij, the field of spin i is a_i - 2 sum_j J_ij x_j. Its cost is
// s_i times that: half the energy that a flip adds, with the sign turned around.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace weiss {

constexpr int64_t kReplicaCellBytes = 64;
// States in a group whose costs are counted in numbers T.
template <class T>
constexpr int64_t kReplicaLanes = kReplicaCellBytes / static_cast<int64_t>(sizeof(T));

// A problem, and the cells of one group.
template <class T>
struct ReplicaView {
  const int64_t* row_start;  // [n + 1]
  const int32_t* column;
  const T* value;  // the couplings; null when all of them are 1, integers only
  const T* base;   // [n] a_i
  const T* field;  // [n] h_i
  void* cells;     // [n * 64 bytes], on a cache line
};

// Couplings of 8 bits, and the cells of one group of 64 lanes that count in int16_t. Here a cell is 64 bytes of x:
// lane l is byte 16 (l % 32 / 8) + 8 (l / 32) + l % 8, so that what registers of 16 bytes unpack to are lanes in a
// row. A product of two couplings with x of two spins is an instruction.
struct PairReplicaView {
  const int64_t* row_start;  // [n + 1]
  const int32_t* column;
  const int32_t* value;  // of row i two by two from (row_start[i] + i) / 2 on: J0, J1, J0, J1, J1 = 0 if there is none
  const int16_t* base;   // [n] a_i
  const int16_t* field;  // [n] h_i
  void* cells;           // [n * 64 bytes], on a cache line
};

// Full rows of couplings of 8 bits, and the cells of one group of 16 lanes that count in int32_t. Here a cell is
// four spins in a row: x of spin 4 q + k in byte 4 l + k of lane l. So a sum over four spins of a lane is an
// instruction.
struct DenseReplicaView {
  int64_t num_spins;
  int64_t stride;        // of the rows, whose entries beyond the spins are 0
  const int8_t* rows;
  const int32_t* base;   // [n] a_i
  const int32_t* field;  // [n] h_i
  void* cells;           // [(n + 3) / 4 * 64 bytes], on a cache line
};

// Integer numbers are exact, as what a_i and the couplings add up to has been proven to fit into T.
template <class View, class T>
struct ReplicaLaneKernels {
  // Looks at spins begin ... end - 1 in turn (at most 64, begin is a multiple of 4), and flips a lane where the flip
  // adds at most 2 * threshold[window + lane] to the energy, with the window[i - begin] of the spin. Returns the
  // number of flips in all lanes.
  int64_t (*sweep)(const View* view, int64_t begin, int64_t end, const uint16_t* window,
                   const T* threshold);
  // The same with thresholds variate[window + lane] * temperature[lane].
  int64_t (*sweep_each)(const View* view, int64_t begin, int64_t end, const uint16_t* window, const float* variate,
                        const float* temperature);
  // threshold[k] = variate[k] * temperature, cut off where no cost is larger; integers are rounded down.
  void (*set_thresholds)(int64_t count, const float* variate, float temperature, T* threshold);
  // Adds sum_i s_i (field of i + h_i) over at most 4096 spins begin ... end - 1 to energy[lane]: the sum over
  // all spins is twice the energy of the lane's state.
  void (*add_energies)(const View* view, int64_t begin, int64_t end, double* energy);
};

struct ReplicaKernels {
  ReplicaLaneKernels<ReplicaView<int8_t>, int8_t> i8;
  ReplicaLaneKernels<ReplicaView<int16_t>, int16_t> i16;
  ReplicaLaneKernels<ReplicaView<int32_t>, int32_t> i32;
  ReplicaLaneKernels<ReplicaView<double>, double> f64;
  ReplicaLaneKernels<PairReplicaView, int16_t> pairs;
  ReplicaLaneKernels<DenseReplicaView, int32_t> dense;
};

}  // namespace weiss

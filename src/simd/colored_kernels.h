// Sweeps over blocks of spins that do not feel each other. See kernels.h for the rules of this header.
//
// The spins are laid out in blocks of 64, each within one colour of a colouring, so the fields of a block
// hold while its spins turn. Fields are summed anew for each block from the neighbours: nothing is scattered,
// and no branch depends on whether a spin turns. Positions of no spin have a field below all thresholds.
//
// Neighbours are read one by one. The gather instructions of today are no faster at that (Zen 4: 1.6 cycles
// for an element, against 0.7 for two plain loads).
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace weiss {

constexpr int64_t kColoredBlock = 64;
constexpr int32_t kColoredWidths = 8;

// width (1 ... 8) neighbours of each of the first count spins of a block, from at on: spin by spin.
struct ColoredPiece {
  int64_t at;
  int32_t width;
  int32_t count;
};

struct ColoredBlocks {
  const int64_t* first_piece;  // [blocks + 1]
  const ColoredPiece* pieces;
  const uint32_t* neighbour;  // positions; in unit sweeps those of the turned copy where the coupling is -1
};

struct ColoredKernels {
  // Sweeps the blocks begin ... end - 1 in turn: a spin turns whose gain, spin times field, is at least
  // -threshold[window[block - begin] + spin - 64 * block]. The field is own plus the sum over the neighbours.

  // Couplings of -1 and +1, fields within -126 ... 126. A second copy of the spins, all turned around, begins
  // at spins + turned.
  void (*sweep_unit)(const ColoredBlocks* blocks, int64_t begin, int64_t end, const int8_t* own,
                     const int8_t* threshold, const uint32_t* window, int8_t* spins, int64_t turned);
  // Couplings weight, in the order of the neighbours.
  void (*sweep_i16)(const ColoredBlocks* blocks, int64_t begin, int64_t end, const int16_t* weight,
                    const int32_t* own, const int32_t* threshold, const uint32_t* window, int8_t* spins);
  void (*sweep_i32)(const ColoredBlocks* blocks, int64_t begin, int64_t end, const int32_t* weight,
                    const int32_t* own, const int32_t* threshold, const uint32_t* window, int8_t* spins);
};

}  // namespace weiss

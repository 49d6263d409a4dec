// The layout of a coloured sweep: spins in blocks of one colour, and their neighbours in pieces, see
// simd/colored_kernels.h.
#pragma once

#include <cstdint>

#include "model/problem.hpp"
#include "search/meter.hpp"
#include "simd/kernels.h"

namespace weiss {

struct Coloring {
  // Throws what the watch throws.
  Coloring(const Problem& problem, Watch& watch);

  int64_t num_blocks() const noexcept { return static_cast<int64_t>(first_piece.size()) - 1; }
  int64_t num_positions() const noexcept { return num_blocks() * kColoredBlock; }

  Vector<int32_t> spin;          // at each position, or -1
  Vector<int64_t> first_piece;   // [blocks + 1]
  Vector<ColoredPiece> pieces;
  Vector<uint32_t> neighbour;    // num_positions() where a piece is wider than the spin has couplings
  Vector<int64_t> coupling;      // to each neighbour: its place in the problem's arrays, or -1
};

}  // namespace weiss

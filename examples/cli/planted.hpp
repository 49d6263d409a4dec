// Spin glasses whose ground states are known because they were planted.
#pragma once

#include <cstdint>

#include "recipes.hpp"
#include "stream.hpp"

namespace cli {

// Tile planting on a square torus, side even and at least 4 (Hamze, Jacob, Ochoa, Perera, Wang, Katzgraber
// 2018). Every second plaquette is a tile, so that each coupling belongs to one; each tile is frustrated,
// with tile_class couplings of size 1, one of them unsatisfied in the planted state, and the others of size 2.
// No state can do better in any tile. tile_class 1 ... 4, or 0: drawn for each tile.
Terms plant_tiles(int64_t side, int64_t tile_class, Stream& stream);

// Entries of the columns w of a Wishart problem.
enum class WishartLaw { kPlusMinusOne, kGauss };

// The Wishart planted ensemble (Hamze, Raymond, Pattison, Biswas, Katzgraber 2020): J_ij = sum of w_i w_j
// over num_columns columns w that are orthogonal to the planted state, so that the energy is half the sum of
// (w s)^2 up to a constant. Columns are integers, hence exactly orthogonal: balanced +1 and -1 (num_spins
// even), or normal numbers on a grid of 1/8 with their mean taken off, all times 8 num_spins.
Terms plant_wishart(int64_t num_spins, int64_t num_columns, WishartLaw law, Stream& stream);

}  // namespace cli

// See colored_kernels.h.
#pragma once

#include "simd/arch.h"
#include "simd/colored_kernels.h"

namespace weiss {
namespace {

// Adds to the fields of a block what a piece of width neighbours brings.
template <int32_t kWidth>
void add_unit(const ColoredPiece& piece, const uint32_t* neighbour, const int8_t* spins, int8_t* field) {
  for (int32_t l = 0; l < piece.count; ++l, neighbour += kWidth) {
    int32_t even = field[l], odd = 0;
    for (int32_t k = 0; k < kWidth; k += 2) even += spins[neighbour[k]];
    for (int32_t k = 1; k < kWidth; k += 2) odd += spins[neighbour[k]];
    field[l] = static_cast<int8_t>(even + odd);
  }
}

template <class Weight, int32_t kWidth>
void add_weighted(const ColoredPiece& piece, const uint32_t* neighbour, const Weight* weight,
                  const int8_t* spins, int32_t* field) {
  for (int32_t l = 0; l < piece.count; ++l, neighbour += kWidth, weight += kWidth) {
    int32_t even = field[l], odd = 0;
    for (int32_t k = 0; k < kWidth; k += 2) even += spins[neighbour[k]] * weight[k];
    for (int32_t k = 1; k < kWidth; k += 2) odd += spins[neighbour[k]] * weight[k];
    field[l] = even + odd;
  }
}

// Turns the spins of a block, by arithmetic alone, so that compilers use vectors.
template <class Field>
inline void turn_block(const Field* field, const Field* threshold, int8_t* spins) {
  for (int64_t l = 0; l < kColoredBlock; ++l) {
    const Field s = spins[l];
    const Field gain = static_cast<Field>(s * field[l]);
    const Field least = static_cast<Field>(-threshold[l]);
    spins[l] = static_cast<int8_t>(gain >= least ? -s : s);
  }
}

void sweep_unit(const ColoredBlocks* blocks, int64_t begin, int64_t end, const int8_t* own,
                const int8_t* threshold, const uint32_t* window, int8_t* spins, int64_t turned) {
  for (int64_t b = begin; b < end; ++b) {
    const int64_t first = b * kColoredBlock;
    alignas(64) int8_t field[kColoredBlock];
    __builtin_memcpy(field, own + first, sizeof field);
    for (int64_t p = blocks->first_piece[b]; p < blocks->first_piece[b + 1]; ++p) {
      const ColoredPiece& piece = blocks->pieces[p];
      const uint32_t* const neighbour = blocks->neighbour + piece.at;
      switch (piece.width) {
        case 1: add_unit<1>(piece, neighbour, spins, field); break;
        case 2: add_unit<2>(piece, neighbour, spins, field); break;
        case 3: add_unit<3>(piece, neighbour, spins, field); break;
        case 4: add_unit<4>(piece, neighbour, spins, field); break;
        case 5: add_unit<5>(piece, neighbour, spins, field); break;
        case 6: add_unit<6>(piece, neighbour, spins, field); break;
        case 7: add_unit<7>(piece, neighbour, spins, field); break;
        default: add_unit<8>(piece, neighbour, spins, field); break;
      }
    }
    alignas(64) int8_t block[kColoredBlock];
    __builtin_memcpy(block, spins + first, sizeof block);
    turn_block<int8_t>(field, threshold + window[b - begin], block);
    __builtin_memcpy(spins + first, block, sizeof block);
    for (int8_t& s : block) s = static_cast<int8_t>(-s);
    __builtin_memcpy(spins + turned + first, block, sizeof block);
  }
}

template <class Weight>
void sweep_weighted(const ColoredBlocks* blocks, int64_t begin, int64_t end, const Weight* weights,
                    const int32_t* own, const int32_t* threshold, const uint32_t* window, int8_t* spins) {
  for (int64_t b = begin; b < end; ++b) {
    const int64_t first = b * kColoredBlock;
    alignas(64) int32_t field[kColoredBlock];
    __builtin_memcpy(field, own + first, sizeof field);
    for (int64_t p = blocks->first_piece[b]; p < blocks->first_piece[b + 1]; ++p) {
      const ColoredPiece& piece = blocks->pieces[p];
      const uint32_t* const neighbour = blocks->neighbour + piece.at;
      const Weight* const weight = weights + piece.at;
      switch (piece.width) {
        case 1: add_weighted<Weight, 1>(piece, neighbour, weight, spins, field); break;
        case 2: add_weighted<Weight, 2>(piece, neighbour, weight, spins, field); break;
        case 3: add_weighted<Weight, 3>(piece, neighbour, weight, spins, field); break;
        case 4: add_weighted<Weight, 4>(piece, neighbour, weight, spins, field); break;
        case 5: add_weighted<Weight, 5>(piece, neighbour, weight, spins, field); break;
        case 6: add_weighted<Weight, 6>(piece, neighbour, weight, spins, field); break;
        case 7: add_weighted<Weight, 7>(piece, neighbour, weight, spins, field); break;
        default: add_weighted<Weight, 8>(piece, neighbour, weight, spins, field); break;
      }
    }
    alignas(64) int8_t block[kColoredBlock];
    __builtin_memcpy(block, spins + first, sizeof block);
    turn_block<int32_t>(field, threshold + window[b - begin], block);
    __builtin_memcpy(spins + first, block, sizeof block);
  }
}

constexpr ColoredKernels colored_kernels = {sweep_unit, sweep_weighted<int16_t>, sweep_weighted<int32_t>};

}  // namespace
}  // namespace weiss

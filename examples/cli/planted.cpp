#include "planted.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "weiss/problem.h"

namespace cli {

namespace {

constexpr double kGrid = 8;  // steps of a normal number of a Wishart column

template <class Entry>
void shuffle(Entry* first, size_t count, Stream& stream) {
  for (size_t k = count; k > 1; --k) std::swap(first[k - 1], first[stream.below(k)]);
}

Terms without_fields(int64_t num_spins) {
  Terms terms;
  terms.origin = WEISS_ORIGIN_ISING;
  terms.num_spins = num_spins;
  return terms;
}

// Turns a problem whose ground state is all +1 into one whose ground state is random.
void hide_ground_state(Terms& terms, Stream& stream) {
  terms.planted.resize(static_cast<size_t>(terms.num_spins));
  for (int8_t& spin : terms.planted) spin = stream.below(2) ? 1 : -1;
  for (size_t k = 0; k < terms.value.size(); ++k)
    terms.value[k] *= terms.planted[static_cast<size_t>(terms.row[k])] *
                      terms.planted[static_cast<size_t>(terms.column[k])];
}

// Couplings of a tile around the plaquette, least energy with all spins +1: the positive one is unsatisfied.
std::array<double, 4> tile_couplings(int64_t tile_class, Stream& stream) {
  std::array<double, 4> couplings = {1, -1, -1, -1};
  for (size_t k = static_cast<size_t>(tile_class); k < 4; ++k) couplings[k] = -2;
  shuffle(couplings.data(), couplings.size(), stream);
  return couplings;
}

// Orthogonal to (1, ..., 1).
std::vector<double> wishart_column(size_t n, WishartLaw law, Stream& stream) {
  std::vector<double> column(n);
  if (law == WishartLaw::kPlusMinusOne) {
    for (size_t i = 0; i < n; ++i) column[i] = i < n / 2 ? 1 : -1;
    shuffle(column.data(), n, stream);
    return column;
  }
  for (double& entry : column) entry = std::floor(kGrid * stream.normal() + 0.5);
  const double sum = std::accumulate(column.begin(), column.end(), 0.0);
  for (double& entry : column) entry = static_cast<double>(n) * entry - sum;
  return column;
}

}  // namespace

Terms plant_tiles(int64_t side, int64_t tile_class, Stream& stream) {
  Terms terms = without_fields(side * side);
  for (int64_t row = 0; row < side; ++row)
    for (int64_t column = row % 2; column < side; column += 2) {
      const int64_t below = (row + 1) % side, right = (column + 1) % side;
      const std::array<int64_t, 4> corners = {row * side + column, row * side + right, below * side + right,
                                              below * side + column};
      const int64_t chosen = tile_class > 0 ? tile_class : static_cast<int64_t>(1 + stream.below(4));
      const std::array<double, 4> couplings = tile_couplings(chosen, stream);
      for (size_t k = 0; k < 4; ++k) {
        terms.row.push_back(static_cast<int32_t>(corners[k]));
        terms.column.push_back(static_cast<int32_t>(corners[(k + 1) % 4]));
        terms.value.push_back(couplings[k]);
      }
    }
  hide_ground_state(terms, stream);
  return terms;
}

Terms plant_wishart(int64_t num_spins, int64_t num_columns, WishartLaw law, Stream& stream) {
  Terms terms = without_fields(num_spins);
  const auto n = static_cast<size_t>(num_spins);
  terms.value.assign(n * (n - 1) / 2, 0.0);
  for (size_t i = 0; i < n; ++i)
    for (size_t j = i + 1; j < n; ++j) {
      terms.row.push_back(static_cast<int32_t>(i));
      terms.column.push_back(static_cast<int32_t>(j));
    }
  for (int64_t k = 0; k < num_columns; ++k) {
    const std::vector<double> w = wishart_column(n, law, stream);
    double* value = terms.value.data();
    for (size_t i = 0; i < n; ++i)
      for (size_t j = i + 1; j < n; ++j) *value++ += w[i] * w[j];
  }
  hide_ground_state(terms, stream);
  return terms;
}

}  // namespace cli

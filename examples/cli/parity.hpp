// Union-find with parities: which spins are equal and which are opposite, as far as it follows from what was
// said, and whether that contradicts itself.
#pragma once

#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace cli {

class Parity {
 public:
  explicit Parity(int64_t num_spins) : parent_(static_cast<size_t>(num_spins)), opposite_(parent_.size()) {
    std::iota(parent_.begin(), parent_.end(), size_t{0});
  }

  // Says that i and j are opposite, or equal; false when the contrary is known already.
  bool relate(int64_t i, int64_t j, bool opposite) {
    const auto [root_i, odd_i] = find(static_cast<size_t>(i));
    const auto [root_j, odd_j] = find(static_cast<size_t>(j));
    const bool differ = (odd_i != odd_j) != opposite;
    if (root_i == root_j) return !differ;
    parent_[root_i] = root_j;
    opposite_[root_i] = differ;
    return true;
  }

 private:
  // The root of i, and whether i is opposite to it; halves the path.
  std::pair<size_t, bool> find(size_t i) {
    bool odd = false;
    while (parent_[i] != i) {
      const size_t parent = parent_[i];
      opposite_[i] = opposite_[i] != opposite_[parent];
      parent_[i] = parent_[parent];
      odd = odd != opposite_[i];
      i = parent_[i];
    }
    return {i, odd};
  }

  std::vector<size_t> parent_;
  std::vector<bool> opposite_;  // to the parent; false for a root
};

}  // namespace cli

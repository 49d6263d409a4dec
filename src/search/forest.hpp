// Random induced forests of the coupling graph.
#pragma once

#include <cstdint>
#include <limits>
#include <utility>

#include "base/aligned.hpp"
#include "base/random.hpp"
#include "model/problem.hpp"

namespace weiss {

// A set of spins whose couplings among themselves form no cycle. Position p of the forest holds a spin; its
// parent stands at an earlier position.
class Forest {
 public:
  static constexpr int32_t kRoot = -1;
  struct Node {
    double coupling;  // to the parent; 0 for a root
    int32_t spin;
    int32_t parent;   // its position, or kRoot
  };

  explicit Forest(const Problem& problem)
      : problem_(problem), n_(static_cast<int32_t>(problem.num_spins())),
        nodes_(problem.environment->memory(), n_, Node{}),
        contacts_(problem.environment->memory(), n_, Contact{}),
        frontier_(problem.environment->memory(), n_, 0), unseen_(problem.environment->memory(), n_, 0) {
    for (int32_t i = 0; i < n_; ++i) unseen_[i] = i;
  }

  int64_t size() const noexcept { return size_; }
  const Node* nodes() const noexcept { return nodes_.data(); }
  // Couplings of all its spins, in both directions where both ends are in the forest.
  int64_t couplings() const noexcept { return couplings_; }

  // Grows a new forest that no spin can be added to but between two trees: from random roots, a random spin
  // of the frontier at a time, which joins when it touches the forest once.
  void grow(Random& random) noexcept {
    size_ = couplings_ = 0;
    for (int32_t i = 0; i < n_; ++i) contacts_[i] = Contact{0.0, kRoot, 0};
    int32_t left = n_;
    while (left > 0) {
      const int32_t pick = static_cast<int32_t>(random.below(static_cast<uint32_t>(left)));
      const int32_t root = unseen_[pick];
      std::swap(unseen_[pick], unseen_[--left]);
      if (contacts_[root].count != 0) continue;
      int32_t waiting = add(root, 0);
      while (waiting > 0) {
        const int32_t at = static_cast<int32_t>(random.below(static_cast<uint32_t>(waiting)));
        const int32_t spin = frontier_[at];
        frontier_[at] = frontier_[--waiting];
        if (contacts_[spin].count == 1) waiting = add(spin, waiting);
      }
    }
  }

 private:
  // How a spin touches the forest. A spin of the forest touches it many times: it cannot join again.
  struct Contact {
    double coupling;
    int32_t node;
    int32_t count;
  };
  static constexpr int32_t kMember = 1 << 30;

  // Returns the length of the frontier.
  int32_t add(int32_t spin, int32_t waiting) noexcept {
    Contact& own = contacts_[spin];
    nodes_[size_] = Node{own.coupling, spin, own.node};
    own.count = kMember;
    const auto begin = static_cast<size_t>(problem_.row_start[static_cast<size_t>(spin)]);
    const auto end = static_cast<size_t>(problem_.row_start[static_cast<size_t>(spin) + 1]);
    for (size_t k = begin; k < end; ++k) {
      Contact& other = contacts_[problem_.column[k]];
      if (++other.count != 1) continue;
      other.coupling = problem_.value[k];
      other.node = static_cast<int32_t>(size_);
      frontier_[waiting++] = problem_.column[k];
    }
    couplings_ += static_cast<int64_t>(end - begin);
    ++size_;
    return waiting;
  }

  const Problem& problem_;
  const int32_t n_;
  AlignedArray<Node> nodes_;
  AlignedArray<Contact> contacts_;
  AlignedArray<int32_t> frontier_;
  AlignedArray<int32_t> unseen_;  // a permutation of the spins
  int64_t size_ = 0;
  int64_t couplings_ = 0;
};

}  // namespace weiss

// The couplings of an integer problem in few bytes, in an order of spins that keeps neighbours near.
#pragma once

#include <cstdint>
#include <limits>

#include "base/aligned.hpp"
#include "model/problem.hpp"
#include "search/meter.hpp"
#include "search/vertex_order.hpp"

namespace weiss {

// Neighbour and weight in 4 bytes.
class PackedEdges {
 public:
  using Weight = int8_t;
  static constexpr int64_t kMaxSpins = int64_t{1} << 24;

  PackedEdges(Memory* memory, int64_t count) : edge_(memory, count, 0) {}
  void set(int64_t e, int64_t neighbour, int32_t weight) noexcept {
    edge_[e] = static_cast<uint32_t>(neighbour) << 8 | static_cast<uint8_t>(weight);
  }
  uint64_t neighbour(uint32_t e) const noexcept { return edge_[e] >> 8; }
  int32_t weight(uint32_t e) const noexcept { return static_cast<int8_t>(edge_[e]); }

 private:
  AlignedArray<uint32_t> edge_;
};

// In 4 bytes and those of the weight.
template <class WeightType>
class SplitEdges {
 public:
  using Weight = WeightType;
  static constexpr int64_t kMaxSpins = std::numeric_limits<int32_t>::max();

  SplitEdges(Memory* memory, int64_t count)
      : neighbour_(memory, count, 0), weight_(memory, count, Weight(0)) {}
  void set(int64_t e, int64_t neighbour, int32_t weight) noexcept {
    neighbour_[e] = static_cast<int32_t>(neighbour);
    weight_[e] = static_cast<Weight>(weight);
  }
  uint64_t neighbour(uint32_t e) const noexcept { return static_cast<uint64_t>(neighbour_[e]); }
  int32_t weight(uint32_t e) const noexcept { return weight_[e]; }

 private:
  AlignedArray<int32_t> neighbour_;
  AlignedArray<Weight> weight_;
};

template <class Edges>
class SparseGraph {
 public:
  SparseGraph(const Problem& problem, Watch& watch)
      : problem_(problem),
        order_(local_order(problem, watch)),
        start_(problem.environment->memory(), problem.num_spins() + 1, uint32_t{0}),
        edges_(problem.environment->memory(), problem.num_entries()) {
    uint32_t e = 0;
    for (int64_t place = 0; place < num_spins(); ++place) {
      const auto spin = static_cast<size_t>(order_.spin(place));
      for (size_t k = problem.row_begin(spin); k < problem.row_end(spin); ++k)
        edges_.set(e++, order_.place(problem.column[k]),
                   static_cast<int32_t>(problem.value[k] * problem.scale));
      watch.pass(e - start_[place]);
      start_[place + 1] = e;
    }
  }

  int64_t num_spins() const noexcept { return problem_.num_spins(); }
  int64_t num_edges() const noexcept { return problem_.num_entries(); }
  const VertexOrder& order() const noexcept { return order_; }

  // Spins are counted by their place from here on.
  uint32_t begin(uint64_t place) const noexcept { return start_.data()[place]; }
  uint32_t end(uint64_t place) const noexcept { return start_.data()[place + 1]; }
  int64_t degree(uint64_t place) const noexcept { return int64_t{end(place)} - begin(place); }
  uint64_t neighbour(uint32_t e) const noexcept { return edges_.neighbour(e); }
  int32_t weight(uint32_t e) const noexcept { return edges_.weight(e); }
  int64_t own_field(int64_t place) const noexcept {
    return static_cast<int64_t>(problem_.field[static_cast<size_t>(order_.spin(place))] * problem_.scale);
  }

 private:
  const Problem& problem_;
  const VertexOrder order_;
  AlignedArray<uint32_t> start_;
  Edges edges_;
};

}  // namespace weiss

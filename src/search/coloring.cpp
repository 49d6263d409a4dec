#include "search/coloring.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace weiss {

namespace {

int64_t degree(const Problem& problem, int32_t spin) noexcept {
  const auto u = static_cast<size_t>(spin);
  return problem.row_start[u + 1] - problem.row_start[u];
}

// Spins in the order of falling degree.
Vector<int32_t> by_degree(const Problem& problem) {
  Memory* const memory = problem.environment->memory();
  const auto n = static_cast<int32_t>(problem.num_spins());
  int64_t most = 0;
  for (int32_t i = 0; i < n; ++i) most = std::max(most, degree(problem, i));
  // next[k]: the place of the next spin of degree most - k.
  Vector<int32_t> next(static_cast<size_t>(most) + 2, 0, memory);
  for (int32_t i = 0; i < n; ++i) ++next[static_cast<size_t>(most - degree(problem, i)) + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  Vector<int32_t> order(static_cast<size_t>(n), memory);
  for (int32_t i = 0; i < n; ++i) {
    int32_t& at = next[static_cast<size_t>(most - degree(problem, i))];
    order[static_cast<size_t>(at++)] = i;
  }
  return order;
}

// Gives each spin in turn the first colour that none of its neighbours has (Welsh, Powell 1967).
Vector<int32_t> color_of(const Problem& problem, const Vector<int32_t>& order, Watch& watch) {
  Memory* const memory = problem.environment->memory();
  Vector<int32_t> color(order.size(), -1, memory);
  Vector<int32_t> seen_by(memory);  // for each colour: the last spin that saw it
  for (const int32_t i : order) {
    const auto u = static_cast<size_t>(i);
    for (size_t k = problem.row_begin(u); k < problem.row_end(u); ++k) {
      const int32_t c = color[static_cast<size_t>(problem.column[k])];
      if (c >= 0) seen_by[static_cast<size_t>(c)] = i;
    }
    size_t free = 0;
    while (free < seen_by.size() && seen_by[free] == i) ++free;
    if (free == seen_by.size()) seen_by.push_back(-1);
    color[u] = static_cast<int32_t>(free);
    watch.pass(degree(problem, i));
  }
  return color;
}

// Spins at the positions: colour by colour, in the order given, each colour filled up to whole blocks.
Vector<int32_t> lay_out(const Vector<int32_t>& order, const Vector<int32_t>& color, Memory* memory) {
  Vector<int64_t> next(memory);  // for each colour: first its spins, then its next position
  for (const int32_t c : color) {
    if (static_cast<size_t>(c) >= next.size()) next.resize(static_cast<size_t>(c) + 1, 0);
    ++next[static_cast<size_t>(c)];
  }
  int64_t end = 0;
  for (int64_t& at : next) {
    const int64_t count = at;
    at = end;
    end += (count + kColoredBlock - 1) / kColoredBlock * kColoredBlock;
  }
  Vector<int32_t> spin(static_cast<size_t>(end), -1, memory);
  for (const int32_t i : order) {
    int64_t& at = next[static_cast<size_t>(color[static_cast<size_t>(i)])];
    spin[static_cast<size_t>(at++)] = i;
  }
  return spin;
}

// Cuts the neighbours of a block, whose degrees fall, into pieces of least cost.
class Cutter {
 public:
  explicit Cutter(Memory* memory) : cost_(memory), width_(memory), count_(memory) {}

  // Spins of more than k couplings.
  int64_t count(int64_t k) const noexcept { return count_[static_cast<size_t>(k)]; }
  // The width of the piece that begins with neighbour k.
  int32_t width(int64_t k) const noexcept { return width_[static_cast<size_t>(k)]; }

  // degree [kColoredBlock].
  void cut(const int64_t* degree) {
    const int64_t most = degree[0];
    // In cycles: to begin a piece, to add up a spin, to read a neighbour.
    constexpr double kPiece = 20.0, kSpin = 1.0, kNeighbour = 0.7;
    cost_.assign(static_cast<size_t>(most + kColoredWidths), 0.0);
    width_.assign(static_cast<size_t>(most), 1);
    count_.assign(static_cast<size_t>(most), 0);
    int64_t spins = 0;
    for (int64_t k = most - 1; k >= 0; --k) {
      while (spins < kColoredBlock && degree[spins] > k) ++spins;
      const auto at = static_cast<size_t>(k);
      count_[at] = spins;
      cost_[at] = std::numeric_limits<double>::infinity();
      for (int32_t width = 1; width <= kColoredWidths; ++width) {
        const double cost = cost_[at + static_cast<size_t>(width)] + kPiece +
                            static_cast<double>(spins) * (kSpin + kNeighbour * width);
        if (cost < cost_[at]) {
          cost_[at] = cost;
          width_[at] = width;
        }
      }
    }
  }

 private:
  Vector<double> cost_;  // of all neighbours from k on
  Vector<int32_t> width_;
  Vector<int64_t> count_;
};

}  // namespace

Coloring::Coloring(const Problem& problem, Watch& watch)
    : spin(problem.environment->memory()), first_piece(problem.environment->memory()),
      pieces(problem.environment->memory()), neighbour(problem.environment->memory()),
      coupling(problem.environment->memory()) {
  Memory* const memory = problem.environment->memory();
  const Vector<int32_t> order = by_degree(problem);
  spin = lay_out(order, color_of(problem, order, watch), memory);
  const auto positions = static_cast<int64_t>(spin.size());
  Vector<uint32_t> position(order.size(), memory);
  for (int64_t p = 0; p < positions; ++p)
    if (spin[static_cast<size_t>(p)] >= 0)
      position[static_cast<size_t>(spin[static_cast<size_t>(p)])] = static_cast<uint32_t>(p);

  neighbour.reserve(problem.column.size());
  coupling.reserve(problem.column.size());
  Cutter cutter(memory);
  first_piece.push_back(0);
  for (int64_t begin = 0; begin < positions; begin += kColoredBlock) {
    const int32_t* const block = spin.data() + begin;
    int64_t degrees[kColoredBlock];
    for (int64_t l = 0; l < kColoredBlock; ++l) degrees[l] = block[l] < 0 ? 0 : degree(problem, block[l]);
    cutter.cut(degrees);
    const size_t before = neighbour.size();
    for (int64_t k = 0; k < degrees[0]; k += cutter.width(k)) {
      const int32_t width = cutter.width(k);
      const int64_t count = cutter.count(k);
      pieces.push_back({static_cast<int64_t>(neighbour.size()), width, static_cast<int32_t>(count)});
      for (int64_t l = 0; l < count; ++l)
        for (int64_t j = k; j < k + width; ++j) {
          const int64_t at =
              j < degrees[l] ? problem.row_start[static_cast<size_t>(block[l])] + j : int64_t{-1};
          coupling.push_back(at);
          neighbour.push_back(at < 0 ? static_cast<uint32_t>(positions)
                                     : position[static_cast<size_t>(problem.column[static_cast<size_t>(at)])]);
        }
    }
    watch.pass(static_cast<int64_t>(neighbour.size() - before));
    first_piece.push_back(static_cast<int64_t>(pieces.size()));
  }
}

}  // namespace weiss

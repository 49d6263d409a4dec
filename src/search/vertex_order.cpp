#include "search/vertex_order.hpp"

#include <algorithm>
#include <cstdlib>

namespace weiss {

namespace {

constexpr int32_t kUnseen = -1;

int64_t degree(const Problem& problem, int32_t spin) noexcept {
  const auto at = static_cast<size_t>(spin);
  return problem.row_start[at + 1] - problem.row_start[at];
}

// Breadth first from start. Fills spin_at from begin on, and place_of. Returns the end of what it filled, or
// kTooWide as soon as a level has more than widest spins.
constexpr int64_t kTooWide = -1;
template <bool kByDegree>  // neighbours of a spin by their degree, else as they come
int64_t walk(const Problem& problem, int32_t start, int64_t begin, int64_t widest, VertexOrder& order,
             Watch& watch) {
  int64_t end = begin;
  const auto see = [&order, &end](int32_t spin) {
    order.place_of[spin] = static_cast<int32_t>(end);
    order.spin_at[end++] = spin;
  };
  see(start);
  for (int64_t k = begin, level = end; k < end; ++k) {
    if (k == level) level = end;
    const auto at = static_cast<size_t>(order.spin_at[k]);
    const int64_t first = end;
    watch.pass(degree(problem, order.spin_at[k]));
    for (size_t e = problem.row_begin(at); e < problem.row_end(at); ++e)
      if (order.place_of[problem.column[e]] == kUnseen) see(problem.column[e]);
    if (end - level > widest) return kTooWide;
    if constexpr (!kByDegree) continue;
    std::sort(order.spin_at.data() + first, order.spin_at.data() + end, [&problem](int32_t a, int32_t b) {
      const int64_t x = degree(problem, a), y = degree(problem, b);
      return x != y ? x < y : a < b;
    });
    for (int64_t place = first; place < end; ++place)
      order.place_of[order.spin_at[place]] = static_cast<int32_t>(place);
  }
  return end;
}

// Of distances between coupled spins, summed: how many bits they have.
template <class Place>
int64_t distance_bits(const Problem& problem, const Place& place, Watch& watch) {
  int64_t bits = 0;
  for (int64_t i = 0; i < problem.num_spins(); ++i) {
    const auto at = static_cast<size_t>(i);
    for (size_t e = problem.row_begin(at); e < problem.row_end(at); ++e)
      bits += 64 - __builtin_clzll(static_cast<uint64_t>(std::abs(place(i) - place(problem.column[e]))));
    watch.pass(static_cast<int64_t>(problem.row_end(at) - problem.row_begin(at)));
  }
  return bits;
}

}  // namespace

VertexOrder local_order(const Problem& problem, Watch& watch) {
  constexpr int64_t kAllNear = 4096;  // so many spins stay in the nearest cache in any order
  constexpr int64_t kWorthIt = 2;     // bits, that is a quarter of the distance
  constexpr int64_t kLevels = 8;      // of equal width: neighbours are a level apart, and fewer are no gain
  const int64_t n = problem.num_spins();
  if (n <= kAllNear) return {};

  Memory* const memory = problem.environment->memory();
  VertexOrder order;
  order.spin_at = AlignedArray<int32_t>(memory, n, kUnseen);
  order.place_of = AlignedArray<int32_t>(memory, n, kUnseen);
  int64_t end = 0;
  for (int64_t i = 0; i < n; ++i) {
    if (order.place_of[i] != kUnseen) continue;
    // The spin that is seen last is at an end of the component: levels from there are narrow.
    const int64_t seen = walk<false>(problem, static_cast<int32_t>(i), end, n / kLevels, order, watch);
    if (seen == kTooWide) return {};  // after a part of one pass, as random graphs are
    const int32_t start = order.spin_at[seen - 1];
    for (int64_t k = end; k < seen; ++k) order.place_of[order.spin_at[k]] = kUnseen;
    end = walk<true>(problem, start, end, n, order, watch);
  }
  const int64_t before = distance_bits(problem, [](int64_t spin) { return spin; }, watch);
  const int64_t after = distance_bits(problem, [&order](int64_t spin) { return order.place(spin); }, watch);
  if (before - after < kWorthIt * problem.num_entries()) return {};
  return order;
}

}  // namespace weiss

// Exact minimum of a random induced subgraph of bounded path width, the other spins held: dynamic programming
// along a front of few spins that sweeps over the graph. What does not fit into the front stays as it is.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>

#include "base/aligned.hpp"
#include "base/random.hpp"
#include "model/problem.hpp"

namespace weiss {

// Value is int32_t in units of 1 / scale, when no sum of energies leaves it, or double.
template <class Value>
class SweepFront {
 public:
  static constexpr int kMostWidth = 16;

  SweepFront(const Problem& problem, int width, double scale)
      : problem_(problem), memory_(problem.environment->memory()),
        n_(static_cast<int32_t>(problem.num_spins())), width_(width), scale_(scale),
        words_((int64_t{1} << (width - 1)) / kBlock + 1), table_(memory_, int64_t{1} << width, Value(0)),
        high_(memory_, (int64_t{1} << width) / kBlock + 1, Value(0)), place_(memory_, n_, kUnseen),
        pull_(memory_, n_, Value(0)), order_(memory_, n_, 0), rank_(memory_, n_, 0),
        steps_(memory_, n_, Step{}), down_(memory_, n_ * words_, 0) {}

  // The work of eliminating one spin.
  int64_t work_of_step() const noexcept { return std::max<int64_t>((int64_t{1} << width_) / 16, 1); }
  int64_t size() const noexcept { return num_steps_; }
  int32_t spin(int64_t step) const noexcept { return steps_[step].spin; }

  // Sweeps once over all spins of the state and calls set(i, sign) for each that was free, in some order.
  template <class Set>
  void minimize(const int8_t* spins, Random& random, const Set& set) noexcept {
    std::fill_n(table_.data(), table_.size(), Value(0));
    std::fill_n(place_.data(), n_, kUnseen);
    num_steps_ = used_ = 0;
    std::fill_n(occupant_, kMostWidth, kNobody);
    order_from(static_cast<int32_t>(random.below(static_cast<uint32_t>(std::max(n_, 1)))));
    for (int32_t k = n_ - 1; k >= 0; --k) {
      if (place_[order_[k]] != kUnseen) continue;
      enter(order_[k], spins);
      for (int slot; (slot = next()) >= 0;) {
        take_in_neighbours(occupant_[slot], spins);
        eliminate(slot, random);
      }
    }
    trace_back(set);
  }

 private:
  static constexpr int64_t kBlock = 64;
  static constexpr int32_t kUnseen = -1, kGone = -2, kHeld = -3;  // places
  static constexpr int32_t kNobody = -1;

  // Spin eliminated from a slot of the front: down_ says which sign is better in each state of the others.
  struct Step {
    int32_t spin;
    int32_t slot;
  };

  Value to_value(double x) const noexcept { return static_cast<Value>(x * scale_); }

  template <class Visit>
  void for_each_coupling(int32_t i, const Visit& visit) const noexcept {
    const auto u = static_cast<size_t>(i);
    for (size_t k = problem_.row_begin(u); k < problem_.row_end(u); ++k)
      visit(problem_.column[k], to_value(problem_.value[k]));
  }

  // Puts a spin into a free slot. Spins that stay as they are pull at it.
  void enter(int32_t i, const int8_t* spins) noexcept {
    int slot = width_ - 1;  // high slots are the faster ones
    while (occupant_[slot] != kNobody) --slot;
    occupant_[slot] = i;
    place_[i] = slot;
    ++used_;
    Value pull = to_value(problem_.field[static_cast<size_t>(i)]);
    for_each_coupling(i, [&](int32_t j, Value coupling) {
      if (place_[j] == kHeld) pull += coupling * static_cast<Value>(spins[j]);
    });
    pull_[i] = pull;
  }

  void hold(int32_t i, const int8_t* spins) noexcept {
    place_[i] = kHeld;
    for_each_coupling(i, [&](int32_t j, Value coupling) {
      if (place_[j] >= 0) pull_[j] += coupling * static_cast<Value>(spins[i]);
    });
  }

  void take_in_neighbours(int32_t i, const int8_t* spins) noexcept {
    for_each_coupling(i, [&](int32_t j, Value) {
      if (place_[j] != kUnseen) return;
      if (used_ < width_)
        enter(j, spins);
      else
        hold(j, spins);
    });
  }

  // The slot of the spin of the front with the fewest neighbours that were not seen yet, of these the
  // furthest from where the sweep goes; or -1.
  int next() const noexcept {
    int best = -1;
    int64_t least = INT64_MAX;
    for (int slot = 0; slot < width_; ++slot) {
      if (occupant_[slot] == kNobody) continue;
      int64_t unseen = 0;
      for_each_coupling(occupant_[slot], [&](int32_t j, Value) { unseen += place_[j] == kUnseen; });
      const int64_t cost = (unseen << 32) - rank_[occupant_[slot]];
      if (cost >= least) continue;
      least = cost;
      best = slot;
    }
    return best;
  }

  // Breadth first from a spin, then from others that it does not reach.
  void order_from(int32_t first) noexcept {
    std::fill_n(rank_.data(), n_, -1);
    int32_t reached = 0;
    for (int32_t k = 0; k < n_; ++k) {
      const int32_t root = first + k < n_ ? first + k : first + k - n_;
      if (rank_[root] >= 0) continue;
      int32_t at = reached;
      rank_[root] = reached;
      order_[reached++] = root;
      for (; at < reached; ++at)
        for_each_coupling(order_[at], [&](int32_t j, Value) {
          if (rank_[j] >= 0) return;
          rank_[j] = reached;
          order_[reached++] = j;
        });
    }
  }

  // Takes the spin of a slot out of the table: the better of its signs for each state of the others.
  void eliminate(int slot, Random& random) noexcept {
    const int32_t i = occupant_[slot];
    Value of_bit[kMostWidth] = {}, all_up = pull_[i];
    for_each_coupling(i, [&](int32_t j, Value coupling) {
      if (place_[j] < 0) return;
      of_bit[place_[j]] = Value(-2) * coupling;
      all_up += coupling;
    });
    Value low[kBlock];
    const int low_bits = std::min(width_, 6);
    sums(Value(0), of_bit, low_bits, low);
    sums(all_up, of_bit + low_bits, width_ - low_bits, high_.data());

    uint64_t* const down = down_.data() + num_steps_ * words_;
    const bool down_wins_ties = random.next() >> 63;
    const int64_t length = std::min(table_.size(), kBlock);
    if (slot >= 6) {
      const int64_t stride = int64_t{1} << (slot - 6), blocks = table_.size() / kBlock;
      int64_t word = 0;
      for (int64_t first = 0; first < blocks; first += 2 * stride)
        for (int64_t block = first; block < first + stride; ++block)
          down[word++] = halve(table_.data() + block * kBlock, table_.data() + (block + stride) * kBlock, low,
                               high_[block], down_wins_ties);
    } else {
      std::fill_n(down, words_, 0);
      int64_t bit = 0;
      for (int64_t block = 0; block * kBlock < table_.size(); ++block)
        for (int64_t first = 0; first < length; first += int64_t{2} << slot)
          for (int64_t p = first; p < first + (int64_t{1} << slot); ++p, ++bit) {
            Value* const up_at = table_.data() + block * kBlock + p;
            Value* const down_at = up_at + (int64_t{1} << slot);
            const Value field = high_[block] + low[p], up = *up_at + field, other = *down_at - field;
            const bool is_down = other < up || (down_wins_ties && other == up);
            *up_at = *down_at = is_down ? other : up;
            down[bit / 64] |= static_cast<uint64_t>(is_down) << (bit % 64);
          }
    }
    steps_[num_steps_++] = {i, slot};
    occupant_[slot] = kNobody;
    place_[i] = kGone;
    --used_;
  }

  static void sums(Value zero, const Value* of_bit, int bits, Value* out) noexcept {
    out[0] = zero;
    for (int b = 0; b < bits; ++b)
      for (int64_t k = 0; k < (int64_t{1} << b); ++k) out[k + (int64_t{1} << b)] = out[k] + of_bit[b];
  }

  // A block of states with the spin up and the same with it down: both get the lesser energy. Returns a bit
  // for each state, set where down is better.
  static uint64_t halve(Value* up, Value* down, const Value* low, Value high, bool down_wins_ties) noexcept {
    uint8_t is_down[kBlock];
    for (int64_t p = 0; p < kBlock; ++p) {
      const Value field = high + low[p], a = up[p] + field, b = down[p] - field;
      is_down[p] = static_cast<uint8_t>((b < a) | ((b == a) & down_wins_ties));
      up[p] = down[p] = b < a ? b : a;
    }
    uint64_t word = 0;
    for (int64_t byte = 0; byte < 8; ++byte) {
      uint64_t eight = 0;
      for (int64_t p = 0; p < 8; ++p) eight |= static_cast<uint64_t>(is_down[8 * byte + p]) << p;
      word |= eight << (8 * byte);
    }
    return word;
  }

  template <class Set>
  void trace_back(const Set& set) noexcept {
    // A bit for each slot, set where its spin of that time is down. Free slots do not matter.
    int64_t state = 0;
    for (int64_t k = num_steps_ - 1; k >= 0; --k) {
      const Step& step = steps_[k];
      const int64_t below = state & ((int64_t{1} << step.slot) - 1);
      const int64_t index = below | ((state >> (step.slot + 1)) << step.slot);
      const bool is_down = (down_[k * words_ + index / 64] >> (index % 64)) & 1u;
      state = (state & ~(int64_t{1} << step.slot)) | (int64_t{is_down} << step.slot);
      set(step.spin, is_down ? int8_t{-1} : int8_t{1});
    }
  }

  const Problem& problem_;
  Memory* const memory_;
  const int32_t n_;
  const int width_;
  const double scale_;
  const int64_t words_;          // of down_ for each step
  AlignedArray<Value> table_;    // least energy of all that is gone, for each state of the slots
  AlignedArray<Value> high_;
  AlignedArray<int32_t> place_;  // slot of a spin, or what else became of it
  AlignedArray<Value> pull_;     // of its field and of spins that are held
  AlignedArray<int32_t> order_;  // breadth first from where the sweep goes
  AlignedArray<int32_t> rank_;   // of a spin in that order
  AlignedArray<Step> steps_;
  AlignedArray<uint64_t> down_;
  int64_t num_steps_ = 0;
  int32_t occupant_[kMostWidth];
  int used_ = 0;
};

}  // namespace weiss

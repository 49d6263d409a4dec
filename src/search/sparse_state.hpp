// The state of a one-flip search on the compact couplings of an integer problem.
#pragma once

#include <algorithm>
#include <cstdint>

#include "base/aligned.hpp"
#include "search/gain_buckets.hpp"
#include "search/incumbent.hpp"
#include "search/meter.hpp"
#include "search/sparse_graph.hpp"

namespace weiss {

// Spins are counted by their place in the graph. Energies are in units of 1 / scale, without the offset. How
// a spin is stored with its gain is said in gain_buckets.hpp; outside of a tabu search all are free.
template <class EdgesType, class StoredType>
class SparseState {
 public:
  using Edges = EdgesType;
  using Stored = StoredType;

  // Gains are within -bound ... bound. Throws what the watch throws.
  SparseState(const Problem& problem, int64_t bound, Watch& watch)
      : graph_(problem, watch),
        bound_(bound),
        spins_(problem.environment->memory(), num_spins(), int8_t(1)),
        stored_(problem.environment->memory(), num_spins(), Stored(0)),
        incumbent_(problem.environment->memory(), num_spins(), num_spins() / 4) {
    anchor();
    best_ = energy_;
  }

  const SparseGraph<Edges>& graph() const noexcept { return graph_; }
  int64_t num_spins() const noexcept { return graph_.num_spins(); }
  const int8_t* spins() const noexcept { return spins_.data(); }
  const int8_t* best_spins() noexcept { return incumbent_.spins(); }
  int64_t units() const noexcept { return energy_; }
  int64_t best_units() const noexcept { return best_; }

  // Half the energy that the flip of a spin would save, and that from what is stored of a free one.
  int64_t gain(int64_t place) const noexcept {
    return gain_of(stored_[place], static_cast<Stored>(2 * bound_));
  }
  static int64_t gain_of(Stored stored, Stored zero) noexcept {
    return static_cast<int64_t>(stored >> 1) - static_cast<int64_t>(zero >> 1);
  }

  // What is stored of a spin after its flip, and after that of a neighbour, which is turned then.
  static Stored turned(Stored stored, Stored zero) noexcept {
    return static_cast<Stored>((Stored(2) * zero - (stored & ~Stored(1))) | (~stored & 1));
  }
  static Stored beside(Stored stored, Stored turned, int32_t weight) noexcept {
    const int32_t sign = -static_cast<int32_t>((stored ^ turned) & 1);
    return static_cast<Stored>(stored + static_cast<Stored>(((4 * weight) ^ sign) - sign));
  }

  void flip(int64_t place) noexcept {
    const int64_t saved = 2 * gain(place);
    turn(place);
    book(place, energy_ - saved);
    if (energy_ < best_) mark();
  }

  // Begins anew at the state in which the spin of each place is target(place), called once for each in turn.
  template <class Target>
  void start(Target&& target) noexcept {
    for (int64_t place = 0; place < num_spins(); ++place) spins_[place] = target(place);
    anchor();
    forget();
  }

  // Goes to the state in which the spin of each place is target(place), at the cost of the couplings of those
  // that change when they are few.
  template <class Target>
  void visit(Target&& target) noexcept {
    int64_t changed = 0;
    for (int64_t place = 0; place < num_spins(); ++place) changed += target(place) != spins_[place];
    const bool few = 2 * changed <= num_spins();
    for (int64_t place = 0; place < num_spins(); ++place) {
      if (target(place) == spins_[place]) continue;
      if (few) {
        energy_ -= 2 * gain(place);
        turn(place);
      }
      spins_[place] = target(place);
      incumbent_.record(place);
    }
    if (!few) anchor();
    if (energy_ < best_) mark();
  }
  // The present state is the best, whatever was before.
  void forget() noexcept {
    incumbent_.reset(spins_.data());
    best_ = energy_;
  }

  // Flips spins while that lowers the energy, pass after pass. Returns the flips made. When the meter says
  // stop it goes on for grace units of work.
  int64_t descend(Meter& meter, int64_t grace) noexcept {
    constexpr int64_t kBlock = 64;
    if (meter.stopped() && grace <= 0) return 0;
    const auto least = static_cast<Stored>(2 * bound_ + 2);
    int64_t flips = 0, flips_before;
    do {
      flips_before = flips;
      for (int64_t block = 0; block < num_spins(); block += kBlock) {
        const int64_t end = std::min(block + kBlock, num_spins());
        int64_t work = end - block;
        for (int64_t place = block; place < end; ++place) {
          if (stored_[place] < least) continue;
          flip(place);
          work += graph_.degree(static_cast<uint64_t>(place));
          ++flips;
        }
        if (meter.spend(work) && (grace -= work) <= 0) return flips;
      }
    } while (flips != flips_before);
    return flips;
  }

  // For tabu search, which turns spins by itself.
  Stored* stored() noexcept { return stored_.data(); }
  const Stored* stored() const noexcept { return stored_.data(); }
  // The spin was flipped, and that gave the energy.
  void book(int64_t place, int64_t energy) noexcept {
    spins_[place] = static_cast<int8_t>(-spins_[place]);
    energy_ = energy;
    incumbent_.record(place);
  }
  // The present state is better than the best.
  void mark() noexcept {
    best_ = energy_;
    incumbent_.mark(spins_.data());
  }

 private:
  // Flips what is stored of the spin, and the gains of its neighbours.
  void turn(int64_t place) noexcept {
    const auto k = static_cast<uint64_t>(place);
    const Stored now = stored_[place] = turned(stored_[place], static_cast<Stored>(2 * bound_));
    for (uint32_t e = graph_.begin(k), end = graph_.end(k); e != end; ++e) {
      Stored& other = stored_.data()[graph_.neighbour(e)];
      other = beside(other, now, graph_.weight(e));
    }
  }

  // Gains and energy from scratch.
  void anchor() noexcept {
    int64_t twice = 0;
    for (int64_t place = 0; place < num_spins(); ++place) {
      const auto k = static_cast<uint64_t>(place);
      const int64_t own = graph_.own_field(place);
      int64_t field = own;
      for (uint32_t e = graph_.begin(k), end = graph_.end(k); e != end; ++e)
        field += int64_t{graph_.weight(e)} * spins_.data()[graph_.neighbour(e)];
      const int64_t spin = spins_[place];
      stored_[place] = static_cast<Stored>(2 * (bound_ + spin * field) + (spin < 0));
      twice += spin * (field + own);
    }
    energy_ = twice / 2;
  }

  const SparseGraph<Edges> graph_;
  const int64_t bound_;
  AlignedArray<int8_t> spins_;
  AlignedArray<Stored> stored_;
  Incumbent incumbent_;
  int64_t energy_ = 0;
  int64_t best_ = 0;
};

}  // namespace weiss

// One-flip tabu search on sparse rows: a step costs the couplings of one spin, however many spins there are.
#pragma once

#include <algorithm>
#include <cstdint>

#include "base/random.hpp"
#include "search/bucket_sets.hpp"
#include "search/gain_buckets.hpp"
#include "search/meter.hpp"
#include "search/sparse_state.hpp"
#include "search/tabu_plan.hpp"
#include "search/tabu_ring.hpp"

namespace weiss {

// One of the spins of largest gain in a bucket, by lot.
template <int kLevels, class State>
[[gnu::noinline]] uint64_t pick_largest(BucketSets<kLevels> sets, uint64_t bucket, uint64_t lot,
                                        const State& state) noexcept {
  using Stored = typename State::Stored;
  const Stored* const stored = state.stored();
  Stored largest = 0;
  uint64_t ties = 0, picked = 0;
  sets.for_each(bucket, [&](uint64_t spin) {
    const Stored gain = static_cast<Stored>(stored[spin] >> 1);
    ties = gain > largest ? 1 : ties + (gain == largest);
    largest = gain > largest ? gain : largest;
  });
  uint64_t left = (lot >> 32) * ties >> 32;
  sets.for_each(bucket, [&](uint64_t spin) {
    if (static_cast<Stored>(stored[spin] >> 1) == largest && left-- == 0) picked = spin;
  });
  return picked;
}

// Returns the steps made. words has room for the sets.
template <int kLevels, class State>
int64_t sparse_tabu(State& state, const GainBuckets& buckets, uint64_t* words, TabuRing& ring,
                    const TabuPlan& plan, uint64_t seed, Meter& meter, int64_t target) noexcept {
  using Stored = typename State::Stored;
  const int64_t n = state.num_spins(), scan_work = n / 16 + 1;
  const auto forbidden = static_cast<Stored>(2 * buckets.forbidden());
  const auto zero = static_cast<Stored>(2 * buckets.bias());
  const uint64_t rewards = (uint64_t{1} << buckets.first_free()) - 2;
  const uint8_t* const table = buckets.table();
  const int shift = buckets.shift();
  Stored* const stored = state.stored();
  const auto& graph = state.graph();

  BucketSets<kLevels> sets(words, n, buckets.count());
  // Sets are kept for what may be flipped next: forbidden spins of positive gain, and free ones from a bucket
  // on that goes down when there are none. Most gains change far below it, which then costs next to nothing.
  uint64_t free_sets = 0, kept = rewards;
  const auto keep = [&](uint64_t bucket) {
    free_sets |= uint64_t{1} << bucket;
    kept |= uint64_t{1} << bucket;
  };
  for (int64_t bucket = buckets.zero(); bucket < buckets.count(); ++bucket)
    keep(static_cast<uint64_t>(bucket));
  for (int64_t i = 0; i < n; ++i)
    if (const uint64_t bucket = table[stored[i] >> shift]; kept >> bucket & 1)
      sets.insert(static_cast<uint64_t>(i), bucket);
  const auto keep_next = [&] {
    const auto bucket = static_cast<uint64_t>(lowest_bit_of(free_sets) - 1);
    sets.clear(bucket);
    for (int64_t i = 0; i < n; ++i)
      if (table[stored[i] >> shift] == bucket) sets.insert(static_cast<uint64_t>(i), bucket);
    keep(bucket);
  };
  const auto move = [&](uint64_t spin, Stored to) {
    const Stored from = stored[spin];
    stored[spin] = to;
    const uint64_t before = table[from >> shift], after = table[to >> shift];
    if (((kept >> before | kept >> after) & 1) == 0) return;
    sets.erase(spin, before);
    sets.insert(spin, after);
  };

  Random random(seed);
  int64_t step = 0, idle = 0, energy = state.units(), best = state.best_units();
  bool stop = meter.stopped() || best <= target;
  for (; !stop && step < plan.max_steps && idle < plan.max_idle; ++step) {
    ring.expire(step, [&](int32_t spin) {
      const auto i = static_cast<uint64_t>(spin);
      move(i, static_cast<Stored>(stored[i] - forbidden));
    });
    const uint64_t draw = random.next(), lot = next_lot(draw);
    while ((sets.filled() & free_sets) == 0) keep_next();
    const auto top = static_cast<uint64_t>(highest_bit_of(sets.filled() & free_sets));
    uint64_t spin =
        buckets.single(static_cast<int64_t>(top)) ? sets.pick(top, lot) : pick_largest(sets, top, lot, state);
    Stored old = stored[spin];
    if (const uint64_t filled = sets.filled() & rewards; filled != 0) {
      // A forbidden spin may be flipped for a new best.
      const auto bucket = static_cast<uint64_t>(highest_bit_of(filled));
      if (energy - 2 * buckets.largest(static_cast<int64_t>(bucket)) < best) {
        const uint64_t rival = pick_largest(sets, bucket, lot, state);
        const auto free_rival = static_cast<Stored>(stored[rival] - forbidden);
        if (free_rival >> 1 > old >> 1 && energy - 2 * State::gain_of(free_rival, zero) < best) {
          ring.forget(static_cast<int64_t>(rival));
          spin = rival;
          old = free_rival;
        }
      }
    }

    const int64_t gain = State::gain_of(old, zero);
    const Stored turned = State::turned(old, zero);
    move(spin, static_cast<Stored>(turned + forbidden));
    const auto more = static_cast<int64_t>((draw >> 32) * plan.draws >> 32);
    const int64_t tenure = std::min(plan.tenure + more, plan.longest);
    ring.forbid(step, static_cast<int64_t>(spin), step + 1 + tenure);
    const uint32_t end = graph.end(spin);
    for (uint32_t e = graph.begin(spin); e != end; ++e) {
      const uint64_t j = graph.neighbour(e);
      move(j, State::beside(stored[j], turned, graph.weight(e)));
    }

    energy -= 2 * gain;
    state.book(static_cast<int64_t>(spin), energy);
    ++idle;
    if (energy < best) {
      best = energy;
      state.mark();
      idle = 0;
      stop = best <= target;
    }
    stop = meter.spend(graph.degree(spin) + scan_work) || stop;
  }
  ring.clear([&](int32_t spin) { stored[spin] = static_cast<Stored>(stored[spin] - forbidden); });
  return step;
}

}  // namespace weiss

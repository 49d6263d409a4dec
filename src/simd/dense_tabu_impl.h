// See dense_tabu_kernels.h.
#pragma once

#include "simd/dense_tabu_lanes.h"

namespace weiss {
namespace {

// xoshiro256++ (Blackman, Vigna 2019), the numbers of weiss::Random.
class TabuRandom {
 public:
  explicit TabuRandom(const uint64_t* state) : a_(state[0]), b_(state[1]), c_(state[2]), d_(state[3]) {}
  void save(uint64_t* state) const {
    state[0] = a_;
    state[1] = b_;
    state[2] = c_;
    state[3] = d_;
  }
  uint64_t next() {
    const uint64_t result = rotate(a_ + d_, 23) + a_;
    const uint64_t t = b_ << 17;
    c_ ^= a_;
    d_ ^= b_;
    b_ ^= c_;
    a_ ^= d_;
    c_ ^= t;
    d_ = rotate(d_, 45);
    return result;
  }

 private:
  static uint64_t rotate(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
  uint64_t a_, b_, c_, d_;
};

inline int64_t lowest_bit64(uint64_t bits) {
#if defined(__GNUC__)
  return __builtin_ctzll(bits);
#else
  int64_t position = 0;
  for (; !(bits & 1u); bits >>= 1) ++position;
  return position;
#endif
}

// The first bit from position start on, round and round, that is set; one is. start lies in 0 ... 127.
inline int64_t next_bit(uint64_t low, uint64_t high, int64_t start) {
  const bool second = start >= 64;
  const uint64_t here = second ? high : low, there = second ? low : high;
  const uint64_t after = here & (~uint64_t{0} << (start & 63));
  const bool in_here = after != 0 || there == 0;
  const uint64_t word = after != 0 ? after : there != 0 ? there : here;
  return lowest_bit64(word) + (in_here == second ? 64 : 0);
}

// Where to look first among equals, and for how long the spin will be forbidden: all from two random numbers.
struct Draw {
  uint32_t tenure;
  int64_t block;
  uint32_t within;  // fraction of a block, of 2^32
  uint64_t thin;    // equals that stand back, so that neighbours have like chances
};

// What a pass over all gains finds.
template <class Field>
struct TabuBest {
  Register<Field> free;  // largest lane: of the free spins
  Register<Field> any;   // of all
};

template <class Row, class Field>
class TabuSearch {
 public:
  explicit TabuSearch(DenseTabu<Row, Field>* tabu) : t_(*tabu), masks_(*tabu) {}

  template <int Shift>
  void run() {
    using R = Register<Field>;
    const int64_t n = t_.n;
    TabuRandom random(t_.random);
    int64_t gained = t_.gained, best_gained = t_.best_gained, work = 0;
    int64_t step = t_.steps, last_best = step - t_.idle;
    int64_t end = end_step(last_best);
    int64_t check = t_.check_steps > 0 ? step + t_.check_steps : INT64_MAX;
    t_.in_range = 1;

    TabuBest<Field> best = pass<0, Shift>(nullptr);
    do {
      const Draw draw = draw_from(random);
      const R largest = largest_everywhere<Field>(best.free);
      int64_t gain = first_lane<Field>(largest);
      int64_t spin = -1;
      if (any_above<Field>(best.any, R(lead(best_gained - gained)))) {
        const R of_all = largest_everywhere<Field>(best.any);
        if (first_lane<Field>(of_all) > gain) {
          gain = first_lane<Field>(of_all);
          spin = pick_any(of_all, draw);
          unlist(spin);
        }
      }
      if (spin < 0) {
        spin = pick_free(largest, draw);
        masks_.change_free(spin);
      }

      ++step;
      forbid(spin, static_cast<uint32_t>(step) + draw.tenure);
      release(static_cast<uint32_t>(step));
      masks_.flip(spin);
      const Row* const row = t_.rows + spin * t_.stride;
      best = t_.down[spin >> 6] >> (spin & 63) & 1 ? pass<-1, Shift>(row) : pass<1, Shift>(row);

      gained += gain;
      work += t_.row_start[spin + 1] - t_.row_start[spin] + t_.step_work;
      if (gained > best_gained) {
        best_gained = gained;
        last_best = step;
        end = end_step(step);
        for (int64_t w = 0; w < t_.blocks * 2; ++w) t_.best_down[w] = t_.down[w];
        if (gained >= t_.target) break;
      }
      if (step == check) {
        check = step + t_.check_steps;
        if (!look_at_range(n)) break;
      }
    } while (step < end && work < t_.max_work);

    random.save(t_.random);
    t_.gained = gained;
    t_.best_gained = best_gained;
    t_.steps = step;
    t_.idle = step - last_best;
    t_.work = work;
  }

 private:
  static constexpr int64_t kWidth = kTabuLanes<Field>;
  static constexpr int64_t kBlocksInWord = 64;

  int64_t end_step(int64_t last_best) const {
    return t_.max_idle < t_.max_steps - last_best ? last_best + t_.max_idle : t_.max_steps;
  }

  // A gain above this gives a new best.
  static Field lead(int64_t x) { return x < ~kLeast<Field> ? static_cast<Field>(x) : Field(~kLeast<Field>); }

  Draw draw_from(TabuRandom& random) const {
    const uint64_t x = random.next(), thin = random.next();
    const auto extra = static_cast<uint32_t>(((x >> 32) * t_.tenure_draws) >> 32);
    const uint32_t tenure = t_.tenure + extra < t_.longest ? t_.tenure + extra : t_.longest;
    const uint64_t place = (x & UINT32_MAX) * static_cast<uint64_t>(t_.blocks);
    return {tenure, static_cast<int64_t>(place >> 32), static_cast<uint32_t>(place), thin};
  }

  // Adds Sign * row to the fields and finds the best gains.
  template <int Sign, int Shift>
  TabuBest<Field> pass(const Row* row) {
    using R = Register<Field>;
    const R least(kLeast<Field>);
    R any = least, free = least;
    // Copies, which a store to the fields cannot change.
    const TabuMasks<Field> masks = masks_;
    Field* const fields = t_.field;
    Field* block_best = static_cast<Field*>(t_.block_best);
    const int64_t n = t_.n;

    const auto best_of = [&](int64_t begin, int64_t registers) {
      R best = least;
      for (int64_t r = 0; r < registers; ++r) {
        const int64_t i = begin + r * kWidth;
        R field = R::load_unaligned(fields + i);
        if constexpr (Sign != 0) {
          R x = load_widened<Field>(row + i);
          if constexpr (Shift == 1) x = x + x;
          field = Sign > 0 ? field + x : field - x;
          field.store_unaligned(fields + i);
        }
        const R gain = masks.gain(field, i);
        any = max(any, gain);
        best = masks.best_free(best, gain, i);
      }
      best.store_unaligned(block_best);
      block_best += kWidth;
      free = max(free, best);
    };
    constexpr int64_t kHalf = kTabuBlock / 2;  // rows end at a multiple of that
    int64_t begin = 0;
    for (; begin + kHalf < n; begin += kTabuBlock) best_of(begin, kTabuBlock / kWidth);
    if (begin < n) best_of(begin, kHalf / kWidth);
    return {free, any};
  }

  // The spins 64 word ... 64 word + 63 of that gain, as bits.
  uint64_t of_gain(const Register<Field>& gain, int64_t word) const {
    uint64_t bits = 0;
    for (int64_t l = 0; l < 64; l += kWidth) {
      const int64_t i = word * 64 + l;
      bits |= equal_bits<Field>(masks_.gain(Register<Field>::load_unaligned(t_.field + i), i), gain) << l;
    }
    return bits;
  }

  int64_t spin_in(int64_t block, uint64_t low, uint64_t high, const Draw& draw) const {
    const int64_t size = t_.n - block * kTabuBlock < kTabuBlock ? t_.n - block * kTabuBlock : kTabuBlock;
    const auto start = static_cast<int64_t>(uint64_t{draw.within} * static_cast<uint64_t>(size) >> 32);
    const uint64_t some_low = low & draw.thin, some_high = high & ~draw.thin;
    const bool some = (some_low | some_high) != 0;
    return block * kTabuBlock + next_bit(some ? some_low : low, some ? some_high : high, start);
  }

  int64_t pick_free(const Register<Field>& gain, const Draw& draw) const {
    const int64_t block = best_block(gain, draw.block);
    return spin_in(block, of_gain(gain, 2 * block) & t_.free[2 * block],
                   of_gain(gain, 2 * block + 1) & t_.free[2 * block + 1], draw);
  }

  // The same among all spins. No free one has that gain.
  int64_t pick_any(const Register<Field>& gain, const Draw& draw) const {
    for (int64_t block = draw.block;; block = block + 1 < t_.blocks ? block + 1 : 0) {
      const uint64_t low = of_gain(gain, 2 * block), high = of_gain(gain, 2 * block + 1);
      if ((low | high) != 0) return spin_in(block, low, high, draw);
    }
  }

  // The first block from start on, round and round, with a free spin of that gain.
  int64_t best_block(const Register<Field>& gain, int64_t start) const {
    if (t_.blocks <= kBlocksInWord) {
      const uint64_t bits = blocks_of_gain(gain, 0, t_.blocks);
      const uint64_t after = bits & (~uint64_t{0} << start);
      return lowest_bit64(after != 0 ? after : bits);
    }
    for (int64_t begin = start;; begin = 0)
      for (; begin < t_.blocks; begin += kBlocksInWord) {
        const int64_t left = t_.blocks - begin;
        const uint64_t bits = blocks_of_gain(gain, begin, left < kBlocksInWord ? left : kBlocksInWord);
        if (bits != 0) return begin + lowest_bit64(bits);
      }
  }

  uint64_t blocks_of_gain(const Register<Field>& gain, int64_t begin, int64_t count) const {
    uint64_t bits = 0;
    const Field* const block_best = static_cast<const Field*>(t_.block_best) + begin * kWidth;
    for (int64_t b = 0; b < count; ++b) {
      const auto best = Register<Field>::load_unaligned(block_best + b * kWidth);
      bits |= uint64_t{any_equal<Field>(best, gain)} << b;
    }
    return bits;
  }

  // Puts a spin that is not free into the list of a bucket, and takes it out again.
  void forbid(int64_t spin, uint32_t until) {
    const uint32_t b = until & t_.bucket_mask;
    t_.next[spin] = t_.bucket[b];
    t_.bucket[b] = static_cast<int32_t>(spin);
    t_.bucket_of[spin] = b;
  }
  void unlist(int64_t spin) {
    int32_t* link = &t_.bucket[t_.bucket_of[spin]];
    while (*link != spin) link = &t_.next[*link];
    *link = t_.next[spin];
  }
  // Mostly no spin, one or two: these without a branch, which nobody could foretell.
  void release(uint32_t step) {
    const auto end = static_cast<int32_t>(t_.blocks * kTabuBlock);
    int32_t& bucket = t_.bucket[step & t_.bucket_mask];
    const int32_t first = bucket, second = t_.next[first];
    bucket = end;
    masks_.change_free(first);
    masks_.change_free(second);
    for (int32_t i = t_.next[second]; i != end; i = t_.next[i]) masks_.change_free(i);
  }

  bool look_at_range(int64_t n) {
    Field least = 0, largest = 0;
    for (int64_t i = 0; i < n; ++i) {
      least = t_.field[i] < least ? t_.field[i] : least;
      largest = t_.field[i] > largest ? t_.field[i] : largest;
    }
    t_.in_range = largest <= t_.field_limit && least >= -t_.field_limit;
    return t_.in_range != 0;
  }

  DenseTabu<Row, Field>& t_;
  TabuMasks<Field> masks_;
};

template <class Row, class Field>
void search_tabu(DenseTabu<Row, Field>* tabu) {
  TabuSearch<Row, Field> search(tabu);
  if (tabu->shift == 0)
    search.template run<0>();
  else
    search.template run<1>();
}

constexpr DenseTabuKernels dense_tabu_kernels = {search_tabu<int8_t, int16_t>, search_tabu<int8_t, int32_t>,
                                                 search_tabu<int16_t, int16_t>,
                                                 search_tabu<int16_t, int32_t>};

}  // namespace
}  // namespace weiss

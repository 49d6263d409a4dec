// States of a block of spins, as many as were measured, and what they say.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>
#include <weiss/plugin.hpp>

namespace {

// One state in 64 bits: bit a is set when spin a of the block is -1.
using States = std::vector<uint64_t>;

inline uint64_t packed(const int8_t* spins, int64_t count) noexcept {
  uint64_t state = 0;
  for (int64_t a = 0; a < count; ++a) state |= static_cast<uint64_t>(spins[a] < 0) << a;
  return state;
}

// <s_a>: one minus twice the share of states with bit a.
inline double mean_spin(const States& states, int64_t a) noexcept {
  int64_t ones = 0;
  for (const uint64_t state : states) ones += static_cast<int64_t>(state >> a & 1u);
  return 1.0 - 2.0 * static_cast<double>(ones) / static_cast<double>(states.size());
}

// The most frequent one; of equally frequent ones the smallest number.
inline uint64_t mode(States states) {
  std::sort(states.begin(), states.end());
  uint64_t best = states.front();
  size_t most = 0;
  for (size_t first = 0; first < states.size();) {
    size_t last = first;
    while (last < states.size() && states[last] == states[first]) ++last;
    if (last - first > most) best = states[first];
    most = std::max(most, last - first);
    first = last;
  }
  return best;
}

// A solver hands states back best first; blocks may be put side by side only in an order that knows nothing
// of it.
inline void shuffle(States& states, weiss::plugin::Random random) noexcept {
  for (size_t k = states.size(); k > 1; --k)
    std::swap(states[k - 1], states[static_cast<size_t>(random.below(static_cast<int64_t>(k)))]);
}

// The states of all blocks, side by side: state number s of the whole is state s of every block, begun again
// from the first where a block has fewer.
class JoinedStates {
 public:
  static constexpr int64_t kChunk = 64;

  JoinedStates(const weiss::plugin::Host& host, int64_t num_spins, int64_t count)
      : chunks_((count + kChunk - 1) / kChunk),
        count_(count),
        bits_(static_cast<size_t>(num_spins * chunks_), 0, host) {}

  int64_t chunks() const noexcept { return chunks_; }
  int64_t size(int64_t chunk) const noexcept { return std::min(kChunk, count_ - chunk * kChunk); }

  void put(const int32_t* members, int64_t num_members, const States& states) noexcept {
    for (int64_t s = 0; s < count_; ++s) {
      const uint64_t state = states[static_cast<size_t>(s) % states.size()];
      for (int64_t a = 0; a < num_members; ++a)
        word(members[a], s / kChunk) |= (state >> a & 1u) << (s % kChunk);
    }
  }
  // spins [size(chunk) * num_spins]
  void get(int64_t chunk, int64_t num_spins, int8_t* spins) noexcept {
    for (int64_t i = 0; i < num_spins; ++i)
      for (int64_t s = 0; s < size(chunk); ++s)
        spins[s * num_spins + i] = (word(i, chunk) >> s & 1u) != 0 ? int8_t{-1} : int8_t{1};
  }

 private:
  uint64_t& word(int64_t spin, int64_t chunk) noexcept {
    return bits_[static_cast<size_t>(spin * chunks_ + chunk)];
  }

  int64_t chunks_, count_;
  weiss::plugin::Array<uint64_t> bits_;
};

}  // namespace

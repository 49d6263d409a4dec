// The random numbers of numpy.random.default_rng(seed), so that problems can be made again with numpy.
//
// References: M. E. O'Neill, PCG: a family of simple fast space-efficient statistically good algorithms for
// random number generation, HMC-CS-2014-0905 (PCG XSL RR 128/64); numpy.random.SeedSequence.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace papers {

class NumpyStream {
 public:
  explicit NumpyStream(uint32_t seed) noexcept {
    const std::array<uint64_t, 4> words = spread(seed);
    increment_ = {words[2] << 1 | words[3] >> 63, words[3] << 1 | 1};
    state_ = increment_;  // a step from 0
    state_ = sum(state_, {words[0], words[1]});
    step();
  }

  uint64_t next() noexcept {
    step();
    const uint64_t value = state_.high ^ state_.low;
    const auto turn = static_cast<unsigned>(state_.high >> 58);
    return value >> turn | value << ((64 - turn) & 63);
  }
  // Generator.uniform(low, high).
  double uniform(double low, double high) noexcept {
    return low + (high - low) * (static_cast<double>(next() >> 11) * 0x1p-53);
  }

 private:
  struct Wide {
    uint64_t high, low;
  };

  static Wide sum(const Wide& a, const Wide& b) noexcept {
    const uint64_t low = a.low + b.low;
    return {a.high + b.high + (low < a.low ? 1 : 0), low};
  }
  static Wide product(uint64_t a, uint64_t b) noexcept {
    constexpr uint64_t kLower = 0xffffffff;
    const uint64_t low = (a & kLower) * (b & kLower);
    const uint64_t one = (a >> 32) * (b & kLower) + (low >> 32);
    const uint64_t other = (a & kLower) * (b >> 32) + (one & kLower);
    return {(a >> 32) * (b >> 32) + (one >> 32) + (other >> 32), other << 32 | (low & kLower)};
  }
  void step() noexcept {
    constexpr Wide kFactor = {0x2360ed051fc65da4, 0x4385df649fccf645};
    Wide next = product(state_.low, kFactor.low);
    next.high += state_.high * kFactor.low + state_.low * kFactor.high;
    state_ = sum(next, increment_);
  }

  // SeedSequence(seed).generate_state(4, uint64).
  static std::array<uint64_t, 4> spread(uint32_t seed) noexcept {
    uint32_t factor = 0x43b0d7e5;
    const auto hashed = [&factor](uint32_t value, uint32_t multiplier) {
      value ^= factor;
      factor *= multiplier;
      value *= factor;
      return value ^ value >> 16;
    };
    constexpr uint32_t kMixing = 0x931e8875, kDrawing = 0x58f38ded;
    std::array<uint32_t, 4> pool{};
    for (size_t k = 0; k < pool.size(); ++k) pool[k] = hashed(k == 0 ? seed : 0, kMixing);
    for (size_t from = 0; from < pool.size(); ++from)
      for (size_t to = 0; to < pool.size(); ++to) {
        if (from == to) continue;
        const uint32_t mixed = 0xca01f9dd * pool[to] - 0x4973f715 * hashed(pool[from], kMixing);
        pool[to] = mixed ^ mixed >> 16;
      }
    factor = 0x8b51f9dd;
    std::array<uint64_t, 4> words{};
    for (size_t k = 0; k < 2 * words.size(); ++k)
      words[k / 2] |= static_cast<uint64_t>(hashed(pool[k % 4], kDrawing)) << (k % 2 * 32);
    return words;
  }

  Wide increment_, state_;
};

}  // namespace papers

// The random numbers of generated problems. They are published, so that a file can be made again on every
// machine and by anybody: number k of a stream is weiss_seed_derive(seed, k) (weiss/base.h), and what is
// made of it needs IEEE additions, multiplications, divisions and square roots only.
#pragma once

#include <cstdint>

namespace cli {

class Stream {
 public:
  explicit Stream(uint64_t seed) noexcept : seed_(seed) {}

  uint64_t next() noexcept;
  // Uniform in 0 ... bound - 1: the remainder of next(), whose bias is below bound / 2^64.
  uint64_t below(uint64_t bound) noexcept { return next() % bound; }
  // Uniform in [0, 1): the upper 53 bits.
  double uniform() noexcept { return static_cast<double>(next() >> 11) * 0x1p-53; }
  // Standard normal, by Marsaglia's polar method; both numbers of a pair are used.
  double normal() noexcept;
  // Failures before the first success of trials with the probability p in (0, 1); at most INT64_MAX.
  int64_t failures(double p) noexcept;

 private:
  const uint64_t seed_;
  uint64_t counter_ = 0;
  bool has_spare_ = false;
  double spare_ = 0;
};

}  // namespace cli

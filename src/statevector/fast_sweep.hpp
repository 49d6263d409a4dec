// Passes over a whole state: in blocks that do not depend on the number of threads, with a look at the run
// every few milliseconds.
#pragma once

#include <algorithm>
#include <cstdint>

#include "search/meter.hpp"
#include "statevector/threads.hpp"

namespace weiss {

class FastSweep {
 public:
  static constexpr int64_t kBlock = 1 << 18;  // amplitudes: what a core keeps near

  FastSweep(const Threads& threads, const weiss_run* run, int64_t size) noexcept
      : threads_(threads), run_(run), meter_(run), blocks_(std::max<int64_t>(size / kBlock, 1)) {}

  bool stopped() const noexcept { return stopped_ || meter_.stopped(); }

  // Calls body(begin, end) for blocks of 0 ... places - 1 and returns the sum of the results, added in order.
  // Charges units in all. When the run says stop, the rest is left out.
  template <class Body>
  auto operator()(int64_t places, int64_t units, const Body& body) {
    return in_blocks(blocks_, places, units, body);
  }
  // The same over the lower half of the state, in blocks that are as long as those of the whole.
  template <class Body>
  auto lower_half(int64_t places, int64_t units, const Body& body) {
    return in_blocks(std::max<int64_t>(blocks_ / 2, 1), places, units, body);
  }

 private:
  static constexpr int64_t kAtOnce = 8;

  template <class Body>
  auto in_blocks(int64_t blocks, int64_t places, int64_t units, const Body& body) {
    using Sum = decltype(body(int64_t{0}, places));
    Sum sum{};
    if (blocks == 1) {
      if (!stopped()) sum = body(int64_t{0}, places);
      meter_.spend(units);
      return sum;
    }
    const int64_t length = places / blocks;
    for (int64_t first = 0; first < blocks && !stopped(); first += kAtOnce) {
      Sum part[kAtOnce];
      const int64_t count = std::min(kAtOnce, blocks - first);
      threads_.for_each(count,
                        [&](int64_t k) { part[k] = body((first + k) * length, (first + k + 1) * length); });
      for (int64_t k = 0; k < count; ++k) sum += part[k];
      if (units > 0)
        meter_.spend(units * count / blocks);
      else
        stopped_ = run_ && run_->should_stop(run_) != 0;
    }
    return sum;
  }

  const Threads& threads_;
  const weiss_run* const run_;
  Meter meter_;
  const int64_t blocks_;
  bool stopped_ = false;
};

}  // namespace weiss

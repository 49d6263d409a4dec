// The threads that a register may use: those of the context, up to a number. Work is cut into the same pieces
// for every number of threads, so that results do not depend on it.
#pragma once

#include <algorithm>
#include <cstdint>

#include "runtime/pool.hpp"

namespace weiss {

class Threads {
 public:
  Threads(Pool& pool, int32_t threads) noexcept : pool_(&pool), threads_(std::max<int32_t>(threads, 1)) {}

  int32_t count() const noexcept { return threads_; }

  // body(index) for 0 ... count - 1, in any order; it must not throw. Returns when all are done.
  template <class Body>
  void for_each(int64_t count, const Body& body) const {
    if (threads_ == 1 || count == 1) {
      for (int64_t k = 0; k < count; ++k) body(k);
    } else {
      pool_->run(count, threads_, [&](int64_t k, int32_t) { body(k); });
    }
  }

 private:
  Pool* pool_;
  int32_t threads_;
};

}  // namespace weiss

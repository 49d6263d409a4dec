// The operator new of the whole program, plugins included: it counts, and one allocation can be made to fail.
#pragma once

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

#include "weiss/base.h"

namespace trust {

// The n-th allocation from now on fails; 0: none does. Returns how many are left of the n before: 0 when that
// failure has happened.
int64_t fail_allocation(int64_t n) noexcept;
// Blocks alive.
int64_t blocks() noexcept;

// Calls body with the first, the second, ... allocation failing until none is left to fail; beyond the first
// thousand one in a hundred is enough. body returns the status of the call that it tests: OK or NOMEM. It must
// leave nothing behind. Returns the number of failures.
template <class Body>
int64_t with_each_failure(Body&& body) {
  int64_t failures = 0;
  for (int64_t n = 1;; n += 1 + (n > 1000 ? n / 100 : 0)) {
    REQUIRE(n < 1000000);
    const int64_t before = blocks();
    fail_allocation(n);
    const weiss_status status = body();
    const bool none_failed = fail_allocation(0) > 0;
    const bool fit = status == WEISS_OK || status == WEISS_E_NOMEM;
    const int64_t after = blocks();
    if (!fit || after != before) {
      CAPTURE(n);
      CHECK_MESSAGE(fit, std::string(weiss_status_name(status)));
      CHECK(after == before);
    }
    if (status != WEISS_OK) ++failures;
    if (!none_failed) continue;
    CHECK(status == WEISS_OK);
    CHECK(failures > 0);
    return failures;
  }
}

}  // namespace trust

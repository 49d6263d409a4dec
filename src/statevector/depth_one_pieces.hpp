// Rows of a problem cut into pieces of about equal work, the same for every number of threads.
#pragma once

#include <algorithm>
#include <cstdint>

#include "base/memory.hpp"
#include "search/meter.hpp"
#include "statevector/threads.hpp"

namespace weiss {

class RowPieces {
 public:
  static constexpr int64_t kAtATime = 64;

  explicit RowPieces(Memory* memory) : first_(memory), units_(memory) {}

  // cost(row) is the work of a row in units of Meter.
  template <class Cost>
  void cut(int64_t num_rows, const Cost& cost) {
    first_.assign(1, 0);
    units_.clear();
    int64_t units = 0;
    for (int64_t row = 0; row < num_rows; ++row) {
      units += cost(row);
      if (units < kUnits && row + 1 < num_rows) continue;
      first_.push_back(row + 1);
      units_.push_back(units);
      units = 0;
    }
  }

  int64_t count() const noexcept { return static_cast<int64_t>(units_.size()); }

  // Calls body(piece, first row, end) for all pieces, kAtATime at a time; false when the meter says stop
  // before the end.
  template <class Body>
  bool for_each(const Threads& threads, Meter& meter, const Body& body) const {
    for (int64_t begin = 0; begin < count(); begin += kAtATime) {
      if (meter.stopped()) return false;
      const int64_t end = std::min(begin + kAtATime, count());
      threads.for_each(end - begin, [&](int64_t k) {
        const auto piece = static_cast<size_t>(begin + k);
        body(begin + k, first_[piece], first_[piece + 1]);
      });
      int64_t units = 0;
      for (int64_t piece = begin; piece < end; ++piece) units += units_[static_cast<size_t>(piece)];
      meter.spend(units);
    }
    return true;
  }

 private:
  static constexpr int64_t kUnits = 1 << 15;  // of a piece: some ten microseconds

  Vector<int64_t> first_;  // row of each piece, and the end
  Vector<int64_t> units_;
};

}  // namespace weiss

// The largest of many values that change: a tree of winners that is repaired only when somebody asks. Setting one
// value and asking costs the logarithm of their number, setting nearly all and asking costs their number.
#pragma once

#include <algorithm>
#include <limits>
#include <vector>

#include <weiss/plugin.hpp>

namespace weiss {
namespace bundled {

class Tournament {
 public:
  explicit Tournament(const plugin::Host& host) : host_(host), value_(host) {}

  // All values are -infinity: out of the tournament.
  void reset(int64_t count) {
    value_.assign(static_cast<size_t>(count), kOut);
    size_t size = value_.size(), level = 0;
    do {
      size = (size + kFan - 1) / kFan;
      if (level == levels_.size()) levels_.emplace_back(host_);
      levels_[level].winner.assign(size, -1);
      levels_[level].is_stale.assign(size, 0);
      levels_[level].stale.clear();
      ++level;
    } while (size > 1);
    levels_.erase(levels_.begin() + static_cast<std::ptrdiff_t>(level), levels_.end());
  }

  double value(int64_t i) const noexcept { return value_[static_cast<size_t>(i)]; }
  void set(int64_t i, double value) {
    value_[static_cast<size_t>(i)] = value;
    levels_.front().mark(static_cast<size_t>(i) / kFan);
  }
  void remove(int64_t i) { set(i, kOut); }

  // The first of the largest, or -1 when all are out.
  int32_t top() {
    for (size_t l = 0; l < levels_.size(); ++l) {
      Level& level = levels_[l];
      for (const size_t block : level.stale) {
        level.is_stale[block] = 0;
        level.winner[block] = l == 0 ? best_value(block) : best_winner(levels_[l - 1], block);
        if (l + 1 < levels_.size()) levels_[l + 1].mark(block / kFan);
      }
      level.stale.clear();
    }
    return levels_.back().winner.empty() ? -1 : levels_.back().winner.front();
  }

 private:
  static constexpr double kOut = -std::numeric_limits<double>::infinity();
  static constexpr size_t kFan = 32;

  struct Level {
    explicit Level(const plugin::Host& host) : winner(host), is_stale(host), stale(host) {}
    void mark(size_t block) {
      if (is_stale[block]) return;
      is_stale[block] = 1;
      stale.push_back(block);
    }
    plugin::Array<int32_t> winner;  // [blocks] of the values below, or -1
    plugin::Array<char> is_stale;
    plugin::Array<size_t> stale;
  };

  int32_t best_value(size_t block) const noexcept {
    const size_t first = block * kFan, last = std::min(first + kFan, value_.size());
    size_t best = first;
    for (size_t i = first + 1; i < last; ++i) best = value_[i] > value_[best] ? i : best;
    return value_[best] == kOut ? -1 : static_cast<int32_t>(best);
  }
  int32_t best_winner(const Level& below, size_t block) const noexcept {
    const size_t first = block * kFan, last = std::min(first + kFan, below.winner.size());
    int32_t best = -1;
    for (size_t i = first; i < last; ++i) {
      const int32_t winner = below.winner[i];
      if (winner >= 0 && (best < 0 || value(winner) > value(best))) best = winner;
    }
    return best;
  }

  plugin::Host host_;
  plugin::Array<double> value_;
  std::vector<Level> levels_;
};

}  // namespace bundled
}  // namespace weiss

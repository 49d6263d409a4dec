// What an elimination will cost, and in which order its tables are best made.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "../../common/elimination.hpp"

namespace {

// Spins numbered so that each table is made right after those that it takes in, as few as possible waiting.
// The scope of spin k holds the later spins that its table runs over, ascending: bit j of an index is the sign
// of scope[j], and the first is the one that takes the table in.
struct Plan {
  explicit Plan(const Host& host) : spin(host), number(host), scope(host), scope_start(host) {}

  int64_t size() const noexcept { return static_cast<int64_t>(spin.size()); }
  const int32_t* scope_of(int64_t k) const noexcept { return scope.data() + scope_start[static_cast<size_t>(k)]; }
  int32_t scope_size(int64_t k) const noexcept {
    return static_cast<int32_t>(scope_start[static_cast<size_t>(k) + 1] - scope_start[static_cast<size_t>(k)]);
  }

  Array<int32_t> spin;    // of the problem
  Array<int32_t> number;  // of each spin of the problem
  Array<int32_t> scope;
  Array<int64_t> scope_start;
  int64_t width = 0;
  double entries = 0.0;      // of all tables
  double most_waiting = 0.0; // entries of tables that exist at the same time
};

// Orders the tree of the tables depth first. A table is taken in by the earliest spin of its scope; at each
// spin the subtree goes first that needs the most room beyond what it leaves (Liu 1986).
class Planner {
 public:
  explicit Planner(const Host& host) : host_(host) {}

  Plan plan(const Elimination& elimination) const {
    const size_t n = elimination.order.size();
    std::vector<int32_t> position(n);  // of a spin in the elimination
    for (size_t k = 0; k < n; ++k) position[static_cast<size_t>(elimination.order[k])] = static_cast<int32_t>(k);

    std::vector<std::vector<int32_t>> children(n);
    std::vector<int32_t> roots;
    std::vector<double> entries(n), room(n);
    Plan result(host_);
    for (size_t k = 0; k < n; ++k) {  // children come before their parents
      int32_t parent = static_cast<int32_t>(n);
      for (int64_t at = elimination.scope_start[k]; at < elimination.scope_start[k + 1]; ++at)
        parent = std::min(parent, position[static_cast<size_t>(elimination.scope[static_cast<size_t>(at)])]);
      entries[k] = static_cast<double>(int64_t{1} << (elimination.scope_start[k + 1] - elimination.scope_start[k]));
      std::sort(children[k].begin(), children[k].end(), [&](int32_t a, int32_t b) {
        const double x = room[static_cast<size_t>(a)] - entries[static_cast<size_t>(a)];
        const double y = room[static_cast<size_t>(b)] - entries[static_cast<size_t>(b)];
        return x != y ? x > y : a < b;
      });
      double waiting = 0.0;
      for (const int32_t c : children[k]) {
        room[k] = std::max(room[k], waiting + room[static_cast<size_t>(c)]);
        waiting += entries[static_cast<size_t>(c)];
      }
      room[k] = std::max(room[k], waiting + entries[k]);
      result.entries += entries[k];
      (parent < static_cast<int32_t>(n) ? children[static_cast<size_t>(parent)] : roots)
          .push_back(static_cast<int32_t>(k));
    }
    for (const int32_t r : roots) result.most_waiting = std::max(result.most_waiting, room[static_cast<size_t>(r)]);
    result.width = elimination.width();
    number(elimination, children, roots, position, result);
    return result;
  }

 private:
  static void number(const Elimination& elimination, const std::vector<std::vector<int32_t>>& children,
                     const std::vector<int32_t>& roots, const std::vector<int32_t>& position, Plan& result) {
    const size_t n = elimination.order.size();
    // Reversed, an order that puts parents before children and the last child first is the one that we want.
    std::vector<int32_t> stack(roots), last_first;
    last_first.reserve(n);
    while (!stack.empty()) {
      const int32_t k = stack.back();
      stack.pop_back();
      last_first.push_back(k);
      for (const int32_t c : children[static_cast<size_t>(k)]) stack.push_back(c);
    }
    result.spin.resize(n);
    result.number.resize(n);
    for (size_t k = 0; k < n; ++k) {
      const auto from = static_cast<size_t>(last_first[n - 1 - k]);
      result.spin[k] = elimination.order[from];
      result.number[static_cast<size_t>(result.spin[k])] = static_cast<int32_t>(k);
    }
    result.scope_start.push_back(0);
    for (size_t k = 0; k < n; ++k) {
      const auto from = static_cast<size_t>(position[static_cast<size_t>(result.spin[k])]);
      const auto first = static_cast<std::ptrdiff_t>(result.scope.size());
      for (int64_t at = elimination.scope_start[from]; at < elimination.scope_start[from + 1]; ++at)
        result.scope.push_back(result.number[static_cast<size_t>(elimination.scope[static_cast<size_t>(at)])]);
      std::sort(result.scope.begin() + first, result.scope.end());
      result.scope_start.push_back(static_cast<int64_t>(result.scope.size()));
    }
  }

  Host host_;
};

}  // namespace

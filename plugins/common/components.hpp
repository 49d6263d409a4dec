// The spins of each connected component side by side.
#pragma once

#include <algorithm>

#include <weiss/ext/problem.hpp>
#include <weiss/plugin.hpp>

namespace weiss {
namespace bundled {

class Components {
 public:
  Components(const plugin::Host& host, const plugin::Problems& problems, const weiss_problem* problem,
             int64_t num_spins)
      : members_(static_cast<size_t>(num_spins), 0, host), start_(host) {
    plugin::Array<int32_t> component(host);
    start_.assign(static_cast<size_t>(label(host, problems.view(problem), component)) + 1, 0);
    for (const int32_t c : component) ++start_[static_cast<size_t>(c) + 1];
    for (size_t c = 1; c < start_.size(); ++c) start_[c] += start_[c - 1];
    plugin::Array<int64_t> next(start_);
    for (size_t i = 0; i < component.size(); ++i)
      members_[static_cast<size_t>(next[static_cast<size_t>(component[i])]++)] = static_cast<int32_t>(i);
  }

  int64_t count() const noexcept { return static_cast<int64_t>(start_.size()) - 1; }
  int64_t size(int64_t c) const noexcept {
    return start_[static_cast<size_t>(c) + 1] - start_[static_cast<size_t>(c)];
  }
  const int32_t* members(int64_t c) const noexcept {
    return members_.data() + start_[static_cast<size_t>(c)];
  }
  int64_t largest() const noexcept {
    int64_t most = 0;
    for (int64_t c = 0; c < count(); ++c) most = std::max(most, size(c));
    return most;
  }

 private:
  // The number of the component of each spin; returns how many there are. It ends when all spins are reached:
  // in dense problems that takes few rows.
  static int32_t label(const plugin::Host& host, const weiss_problem_view& view,
                       plugin::Array<int32_t>& component) {
    constexpr int32_t kNone = -1;
    const auto n = static_cast<size_t>(view.num_spins);
    component.assign(n, kNone);
    plugin::Array<int32_t> reached(host);
    reached.reserve(n);
    int32_t count = 0;
    for (size_t first = 0; reached.size() < n; ++first) {
      if (component[first] != kNone) continue;
      const auto reach = [&](size_t spin) {
        component[spin] = count;
        reached.push_back(static_cast<int32_t>(spin));
      };
      size_t at = reached.size();
      reach(first);
      for (; at < reached.size() && reached.size() < n; ++at)
        for (const auto [j, value] : plugin::row(view, reached[at]))
          if (component[static_cast<size_t>(j)] == kNone) reach(static_cast<size_t>(j));
      ++count;
    }
    return count;
  }

  plugin::Array<int32_t> members_;
  plugin::Array<int64_t> start_;
};

}  // namespace bundled
}  // namespace weiss

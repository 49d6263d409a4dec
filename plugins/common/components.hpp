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
    plugin::Array<int32_t> component(static_cast<size_t>(num_spins), 0, host);
    const int64_t count = num_spins > 0 ? problems.components(problem, component.data()) : 0;
    start_.assign(static_cast<size_t>(count) + 1, 0);
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
  plugin::Array<int32_t> members_;
  plugin::Array<int64_t> start_;
};

}  // namespace bundled
}  // namespace weiss

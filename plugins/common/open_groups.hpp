// Groups in the order of their sizes, the smallest first, while they come and go: the k-th of all, and how
// many are no larger than a size, each for the logarithm of the largest size (Fenwick 1994).
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <weiss/plugin.hpp>

namespace weiss {
namespace bundled {

class OpenGroups {
 public:
  // Groups 0 ... num_groups - 1 of 1 ... largest spins; none is in at first.
  OpenGroups(const plugin::Host& host, int64_t num_groups, int64_t largest)
      : host_(host),
        place_(static_cast<size_t>(num_groups), 0, host),
        sums_(static_cast<size_t>(largest) + 1, 0, host) {
    while (2 * top_ < sums_.size()) top_ *= 2;
  }

  int64_t count() const noexcept { return count_; }
  int64_t count_up_to(int64_t size) const noexcept {
    int64_t sum = 0;
    for (size_t k = std::min(static_cast<size_t>(std::max<int64_t>(size, 0)), sums_.size() - 1); k > 0;
         k &= k - 1)
      sum += sums_[k];
    return sum;
  }
  // k < count(). Groups of one size are in no particular order.
  int32_t at(int64_t k) const noexcept {
    size_t below = 0;  // the largest size such that no more than k groups are that small
    for (size_t step = top_; step > 0; step /= 2)
      if (step < sums_.size() - below && sums_[below + step] <= k) {
        below += step;
        k -= sums_[below];
      }
    return of_size_.find(static_cast<int64_t>(below) + 1)->second[static_cast<size_t>(k)];
  }

  void add(int32_t group, int64_t size) {
    Members& members = of_size_.emplace(size, Members(host_)).first->second;
    place_[static_cast<size_t>(group)] = members.size();
    members.push_back(group);
    change(size, 1);
  }
  void remove(int32_t group, int64_t size) {
    const auto found = of_size_.find(size);
    Members& members = found->second;
    const size_t place = place_[static_cast<size_t>(group)];
    members[place] = members.back();
    place_[static_cast<size_t>(members[place])] = place;
    members.pop_back();
    if (members.empty()) of_size_.erase(found);
    change(size, -1);
  }

 private:
  using Members = plugin::Array<int32_t>;

  void change(int64_t size, int64_t by) noexcept {
    count_ += by;
    for (size_t k = static_cast<size_t>(size); k < sums_.size(); k += k & (~k + 1)) sums_[k] += by;
  }

  plugin::Host host_;
  std::map<int64_t, Members> of_size_;  // fewer sizes than the root of twice the spins
  plugin::Array<size_t> place_;         // [groups] in the members of its size
  plugin::Array<int64_t> sums_;  // [largest + 1] element k counts the last k & -k sizes up to k
  size_t top_ = 1;               // the largest power of two in the tree
  int64_t count_ = 0;
};

}  // namespace bundled
}  // namespace weiss

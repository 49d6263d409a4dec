// How many parts of which size: what partitioners that look at counts alone have in common.
#pragma once

#include <algorithm>
#include <string>

#include <weiss/plugin.hpp>

namespace weiss {
namespace bundled {

constexpr weiss_option_info part_size_option() noexcept {
  return plugin::int_option("part_size",
                            "Most spins of a part when the task asks neither for a number of parts nor for a "
                            "capacity.",
                            100, 1, INT32_MAX);
}

// Parts of sizes that differ by at most one, as far as the fixed spins allow. Spins are placed one by one, in
// an order of the caller's choice.
class PartSizes {
 public:
  PartSizes(const plugin::Host& host, int64_t num_spins, const weiss_partition_task& task, int64_t part_size)
      : num_spins_(num_spins), fixed_(task.fixed), room_(host), start_(host) {
    room_.assign(static_cast<size_t>(number_of_parts(task, part_size)), 0);
    share_out(task.max_part_spins);
  }

  int64_t count() const noexcept { return static_cast<int64_t>(room_.size()); }

  // Members of all parts side by side, those of part p from start()[p] on. spins [num_spins] gives the order
  // in which free spins fill the parts, first part first; null is the order of the index.
  void fill(const int32_t* spins, int32_t* members) {
    plugin::Array<int64_t> next(start_);
    size_t part = 0;
    for (int64_t k = 0; k < num_spins_; ++k) {
      const int32_t spin = spins ? spins[k] : static_cast<int32_t>(k);
      const bool fixed = fixed_ && fixed_[spin] >= 0;
      while (!fixed && room_[part] == 0) ++part;
      if (!fixed) --room_[part];
      members[next[fixed ? static_cast<size_t>(fixed_[spin]) : part]++] = spin;
    }
  }
  // All of them, even when the run should stop: some of the parts alone would be worth nothing.
  void report(const plugin::PartSink& sink, const int32_t* members) const noexcept {
    for (size_t p = 0; p + 1 < start_.size(); ++p) sink.add(start_[p + 1] - start_[p], members + start_[p]);
  }

 private:
  int64_t number_of_parts(const weiss_partition_task& task, int64_t part_size) const {
    int64_t most = 0;
    for (int64_t i = 0; fixed_ && i < num_spins_; ++i) most = std::max<int64_t>(most, fixed_[i] + 1);
    if (task.num_parts > 0) {
      if (task.num_parts > num_spins_)
        refuse("the task asks for " + std::to_string(task.num_parts) + " parts of " +
               std::to_string(num_spins_) + " spins; ask for fewer");
      return task.num_parts;
    }
    const int64_t capacity = task.max_part_spins > 0 ? task.max_part_spins : part_size;
    return std::max(most, (num_spins_ + capacity - 1) / capacity);
  }

  // Pours the free spins over the fixed ones like water: the parts that have least get them.
  void share_out(int64_t capacity) {
    plugin::Array<int64_t> level(room_);
    int64_t free = num_spins_;
    for (int64_t i = 0; fixed_ && i < num_spins_; ++i) {
      if (fixed_[i] < 0) continue;
      ++level[static_cast<size_t>(fixed_[i])];
      --free;
    }
    const auto poured = [&](int64_t height) {
      int64_t sum = 0;
      for (const int64_t l : level) sum += std::max<int64_t>(0, height - l);
      return sum;
    };
    int64_t height = 0;  // the highest that the free spins reach everywhere
    for (int64_t above = num_spins_ + 1; above - height > 1;) {
      const int64_t middle = height + (above - height) / 2;
      (poured(middle) <= free ? height : above) = middle;
    }
    int64_t rest = free - poured(height);
    start_.assign(1, 0);
    for (size_t p = 0; p < room_.size(); ++p) {
      room_[p] = std::max<int64_t>(0, height - level[p]);
      if (rest > 0 && level[p] <= height) {
        ++room_[p];
        --rest;
      }
      const int64_t size = level[p] + room_[p];
      if (size == 0)
        refuse("part " + std::to_string(p) + " would be empty; fix fewer spins or ask for fewer parts");
      if (capacity > 0 && size > capacity)
        refuse("part " + std::to_string(p) + " would have " + std::to_string(size) +
               " spins, more than the " + std::to_string(capacity) +
               " allowed; allow more parts or larger ones");
      start_.push_back(start_.back() + size);
    }
  }

  [[noreturn]] static void refuse(const std::string& text) { throw plugin::Failure(WEISS_E_ARGUMENT, text); }

  const int64_t num_spins_;
  const int32_t* const fixed_;
  plugin::Array<int64_t> room_;   // [parts] free spins that the part still takes
  plugin::Array<int64_t> start_;  // [parts + 1]
};

}  // namespace bundled
}  // namespace weiss

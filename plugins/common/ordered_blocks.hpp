// Parts cut from an order of the spins: blocks of the capacity with a smaller one at the end, or as even as may be.
#pragma once

#include <algorithm>

#include "labels.hpp"

namespace weiss {
namespace bundled {

class OrderedBlocks {
 public:
  OrderedBlocks(const plugin::Host& host, int64_t num_spins, const weiss_partition_task& task, int64_t part_size,
                const char* method)
      : num_spins_(num_spins), capacity_(capacity_of(task, num_spins, part_size)) {
    refuse_fixed(task, num_spins, method);
    count_ = PartSizes(host, num_spins, task, part_size).count();
    even_ = task.num_parts > 0 || task.imbalance > 0.0;
  }

  int64_t count() const noexcept { return count_; }
  int64_t begin(int64_t block) const noexcept {
    if (!even_) return std::min(block * capacity_, num_spins_);
    return num_spins_ / count_ * block + std::min(block, num_spins_ % count_);
  }
  int64_t size(int64_t block) const noexcept { return begin(block + 1) - begin(block); }

 private:
  int64_t num_spins_, capacity_, count_ = 0;
  bool even_ = false;
};

}  // namespace bundled
}  // namespace weiss

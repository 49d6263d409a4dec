// The last states of the iterations, without the worst: what partitioners that compare states look at.
#pragma once

#include <algorithm>
#include <cstdint>
#include <weiss/plugin.hpp>

namespace {

class Pool {
 public:
  Pool(const weiss::plugin::Host& host, int64_t num_spins, int64_t most)
      : n_(static_cast<size_t>(num_spins)), most_(static_cast<size_t>(most)), spins_(host), energies_(host) {}

  void add(const int8_t* spins, double energy) {
    spins_.insert(spins_.end(), spins, spins + n_);
    energies_.push_back(energy);
    if (energies_.size() <= most_) return;
    const size_t worst =
        static_cast<size_t>(std::max_element(energies_.begin(), energies_.end()) - energies_.begin());
    const auto place = spins_.begin() + static_cast<std::ptrdiff_t>(worst * n_);
    spins_.erase(place, place + static_cast<std::ptrdiff_t>(n_));
    energies_.erase(energies_.begin() + static_cast<std::ptrdiff_t>(worst));
  }
  void offer(weiss_partition_task& task) const noexcept {
    task.pool_size = static_cast<int32_t>(energies_.size());
    if (energies_.empty()) return;
    task.pool = spins_.data();
    task.pool_energies = energies_.data();
  }

 private:
  size_t n_, most_;
  weiss::plugin::Array<int8_t> spins_;
  weiss::plugin::Array<double> energies_;
};

}  // namespace

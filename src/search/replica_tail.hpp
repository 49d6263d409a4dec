// The cold end of annealing in lanes. Lanes look at all couplings of every spin, whether it turns or not; a chain on
// full rows pays for the spins that turn. So once few of them do, chains one after another are the quicker way
// through the rest of a schedule. Both make sweeps by Metropolis' rule in the order of the index, so nothing else
// changes, and when to change follows from counts, which are the same on every machine.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <new>

#include "base/error.hpp"
#include "model/integer_rows.hpp"
#include "search/dense_chain.hpp"
#include "search/replica_rows.hpp"
#include "search/thresholds.hpp"

namespace weiss {

class ReplicaTail {
 public:
  ReplicaTail(const Problem& problem, const ReplicaUnit& unit) : problem_(problem) {
    if (problem.num_spins() < 64 || !fits_int32(problem)) return;
    double largest = 0.0;
    for (const double value : problem.value) largest = std::max(largest, std::fabs(value));
    possible_ = largest * problem.scale <= std::numeric_limits<int16_t>::max();
    const bool narrow = unit.largest * unit.unit * problem.scale <= Thresholds<int16_t>::kLargest;
    const double n = static_cast<double>(problem.num_spins());
    sweep_ = 0.6 * n;
    flip_ = 20.0 + (narrow ? 0.045 : 0.065) * n;
    begin_ = 3e4 + 0.02 * n * n;
    make_ = 2.0 * n * n;
  }

  // The chain, when it is quicker for so many sweeps of count replicas, of which each turns so many spins in a
  // sweep, than sweeps of their group in so many nanoseconds. Null when it is not, or when there is no memory for it.
  Chain* chain_for(int64_t sweeps, int64_t count, double flips, double group_sweep) noexcept {
    if (!possible_) return nullptr;
    const auto replicas = static_cast<double>(count);
    const double saved = static_cast<double>(sweeps) * (group_sweep - replicas * (sweep_ + flips * flip_));
    if (saved <= replicas * begin_ + make_) return nullptr;  // made or not, so that threads decide alike
    if (!chain_) make();
    return chain_.get();
  }

 private:
  void make() noexcept {
    try {
      // Charged by time, as sweeps of lanes are: a flip costs about as much as looking at n / 16 spins.
      chain_ = make_charged_dense_chain(problem_, problem_.num_spins() / 16);
    } catch (const Error&) {
      possible_ = false;
    } catch (const std::bad_alloc&) {
      possible_ = false;
    }
  }

  const Problem& problem_;
  bool possible_ = false;
  // Nanoseconds of a busy core of Zen 4, of which the ratios matter: of a sweep that turns nothing, of a flip, to
  // begin with a state, to make the chain. Measured at 1,000 and 2,500 spins.
  double sweep_ = 0.0;
  double flip_ = 0.0;
  double begin_ = 0.0;
  double make_ = 0.0;
  std::unique_ptr<Chain> chain_;
};

}  // namespace weiss

#include "search/replicas.hpp"

#include <algorithm>
#include <cmath>
#include <new>
#include <numeric>
#include <string>

#include "base/error.hpp"
#include "model/integer_rows.hpp"
#include "search/replica_lanes.hpp"

namespace weiss {

ReplicaUnit replica_unit(const Problem& problem) noexcept {
  const auto for_each_number = [&problem](const auto& visit) {
    for (const double value : problem.value) visit(value);
    for (const double field : problem.field) visit(field);
  };
  ReplicaUnit unit = {1.0, 0.0, problem.integer()};
  for (size_t i = 0; i < problem.field.size(); ++i) {
    double sum = std::fabs(problem.field[i]);
    for (size_t k = problem.row_begin(i); k < problem.row_end(i); ++k) sum += std::fabs(problem.value[k]);
    unit.largest = std::max(unit.largest, sum);
  }
  if (unit.integer) {
    int64_t divisor = 0;
    for_each_number([&](double x) {
      if (divisor != 1) divisor = std::gcd(divisor, static_cast<int64_t>(x * problem.scale));
    });
    unit.unit = static_cast<double>(std::max<int64_t>(divisor, 1)) / problem.scale;
  } else {
    int exponent = 0;
    std::frexp(unit.largest, &exponent);
    unit.unit = std::ldexp(1.0, std::clamp(exponent, -1000, 1000));
  }
  unit.largest /= unit.unit;
  return unit;
}

namespace {

// Thresholds are cut off at the largest number of the lanes, which no cost may then be above.
int64_t sparse_lanes(const ReplicaUnit& unit) noexcept {
  if (unit.integer && unit.largest <= INT8_MAX) return kReplicaLanes<int8_t>;
  if (unit.integer && unit.largest <= INT16_MAX) return kReplicaLanes<int16_t>;
  if (unit.integer && unit.largest < kFieldBound) return kReplicaLanes<int32_t>;
  return kReplicaLanes<double>;
}

// Full rows of 8 bits take a quarter of the time for a coupling and a lane that sparse rows take for lanes of 32
// bits, and half that for lanes of 16 bits (measured at 1,000 and 2,500 spins, AVX2 and AVX-512); lanes of 8 bits
// are never slower.
bool prefers_dense(const Problem& problem, int64_t lanes) noexcept {
  const auto n = static_cast<double>(problem.num_spins());
  const auto entries = static_cast<double>(problem.num_entries());
  if (n < 64.0 || (lanes != kReplicaLanes<int32_t> && lanes != kReplicaLanes<int16_t>)) return false;
  if (entries < (lanes == kReplicaLanes<int32_t> ? 0.22 : 0.44) * n * n) return false;
  return fits_int32(problem) && std::all_of(problem.value.begin(), problem.value.end(), [&](double value) {
           return std::fabs(value * problem.scale) <= INT8_MAX;
         });
}

}  // namespace

int64_t replica_lanes(const Problem& problem) noexcept {
  const int64_t lanes = sparse_lanes(replica_unit(problem));
  return prefers_dense(problem, lanes) ? kReplicaLanes<int32_t> : lanes;
}

std::unique_ptr<Replicas> make_replicas(const Problem& problem, int64_t count, const weiss_run* run) {
  const int64_t n = std::max<int64_t>(problem.num_spins(), 1);
  if (count > INT64_MAX / (8 * n))
    throw Error(WEISS_E_LIMIT, std::to_string(count) + " replicas of " + std::to_string(n) +
                                   " spins fit no memory; create fewer at a time");
  const ReplicaUnit unit = replica_unit(problem);
  Watch watch(run);
  watch.pass(problem.num_entries());  // that was a pass over the couplings
  const int64_t lanes = sparse_lanes(unit);
  if (prefers_dense(problem, lanes)) {
    try {
      return std::make_unique<ReplicaLanes<DenseReplicaRows>>(problem, count, unit, watch);
    } catch (const Error& e) {  // no room for full rows
      if (e.status() != WEISS_E_LIMIT) throw;
    } catch (const std::bad_alloc&) {
    }
  }
  switch (lanes) {
    case kReplicaLanes<int8_t>:
      return std::make_unique<ReplicaLanes<SparseReplicaRows<int8_t>>>(problem, count, unit, watch);
    case kReplicaLanes<int16_t>:
      return std::make_unique<ReplicaLanes<SparseReplicaRows<int16_t>>>(problem, count, unit, watch);
    case kReplicaLanes<int32_t>:
      return std::make_unique<ReplicaLanes<SparseReplicaRows<int32_t>>>(problem, count, unit, watch);
    default: return std::make_unique<ReplicaLanes<SparseReplicaRows<double>>>(problem, count, unit, watch);
  }
}

}  // namespace weiss

#include "search/replicas.hpp"

#include <cmath>
#include <numeric>
#include <string>

#include "base/error.hpp"
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
    for_each_number([&](double x) { divisor = std::gcd(divisor, static_cast<int64_t>(x * problem.scale)); });
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
int64_t lanes_of(const ReplicaUnit& unit) noexcept {
  if (unit.integer && unit.largest <= INT8_MAX) return kReplicaLanes<int8_t>;
  if (unit.integer && unit.largest <= INT16_MAX) return kReplicaLanes<int16_t>;
  if (unit.integer && unit.largest < kFieldBound) return kReplicaLanes<int32_t>;
  return kReplicaLanes<double>;
}

}  // namespace

int64_t replica_lanes(const Problem& problem) noexcept { return lanes_of(replica_unit(problem)); }

std::unique_ptr<Replicas> make_replicas(const Problem& problem, int64_t count) {
  const int64_t n = std::max<int64_t>(problem.num_spins(), 1);
  if (count > INT64_MAX / (8 * n))
    throw Error(WEISS_E_LIMIT, std::to_string(count) + " replicas of " + std::to_string(n) +
                                   " spins fit no memory; create fewer at a time");
  const ReplicaUnit unit = replica_unit(problem);
  switch (lanes_of(unit)) {
    case kReplicaLanes<int8_t>: return std::make_unique<ReplicaLanes<int8_t>>(problem, count, unit);
    case kReplicaLanes<int16_t>: return std::make_unique<ReplicaLanes<int16_t>>(problem, count, unit);
    case kReplicaLanes<int32_t>: return std::make_unique<ReplicaLanes<int32_t>>(problem, count, unit);
    default: return std::make_unique<ReplicaLanes<double>>(problem, count, unit);
  }
}

}  // namespace weiss

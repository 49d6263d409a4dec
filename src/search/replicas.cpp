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

// What lanes count in, and how they see the couplings.
enum class Form { kBytes, kPairs, kShorts, kInts, kDoubles };

// Whether all couplings are of 8 bits, in some unit.
bool couplings_fit_int8(const Problem& problem, double unit) noexcept {
  return std::all_of(problem.value.begin(), problem.value.end(),
                     [unit](double value) { return std::fabs(value) <= INT8_MAX * unit; });
}

// Thresholds are cut off at the largest number of the lanes, which no cost may then be above.
Form sparse_form(const Problem& problem, const ReplicaUnit& unit) noexcept {
  if (!unit.integer || unit.largest >= kFieldBound) return Form::kDoubles;
  if (unit.largest <= INT8_MAX) return Form::kBytes;
  if (unit.largest <= INT16_MAX) return couplings_fit_int8(problem, unit.unit) ? Form::kPairs : Form::kShorts;
  return Form::kInts;
}

// Full rows of 8 bits take a quarter of the time for a coupling and a lane that sparse rows take for lanes of 32
// bits (measured at 1,000 and 2,500 spins, AVX2 and AVX-512); narrower lanes are never slower.
bool prefers_full_rows(const Problem& problem, Form form) noexcept {
  const auto n = static_cast<double>(problem.num_spins());
  return form == Form::kInts && n >= 64.0 && static_cast<double>(problem.num_entries()) >= 0.22 * n * n &&
         fits_int32(problem) && couplings_fit_int8(problem, 1.0 / problem.scale);
}

template <class Rows>
std::unique_ptr<Replicas> make_lanes(const Problem& problem, int64_t count, const ReplicaUnit& unit, Watch& watch) {
  return std::make_unique<ReplicaLanes<Rows>>(problem, count, unit, watch);
}

}  // namespace

int64_t replica_lanes(const Problem& problem) noexcept {
  switch (sparse_form(problem, replica_unit(problem))) {
    case Form::kBytes: return SparseReplicaRows<int8_t>::kLanes;
    case Form::kPairs: return PairReplicaRows::kLanes;
    case Form::kShorts: return SparseReplicaRows<int16_t>::kLanes;
    case Form::kDoubles: return SparseReplicaRows<double>::kLanes;
    default: return SparseReplicaRows<int32_t>::kLanes;  // as many as in full rows
  }
}

std::unique_ptr<Replicas> make_replicas(const Problem& problem, int64_t count, const weiss_run* run) {
  const int64_t n = std::max<int64_t>(problem.num_spins(), 1);
  if (count > INT64_MAX / (8 * n))
    throw Error(WEISS_E_LIMIT, std::to_string(count) + " replicas of " + std::to_string(n) +
                                   " spins fit no memory; create fewer at a time");
  const ReplicaUnit unit = replica_unit(problem);
  Watch watch(run);
  watch.pass(problem.num_entries());  // that was a pass over the couplings
  const Form form = sparse_form(problem, unit);
  if (prefers_full_rows(problem, form)) {
    try {
      return make_lanes<DenseReplicaRows>(problem, count, unit, watch);
    } catch (const Error& e) {  // no room for full rows
      if (e.status() != WEISS_E_LIMIT) throw;
    } catch (const std::bad_alloc&) {
    }
  }
  switch (form) {
    case Form::kBytes: return make_lanes<SparseReplicaRows<int8_t>>(problem, count, unit, watch);
    case Form::kPairs: return make_lanes<PairReplicaRows>(problem, count, unit, watch);
    case Form::kShorts: return make_lanes<SparseReplicaRows<int16_t>>(problem, count, unit, watch);
    case Form::kDoubles: return make_lanes<SparseReplicaRows<double>>(problem, count, unit, watch);
    default: return make_lanes<SparseReplicaRows<int32_t>>(problem, count, unit, watch);
  }
}

}  // namespace weiss

#include "search/chain.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <new>

#include "base/error.hpp"
#include "search/annealing.hpp"
#include "search/colored_chain.hpp"
#include "search/dense_chain.hpp"
#include "search/flip_state.hpp"
#include "search/rows.hpp"

namespace weiss {

namespace {

// Sweeps in the order of the index that keep all fields up to date.
template <class Rows>
class FlipChain final : public Chain {
 public:
  explicit FlipChain(const Problem& problem)
      : state_(problem), thresholds_(problem.environment->memory(), problem.num_spins()) {}

  int64_t anneal(int8_t* spins, const Schedule& schedule, uint64_t seed, Meter& meter) noexcept override {
    state_.go_to([spins](int64_t i) { return spins[i]; });
    const int64_t hold = thresholds_.size() / (4 * std::max<int64_t>(state_.num_spins(), 1));
    const int64_t sweeps =
        weiss::anneal(thresholds_, schedule, state_.unit(), hold, seed, meter,
                      [&](Random& random) { return sweep(state_, thresholds_, random, meter); });
    std::copy_n(state_.spins(), state_.num_spins(), spins);
    return sweeps;
  }

 private:
  FlipState<Rows> state_;
  Thresholds<typename Rows::Field> thresholds_;
};

// What a proposal costs at the default temperatures, where one in five to ten turns its spin: nanoseconds
// of a busy core of Zen 4, of which the ratios matter. Measured for degrees of 3 to 100 and 1,000 to 5,000
// spins.
struct Costs {
  explicit Costs(const Problem& problem) {
    const double n = static_cast<double>(std::max<int64_t>(problem.num_spins(), 1));
    const double degree = static_cast<double>(problem.num_entries()) / n;
    double least = std::numeric_limits<double>::infinity(), largest = 0.0;
    for (const double value : problem.value) {
      least = std::min(least, std::fabs(value));
      largest = std::max(largest, std::fabs(value));
    }
    colored = 0.8 + (least == largest ? 0.3 : 0.5) * degree;
    updated = 3.8 + 0.08 * degree;
    constexpr double kNear = 8e6;  // bytes of rows in a cache
    if (largest * problem.scale <= std::numeric_limits<int16_t>::max())
      full = 1.0 + (n * n < kNear ? 0.006 : 0.016) * n;
  }
  double colored;  // fields summed anew, colour by colour
  double updated;  // fields kept up to date on sparse rows
  double full = std::numeric_limits<double>::infinity();
};

std::unique_ptr<Chain> make_sparse_chain(const Problem& problem, Watch& watch) {
  // Positions of two copies of the spins, padded, are counted by 32 bits.
  constexpr int64_t kMostColored = int64_t{1} << 30;
  if (!fits_int32(problem)) return std::make_unique<FlipChain<SparseRows<double>>>(problem);
  const Costs costs(problem);
  if (costs.colored <= costs.updated && problem.num_spins() < kMostColored)
    return make_colored_chain(problem, watch);
  return std::make_unique<FlipChain<SparseRows<int32_t>>>(problem);
}

std::unique_ptr<Chain> make_dense_chain(const Problem& problem) {
  if (problem.dense_rows()->rows64.empty()) return make_dense_integer_chain(problem);
  return std::make_unique<FlipChain<FullRows<double>>>(problem);
}

bool full_rows_pay(const Problem& problem) {
  if (!fits_int32(problem)) return (problem.flags & WEISS_PROBLEM_DENSE_ADVISED) != 0;
  const Costs costs(problem);
  return costs.full < std::min(costs.colored, costs.updated);
}

}  // namespace

std::unique_ptr<Chain> make_chain(const Problem& problem, int32_t engine, const weiss_run* run) {
  Watch watch(run);
  if (engine == WEISS_ENGINE_DENSE) return make_dense_chain(problem);
  if (engine == WEISS_ENGINE_AUTO && full_rows_pay(problem)) {
    try {
      return make_dense_chain(problem);
    } catch (const Error& e) {  // no room for full rows
      if (e.status() != WEISS_E_LIMIT) throw;
    } catch (const std::bad_alloc&) {
    }
  }
  return make_sparse_chain(problem, watch);
}

int64_t Annealer::anneal(const int8_t* start, const weiss_anneal_params& params, Meter& meter) {
  const int64_t n = problem_.num_spins();
  if (spins_.size() < n) spins_ = AlignedArray<int8_t>(problem_.environment->memory(), n, int8_t(1));
  std::copy_n(start, n, spins_.data());
  if (meter.stopped()) return 0;
  try {
    if (!chain_) chain_ = make_chain(problem_, engine_, meter.run());
  } catch (const Error& e) {
    if (e.status() != WEISS_STOPPED) throw;
    return 0;
  }
  meter.spend(problem_.num_entries());  // two passes over the couplings: to the start, and to the end
  const bool given = Schedule::is_set(params.t_first) && Schedule::is_set(params.t_last);
  const Schedule schedule(params, given ? TemperatureRange{} : temperature_range(problem_));
  return chain_->anneal(spins_.data(), schedule, params.seed, meter);
}

}  // namespace weiss

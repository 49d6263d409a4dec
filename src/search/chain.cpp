#include "search/chain.hpp"

#include <algorithm>

#include "search/annealing.hpp"
#include "search/colored_chain.hpp"
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
    const int64_t sweeps = weiss::anneal(state_, thresholds_, schedule, seed, meter);
    std::copy_n(state_.spins(), state_.num_spins(), spins);
    return sweeps;
  }

 private:
  FlipState<Rows> state_;
  Thresholds<typename Rows::Field> thresholds_;
};

std::unique_ptr<Chain> make_sparse_chain(const Problem& problem) {
  if (fits_int32(problem)) return make_colored_chain(problem);
  if (problem.integer() && problem.integer_rows()->fits)
    return std::make_unique<FlipChain<SparseRows<int32_t>>>(problem);
  return std::make_unique<FlipChain<SparseRows<double>>>(problem);
}

std::unique_ptr<Chain> make_dense_chain(const Problem& problem) {
  const auto rows = problem.dense_rows();
  if (!rows->rows8.empty()) return std::make_unique<FlipChain<FullRows<int8_t>>>(problem);
  if (!rows->rows16.empty()) return std::make_unique<FlipChain<FullRows<int16_t>>>(problem);
  return std::make_unique<FlipChain<FullRows<double>>>(problem);
}

}  // namespace

std::unique_ptr<Chain> make_chain(const Problem& problem, int32_t engine) {
  const bool dense = engine == WEISS_ENGINE_AUTO ? (problem.flags & WEISS_PROBLEM_DENSE_ADVISED) != 0
                                                 : engine == WEISS_ENGINE_DENSE;
  return dense ? make_dense_chain(problem) : make_sparse_chain(problem);
}

int64_t Annealer::anneal(const int8_t* start, const weiss_anneal_params& params, Meter& meter) {
  const int64_t n = problem_.num_spins();
  if (!chain_) {
    auto chain = make_chain(problem_, engine_);
    spins_ = AlignedArray<int8_t>(problem_.environment->memory(), n, int8_t(1));
    chain_ = std::move(chain);
  }
  std::copy_n(start, n, spins_.data());
  if (meter.stopped()) return 0;
  meter.spend(problem_.num_entries());  // two passes over the couplings: to the start, and to the end
  const bool given = Schedule::is_set(params.t_first) && Schedule::is_set(params.t_last);
  const Schedule schedule(params, given ? TemperatureRange{} : temperature_range(problem_));
  return chain_->anneal(spins_.data(), schedule, params.seed, meter);
}

}  // namespace weiss

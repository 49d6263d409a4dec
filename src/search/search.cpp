#include "search/search.hpp"

#include <new>

#include "base/error.hpp"
#include "search/annealing.hpp"
#include "search/descent.hpp"
#include "search/flip_state.hpp"
#include "search/meter.hpp"
#include "search/rows.hpp"
#include "search/tabu.hpp"

namespace weiss {

namespace {

template <class Rows>
class Engine final : public Search {
 public:
  explicit Engine(const Problem& problem)
      : problem_(problem), state_(problem),
        tabu_list_(problem.environment->memory(), state_.num_spins(), state_.padded_spins()),
        thresholds_(problem.environment->memory(), state_.num_spins()) {}

  int64_t num_spins() const noexcept override { return state_.num_spins(); }
  const int8_t* spins() const noexcept override { return state_.spins(); }
  double energy() const noexcept override { return state_.energy(); }
  const int8_t* best_spins() noexcept override { return state_.best_spins(); }
  double best_energy() const noexcept override { return state_.best_energy(); }
  void gains(double* out) const noexcept override { state_.gains(out); }

  void set(const int8_t* spins) noexcept override {
    state_.go_to([spins](int64_t i) { return spins[i]; });
  }

  void set_random(uint64_t seed) noexcept override {
    Random random(seed);
    uint64_t bits = 0;
    state_.go_to([&random, &bits](int64_t i) {
      bits = i % 64 == 0 ? random.next() : bits >> 1;
      return static_cast<int8_t>(bits & 1 ? -1 : 1);
    });
  }

  void flip(const weiss_run* run, int64_t spin) noexcept override {
    state_.flip(spin);
    if (run) run->spend(run, state_.degree(spin));
  }

  int64_t descend(const weiss_run* run) noexcept override {
    Meter meter(run);
    return weiss::descend(state_, meter, 0);
  }

  int64_t tabu(const weiss_run* run, const weiss_tabu_params& params) noexcept override {
    Meter meter(run);
    return weiss::tabu(state_, tabu_list_, params, meter);
  }

  int64_t anneal(const weiss_run* run, const weiss_anneal_params& params) noexcept override {
    Meter meter(run);
    const bool given = Schedule::is_set(params.t_first) && Schedule::is_set(params.t_last);
    const Schedule schedule(params, given ? TemperatureRange{} : temperature_range(problem_));
    return weiss::anneal(state_, thresholds_, schedule, params.seed, meter);
  }

 private:
  using Field = typename Rows::Field;

  const Problem& problem_;
  FlipState<Rows> state_;
  TabuList<Field> tabu_list_;
  Thresholds<Field> thresholds_;
};

std::unique_ptr<Search> make_sparse(const Problem& problem) {
  if (problem.integer() && problem.integer_rows()->fits)
    return std::make_unique<Engine<SparseRows<int32_t>>>(problem);
  return std::make_unique<Engine<SparseRows<double>>>(problem);
}

std::unique_ptr<Search> make_dense(const Problem& problem) {
  const auto rows = problem.dense_rows();
  if (!rows->rows8.empty()) return std::make_unique<Engine<FullRows<int8_t>>>(problem);
  if (!rows->rows16.empty()) return std::make_unique<Engine<FullRows<int16_t>>>(problem);
  return std::make_unique<Engine<FullRows<double>>>(problem);
}

}  // namespace

std::unique_ptr<Search> make_search(const Problem& problem, int32_t engine) {
  if (engine == WEISS_ENGINE_DENSE) return make_dense(problem);
  if (engine == WEISS_ENGINE_AUTO && (problem.flags & WEISS_PROBLEM_DENSE_ADVISED) != 0) {
    try {
      return make_dense(problem);
    } catch (const Error& e) {  // no room for full rows
      if (e.status() != WEISS_E_LIMIT) throw;
    } catch (const std::bad_alloc&) {
    }
  }
  return make_sparse(problem);
}

}  // namespace weiss

// A search on rows of couplings behind the interface of search.hpp.
#pragma once

#include "search/chain.hpp"
#include "search/descent.hpp"
#include "search/flip_state.hpp"
#include "search/meter.hpp"
#include "search/rows.hpp"
#include "search/search.hpp"
#include "search/tabu.hpp"

namespace weiss {

// Tabu is what tabu search keeps between its steps; weiss::tabu takes it along with the state.
template <class Rows, class Tabu = TabuList>
class Engine final : public Search {
 public:
  // engine is WEISS_ENGINE_*, what was asked of make_search.
  explicit Engine(const Problem& on, int32_t engine)
      : state_(on), tabu_(on, state_.padded_spins()), annealer_(on, engine) {}

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
    return weiss::tabu(state_, tabu_, params, meter);
  }

  int64_t anneal(const weiss_run* run, const weiss_anneal_params& params) override {
    Meter meter(run);
    const int64_t sweeps = annealer_.anneal(state_.spins(), params, meter);
    state_.visit(annealer_.spins());
    weiss::descend(state_, meter, Annealer::kGrace);
    return sweeps;
  }

 private:
  FlipState<Rows> state_;
  Tabu tabu_;
  Annealer annealer_;
};

}  // namespace weiss

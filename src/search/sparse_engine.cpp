#include "search/sparse_engine.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <limits>
#include <type_traits>

#include "base/random.hpp"
#include "search/chain.hpp"
#include "search/sparse_state.hpp"
#include "search/sparse_tabu.hpp"

namespace weiss {

namespace {

// What decides how the couplings are stored.
struct Extent {
  int64_t field = 0;       // largest |h_i| + sum_j |J_ij|, which no gain exceeds
  int64_t weight = 0;      // largest |J_ij|
  bool one_parity = true;  // of |h_i| + sum_j |J_ij| for all i, and so of all gains
};

// Sums beyond 2^53 are left at that.
Extent extent_of(const Problem& problem, Watch& watch) {
  Extent extent;
  int64_t parities = 0;
  for (size_t i = 0; i < problem.field.size(); ++i) {
    double sum = std::fabs(problem.field[i]), largest = 0.0;
    for (size_t k = problem.row_begin(i); k < problem.row_end(i); ++k) {
      sum += std::fabs(problem.value[k]);
      largest = std::max(largest, std::fabs(problem.value[k]));
    }
    watch.pass(static_cast<int64_t>(problem.row_end(i) - problem.row_begin(i)));
    const auto whole = static_cast<int64_t>(std::min(sum * problem.scale, 0x1p53));
    extent.field = std::max(extent.field, whole);
    extent.weight = std::max(extent.weight, static_cast<int64_t>(std::min(largest * problem.scale, 0x1p53)));
    parities |= int64_t{1} << (whole & 1);
  }
  extent.one_parity = parities != 3;
  return extent;
}

template <class State>
class SparseEngine final : public Search {
 public:
  SparseEngine(const Problem& on, const Extent& extent, int32_t engine, Watch& watch)
      : problem_(on),
        state_(on, extent.field, watch),
        buckets_(on.environment->memory(), extent.field, extent.one_parity),
        ring_(on.environment->memory(), TabuPlan::default_tenure(num_spins()) + 10),
        annealer_(on, engine) {
    Memory* const memory = on.environment->memory();
    with_levels([&](auto levels) {
      const int64_t words = BucketSets<levels>::size(num_spins(), buckets_.count());
      words_ = AlignedArray<uint64_t>(memory, words, uint64_t{0});
      return 0;
    });
    if (!order().changes()) return;
    spins_ = AlignedArray<int8_t>(memory, num_spins(), int8_t(1));
    best_ = AlignedArray<int8_t>(memory, num_spins(), int8_t(1));
  }

  int64_t num_spins() const noexcept override { return state_.num_spins(); }
  const int8_t* spins() const noexcept override { return in_order(state_.spins(), spins_); }
  const int8_t* best_spins() noexcept override { return in_order(state_.best_spins(), best_); }
  double energy() const noexcept override { return energy_of(state_.units()); }
  double best_energy() const noexcept override { return energy_of(state_.best_units()); }
  void gains(double* out) const noexcept override {
    const double unit = 2.0 / problem_.scale;
    for (int64_t place = 0; place < num_spins(); ++place)
      out[order().spin(place)] = unit * static_cast<double>(state_.gain(place));
  }

  void set(const int8_t* spins) noexcept override {
    visit(spins);
    state_.forget();
  }

  void set_random(uint64_t seed) noexcept override {
    Random random(seed);
    uint64_t bits = 0;
    const auto coin = [&random, &bits](int64_t spin) {
      bits = spin % 64 == 0 ? random.next() : bits >> 1;
      return bits & 1 ? int8_t{-1} : int8_t{1};
    };
    if (!order().changes()) return state_.start(coin);
    for (int64_t i = 0; i < num_spins(); ++i) spins_[i] = coin(i);  // coins come in the order of the spins
    state_.start([this](int64_t place) { return spins_[order().spin(place)]; });
  }

  void flip(const weiss_run* run, int64_t spin) noexcept override {
    const int64_t place = order().place(spin);
    state_.flip(place);
    if (run) run->spend(run, state_.graph().degree(static_cast<uint64_t>(place)));
  }

  int64_t descend(const weiss_run* run) noexcept override {
    Meter meter(run);
    return state_.descend(meter, 0);
  }

  int64_t tabu(const weiss_run* run, const weiss_tabu_params& params) noexcept override {
    Meter meter(run);
    if (num_spins() == 0) return 0;
    TabuPlan plan(params, num_spins());
    if (!make_room(std::min(plan.tenure + plan.draws, plan.longest))) plan.longest = ring_.longest();
    const int64_t target = params.has_target != 0 ? units_of(params.target) : INT64_MIN;
    return with_levels([&](auto levels) {
      return sparse_tabu<levels>(state_, buckets_, words_.data(), ring_, plan, params.seed, meter, target);
    });
  }

  int64_t anneal(const weiss_run* run, const weiss_anneal_params& params) override {
    Meter meter(run);
    const int64_t sweeps = annealer_.anneal(spins(), params, meter);
    visit(annealer_.spins());
    state_.descend(meter, Annealer::kGrace);
    return sweeps;
  }

 private:
  template <class Call>
  int64_t with_levels(const Call& call) const {
    constexpr int kMost = State::Edges::kMaxSpins <= int64_t{1} << 24 ? 4 : 6;
    if (num_spins() <= int64_t{1} << 12) return call(std::integral_constant<int, 2>());
    if (num_spins() <= int64_t{1} << 18) return call(std::integral_constant<int, 3>());
    return call(std::integral_constant<int, kMost>());
  }

  const VertexOrder& order() const noexcept { return state_.graph().order(); }

  // By place to by spin; out is room for it.
  const int8_t* in_order(const int8_t* by_place, AlignedArray<int8_t>& out) const noexcept {
    if (!order().changes()) return by_place;
    for (int64_t place = 0; place < num_spins(); ++place) out[order().spin(place)] = by_place[place];
    return out.data();
  }

  void visit(const int8_t* spins) noexcept {
    state_.visit([&](int64_t place) { return spins[order().spin(place)]; });
  }

  double energy_of(int64_t units) const noexcept {
    return problem_.offset + static_cast<double>(units) / problem_.scale;
  }
  // The largest energy in units that is target or less.
  int64_t units_of(double target) const noexcept {
    const double units = (target - problem_.offset) * problem_.scale;
    if (!(units > -0x1p53)) return INT64_MIN;
    auto below = static_cast<int64_t>(std::floor(std::min(units, 0x1p53))) + 1;
    while (energy_of(below) > target) --below;
    return below;
  }

  // Room for tenures of so many steps; false when there is no memory for it.
  bool make_room(int64_t longest) noexcept {
    if (longest <= ring_.longest()) return true;
    try {
      ring_ = TabuRing(problem_.environment->memory(), longest);
      return true;
    } catch (const std::exception&) {
      return false;
    }
  }

  const Problem& problem_;
  State state_;
  const GainBuckets buckets_;
  AlignedArray<uint64_t> words_;  // of the sets of a tabu search
  TabuRing ring_;
  Annealer annealer_;
  // The present and the best state by spin, when the graph has an order of its own.
  mutable AlignedArray<int8_t> spins_;
  AlignedArray<int8_t> best_;
};

}  // namespace

std::unique_ptr<Search> make_sparse_integer_search(const Problem& problem, int32_t engine, Watch& watch) {
  constexpr int64_t kMaxEdges = std::numeric_limits<uint32_t>::max();
  if (!problem.integer() || problem.num_entries() > kMaxEdges) return nullptr;
  const Extent extent = extent_of(problem, watch);
  const auto stored_fits = [&extent](auto stored) {
    return GainBuckets::stored_limit(extent.field) <= int64_t{std::numeric_limits<decltype(stored)>::max()};
  };
  if (extent.weight <= INT8_MAX && problem.num_spins() <= PackedEdges::kMaxSpins && stored_fits(uint16_t{}))
    return std::make_unique<SparseEngine<SparseState<PackedEdges, uint16_t>>>(problem, extent, engine, watch);
  if (!stored_fits(uint32_t{})) return nullptr;
  if (extent.weight <= INT16_MAX)
    return std::make_unique<SparseEngine<SparseState<SplitEdges<int16_t>, uint32_t>>>(problem, extent, engine,
                                                                                      watch);
  return std::make_unique<SparseEngine<SparseState<SplitEdges<int32_t>, uint32_t>>>(problem, extent, engine,
                                                                                    watch);
}

}  // namespace weiss

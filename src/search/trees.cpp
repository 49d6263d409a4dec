#include "search/trees.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "base/aligned.hpp"
#include "base/error.hpp"
#include "base/random.hpp"
#include "search/forest.hpp"
#include "search/meter.hpp"
#include "search/sweep_front.hpp"

namespace weiss {

namespace {

// What a spin tells its parent: given the parent's sign t, its minimal energy, or free energy at a
// temperature, is u t and a constant. own is the field that it feels from all but the parent.
//   T = 0: u = (|own - J| - |own + J|) / 2
//   T > 0: u = -T/2 ln(cosh((own + J) / T) / cosh((own - J) / T))
double message(double own, double coupling, double temperature) noexcept {
  const double with = std::fabs(own + coupling), against = std::fabs(own - coupling);
  double u = 0.5 * (against - with);
  if (temperature == 0.0) return u;
  const double x = 2.0 * with / temperature, y = 2.0 * against / temperature;
  constexpr double kNothing = 40.0;  // exp(-40) is lost beside 1
  if (x < kNothing || y < kNothing)
    u += 0.5 * temperature * std::log((1.0 + std::exp(-y)) / (1.0 + std::exp(-x)));
  return u;
}

// The sign of a spin in the field f, by lot where both have the same energy.
int8_t sign_at(double f, double temperature, Random& random) noexcept {
  if (temperature == 0.0) return f < 0.0 || (f == 0.0 && random.next() >> 63) ? int8_t{1} : int8_t{-1};
  const double x = 2.0 * f / temperature;
  if (std::fabs(x) > 40.0) return x < 0.0 ? int8_t{1} : int8_t{-1};
  return random.uniform() * (1.0 + std::exp(x)) < 1.0 ? int8_t{1} : int8_t{-1};
}

// The state that the moves work on.
class Trees {
 public:
  // width above 1: moves are made by a sweep front.
  Trees(const Problem& problem, const int8_t* spins, uint64_t seed, int width)
      : problem_(problem), n_(problem.num_spins()), random_(seed), forest_(problem),
        field_(problem.environment->memory(), n_, 0.0), own_(problem.environment->memory(), n_, 0.0),
        spins_(problem.environment->memory(), n_, int8_t{1}),
        best_(problem.environment->memory(), n_, int8_t{1}) {
    std::copy_n(spins, n_, spins_.data());
    std::copy_n(spins, n_, best_.data());
    anchor();
    if (width < 2) return;
    // No sum of energies leaves int32; twice the couplings of a spin are summed, too.
    if (problem.integer() && (problem.offset - problem.trivial_bound) * problem.scale < 0x1p29)
      integer_front_.emplace(problem, width, problem.scale);
    else
      real_front_.emplace(problem, width, 1.0);
  }

  // One move. Returns its work.
  int64_t move(double temperature) noexcept {
    const int64_t work = integer_front_ ? sweep(*integer_front_)
                         : real_front_  ? sweep(*real_front_)
                                        : set_forest(temperature);
    if (energy_ < best_energy_) {
      best_energy_ = energy_;
      std::copy_n(spins_.data(), n_, best_.data());
    }
    if (!problem_.integer() && ++moves_since_anchor_ == kAnchorInterval) anchor();
    return work;
  }

  const int8_t* spins() const noexcept { return spins_.data(); }
  const int8_t* best() const noexcept { return best_.data(); }
  double gain() const noexcept { return -best_energy_; }  // of the best over the start

 private:
  static constexpr int64_t kAnchorInterval = 256;

  // Fields from scratch: sums of rounded terms drift.
  void anchor() noexcept {
    moves_since_anchor_ = 0;
    const CsrView view = {n_, problem_.row_start.data(), problem_.column.data(), problem_.value.data(),
                          problem_.field.data()};
    problem_.environment->kernels().energy.fields_csr(&view, spins_.data(), 0, n_, field_.data());
  }

  template <class Front>
  int64_t sweep(Front& front) noexcept {
    int64_t flipped = 0;
    front.minimize(spins_.data(), random_, [&](int32_t i, int8_t sign) {
      if (spins_[i] != sign) flipped += flip(i);
    });
    return front.size() * front.work_of_step() + problem_.num_entries() + flipped;
  }

  int64_t set_forest(double temperature) noexcept {
    forest_.grow(random_);
    gather();
    ask(temperature);
    const int64_t flipped = answer(temperature);
    return forest_.size() + forest_.couplings() + flipped;
  }

  // The fields of the forest's spins from outside of it.
  void gather() noexcept {
    const Forest::Node* const nodes = forest_.nodes();
    for (int64_t p = 0; p < forest_.size(); ++p) {
      const Forest::Node& node = nodes[p];
      own_[p] = field_[node.spin];
      if (node.parent == Forest::kRoot) continue;
      own_[p] -= node.coupling * spins_[nodes[node.parent].spin];
      own_[node.parent] -= node.coupling * spins_[node.spin];
    }
  }

  // Messages from the leaves to the roots.
  void ask(double temperature) noexcept {
    const Forest::Node* const nodes = forest_.nodes();
    for (int64_t p = forest_.size() - 1; p >= 0; --p)
      if (nodes[p].parent != Forest::kRoot)
        own_[nodes[p].parent] += message(own_[p], nodes[p].coupling, temperature);
  }

  // Signs from the roots to the leaves. Returns the couplings of the spins that changed.
  int64_t answer(double temperature) noexcept {
    const Forest::Node* const nodes = forest_.nodes();
    int64_t work = 0;
    for (int64_t p = 0; p < forest_.size(); ++p) {
      const Forest::Node& node = nodes[p];
      double f = own_[p];
      if (node.parent != Forest::kRoot) f += node.coupling * spins_[nodes[node.parent].spin];
      if (sign_at(f, temperature, random_) != spins_[node.spin]) work += flip(node.spin);
    }
    return work;
  }

  int64_t flip(int32_t i) noexcept {
    energy_ -= 2.0 * spins_[i] * field_[i];
    spins_[i] = static_cast<int8_t>(-spins_[i]);
    const double twice = 2.0 * spins_[i];
    const auto u = static_cast<size_t>(i);
    const size_t begin = problem_.row_begin(u), end = problem_.row_end(u);
    for (size_t k = begin; k < end; ++k) field_[problem_.column[k]] += twice * problem_.value[k];
    return static_cast<int64_t>(end - begin);
  }

  const Problem& problem_;
  const int64_t n_;
  Random random_;
  Forest forest_;
  std::optional<SweepFront<int32_t>> integer_front_;
  std::optional<SweepFront<double>> real_front_;
  AlignedArray<double> field_;  // [n]
  AlignedArray<double> own_;    // by position in the forest
  AlignedArray<int8_t> spins_;
  AlignedArray<int8_t> best_;
  double energy_ = 0.0;  // above that of the start
  double best_energy_ = 0.0;
  int64_t moves_since_anchor_ = 0;
};

// Brings the search from the state now, which it is in, to the state goal; now becomes goal. Flip by flip, so
// that the search's own best stays known to it.
void walk(Search& search, AlignedArray<int8_t>& now, const int8_t* goal) noexcept {
  for (int64_t i = 0; i < now.size(); ++i)
    if (now[i] != goal[i]) search.flip(nullptr, i);
  std::copy_n(goal, now.size(), now.data());
}

// The temperature of a move.
double temperature_of(const weiss_trees_params& params, int64_t move, int64_t moves) noexcept {
  const auto is_set = [](double t) { return t > 0.0 && std::isfinite(t); };
  if (!is_set(params.temperature)) return 0.0;
  if (!is_set(params.t_last) || moves < 2) return params.temperature;
  const double done = static_cast<double>(move) / static_cast<double>(moves - 1);
  if (params.schedule == WEISS_SCHEDULE_LINEAR)
    return params.temperature + (params.t_last - params.temperature) * done;
  return params.temperature * std::pow(params.t_last / params.temperature, done);
}

}  // namespace

int64_t search_trees(Search& search, const Problem& problem, const weiss_run* run,
                     const weiss_trees_params& params) {
  if (params.width < 0 || params.width > SweepFront<double>::kMostWidth)
    throw Error(WEISS_E_ARGUMENT, "width is " + std::to_string(params.width) + "; it must lie in 0..16");
  if (params.width > 1 && params.temperature != 0.0)
    throw Error(WEISS_E_ARGUMENT, "moves of a width above 1 are exact minima; leave temperature at 0");
  const int64_t wanted = params.moves > 0 ? params.moves : 100;
  Meter meter(run);
  AlignedArray<int8_t> now(problem.environment->memory(), problem.num_spins(), int8_t{1});
  std::copy_n(search.spins(), now.size(), now.data());
  Trees trees(problem, now.data(), params.seed, static_cast<int>(params.width));
  meter.spend(problem.num_spins() + problem.num_entries());
  int64_t moves = 0;
  while (moves < wanted && !meter.stopped()) {
    const int64_t work = trees.move(temperature_of(params, moves, wanted));
    ++moves;
    meter.spend(work);
  }
  if (search.energy() - trees.gain() < search.best_energy()) walk(search, now, trees.best());
  walk(search, now, trees.spins());
  return moves;
}

}  // namespace weiss

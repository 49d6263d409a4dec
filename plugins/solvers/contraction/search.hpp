// The search: sub-problems of super-spins, one step after another, within budgets of solves and descents.
#pragma once

#include <limits>

#include "../../common/cooling.hpp"
#include "../../common/heat_bath.hpp"
#include "budget.hpp"
#include "recombine.hpp"
#include "settings.hpp"
#include "starts.hpp"
#include "sub_solver.hpp"

namespace weiss {
namespace contraction {

class Search {
 public:
  Search(const Host& host, const weiss_problem_view& problem, const Settings& settings, Child& sub_solver,
         const Problems& problems, uint64_t seed)
      : settings_(settings),
        state_(host, problem),
        grower_(host, problem.num_spins),
        contractor_(host, problem.num_spins, settings.noise),
        recombiner_(host, problem.num_spins),
        sub_solver_(sub_solver, problems, std::min<int64_t>(kSamplesForProbe * settings.probes, INT32_MAX),
                    settings.work),
        problems_(problems),
        table_(host),
        best_(static_cast<size_t>(problem.num_spins), int8_t{1}, host),
        random_(seed),
        budget_{settings.sub_problems, settings.descents},
        all_(static_cast<size_t>(settings.batch)) {}

  const Budget& budget() const noexcept { return budget_; }
  const int8_t* best() const noexcept { return best_.data(); }
  double best_energy() const noexcept { return best_energy_; }

  // Goes on from a state that cost so many solves, after a descent when that is allowed.
  void begin(const int8_t* spins, int64_t solved) {
    state_.set(spins);
    budget_.solve(solved);
    settled_ = false;
    if (budget_.descents != 0) descend(0);
    state_.commit();
    leg_energy_ = state_.energy();
    leg_improved_ = budget_.solved;
    if (state_.energy() < best_energy_ - state_.slack()) return remember();
    since_best_.clear();
    for (int64_t i = 0; i < state_.num_spins(); ++i)
      if (best_[static_cast<size_t>(i)] != state_.spin(i)) since_best_.push_back(static_cast<int32_t>(i));
  }

  // Steps until a budget or the run ends, from another start when they lead no further; improved() is called
  // whenever the best state got better.
  template <class Improved>
  void go(const Run& run, Starts& starts, Improved&& improved) {
    const bundled::Elapsed elapsed(run);
    while (budget_.solves_left() && !run.should_stop()) {
      const double before = best_energy_;
      cool(elapsed, run);
      const bool by_solver = budget_.descents == 0;  // a descent makes a good start of a random state
      if (!is_stuck(by_solver ? starts.most_solved() : 0)) {
        step(run);
      } else if (!recombine_elites(run) && budget_.solves_left()) {
        begin_anew(starts, by_solver);
      }
      run.spend(state_.take_work() + 64);
      if (best_energy_ < before - state_.slack()) improved();
    }
  }

  // Control: kicks and descents alone, as many descents as given, never worse.
  void kick_and_descend(const Run& run, int64_t descents) {
    for (int64_t k = 0; k < descents && !run.should_stop(); ++k) {
      const double before = state_.energy();
      const int64_t size = std::min(state_.num_spins(), 2 + random_.below(settings_.part_size));
      for (const int32_t i : grower_.grow(state_, settings_.seeds, settings_.region, size, random_))
        if (random_.next() % 2 == 0) state_.flip(i);
      state_.descend(0);
      ++budget_.descended;
      if (state_.energy() > before + state_.slack()) state_.undo(0);
      keep();
      run.spend(state_.take_work());
    }
  }

 private:
  static constexpr int64_t kMostExact = 12;  // of states that a draw enumerates
  // Few of the lowest states are one-flip minima.
  static constexpr int64_t kSamplesForProbe = 64;

  // Too many solves since this leg, what follows a beginning, got better, and enough left for another one
  // after those of its start.
  bool is_stuck(int64_t start) const noexcept {
    if (settings_.patience <= 0.0) return false;
    const double parts = static_cast<double>(state_.num_spins()) / static_cast<double>(settings_.part_size);
    const auto patience = static_cast<int64_t>(settings_.patience * std::max(parts, 1.0));
    return budget_.solved - leg_improved_ > patience &&
           (budget_.sub_problems < 0 || budget_.sub_problems > patience + start);
  }

  // Every second random start keeps the best state outside of a region of half of the spins: what was found
  // there would take a large sparse problem long to find again.
  void begin_anew(Starts& starts, bool by_solver) {
    starts.next(by_solver);
    if (by_solver || ++random_starts_ % 2 == 1) return begin(starts.spins(), starts.solved());
    const int64_t half = (state_.num_spins() + 1) / 2;
    const auto& region = grower_.grow(state_, Seed::random, settings_.region, half, random_);
    Array<int8_t> spins(best_);
    for (const int32_t i : region) spins[static_cast<size_t>(i)] = starts.spins()[i];
    begin(spins.data(), 0);
  }

  void step(const Run& run) {
    size_t count = 0;
    const int64_t most =
        budget_.sub_problems > 0 ? std::min(settings_.batch, budget_.sub_problems) : settings_.batch;
    while (count < static_cast<size_t>(most) && propose(all_[count])) ++count;
    if (count == 0) return;
    if (settings_.acceptance == Acceptance::heat_bath) return heat(run, count);
    try_out(run, count);
  }

  void try_out(const Run& run, size_t count) {
    sub_solver_.solve(run, stream_, all_, count);
    stream_ += count;
    for (size_t k = 0; k < count; ++k) {
      probe(all_[k], sub_solver_.outcome(k));
      budget_.solve(1);
      keep();
    }
  }

  // Puts the state together with those where earlier legs ended. False when that does not better this leg,
  // which ends here, too.
  bool recombine_elites(const Run& run) {
    const double before = leg_energy_;
    if (recombiner_.recombine(state_, elites_, settings_.part_size, random_, all_[0])) try_out(run, 1);
    if (leg_energy_ < before) return true;
    if (static_cast<int64_t>(elites_.size()) < settings_.elites)
      elites_.emplace_back(state_.spins(), state_.spins() + state_.num_spins(), best_.get_allocator());
    else if (settings_.elites > 0)
      std::copy_n(state_.spins(), state_.num_spins(),
                  elites_[static_cast<size_t>(random_.below(settings_.elites))].begin());
    return false;
  }

  // Super-spins of a region, or of minima; false when the minima were all the same.
  bool propose(SuperSpins& out) {
    const int64_t spare = budget_.descents < 0       ? settings_.minima
                          : budget_.sub_problems > 0 ? budget_.descents - budget_.sub_problems
                                                     : budget_.descents;
    if (settled_ && spare >= settings_.minima && random_.uniform() < settings_.recombination) {
      budget_.descend(settings_.minima);
      return recombiner_.recombine_nearby(state_, grower_, settings_.seeds, settings_.region,
                                          settings_.minima, settings_.part_size, random_, out);
    }
    const int64_t n = state_.num_spins();
    const double largest = static_cast<double>(n) / static_cast<double>(settings_.part_size);
    double scale =
        settings_.scales[static_cast<size_t>(random_.below(static_cast<int64_t>(settings_.scales.size())))];
    if (scale == 0.0) scale = std::exp(random_.uniform() * std::log(std::max(largest, 1.0)));
    scale = std::min(std::max(scale, 1.0), std::max(largest, 1.0));
    const auto size = static_cast<int64_t>(std::ceil(scale * static_cast<double>(settings_.part_size)));
    const auto& region = grower_.grow(state_, settings_.seeds, settings_.region, size, random_);
    const auto cap = std::max<int64_t>(static_cast<int64_t>(std::lround(3.0 * scale)), 1);
    contractor_.contract(state_, region, {settings_.part_size, cap, settings_.bonds}, random_, out);
    return true;
  }

  // Tries the samples of a sub-problem, each with a descent when the budget has one, and takes the best or
  // none.
  void probe(const SuperSpins& all, const weiss_outcome& outcome) {
    if (!outcome.spins) return;
    const double before = state_.energy();
    const int64_t descents = budget_.share(settings_.probes);
    double best = std::numeric_limits<double>::infinity();
    bool applied = false;  // the best probe is the present state
    int64_t tried = 0;
    for (int64_t k = 0; k < outcome.num_samples && tried < std::max<int64_t>(descents, 1); ++k) {
      const int8_t* const t = outcome.samples + k * all.size();
      if (!all.is_other_minimum(t, state_.slack())) continue;
      if (state_.mark() > 0) state_.undo(0);
      applied = false;
      all.turn(state_, t);
      if (state_.mark() == 0) continue;  // the same up to a flip of all
      ++tried;
      if (descents > 0) descend(0);
      if (state_.energy() >= best) continue;
      state_.changed_since(0, candidate_);
      if (candidate_.empty()) continue;
      best = state_.energy();
      applied = true;
    }
    if (!takes(best - before)) return state_.undo(0);
    if (!applied) {
      state_.undo(0);
      for (const int32_t i : candidate_) state_.flip(i);
    }
    settled_ = settled_ && descents > 0;
    ++budget_.accepted;
  }

  bool takes(double change) noexcept {
    if (change == std::numeric_limits<double>::infinity()) return false;
    if (change <= state_.slack() || settings_.acceptance == Acceptance::always) return true;
    if (settings_.acceptance != Acceptance::metropolis || temperature_ <= 0.0) return false;
    return random_.uniform() < std::exp(-change / temperature_);
  }

  // Draws the state of each sub-problem from its Boltzmann law, exactly when its states are few and the
  // sub-solver would know them all, else from the samples that come back, re-weighted. A descent only tells
  // how good it is.
  void heat(const Run& run, size_t count) {
    const bool exactly = sub_solver_.is_exact() && settings_.part_size <= kMostExact;
    if (!exactly) sub_solver_.solve(run, stream_, all_, count);
    stream_ += count;
    for (size_t k = 0; k < count; ++k) {
      budget_.solve(1);
      if (!exactly && !sub_solver_.outcome(k).spins) continue;
      all_[k].turn(state_,
                   exactly ? draw_exactly(all_[k], run) : draw_sample(all_[k], sub_solver_.outcome(k)));
      ++budget_.accepted;
      settled_ = false;
      keep();
      if (budget_.share(1) == 0) continue;
      descend(0);
      if (state_.energy() < best_energy_ - state_.slack()) remember_changes();
      state_.undo(0);
      settled_ = false;
    }
  }

  const int8_t* draw_exactly(SuperSpins& all, const Run& run) {
    const auto problem = all.problem(problems_);
    run.spend(int64_t{1} << all.size());
    drawn_.resize(static_cast<size_t>(all.size()));
    bundled::draw_state(problems_.view(problem.get()), heat_temperature(), random_.uniform(), table_,
                        drawn_.data());
    return drawn_.data();
  }
  const int8_t* draw_sample(const SuperSpins& all, const weiss_outcome& outcome) {
    return outcome.samples + all.size() * bundled::draw_boltzmann(outcome.energies, outcome.num_samples,
                                                                  heat_temperature(), random_.uniform());
  }
  double heat_temperature() const noexcept { return std::max(temperature_, 1e-9 * state_.scale() + 1e-300); }

  void cool(const bundled::Elapsed& elapsed, const Run& run) noexcept {
    const double first = settings_.temperature, last = settings_.t_last;
    const double share = last == first ? 0.0 : elapsed.share(run, budget_.solved, settings_.sub_problems);
    temperature_ = first > 0.0 ? state_.scale() * bundled::geometric(first, last, share) : 0.0;
  }

  void descend(size_t mark) {
    state_.descend(mark, !settled_);
    budget_.descend(1);
    settled_ = true;
  }

  // Makes the flips of a step final, and follows with the best state.
  void keep() {
    state_.changed_since(0, changed_);
    state_.commit();
    state_.refresh_when_due();
    if (state_.energy() < leg_energy_ - state_.slack()) {
      leg_energy_ = state_.energy();
      leg_improved_ = budget_.solved;
    }
    since_best_.insert(since_best_.end(), changed_.begin(), changed_.end());
    if (state_.energy() < best_energy_ - state_.slack()) return remember_changes();
    if (since_best_.size() > 4 * best_.size() + 64) forget_repeats();
  }
  void remember_changes() {
    state_.changed_since(0, changed_);
    for (const int32_t i : since_best_) best_[static_cast<size_t>(i)] = state_.spin(i);
    for (const int32_t i : changed_) best_[static_cast<size_t>(i)] = state_.spin(i);
    since_best_.assign(changed_.begin(), changed_.end());
    best_energy_ = state_.energy();
  }
  void remember() {
    std::copy_n(state_.spins(), state_.num_spins(), best_.begin());
    since_best_.clear();
    best_energy_ = state_.energy();
  }
  // The spins in which the state may differ from the best.
  void forget_repeats() {
    std::sort(since_best_.begin(), since_best_.end());
    since_best_.erase(std::unique(since_best_.begin(), since_best_.end()), since_best_.end());
  }

  const Settings settings_;
  State state_;
  Grower grower_;
  Contractor contractor_;
  Recombiner recombiner_;
  SubSolver sub_solver_;
  const Problems& problems_;
  bundled::StateTable table_;
  Array<int8_t> best_;
  std::vector<Array<int8_t>> elites_;  // where earlier legs ended
  Random random_;
  Budget budget_;
  std::vector<SuperSpins> all_;
  std::vector<int32_t> candidate_, changed_, since_best_;
  std::vector<int8_t> drawn_;
  double best_energy_ = std::numeric_limits<double>::infinity();
  double leg_energy_ = 0.0;   // the least since the last beginning,
  int64_t leg_improved_ = 0;  // and how many solves had been made then
  double temperature_ = 0.0;
  uint64_t stream_ = 1;
  int64_t random_starts_ = 0;  // after the first
  bool settled_ = false;       // the state is a one-flip minimum
};

}  // namespace contraction
}  // namespace weiss

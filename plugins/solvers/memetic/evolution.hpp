// The generations of one problem: founders, offspring, restarts.
#pragma once

#include <limits>
#include <memory>
#include <vector>

#include "breeder.hpp"

namespace {

// 1, 1, 2, 1, 1, 2, 4, ...: how long restarts should be when nobody knows (Luby, Sinclair, Zuckerman 1993).
inline int64_t luby(int64_t k) noexcept {
  for (int64_t size = 1;; size = 2 * size + 1) {
    if (k == size) return (size + 1) / 2;
    if (k < 2 * size + 1) return luby(k - size);
  }
}

class Evolution {
 public:
  Evolution(const weiss::plugin::Host& host, const weiss_problem_view& problem, const weiss_solver_input& input,
            const Plan& plan, int32_t engine, const Run& run)
      : host_(host),
        problem_(problem),
        input_(input),
        plan_(plan),
        engine_(engine),
        run_(run),
        breeders_(static_cast<size_t>(run.threads())),
        states_(static_cast<size_t>(plan.width * problem.num_spins), int8_t{1}, host),
        children_(static_cast<size_t>(plan.width)),
        population_(host, problem.num_spins, plan.population, is_symmetric(problem)),
        champions_(host, problem.num_spins, plan.population, is_symmetric(problem)) {}

  int64_t born() const noexcept { return born_; }
  int64_t restarts() const noexcept { return restarts_; }
  double best() const noexcept { return best_; }

  // One generation. improved(state) is called with each new best state.
  template <class Improved>
  void generation(Improved&& improved) {
    run_.spend(plan_.width);  // so that generations end when shares of the work are too small to begin
    const bool founding = founders_ < plan_.population || population_.size() < 2;
    run_.parallel_for(plan_.width, [&](int64_t lane, const Run& own) {
      Child& child = children_[static_cast<size_t>(lane)];
      child = {};
      // There is always a first state.
      if (own.should_stop() && born_ + lane > 0) return;
      std::unique_ptr<Breeder>& breeder = breeders_[static_cast<size_t>(own.worker())];
      if (!breeder) breeder = std::make_unique<Breeder>(host_, problem_, plan_, input_, engine_, own);
      child = founding ? breeder->founder(own, start(born_ + lane), effort_, state(lane))
                       : breeder->offspring(own, population_, born_ + lane, effort_, state(lane));
    });
    for (int64_t lane = 0; lane < plan_.width; ++lane) {
      const Child& child = children_[static_cast<size_t>(lane)];
      if (!child.made) continue;
      if (child.energy < best_) {
        best_ = child.energy;
        improved(state(lane));
      }
      idle_ = take(child, state(lane)) ? 0 : idle_ + 1;
    }
    born_ += plan_.width;
    if (founding)
      founders_ += plan_.width;
    else if (idle_ >= plan_.patience)
      restart();
  }

 private:
  int8_t* state(int64_t lane) noexcept { return states_.data() + lane * problem_.num_spins; }
  const int8_t* start(int64_t child) const noexcept {
    return child < input_.num_starts ? input_.starts + child * problem_.num_spins : nullptr;
  }

  // Is the child better than what it replaces?
  bool take(const Child& child, const int8_t* spins) {
    if (child.parent < 0) return population_.add(spins, child.energy, plan_.near);
    const double before = population_.energy(child.parent);
    if (child.energy <= before) population_.replace(child.parent, spins, child.energy);
    return child.energy < before;
  }

  // The best state is put aside. When there are enough of those they are the next population.
  void restart() {
    const int64_t best = population_.best();
    champions_.add(population_.state(best), population_.energy(best), 0);
    population_.clear();
    founders_ = 0;
    idle_ = 0;
    effort_ = luby(++restarts_ + 1);
    run_.count("restarts");
    if (!champions_.full()) return;
    for (int64_t k = 0; k < champions_.size(); ++k) population_.add(champions_.state(k), champions_.energy(k), 0);
    champions_.clear();
    founders_ = plan_.population;
  }

  const weiss::plugin::Host host_;
  const weiss_problem_view& problem_;
  const weiss_solver_input& input_;
  const Plan& plan_;
  const int32_t engine_;
  const Run& run_;
  int64_t effort_ = 1;
  std::vector<std::unique_ptr<Breeder>> breeders_;  // [threads]
  Array<int8_t> states_;                            // [width * num_spins]
  std::vector<Child> children_;                     // [width]
  Population population_, champions_;
  double best_ = std::numeric_limits<double>::infinity();
  int64_t born_ = 0;
  int64_t founders_ = 0;  // since the last restart
  int64_t idle_ = 0;
  int64_t restarts_ = 0;
};

}  // namespace

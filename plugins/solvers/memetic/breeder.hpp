// How one child is made: founders from random or given states, then offspring of the population.
#pragma once

#include <cmath>
#include <optional>

#include <weiss/ext/search.hpp>

#include "crossover.hpp"
#include "plan.hpp"

namespace {

using weiss::plugin::Run;
using weiss::plugin::Search;

struct Child {
  double energy;
  int64_t parent;  // whose place it takes when it is better; -1: none
  bool made;
};

// One serves one thread.
class Breeder {
 public:
  Breeder(const weiss::plugin::Host& host, const weiss_problem_view& problem, const Plan& plan,
          const weiss_solver_input& input, int32_t engine, const Run& run)
      : host_(host),
        problems_(host),
        table_(weiss::plugin::search_table(host)),
        problem_(problem),
        plan_(plan),
        input_(input),
        search_(table_, problem.problem, engine, weiss::bundled::for_setup(run)) {
    if (plan.anneals) clusters_.emplace(host, problem);
  }

  // A state from start, or from a random one when start is null. Searches are `effort` times as long as
  // planned.
  Child founder(const Run& run, const int8_t* start, int64_t effort, int8_t* spins) {
    if (start)
      search_.set(start);
    else
      search_.set_random(run.stream(0));
    run.spend(problem_.num_entries);
    run.count("founders");
    // Fully hot, a start would be forgotten; halfway down only what is loose in it melts.
    if (plan_.anneals)
      anneal(run, start ? std::sqrt(plan_.t_first * plan_.t_last) : plan_.t_first, effort);
    else
      tabu(run, search_, effort * plan_.max_idle, plan_.tenure);
    return best(spins, kNoParent);
  }

  // turn counts the children: with annealing each member has its turn to be improved.
  Child offspring(const Run& run, const Population& population, int64_t turn, int64_t effort, int8_t* spins) {
    Random random(run.stream(0));
    if (!plan_.anneals) return mixed(run, population, random, effort, spins);
    const int64_t parent = turn % population.size();
    if (random.below(4) == 0) return contracted(run, population, parent, random, spins);
    return melted(run, population, parent, random, effort, spins);
  }

 private:
  Child best(int8_t* spins, int64_t parent) {
    std::memcpy(spins, search_.best_spins(), static_cast<size_t>(problem_.num_spins));
    return {search_.best_energy(), parent, true};
  }

  void tabu(const Run& run, Search& search, int64_t max_idle, int64_t tenure) {
    weiss_tabu_params params = weiss::plugin::sized<weiss_tabu_params>();
    params.seed = run.stream(1);
    params.max_idle = max_idle;
    params.tenure = tenure;
    params.has_target = input_.has_target;
    params.target = input_.target;
    run.count("flips", search.tabu(run, params));
  }
  void anneal(const Run& run, double t_first, int64_t effort) {
    weiss_anneal_params params = weiss::plugin::sized<weiss_anneal_params>();
    params.seed = run.stream(1);
    params.sweeps = effort * plan_.sweeps;
    params.t_first = t_first;
    params.t_last = std::min(plan_.t_last, t_first);
    run.count("sweeps", search_.anneal(run, params));
  }

  Child mixed(const Run& run, const Population& population, Random& random, int64_t effort,
              int8_t* spins) {
    const int64_t a = random.below(population.size());
    const int64_t b = (a + 1 + random.below(population.size() - 1)) % population.size();
    mix(population, a, b, random, spins);
    search_.set(spins);
    run.spend(problem_.num_entries);
    run.count("crossovers");
    tabu(run, search_, effort * plan_.max_idle, plan_.tenure);
    return best(spins, kNoParent);
  }

  // Anneals a member again from a moderate temperature and takes over those changes that pay.
  Child melted(const Run& run, const Population& population, int64_t parent, Random& random, int64_t effort,
               int8_t* spins) {
    std::memcpy(spins, population.state(parent), static_cast<size_t>(problem_.num_spins));
    search_.set(spins);
    run.spend(problem_.num_entries / 4);
    const double u = 0.2 + 0.8 * random.uniform();
    anneal(run, plan_.t_last * std::pow(plan_.t_first / plan_.t_last, u), effort);
    run.count("melts");
    int64_t work = 0;
    const double change = clusters_->partition.improve(spins, search_.spins(), &work);
    run.spend(work);
    return {population.energy(parent) + change, parent, true};
  }

  // Solves the small problem of the blocks that the member and some others agree on.
  Child contracted(const Run& run, const Population& population, int64_t parent, Random& random, int8_t* spins) {
    const int64_t size = population.size();
    const int8_t* const state = population.state(parent);
    Blocks& blocks = clusters_->blocks;
    blocks.begin();
    blocks.add_parent(state);
    const int64_t first = random.below(size);
    for (int64_t k = 0; k < size && blocks.num_parents() < std::min(plan_.parents, size); ++k)
      if ((first + k) % size != parent) blocks.add_parent(population.state((first + k) % size));
    blocks.connect();
    const auto small = problems_.contract(problem_.problem, blocks.count(), blocks.group(), state, &run);
    run.spend(2 * problem_.num_entries + problem_.num_spins);
    run.count("contractions");
    // Begins at all +1, which is the member.
    Search search(table_, small.get(), WEISS_ENGINE_AUTO, weiss::bundled::for_setup(run));
    const double before = search.energy();
    const int64_t m = blocks.count();
    tabu(run, search, 20 * m, std::min(m / 100 + 10, m / 4 + 1));
    const int8_t* const signs = search.best_spins();
    for (int64_t i = 0; i < problem_.num_spins; ++i)
      spins[i] = static_cast<int8_t>(state[i] * signs[blocks.group()[i]]);
    return {population.energy(parent) + (search.best_energy() - before), parent, true};
  }

  static constexpr int64_t kNoParent = -1;

  // What finds clusters of spins.
  struct Clusters {
    Clusters(const weiss::plugin::Host& host, const weiss_problem_view& problem)
        : links(host, problem), partition(host, problem, links), blocks(host, problem, links) {}

    Links links;
    Partition partition;
    Blocks blocks;
  };

  weiss::plugin::Host host_;
  weiss::plugin::Problems problems_;
  const weiss_ext_search& table_;
  const weiss_problem_view& problem_;
  const Plan& plan_;
  const weiss_solver_input& input_;
  Search search_;
  std::optional<Clusters> clusters_;  // where states are annealed
};

}  // namespace

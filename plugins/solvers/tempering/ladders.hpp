// Ladders of replicas: each rung is a temperature, and neighbouring rungs exchange their states now and then.
// Several ladders stand side by side where one does not fill the lanes that are swept at once.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>
#include <weiss/ext/replicas.hpp>
#include <weiss/ext/search.hpp>
#include <weiss/plugin.hpp>

namespace {

struct LadderShape {
  int64_t rungs;
  int64_t ladders;
  int64_t lanes;  // replicas in a group
  double t_first;
  double t_last;

  int64_t replicas() const noexcept { return rungs * ladders; }
  int64_t groups() const noexcept { return (replicas() + lanes - 1) / lanes; }
  // Rung 0 is the coldest.
  double temperature(int64_t rung) const noexcept {
    const double height = rungs > 1 ? static_cast<double>(rung) / static_cast<double>(rungs - 1) : 0.0;
    return t_last * std::pow(t_first / t_last, height);
  }

  // Rungs that are near enough for one exchange in some to be accepted: energies of n spins at a temperature
  // T spread by about T sqrt(n c) with a heat capacity c of up to 1/2 for each spin. No group is left half
  // empty.
  static LadderShape of(int64_t option, int64_t n, int64_t lanes, double t_first, double t_last) noexcept {
    constexpr double kMost = 512.0;
    const double wanted = 2.0 + 0.5 * std::sqrt(static_cast<double>(n)) * std::log(t_first / t_last);
    int64_t rungs = option > 0 ? option : static_cast<int64_t>(std::min(wanted, kMost));
    if (option == 0 && 2 * rungs > lanes) rungs = (rungs + lanes - 1) / lanes * lanes;
    return {rungs, std::max<int64_t>(lanes / rungs, 1), lanes, t_first, t_last};
  }
};

// The ladders of one search and its best state.
class Ladders {
 public:
  Ladders(const weiss::plugin::Host& host, const weiss_problem_view& problem, const LadderShape& shape,
          uint64_t seed)
      : problem_(problem),
        shape_(shape),
        replicas_(weiss::plugin::replicas_table(host), problem.problem, shape.replicas()),
        descent_(weiss::plugin::search_table(host), problem.problem),
        random_(weiss_seed_derive(seed, 1)),
        sweep_seed_(weiss_seed_derive(seed, 2)),
        energies_(static_cast<size_t>(shape.replicas())),
        temperatures_(energies_.size()),
        at_(energies_.size()),
        state_(static_cast<size_t>(problem.num_spins), int8_t{1}, host),
        best_(state_) {
    replicas_.set_random(seed);
    for (int64_t r = 0; r < shape.replicas(); ++r) {
      at_[static_cast<size_t>(r)] = r;
      temperatures_[static_cast<size_t>(r)] = shape.temperature(r % shape.rungs);
    }
  }

  // Puts a start on the k-th coldest rung of the first ladder.
  void start(int64_t k, const int8_t* spins) { replicas_.set(k % shape_.rungs, spins); }

  // Takes up the states that are there.
  void begin(const weiss::plugin::Run& run) {
    look(run);
    keep_best(run);
  }

  // Sweeps and exchanges so many times, or until the run says stop.
  void run(const weiss::plugin::Run& run, int64_t exchanges, int64_t sweeps) {
    for (int64_t k = 0; k < exchanges && !run.should_stop(); ++k) {
      run.count("sweeps", replicas_.sweep(run, sweeps, temperatures_.data(), sweep_seed_));
      look(run);
      keep_best(run);
      exchange(run);
    }
  }

  // Energy of the state that is on a rung now.
  double energy(int64_t ladder, int64_t rung) const noexcept {
    return energies_[static_cast<size_t>(at_[static_cast<size_t>(ladder * shape_.rungs + rung)])];
  }
  const int8_t* best() const noexcept { return best_.data(); }
  double best_energy() const noexcept { return best_energy_; }

 private:
  void look(const weiss::plugin::Run& run) {
    replicas_.energies(energies_.data());
    run.spend(shape_.groups() * (problem_.num_entries + problem_.num_spins));
  }

  // A state that is lower than any before goes down to its minimum.
  void keep_best(const weiss::plugin::Run& run) {
    const auto lowest = std::min_element(energies_.begin(), energies_.end());
    if (!(*lowest < lowest_)) return;
    lowest_ = *lowest;
    replicas_.spins(lowest - energies_.begin(), state_.data());
    descent_.set(state_.data());
    descent_.descend(run);
    run.spend(problem_.num_entries);
    if (descent_.energy() < best_energy_) {
      best_energy_ = descent_.energy();
      std::copy_n(descent_.spins(), best_.size(), best_.data());
    }
  }

  // Neighbours trade temperatures instead of states, with probability min(1, exp((1/T - 1/T') (E - E'))); by
  // turns those above even and those above odd rungs.
  void exchange(const weiss::plugin::Run& run) {
    int64_t exchanged = 0;
    for (int64_t ladder = 0; ladder < shape_.ladders; ++ladder)
      for (int64_t rung = turn_; rung + 1 < shape_.rungs; rung += 2) {
        int64_t& cold = at_[static_cast<size_t>(ladder * shape_.rungs + rung)];
        int64_t& warm = at_[static_cast<size_t>(ladder * shape_.rungs + rung + 1)];
        const auto c = static_cast<size_t>(cold), w = static_cast<size_t>(warm);
        const double gain = (1.0 / temperatures_[c] - 1.0 / temperatures_[w]) * (energies_[c] - energies_[w]);
        if (gain < 0.0 && random_.uniform() >= std::exp(gain)) continue;
        std::swap(temperatures_[c], temperatures_[w]);
        std::swap(cold, warm);
        ++exchanged;
      }
    turn_ = 1 - turn_;
    run.count("exchanges", exchanged);
  }

  const weiss_problem_view& problem_;
  const LadderShape shape_;
  weiss::plugin::Replicas replicas_;
  weiss::plugin::Search descent_;
  weiss::plugin::Random random_;
  const uint64_t sweep_seed_;
  std::vector<double> energies_;      // of each replica
  std::vector<double> temperatures_;  // of each replica
  std::vector<int64_t> at_;           // the replica on each rung
  weiss::plugin::Array<int8_t> state_;
  weiss::plugin::Array<int8_t> best_;
  double lowest_ = std::numeric_limits<double>::infinity();
  double best_energy_ = std::numeric_limits<double>::infinity();
  int64_t turn_ = 0;
};

}  // namespace

// Replicas of one type of lanes, in groups of as many as a cell of the kernels holds. Replica r is lane r % L of
// group r / L, whatever the registers of the machine. What cells look like and what sweeps them is up to Rows, see
// replica_rows.hpp.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

#include "base/aligned.hpp"
#include "base/random.hpp"
#include "search/meter.hpp"
#include "search/replica_draws.hpp"
#include "search/replica_rows.hpp"
#include "search/replica_tail.hpp"
#include "search/replicas.hpp"
#include "search/schedule.hpp"

namespace weiss {

template <class Rows>
class ReplicaLanes final : public Replicas {
 public:
  ReplicaLanes(const Problem& problem, int64_t count, const ReplicaUnit& unit, Watch& watch)
      : problem_(problem), kernels_(Rows::kernels(problem.environment->kernels().replica)), rows_(problem, unit, watch),
        count_(count), groups_((count + kLanes - 1) / kLanes), group_bytes_(Rows::group_bytes(problem.num_spins())),
        cells_(problem.environment->memory(), groups_ * group_bytes_, uint8_t(0)),
        tail_(problem, unit), spins_(problem.environment->memory(), problem.num_spins(), int8_t(1)),
        draws_(problem.environment->memory(), problem.num_spins()),
        threshold_(problem.environment->memory(), draws_.size(), T(0)) {}

  int64_t count() const noexcept override { return count_; }
  int64_t num_spins() const noexcept override { return problem_.num_spins(); }

  void set(int64_t replica, const int8_t* spins) noexcept override {
    uint8_t* const cells = cells_.data() + replica / kLanes * group_bytes_;
    for (int64_t i = 0; i < num_spins(); ++i) Rows::put(cells, i, replica % kLanes, spins[i] < 0);
  }

  void set_random(uint64_t seed) noexcept override {
    for (int64_t group = 0; group < groups_; ++group) {
      Random random(weiss_seed_derive(seed, static_cast<uint64_t>(group)));
      for (int64_t i = 0; i < num_spins(); ++i) {
        const uint64_t bits = random.next();
        for (int64_t l = 0; l < kLanes; ++l)
          Rows::put(cells_.data() + group * group_bytes_, i, l, (bits >> l & 1) != 0);
      }
    }
  }

  void spins(int64_t replica, int8_t* spins) const noexcept override {
    const uint8_t* const cells = cells_.data() + replica / kLanes * group_bytes_;
    for (int64_t i = 0; i < num_spins(); ++i) spins[i] = Rows::is_down(cells, i, replica % kLanes) ? -1 : 1;
  }

  void energies(double* energies) const noexcept override {
    constexpr int64_t kSpins = 4096;  // the most that the kernel takes
    for (int64_t group = 0; group < groups_; ++group) {
      const View view = view_of(group);
      double twice[kLanes] = {};
      for (int64_t i = 0; i < num_spins(); i += kSpins)
        kernels_.add_energies(&view, i, std::min(i + kSpins, num_spins()), twice);
      const int64_t first = group * kLanes;
      for (int64_t l = 0; l < kLanes && first + l < count_; ++l)
        energies[first + l] = problem_.offset + 0.5 * rows_.unit() * twice[l];
    }
  }

  int64_t anneal(const weiss_run* run, const weiss_anneal_params& params) noexcept override {
    Meter meter(run);
    const bool given = Schedule::is_set(params.t_first) && Schedule::is_set(params.t_last);
    const Schedule schedule(params, given ? TemperatureRange{} : temperature_range(problem_));
    const int64_t hold = std::clamp<int64_t>(draws_.size() / (32 * std::max<int64_t>(num_spins(), 1)), 1,
                                             std::max<int64_t>(schedule.sweeps() / 64, 1));
    draws_.forget();
    draws_.seed(params.seed);
    int64_t least = schedule.sweeps();
    for (int64_t group = 0; group < groups_; ++group) {
      const View view = view_of(group);
      int64_t sweeps = 0;
      for (; sweeps < least && !meter.stopped(); ++sweeps) {
        if (sweeps % hold == 0) set_temperature(schedule.temperature(sweeps));
        int64_t flips = 0;
        if (!sweep_group(view, meter, flips)) break;
        const double of_each = static_cast<double>(flips) / static_cast<double>(kLanes);
        if (Chain* const chain = tail_.chain_for(least - sweeps - 1, replicas_in(group), of_each, rows_.sweep_time())) {
          sweeps += 1 + anneal_on(*chain, group, schedule.after(sweeps + 1), params.seed, meter);
          break;
        }
      }
      descend(view, meter);
      least = std::min(least, sweeps);
    }
    return least;
  }

  int64_t sweep(const weiss_run* run, int64_t sweeps, const double* temperatures, uint64_t seed) noexcept override {
    Meter meter(run);
    draws_.seed(seed);
    int64_t least = std::max<int64_t>(sweeps, 0);
    for (int64_t group = 0; group < groups_; ++group) {
      const View view = view_of(group);
      const double* const first = temperatures + group * kLanes;
      const int64_t lanes = replicas_in(group);
      const bool one = std::all_of(first, first + lanes, [=](double t) { return t == *first; });
      float temperature[kLanes] = {};
      for (int64_t l = 0; l < lanes; ++l) temperature[l] = in_units(first[l]);
      int64_t done = 0;
      for (; done < least && !meter.stopped(); ++done) {
        if (one) set_temperature(*first);
        int64_t flips = 0;
        if (!(one ? sweep_group(view, meter, flips) : sweep_group(view, meter, temperature))) break;
      }
      least = std::min(least, done);
    }
    return least;
  }

 private:
  using T = typename Rows::Number;
  using View = typename Rows::View;
  static constexpr int64_t kLanes = Rows::kLanes;
  static constexpr int64_t kBlock = ReplicaDraws::kBlock;

  View view_of(int64_t group) const noexcept {
    return rows_.view(const_cast<uint8_t*>(cells_.data()) + group * group_bytes_);
  }

  int64_t replicas_in(int64_t group) const noexcept { return std::min(kLanes, count_ - group * kLanes); }

  // Anneals the replicas of a group one after another; returns the sweeps that all of them made.
  int64_t anneal_on(Chain& chain, int64_t group, const Schedule& schedule, uint64_t seed, Meter& meter) noexcept {
    int64_t least = schedule.sweeps();
    for (int64_t r = group * kLanes; r < group * kLanes + replicas_in(group); ++r) {
      spins(r, spins_.data());
      least = std::min(least, chain.anneal(spins_.data(), schedule,
                                           weiss_seed_derive(seed, static_cast<uint64_t>(r)), meter));
      set(r, spins_.data());
    }
    return least;
  }

  // Costs are halves of what a flip adds to the energy.
  float in_units(double temperature) const noexcept {
    constexpr double kMost = std::numeric_limits<float>::max();
    return temperature > 0.0 ? static_cast<float>(std::min(0.5 * temperature / rows_.unit(), kMost)) : 0.0f;
  }
  void set_temperature(double temperature) noexcept {
    kernels_.set_thresholds(draws_.size(), draws_.variates(), in_units(temperature), threshold_.data());
  }

  // Calls look(begin, end) for the blocks of a sweep; false when the meter says stop before the end.
  template <class Look>
  bool for_each_block(Meter& meter, const Look& look) noexcept {
    for (int64_t begin = 0; begin < num_spins(); begin += kBlock) {
      const int64_t end = std::min(begin + kBlock, num_spins());
      look(begin, end);
      if (meter.spend(rows_.work(begin, end)) && end < num_spins()) return false;
    }
    draws_.renew(num_spins());
    return true;
  }
  // At the temperature that was set. Adds to flips those of all lanes.
  bool sweep_group(const View& view, Meter& meter, int64_t& flips) noexcept {
    return for_each_block(meter, [&](int64_t begin, int64_t end) {
      flips += kernels_.sweep(&view, begin, end, draws_.windows(), threshold_.data());
    });
  }
  bool sweep_group(const View& view, Meter& meter, const float* temperature) noexcept {
    return for_each_block(meter, [&](int64_t begin, int64_t end) {
      kernels_.sweep_each(&view, begin, end, draws_.windows(), draws_.variates(), temperature);
    });
  }

  // Flips what lowers the energy, pass after pass. After a stop it goes on for some milliseconds.
  void descend(const View& view, Meter& meter) noexcept {
    int64_t grace = 1'000'000;
    const uint16_t none[kBlock] = {};
    std::fill_n(threshold_.data(), kLanes, static_cast<T>(-rows_.least()));
    bool any = true;
    while (any && grace > 0) {
      any = false;
      for (int64_t begin = 0; begin < num_spins() && grace > 0; begin += kBlock) {
        const int64_t end = std::min(begin + kBlock, num_spins());
        any |= kernels_.sweep(&view, begin, end, none, threshold_.data()) != 0;
        if (meter.spend(rows_.work(begin, end))) grace -= rows_.work(begin, end);
      }
    }
  }

  const Problem& problem_;
  const ReplicaLaneKernels<View, T>& kernels_;
  const Rows rows_;
  const int64_t count_;
  const int64_t groups_;
  const int64_t group_bytes_;
  AlignedArray<uint8_t> cells_;
  ReplicaTail tail_;
  AlignedArray<int8_t> spins_;  // of a replica on its way to a chain
  ReplicaDraws draws_;
  AlignedArray<T> threshold_;
};

}  // namespace weiss

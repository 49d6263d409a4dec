// One level's state improved region by region, the rest clamped.
#pragma once

#include <optional>

#include "../../common/subproblem.hpp"
#include "balls.hpp"

namespace {

using weiss::bundled::PartMembers;
using weiss::bundled::SubProblem;
using weiss::bundled::SubSolver;
using weiss::plugin::Child;
using weiss::plugin::Problems;

// What changes in a region falls into connected clusters whose flips do not touch each other; each is taken
// for itself when the energy does not rise. Changes are judged in the state as it is by then, so that the
// regions of one section may touch.
class Refinement {
 public:
  Refinement(const Host& host, SubSolver& solver, Child* partitioner, int64_t sub_problems)
      : host_(host),
        problems_(host),
        solver_(solver),
        partitioner_(partitioner),
        left_(sub_problems > 0 ? sub_problems : INT64_MAX) {}

  uint64_t next_stream() noexcept { return stream_++; }
  bool is_spent() const noexcept { return left_ == 0; }

  void improve(const weiss_problem_view& level, const Run& run, Array<int8_t>& state) {
    mark_.assign(state.size(), 0);
    Random random(run.stream(next_stream()));
    if (partitioner_ && level.num_spins > solver_.part_size()) {
      weiss_partition_task task = weiss::plugin::sized<weiss_partition_task>();
      task.max_part_spins = solver_.part_size();
      task.best = task.current = state.data();
      const weiss_parts parts = partitioner_->partition(run, level.problem, task, next_stream());
      sections(
          level, run, parts.num_parts, [&](int64_t k) { return weiss::bundled::part_of(parts, k); }, state);
    } else {
      const Balls balls(host_, level, solver_.part_size(), random);
      run.spend(level.num_entries);
      sections(
          level, run, balls.count(),
          [&](int64_t k) {
            return PartMembers{balls.members(k), balls.size(k), nullptr, 0};
          },
          state);
    }
  }

 private:
  template <class Region>
  void sections(const weiss_problem_view& level, const Run& run, int64_t count, Region&& region,
                Array<int8_t>& state) {
    // Regions hold a copy of their couplings while they are solved.
    constexpr int64_t kMostRegions = 64, kMostSpins = 400000;
    const int64_t most = std::clamp<int64_t>(kMostSpins / solver_.part_size(), 1, kMostRegions);
    for (int64_t first = 0; first < count && left_ > 0 && !run.should_stop(); first += most) {
      const int64_t size = std::min({most, count - first, left_});
      std::vector<SubProblem> parts;
      parts.reserve(static_cast<size_t>(size));
      for (int64_t k = 0; k < size; ++k)
        parts.emplace_back(problems_, level, region(first + k), state.data());
      const uint64_t stream = stream_;
      stream_ += static_cast<uint64_t>(size);
      left_ -= size;
      const std::vector<weiss_outcome>& outcomes = solver_.solve_many(run, parts, stream);
      for (size_t k = 0; k < parts.size(); ++k)
        if (outcomes[k].spins) accept(level, run, parts[k].members(), outcomes[k].spins, state);
    }
  }

  void accept(const weiss_problem_view& level, const Run& run, const std::vector<int32_t>& members,
              const int8_t* spins, Array<int8_t>& state) {
    constexpr char kChanged = 1;
    for (size_t k = 0; k < members.size(); ++k)
      if (spins[k] != state[static_cast<size_t>(members[k])])
        mark_[static_cast<size_t>(members[k])] = kChanged;
    int64_t accepted = 0;
    for (const int32_t i : members) {
      if (mark_[static_cast<size_t>(i)] != kChanged) continue;
      collect(level, run, i, state);
      if (cluster_change_ > 0.0) continue;
      for (const int32_t j : cluster_) {
        int8_t& spin = state[static_cast<size_t>(j)];
        spin = static_cast<int8_t>(-spin);
      }
      ++accepted;
    }
    run.count("accepted", accepted);
  }

  // The cluster of changed spins around i, and what its flip would cost; takes its marks off.
  void collect(const weiss_problem_view& level, const Run& run, int32_t i, const Array<int8_t>& state) {
    constexpr char kTaken = 2;
    cluster_.assign(1, i);
    mark_[static_cast<size_t>(i)] = kTaken;
    double sum = 0.0;
    int64_t couplings = 0;
    for (size_t at = 0; at < cluster_.size(); ++at) {
      const int32_t u = cluster_[at];
      double field = level.field[u];
      couplings += weiss::plugin::row(level, u).size();
      for (const auto [v, value] : weiss::plugin::row(level, u)) {
        char& mark = mark_[static_cast<size_t>(v)];
        if (mark == 0) {
          field += value * state[static_cast<size_t>(v)];
        } else if (mark != kTaken) {
          mark = kTaken;
          cluster_.push_back(v);
        }
      }
      sum += field * state[static_cast<size_t>(u)];
    }
    run.spend(couplings);
    for (const int32_t u : cluster_) mark_[static_cast<size_t>(u)] = 0;
    cluster_change_ = -2.0 * sum;
  }

  Host host_;
  Problems problems_;
  SubSolver& solver_;
  Child* const partitioner_;
  int64_t left_;
  uint64_t stream_ = 0;
  Array<char> mark_{host_};  // of each spin: no change, changed, or in the cluster at hand
  std::vector<int32_t> cluster_;
  double cluster_change_ = 0.0;
};

}  // namespace

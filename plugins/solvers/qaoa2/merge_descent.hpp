// The merge by coordinate descent: part after part takes the candidate and the sign that suit the others best.
#pragma once

#include <cmath>

#include "candidates.hpp"

namespace {

class MergeDescent {
 public:
  MergeDescent(const Host& host, const weiss_problem_view& problem, const Parts& parts, const Candidates& candidates)
      : problem_(problem), parts_(parts), candidates_(candidates),
        state_(static_cast<size_t>(problem.num_spins), int8_t{1}, host),
        part_of_(static_cast<size_t>(problem.num_spins), 0, host), outer_(host) {
    for (int64_t p = 0; p < parts.count(); ++p)
      for (int64_t i = 0; i < parts.size(p); ++i)
        part_of_[static_cast<size_t>(parts.of(p)[i])] = static_cast<int32_t>(p);
  }

  const int8_t* state() const noexcept { return state_.data(); }

  // Improves merged until no part alone can; leaves its state. Returns whether anything changed.
  bool improve(const weiss::plugin::Run& run, Merged& merged) {
    for (int64_t p = 0; p < parts_.count(); ++p) put(merged, p);
    bool changed = false;
    for (bool again = true; again && !run.should_stop();) {
      again = false;
      for (int64_t p = 0; p < parts_.count(); ++p) again |= improve_part(merged, p);
      run.spend(problem_.num_entries + problem_.num_spins);
      changed |= again;
    }
    return changed;
  }

 private:
  void put(const Merged& merged, int64_t p) noexcept {
    const int8_t* const spins = candidates_.spins(p, merged.candidate[static_cast<size_t>(p)]);
    const int8_t sign = merged.sign[static_cast<size_t>(p)];
    for (int64_t i = 0; i < parts_.size(p); ++i)
      state_[static_cast<size_t>(parts_.of(p)[i])] = static_cast<int8_t>(sign * spins[i]);
  }

  bool improve_part(Merged& merged, int64_t p) {
    double scale = 0.0;
    find_outer(p, scale);
    int32_t& candidate = merged.candidate[static_cast<size_t>(p)];
    int8_t& sign = merged.sign[static_cast<size_t>(p)];
    // Less than the rounding of the sums is no gain.
    double best = energy(p, candidate, sign) - 1e-12 * (scale + std::fabs(candidates_.inner(p, candidate)));
    bool changed = false;
    for (int64_t k = 0; k < candidates_.count(p); ++k) {
      const double outside = energy(p, k, int8_t{1}) - candidates_.inner(p, k);
      const double least = candidates_.inner(p, k) - std::fabs(outside);
      if (least >= best) continue;
      best = least;
      candidate = static_cast<int32_t>(k);
      sign = outside > 0.0 ? int8_t{-1} : int8_t{1};
      changed = true;
    }
    if (changed) put(merged, p);
    return changed;
  }

  // Fields on the members from the problem and from the other parts.
  void find_outer(int64_t p, double& scale) {
    outer_.clear();
    for (int64_t i = 0; i < parts_.size(p); ++i) {
      const int32_t spin = parts_.of(p)[i];
      double field = problem_.field[spin];
      for (const auto [j, value] : weiss::plugin::row(problem_, spin))
        if (part_of_[static_cast<size_t>(j)] != p) field += value * state_[static_cast<size_t>(j)];
      outer_.push_back(field);
      scale += std::fabs(field);
    }
  }
  double energy(int64_t p, int64_t k, int8_t sign) const noexcept {
    const int8_t* const spins = candidates_.spins(p, k);
    double outside = 0.0;
    for (size_t i = 0; i < outer_.size(); ++i) outside += outer_[i] * spins[i];
    return candidates_.inner(p, k) + sign * outside;
  }

  const weiss_problem_view& problem_;
  const Parts& parts_;
  const Candidates& candidates_;
  Array<int8_t> state_;
  Array<int32_t> part_of_;
  Array<double> outer_;  // of the part at hand
};

}  // namespace

// The merge by coordinate descent: part after part takes the candidate and the sign that suit the others best.
#pragma once

#include <cmath>

#include <weiss/ext/problem.hpp>

#include "candidates.hpp"

namespace {

class MergeDescent {
 public:
  MergeDescent(const Host& host, const weiss_problem_view& problem, const Parts& parts, const Candidates& candidates)
      : problems_(host), problem_(problem), parts_(parts), candidates_(candidates),
        state_(static_cast<size_t>(problem.num_spins), int8_t{1}, host),
        part_of_(static_cast<size_t>(problem.num_spins), 0, host),
        outer_(static_cast<size_t>(problem.num_spins), 0.0, host),
        settled_(static_cast<size_t>(parts.count()), int8_t{0}, host), fields_(host), inside_(host) {
    for (int64_t p = 0; p < parts.count(); ++p)
      for (int64_t i = 0; i < parts.size(p); ++i)
        part_of_[static_cast<size_t>(parts.of(p)[i])] = static_cast<int32_t>(p);
    for (int32_t i = 0; i < problem.num_spins; ++i)
      for (const auto [j, value] : weiss::plugin::row(problem, i))
        if (j > i && part_of(i) == part_of(j)) inside_.push_back({i, j, value});
  }

  const int8_t* state() const noexcept { return state_.data(); }
  // Of the state, up to the offset.
  double energy(const Merged& merged) const noexcept {
    double sum = 0.0;
    for (int64_t p = 0; p < parts_.count(); ++p) sum += candidates_.inner(p, merged.candidate[static_cast<size_t>(p)]);
    for (size_t i = 0; i < state_.size(); ++i) sum += 0.5 * (problem_.field[i] + outer_[i]) * state_[i];
    return sum;
  }

  // Improves merged until no part alone can; leaves its state. Returns whether anything changed.
  bool improve(const weiss::plugin::Run& run, Merged& merged) {
    begin(merged);
    run.spend(problem_.num_entries + problem_.num_spins);
    bool changed = false;
    for (bool again = true; again && !run.should_stop();) {
      again = false;
      visited_ = 0;
      for (int64_t p = 0; p < parts_.count(); ++p) {
        if (settled_[static_cast<size_t>(p)] != 0) continue;
        settled_[static_cast<size_t>(p)] = 1;
        again |= improve_part(merged, p);
      }
      run.spend(visited_);
      changed |= again;
    }
    return changed;
  }

 private:
  // A coupling within a part.
  struct Inside {
    int32_t i, j;
    double value;
  };

  int32_t part_of(int32_t i) const noexcept { return part_of_[static_cast<size_t>(i)]; }

  // Nobody has settled, and each spin has the field from the problem and from the other parts.
  void begin(const Merged& merged) {
    for (int64_t p = 0; p < parts_.count(); ++p) {
      const int8_t* const spins = candidates_.spins(p, merged.candidate[static_cast<size_t>(p)]);
      const int8_t sign = merged.sign[static_cast<size_t>(p)];
      for (int64_t i = 0; i < parts_.size(p); ++i)
        state_[static_cast<size_t>(parts_.of(p)[i])] = static_cast<int8_t>(sign * spins[i]);
    }
    const Array<double> spins(state_.begin(), state_.end(), outer_.get_allocator());
    problems_.multiply(problem_.problem, 1, spins.data(), outer_.data());
    for (size_t i = 0; i < outer_.size(); ++i) outer_[i] += problem_.field[i];
    for (const Inside& one : inside_) {
      outer_[static_cast<size_t>(one.i)] -= one.value * spins[static_cast<size_t>(one.j)];
      outer_[static_cast<size_t>(one.j)] -= one.value * spins[static_cast<size_t>(one.i)];
    }
    std::fill(settled_.begin(), settled_.end(), int8_t{0});
  }

  bool improve_part(Merged& merged, int64_t p) {
    double scale = 0.0;
    fields_.clear();
    for (int64_t i = 0; i < parts_.size(p); ++i) {
      fields_.push_back(outer_[static_cast<size_t>(parts_.of(p)[i])]);
      scale += std::fabs(fields_.back());
    }
    int32_t& candidate = merged.candidate[static_cast<size_t>(p)];
    int8_t& sign = merged.sign[static_cast<size_t>(p)];
    // Less than the rounding of the sums is no gain.
    double best = candidates_.inner(p, candidate) + sign * outside(p, candidate) -
                  1e-12 * (scale + std::fabs(candidates_.inner(p, candidate)));
    bool changed = false;
    for (int64_t k = 0; k < candidates_.count(p); ++k) {
      const double field = outside(p, k);
      const double least = candidates_.inner(p, k) - std::fabs(field);
      if (least >= best) continue;
      best = least;
      candidate = static_cast<int32_t>(k);
      sign = field > 0.0 ? int8_t{-1} : int8_t{1};
      changed = true;
    }
    visited_ += parts_.size(p) * candidates_.count(p);
    if (changed) put(p, candidates_.spins(p, candidate), sign);
    return changed;
  }

  // What a candidate has in the fields of the part at hand.
  double outside(int64_t p, int64_t k) const noexcept {
    const int8_t* const spins = candidates_.spins(p, k);
    double sum = 0.0;
    for (size_t i = 0; i < fields_.size(); ++i) sum += fields_[i] * spins[i];
    return sum;
  }

  // The part's new state; neighbours of what turns in it have to look again.
  void put(int64_t p, const int8_t* spins, int8_t sign) {
    for (int64_t k = 0; k < parts_.size(p); ++k) {
      const int32_t i = parts_.of(p)[k];
      const auto spin = static_cast<int8_t>(sign * spins[k]);
      if (state_[static_cast<size_t>(i)] == spin) continue;
      state_[static_cast<size_t>(i)] = spin;
      const weiss::plugin::Row row = weiss::plugin::row(problem_, i);
      for (const auto [j, value] : row) {
        if (part_of(j) == p) continue;
        outer_[static_cast<size_t>(j)] += 2.0 * value * spin;
        settled_[static_cast<size_t>(part_of(j))] = 0;
      }
      visited_ += row.size();
    }
  }

  weiss::plugin::Problems problems_;
  const weiss_problem_view& problem_;
  const Parts& parts_;
  const Candidates& candidates_;
  Array<int8_t> state_;
  Array<int32_t> part_of_;
  Array<double> outer_;     // field on each spin from the problem and from the other parts
  Array<int8_t> settled_;   // nothing has changed around the part since it was improved
  Array<double> fields_;    // outer_ of the part at hand
  Array<Inside> inside_;
  int64_t visited_ = 0;     // in the present pass
};

}  // namespace

// The exact merge: a walk over all choices of candidates and signs, part by part, that leaves out the branches
// whose energy cannot get below the best.
#pragma once

#include <cmath>
#include <limits>
#include <vector>

#include "candidates.hpp"

namespace {

class MergeTree {
 public:
  // Choices of all parts, up to a common sign where there are no fields; infinite is possible.
  static double states(const weiss_problem_view& problem, const Parts& parts, const Candidates& candidates) noexcept {
    double states = (problem.flags & WEISS_PROBLEM_HAS_FIELDS) != 0 ? 1.0 : 0.5;
    for (int64_t p = 0; p < parts.count(); ++p) states *= 2.0 * static_cast<double>(candidates.count(p));
    return states;
  }

  MergeTree(const weiss_problem_view& problem, const Parts& parts, const Candidates& candidates)
      : symmetric_((problem.flags & WEISS_PROBLEM_HAS_FIELDS) == 0), num_parts_(static_cast<size_t>(parts.count())) {
    first_.push_back(0);
    for (size_t p = 0; p < num_parts_; ++p) {
      const int64_t count = candidates.count(static_cast<int64_t>(p));
      for (int64_t k = 0; k < count; ++k) {
        inner_.push_back(candidates.inner(static_cast<int64_t>(p), k));
        root_.push_back(candidates.field(static_cast<int64_t>(p), k));
      }
      first_.push_back(inner_.size());
    }
    find_couplings(problem, parts, candidates);
    find_rest();
    fields_.assign(num_parts_ + 1, root_);
    chosen_.resize(num_parts_);
  }

  // merged is the best so far, of that energy up to the offset; what is better replaces it. Returns the nodes
  // visited.
  int64_t minimize(Merged& merged) {
    best_ = energy(merged);
    best_ -= 1e-12 * (std::fabs(best_) + scale_);  // less than the rounding of the sums is no gain
    nodes_ = 0;
    walk(0, 0.0, merged);
    return nodes_;
  }

 private:
  struct Choice {
    int32_t candidate;
    int8_t sign;
  };
  double coupling(size_t a, size_t b) const noexcept { return couplings_[a * inner_.size() + b]; }

  // W: between every two candidates of different parts.
  void find_couplings(const weiss_problem_view& problem, const Parts& parts, const Candidates& candidates) {
    const size_t all = inner_.size();
    couplings_.assign(all * all, 0.0);
    std::vector<double> field(static_cast<size_t>(problem.num_spins));
    for (size_t p = 0; p < num_parts_; ++p)
      for (size_t a = first_[p]; a < first_[p + 1]; ++a) {
        const auto part = static_cast<int64_t>(p);
        const int8_t* const spins = candidates.spins(part, static_cast<int64_t>(a - first_[p]));
        std::fill(field.begin(), field.end(), 0.0);
        for (int64_t i = 0; i < parts.size(part); ++i)
          for (const auto [j, value] : weiss::plugin::row(problem, parts.of(part)[i]))
            field[static_cast<size_t>(j)] += value * spins[i];
        for (size_t q = p + 1; q < num_parts_; ++q)
          for (size_t b = first_[q]; b < first_[q + 1]; ++b) {
            const auto other = static_cast<int64_t>(q);
            const int8_t* const others = candidates.spins(other, static_cast<int64_t>(b - first_[q]));
            double sum = 0.0;
            for (int64_t i = 0; i < parts.size(other); ++i)
              sum += field[static_cast<size_t>(parts.of(other)[i])] * others[i];
            couplings_[a * all + b] = couplings_[b * all + a] = sum;
            scale_ = std::max(scale_, std::fabs(sum));
          }
      }
  }

  // What the couplings between the parts from each on can bring at most.
  void find_rest() {
    rest_.assign(num_parts_ + 1, 0.0);
    for (size_t p = num_parts_; p-- > 0;) {
      rest_[p] = rest_[p + 1];
      for (size_t q = p + 1; q < num_parts_; ++q) {
        double most = 0.0;
        for (size_t a = first_[p]; a < first_[p + 1]; ++a)
          for (size_t b = first_[q]; b < first_[q + 1]; ++b) most = std::max(most, std::fabs(coupling(a, b)));
        rest_[p] += most;
      }
    }
  }

  double energy(const Merged& merged) const noexcept {
    double sum = 0.0;
    for (size_t p = 0; p < num_parts_; ++p) {
      const size_t a = first_[p] + static_cast<size_t>(merged.candidate[p]);
      double field = root_[a];
      for (size_t q = 0; q < p; ++q)
        field += merged.sign[q] * coupling(a, first_[q] + static_cast<size_t>(merged.candidate[q]));
      sum += inner_[a] + merged.sign[p] * field;
    }
    return sum;
  }

  // Parts before p are chosen, with energy so far; fields_[p] holds what they and the problem do to the others.
  void walk(size_t p, double so_far, Merged& merged) {
    ++nodes_;
    if (p == num_parts_) {
      if (so_far >= best_) return;
      best_ = so_far;
      for (size_t q = 0; q < num_parts_; ++q) {
        merged.candidate[q] = chosen_[q].candidate;
        merged.sign[q] = chosen_[q].sign;
      }
      return;
    }
    const std::vector<double>& fields = fields_[p];
    double bound = so_far - rest_[p];
    for (size_t q = p; q < num_parts_; ++q) {
      double least = std::numeric_limits<double>::infinity();
      for (size_t b = first_[q]; b < first_[q + 1]; ++b) least = std::min(least, inner_[b] - std::fabs(fields[b]));
      bound += least;
    }
    if (bound >= best_) return;
    for (size_t a = first_[p]; a < first_[p + 1]; ++a)
      for (const int8_t sign : {int8_t{1}, int8_t{-1}}) {
        if (symmetric_ && p == 0 && sign < 0) continue;
        std::vector<double>& below = fields_[p + 1];
        for (size_t b = first_[p + 1]; b < inner_.size(); ++b) below[b] = fields[b] + sign * coupling(a, b);
        chosen_[p] = {static_cast<int32_t>(a - first_[p]), sign};
        walk(p + 1, so_far + inner_[a] + sign * fields[a], merged);
      }
  }

  const bool symmetric_;
  const size_t num_parts_;
  std::vector<size_t> first_;      // [parts + 1] into the candidates of all parts
  std::vector<double> inner_;      // e
  std::vector<double> root_;       // H
  std::vector<double> couplings_;  // W [candidates^2]
  std::vector<double> rest_;       // [parts + 1]
  std::vector<std::vector<double>> fields_;  // [parts + 1][candidates]
  std::vector<Choice> chosen_;
  double scale_ = 0.0;
  double best_ = 0.0;
  int64_t nodes_ = 0;
};

}  // namespace

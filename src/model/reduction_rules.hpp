// The rules that look at one spin and its couplings.
#pragma once

#include <cstdint>

#include "model/reduce.hpp"
#include "model/remainder.hpp"

namespace weiss {

// Of a spin with field h, couplings J and their sum of sizes W:
//   |h| >= W              s = -sgn(h), whatever the others are
//   2 max |J| >= |h| + W  s = -sgn(J) s', with s' at the other end, whatever the others are
//   three of h and J      else p, q, r = |h|, |J|, |J'| (or three couplings and no field) obey the triangle
//                         inequalities, and min_s s (h + J s' + J' s'') = -(p + q + r + (p + q - r) s' +
//                         (p + r - q) s'' + (q + r - p) s' s'') / 2, with the signs of h J, h J' and J J' on
//                         the last three: the star becomes a triangle
// Spins of degree 0 and 1 fall under the first two. None raises |offset| + sum |h| + sum |J|, nor the largest
// |h| + sum |J| of a spin but for merging; so integers stay exact as long as that sum times the scale is
// below 2^53. The third rule may ask for a scale twice as large: where that would break the bound, or take
// a problem out of the range of 16 or 32 bit fields, the spin stays.
class ReductionRules {
 public:
  // spin_of [spins of rest] names the spins in the reduction. max_scale: see above.
  ReductionRules(Remainder& rest, const Problem& problem, const Vector<int32_t>& spin_of, double max_scale,
                 Reduction& reduction);

  // Takes a spin out as value, or as sign times another: found by others, counted as persistent.
  void fix(int32_t u, int8_t value);
  void merge(int32_t u, int32_t v, int8_t sign);

  // Until no rule applies to any spin. Charges the couplings looked at, and stops as Meter::go_on does.
  void run(Meter& meter);

  // Does a rule apply to some spin of the problem? Then run() will remove something, but for rule three.
  static bool apply_to(const Problem& problem, Meter& meter);

 private:
  static constexpr int32_t kManyCouplings = 64;  // above, the second rule is not tried

  void push(int32_t u);
  void push_neighbours(int32_t u);
  void examine(int32_t u);
  bool dominated(int32_t u) noexcept;
  uint32_t deciding_coupling(int32_t u) const noexcept;
  void fold_three(int32_t u);
  void record(int32_t u);
  void record_as(int32_t u, int32_t v, double field, double coupling);
  void count(int32_t u, int64_t& by_rule) noexcept;

  Remainder& rest_;
  const Vector<int32_t>& spin_of_;
  const bool exact_;
  double scale_;
  const double max_scale_;
  Reduction& reduction_;
  Vector<int32_t> queue_;  // spins to look at, each at most once
  size_t queue_begin_ = 0;
  Vector<int8_t> queued_;
};

// The largest scale that the third rule may go to.
double largest_scale(const Problem& problem, Meter& meter);

}  // namespace weiss

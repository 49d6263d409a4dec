// Super-spins: disjoint groups of spins that can only turn together, seen from the present state, and the
// small problem of which of them should turn.
#pragma once

#include <weiss/ext/problem.hpp>

#include "state.hpp"

namespace weiss {
namespace contraction {

// Groups of spins with what the small problem needs. Its spins are +1 for "stays" and -1 for "turns":
//   E(t) = sum_a H_a t_a + sum_{a<b} J_ab t_a t_b,  H_a = sum_{i in a} z_i f_i - (couplings inside of the
//   union), J_ab = sum_{i in a, j in b} J_ij z_i z_j,
// so energies of two t differ by what the whole problem's do.
class SuperSpins {
 public:
  int64_t size() const noexcept { return static_cast<int64_t>(start_.size()) - 1; }
  const int32_t* begin(int64_t a) const noexcept { return members_.data() + start_[at(a)]; }
  const int32_t* end(int64_t a) const noexcept { return members_.data() + start_[at(a) + 1]; }
  double field(int64_t a) const noexcept { return field_[at(a)]; }
  double coupling(int64_t a, int64_t b) const noexcept { return coupling_[at(a * size() + b)]; }
  bool has_fields() const noexcept {
    return std::any_of(field_.begin(), field_.end(), [](double h) { return h != 0.0; });
  }

  // Members by the group of each spin of a list, -1 for none; the groups are 0 ... count - 1.
  void assign(const State& state, const std::vector<int32_t>& spins, const std::vector<int32_t>& group,
              int64_t count) {
    start_.assign(at(count) + 1, 0);
    for (const int32_t g : group)
      if (g >= 0) ++start_[at(g) + 1];
    for (size_t a = 1; a < start_.size(); ++a) start_[a] += start_[a - 1];
    members_.resize(static_cast<size_t>(start_.back()));
    next_.assign(start_.begin(), start_.end() - 1);
    field_.assign(at(count), 0.0);
    coupling_.assign(at(count * count), 0.0);
    for (size_t k = 0; k < spins.size(); ++k) {
      if (group[k] < 0) continue;
      members_[static_cast<size_t>(next_[at(group[k])]++)] = spins[k];
      field_[at(group[k])] += state.spin(spins[k]) * state.field(spins[k]);
    }
  }

  // A coupling J_ij z_i z_j between members of groups a and b.
  void add_coupling(int64_t a, int64_t b, double gauged) noexcept {
    field_[at(a)] -= gauged;
    field_[at(b)] -= gauged;
    if (a == b) return;
    coupling_[at(a * size() + b)] += gauged;
    coupling_[at(b * size() + a)] += gauged;
  }

  // Rounding must not invent fields where there are none.
  void clear_rounding(double slack) noexcept {
    for (double& h : field_)
      if (std::abs(h) <= slack) h = 0.0;
  }

  plugin::OwnedProblem problem(const plugin::Problems& problems) {
    row_.clear();
    column_.clear();
    value_.clear();
    for (int32_t a = 0; a < size(); ++a)
      for (int32_t b = a + 1; b < size(); ++b) {
        const double w = coupling(a, b);
        if (w == 0.0) continue;
        row_.push_back(a);
        column_.push_back(b);
        value_.push_back(w);
      }
    weiss_problem_data data = plugin::sized<weiss_problem_data>();
    data.origin = WEISS_ORIGIN_ISING;
    data.num_spins = size();
    data.num_terms = static_cast<int64_t>(row_.size());
    data.row = row_.data();
    data.column = column_.data();
    data.value = value_.data();
    data.linear = field_.data();
    return problems.create(data);
  }

  // Whether t is not the present state, and no group alone wants to turn in it: others would only descend to
  // one that is.
  bool is_other_minimum(const int8_t* t, double slack) const noexcept {
    bool other = false;
    for (int64_t a = 0; a < size(); ++a) {
      other = other || t[a] < 0;
      double field = field_[at(a)];
      for (int64_t b = 0; b < size(); ++b) field += coupling(a, b) * t[b];
      if (t[a] * field > slack) return false;
    }
    return other;
  }

  // Turns the groups with t_a = -1; of two states that are equal without fields the one that flips less.
  void turn(State& state, const int8_t* t) const {
    int64_t turning = 0;
    for (int64_t a = 0; a < size(); ++a) turning += t[a] < 0 ? end(a) - begin(a) : 0;
    const bool whole = static_cast<int64_t>(members_.size()) == state.num_spins();
    const int8_t stays = whole && 2 * turning > state.num_spins() && !has_fields() ? int8_t{-1} : int8_t{1};
    for (int64_t a = 0; a < size(); ++a)
      if (t[a] != stays)
        for (const int32_t* i = begin(a); i != end(a); ++i) state.flip(*i);
  }

 private:
  static size_t at(int64_t i) noexcept { return static_cast<size_t>(i); }

  std::vector<int64_t> start_{0};
  std::vector<int64_t> next_;
  std::vector<int32_t> members_;
  std::vector<double> field_;
  std::vector<double> coupling_;
  std::vector<int32_t> row_, column_;
  std::vector<double> value_;
};

}  // namespace contraction
}  // namespace weiss

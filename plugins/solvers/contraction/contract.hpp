// Contracts a region to few super-spins along its strongest satisfied bonds.
#pragma once

#include <numeric>

#include "noise.hpp"
#include "super_spins.hpp"

namespace weiss {
namespace contraction {

// Which bonds join spins: satisfied ones by strength, any by strength, or any without regard to strength.
enum class Bonds { satisfied, strength, unweighted };

struct ContractionRule {
  int64_t groups = 10;   // super-spins wanted
  int64_t largest = 30;  // most spins of one of them
  Bonds bonds = Bonds::satisfied;
};

// Kruskal's algorithm, cut off at the number of groups. Sorting all bonds would be the largest part, so a
// selection splits them first (Osipov, Sanders, Singler 2009): the stronger ones are used up before the
// weaker are looked at, without those that lie within a group by then. Near-linear in the bonds of the
// region.
class Contractor {
 public:
  Contractor(const Host& host, int64_t num_spins, double noise)
      : local_(at(num_spins), -1, host), noise_(noise) {}

  void contract(State& state, const std::vector<int32_t>& region, const ContractionRule& rule, Random& random,
                SuperSpins& out) {
    collect(state, region);
    const auto m = static_cast<int64_t>(region.size());
    group_.resize(region.size());
    int64_t count = m;
    if (m <= rule.groups) {
      std::iota(group_.begin(), group_.end(), 0);
    } else {
      weigh(rule.bonds, random);
      merge(m, rule);
      count = number(rule.groups);
    }
    out.assign(state, region, group_, count);
    for (const Bond& bond : bonds_) {
      const int32_t a = group_[at(bond.a)], b = group_[at(bond.b)];
      if (a >= 0 && b >= 0) out.add_coupling(a, b, bond.gauged);
    }
    out.clear_rounding(state.slack());
  }

 private:
  struct Bond {
    int32_t a, b;   // places in the region
    double gauged;  // J z z: negative when satisfied
  };
  struct Edge {
    double key;
    int32_t a, b;
  };
  static size_t at(int64_t i) noexcept { return static_cast<size_t>(i); }

  // The bonds inside of the region.
  void collect(State& state, const std::vector<int32_t>& region) {
    bonds_.clear();
    const auto m = static_cast<int32_t>(region.size());
    if (state.dense_row(0)) {
      for (int32_t a = 0; a < m; ++a) {
        const double* const row = state.dense_row(region[at(a)]);
        const double z = state.spin(region[at(a)]);
        for (int32_t b = 0; b < a; ++b) {
          const double w = row[region[at(b)]];
          if (w != 0.0) bonds_.push_back({b, a, w * z * state.spin(region[at(b)])});
        }
      }
      return;
    }
    for (int32_t a = 0; a < m; ++a) local_[at(region[at(a)])] = a;
    for (int32_t a = 0; a < m; ++a)
      for (const auto [j, w] : plugin::row(state.problem(), region[at(a)])) {
        const int32_t b = local_[at(j)];
        if (b > a && w != 0.0) bonds_.push_back({a, b, w * state.spin(region[at(a)]) * state.spin(j)});
      }
    for (int32_t a = 0; a < m; ++a) local_[at(region[at(a)])] = -1;
  }

  void weigh(Bonds kind, Random& random) {
    edges_.clear();
    for (const Bond& bond : bonds_) {
      if (kind == Bonds::satisfied && bond.gauged > 0.0) continue;
      const double strength = kind == Bonds::unweighted ? 1.0 : std::abs(bond.gauged);
      edges_.push_back({strength * noise_(random.next()), bond.a, bond.b});
    }
  }

  void merge(int64_t m, const ContractionRule& rule) {
    parent_.resize(at(m));
    std::iota(parent_.begin(), parent_.end(), 0);
    weight_.assign(at(m), 1);
    left_ = m - rule.groups;
    largest_ = rule.largest;
    use(edges_.data(), edges_.data() + edges_.size(), m);
  }

  int32_t root(int32_t i) noexcept {
    while (parent_[at(i)] != i) {
      parent_[at(i)] = parent_[at(parent_[at(i)])];
      i = parent_[at(i)];
    }
    return i;
  }

  // Joins along the edges from first to last, the strongest first.
  void use(Edge* first, Edge* last, int64_t m) {
    const auto stronger = [](const Edge& x, const Edge& y) {
      return x.key != y.key ? x.key > y.key : (x.a != y.a ? x.a < y.a : x.b < y.b);
    };
    while (left_ > 0 && first != last) {
      Edge* middle = last;
      if (last - first > 2 * m) {
        middle = first + std::max(m, (last - first) / 8);
        std::nth_element(first, middle, last, stronger);
      }
      std::sort(first, middle, stronger);
      for (; first != middle && left_ > 0; ++first) join(root(first->a), root(first->b));
      if (left_ == 0) return;
      last = std::remove_if(first, last, [this](const Edge& edge) { return root(edge.a) == root(edge.b); });
    }
  }

  void join(int32_t a, int32_t b) noexcept {
    if (a == b || weight_[at(a)] + weight_[at(b)] > largest_) return;
    if (weight_[at(a)] > weight_[at(b)]) std::swap(a, b);
    parent_[at(a)] = b;
    weight_[at(b)] += weight_[at(a)];
    --left_;
  }

  // Numbers the groups in the order of their first spin; when there are more than wanted, the largest stay.
  int64_t number(int64_t wanted) {
    roots_.clear();
    for (int32_t i = 0; i < static_cast<int32_t>(parent_.size()); ++i)
      if (root(i) == i) roots_.push_back(i);
    if (static_cast<int64_t>(roots_.size()) > wanted) {
      std::stable_sort(roots_.begin(), roots_.end(),
                       [this](int32_t x, int32_t y) { return weight_[at(x)] > weight_[at(y)]; });
      roots_.resize(at(wanted));
    }
    number_.assign(parent_.size(), -1);
    for (size_t a = 0; a < roots_.size(); ++a) number_[at(roots_[a])] = static_cast<int32_t>(a);
    for (size_t i = 0; i < parent_.size(); ++i) group_[i] = number_[at(root(static_cast<int32_t>(i)))];
    return static_cast<int64_t>(roots_.size());
  }

  Array<int32_t> local_;  // place in the region, or -1
  Noise noise_;
  std::vector<Bond> bonds_;
  std::vector<Edge> edges_;
  std::vector<int32_t> parent_, roots_, number_, group_;
  std::vector<int64_t> weight_;
  int64_t left_ = 0, largest_ = 0;
};

}  // namespace contraction
}  // namespace weiss

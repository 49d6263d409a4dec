// <s_i> and <s_i s_j> of depth 1 on a graph that shrinks, for some gammas side by side. In the signs of Weiss
//   <s_i>     = sin 2 beta a_i,
//   <s_i s_j> = sin 4 beta / 2 b_ij - sin^2 2 beta / 2 c_ij,
// where a, b and c depend on gamma, the neighbours of i and those of j (Ozaeta, van Dam, McMahon,
// arXiv:2012.03421). An elimination changes them near the spins that it touches, and only there are they
// computed again.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <utility>

#include "best_beta.hpp"
#include "graph.hpp"
#include "strongest.hpp"

namespace weiss {
namespace rqaoa {

template <size_t kGammas>
class ClosedForm {
 public:
  using Lane = std::array<double, kGammas>;  // a number for each gamma

  ClosedForm(const plugin::Host& host, Graph& graph, const plugin::Run& run)
      : graph_(graph),
        run_(run),
        turns_(host),
        qubits_(static_cast<size_t>(graph.num_spins()), Qubit{}, host),
        a_(kGammas * static_cast<size_t>(graph.num_spins()), 0.0, host),
        b_(host),
        c_(host),
        strongest_edges_(host),
        strongest_spins_(host),
        edge_to_(static_cast<size_t>(graph.num_spins()), kNone, host),
        role_(static_cast<size_t>(graph.num_spins()), kStranger, host),
        merged_(host),
        neighbours_(host) {}

  ~ClosedForm() { pay(); }
  ClosedForm(const ClosedForm&) = delete;
  ClosedForm& operator=(const ClosedForm&) = delete;

  // Computes everything at new gammas, for edges that may have been renumbered. Leaves off when the run
  // should stop, and nothing is worth anything then.
  void set(const Lane& gammas) {
    gammas_ = gammas;
    const auto num_edges = static_cast<size_t>(graph_.num_edges());
    turns_.resize(num_edges);
    b_.assign(kGammas * num_edges, 0.0);
    c_.assign(kGammas * num_edges, 0.0);
    std::fill(a_.begin(), a_.end(), 0.0);
    sum_a_ = sum_b_ = sum_c_ = {};
    known_.fill(Known{});
    bounded_ = kGammas;
    for (int32_t e = 0; e < graph_.num_edges(); ++e) turn(e);
    for (int32_t i = 0; i < graph_.num_spins(); ++i)
      if (graph_.active(i)) measure_spin(i);
    for (int32_t i = 0; i < graph_.num_spins(); ++i) {
      measure_edges(i, [i](int32_t j) { return j > i; });
      if (couplings_ < kBlock) continue;
      pay();
      if (run_.should_stop()) return;
    }
  }
  const Lane& gammas() const noexcept { return gammas_; }

  // <E> without the offset at a gamma.
  MixerCurve curve(size_t gamma) const noexcept {
    return {sum_a_[gamma], 0.5 * sum_b_[gamma], -0.5 * sum_c_[gamma]};
  }
  double mean_of_spin(size_t gamma, double beta, int32_t i) const noexcept {
    return std::sin(2.0 * beta) * a_[spin_at(gamma, i)];
  }
  double mean_of_edge(size_t gamma, double beta, int32_t e) const noexcept {
    const double sine = std::sin(2.0 * beta);
    return 0.5 * (std::sin(4.0 * beta) * b_[edge_at(gamma, e)] - sine * sine * c_[edge_at(gamma, e)]);
  }
  Pick strongest(size_t gamma, double beta, plugin::Random& ties) noexcept {
    if (gamma != bounded_) {
      strongest_edges_.reset(graph_.num_edges());
      strongest_spins_.reset(graph_.num_spins());
      bounded_ = gamma;
    }
    const double sine = std::sin(2.0 * beta);
    const double* const a = a_.data() + spin_at(gamma, 0);
    const double* const b = b_.data() + edge_at(gamma, 0);
    const double* const c = c_.data() + edge_at(gamma, 0);
    return rqaoa::strongest(strongest_edges_, {b, c, 0.5 * std::sin(4.0 * beta), -0.5 * sine * sine},
                            strongest_spins_, {a, a, sine, 0.0}, ties);
  }

  // s_drop = sign s_keep.
  void merge(int32_t keep, int32_t drop, int8_t sign) {
    for (const int32_t spin : {keep, drop}) {
      forget_edges(spin);
      forget_spin(spin);
    }
    graph_.merge(keep, drop, sign, merged_);
    for (const Link link : graph_.row(keep)) role_[at(link.spin)] = kOwn;
    for (const int32_t k : merged_.moved) role_[at(k)] = kMoved;
    for (const int32_t k : merged_.joined) role_[at(k)] = kJoined;
    for (const Link link : graph_.row(keep))
      if (role_[at(link.spin)] != kOwn) turn(link.edge);

    measure_spin(keep);
    for (const int32_t k : merged_.joined) {
      forget_spin(k);
      measure_spin(k);
    }
    measure_edges(keep, [](int32_t) { return true; });
    for (const int32_t k : merged_.joined)
      measure_edges(k, [&](int32_t j) { return j != keep && (role_[at(j)] != kJoined || j > k); });
    // A coupling that moved has its size, so only triangles that are new with it make a difference.
    for (const int32_t k : merged_.moved) measure_edges(k, [&](int32_t j) { return role_[at(j)] == kOwn; });

    for (const Link link : graph_.row(keep)) role_[at(link.spin)] = kStranger;
    for (const int32_t k : merged_.joined) role_[at(k)] = kStranger;
  }

  // s_spin = sign.
  void fix(int32_t spin, int8_t sign) {
    forget_edges(spin);
    forget_spin(spin);
    for (const Link link : graph_.row(spin)) forget_spin(link.spin);
    graph_.fix(spin, sign, neighbours_);
    for (const int32_t k : neighbours_) role_[at(k)] = kJoined;
    for (const int32_t k : neighbours_) measure_spin(k);
    for (const int32_t k : neighbours_)
      measure_edges(k, [&](int32_t j) { return role_[at(j)] != kJoined || j > k; });
    for (const int32_t k : neighbours_) role_[at(k)] = kStranger;
  }

  // Charges what was visited, with a choice among all edges.
  void pay_for_choice() noexcept {
    couplings_ += graph_.num_edges() / 16 + 1;
    if (couplings_ >= kBlock) pay();
  }

 private:
  static constexpr int32_t kNone = -1;
  static constexpr int64_t kBlock = 4096;  // couplings that are charged at once
  // Below this a product of cosines is not divided by one of them: too many digits would be lost.
  static constexpr double kTiny = 1e-60;
  // Of the neighbours of two spins that are merged.
  static constexpr int8_t kStranger = 0, kOwn = 1, kMoved = 2, kJoined = 3;

  struct Turn {  // of the angle 2 gamma J
    Lane cosine, tangent;
  };
  struct Known {  // one of the last turns: sizes of couplings repeat
    double coupling = 0.0;
    Turn turn;
  };
  struct Qubit {
    Lane field_cosine, field_sine;  // of 2 gamma h
    Lane product;                   // of the cosines of all its couplings
    bool ordinary;                  // no product is tiny
  };

  static size_t at(int32_t index) noexcept { return static_cast<size_t>(index); }
  size_t spin_at(size_t gamma, int32_t i) const noexcept { return gamma * qubits_.size() + at(i); }
  size_t edge_at(size_t gamma, int32_t e) const noexcept { return gamma * turns_.size() + at(e); }

  void turn(int32_t e) noexcept {
    const double coupling = graph_.edge(e).value;
    Known& known = known_[std::hash<double>()(std::fabs(coupling)) % known_.size()];
    if (known.coupling != coupling && known.coupling != -coupling) {
      known.coupling = coupling;
      for (size_t l = 0; l < kGammas; ++l) {
        const double angle = 2.0 * gammas_[l] * coupling;
        known.turn.cosine[l] = std::cos(angle);
        known.turn.tangent[l] = std::sin(angle) / known.turn.cosine[l];
      }
    }
    turns_[at(e)] = known.turn;
    if (known.coupling != coupling)
      for (double& tangent : turns_[at(e)].tangent) tangent = -tangent;
  }

  void pay() noexcept {
    run_.spend(std::exchange(couplings_, 0));
    run_.count("edges evaluated", std::exchange(evaluated_, 0));
  }

  void touch(Largest& largest, int32_t k) noexcept {
    if (bounded_ < kGammas) largest.touch(k);
  }

  void forget_spin(int32_t i) noexcept {
    for (size_t l = 0; l < kGammas; ++l) sum_a_[l] -= graph_.field(i) * std::exchange(a_[spin_at(l, i)], 0.0);
    touch(strongest_spins_, i);
  }
  void measure_spin(int32_t i) noexcept {
    Qubit& qubit = qubits_[at(i)];
    qubit.product.fill(1.0);
    for (const Link link : graph_.row(i))
      for (size_t l = 0; l < kGammas; ++l) qubit.product[l] *= turns_[at(link.edge)].cosine[l];
    qubit.ordinary = true;
    for (size_t l = 0; l < kGammas; ++l) {
      const double angle = 2.0 * gammas_[l] * graph_.field(i);
      qubit.field_cosine[l] = angle == 0.0 ? 1.0 : std::cos(angle);
      qubit.field_sine[l] = angle == 0.0 ? 0.0 : std::sin(angle);
      qubit.ordinary = qubit.ordinary && std::fabs(qubit.product[l]) > kTiny;
      a_[spin_at(l, i)] = qubit.field_sine[l] * qubit.product[l];
      sum_a_[l] += graph_.field(i) * a_[spin_at(l, i)];
    }
    touch(strongest_spins_, i);
  }

  void forget_edges(int32_t i) noexcept {
    for (const Link link : graph_.row(i)) replace(link.edge, Lane{}, Lane{});
  }
  template <class Wanted>
  void measure_edges(int32_t i, const Wanted& wanted) noexcept {
    for (const Link link : graph_.row(i)) edge_to_[at(link.spin)] = link.edge;
    for (const Link link : graph_.row(i))
      if (wanted(link.spin)) measure(i, link);
    for (const Link link : graph_.row(i)) edge_to_[at(link.spin)] = kNone;
  }
  void replace(int32_t e, const Lane& b, const Lane& c) noexcept {
    const double coupling = graph_.edge(e).value;
    for (size_t l = 0; l < kGammas; ++l) {
      double& old_b = b_[edge_at(l, e)];
      double& old_c = c_[edge_at(l, e)];
      sum_b_[l] += coupling * (b[l] - old_b);
      sum_c_[l] += coupling * (c[l] - old_c);
      old_b = b[l];
      old_c = c[l];
    }
    touch(strongest_edges_, e);
  }

  // The edge from i to one of its neighbours, with edge_to_ set for the row of i. All products of cosines
  // come from those of the two spins, a common neighbour k turning
  //   cos 2 gamma J_ik cos 2 gamma J_jk   into   cos 2 gamma (J_ik +- J_jk).
  void measure(int32_t i, Link link) noexcept {
    const Qubit& one = qubits_[at(i)];
    const Qubit& two = qubits_[at(link.spin)];
    evaluated_ += 1;
    couplings_ += static_cast<int64_t>(graph_.row(link.spin).size());
    if (!one.ordinary || !two.ordinary) return measure_directly(i, link);
    Lane plus, minus, b, c;
    plus.fill(1.0);
    minus.fill(1.0);
    for (const Link other : graph_.row(link.spin)) {
      const int32_t e = edge_to_[at(other.spin)];
      if (e == kNone) continue;
      const Lane& x = turns_[at(e)].tangent;
      const Lane& y = turns_[at(other.edge)].tangent;
      for (size_t l = 0; l < kGammas; ++l) {
        plus[l] *= 1.0 - x[l] * y[l];
        minus[l] *= 1.0 + x[l] * y[l];
      }
    }
    const Lane& tangent = turns_[at(link.edge)].tangent;
    for (size_t l = 0; l < kGammas; ++l) {
      const double cosines = one.field_cosine[l] * two.field_cosine[l];
      const double sines = one.field_sine[l] * two.field_sine[l];
      b[l] = tangent[l] * (one.field_cosine[l] * one.product[l] + two.field_cosine[l] * two.product[l]);
      c[l] = one.product[l] * two.product[l] * (1.0 + tangent[l] * tangent[l]) *
             ((cosines - sines) * plus[l] - (cosines + sines) * minus[l]);
    }
    replace(link.edge, b, c);
  }

  // The same without a division, factor by factor.
  void measure_directly(int32_t i, Link link) noexcept {
    const Qubit& one = qubits_[at(i)];
    const Qubit& two = qubits_[at(link.spin)];
    const Row& first = graph_.row(i);
    const Row& second = graph_.row(link.spin);
    Lane b, c;
    for (size_t l = 0; l < kGammas; ++l) {
      const auto cosine = [&](const Link& other) { return turns_[at(other.edge)].cosine[l]; };
      const auto sine = [&](const Link& other) { return turns_[at(other.edge)].tangent[l] * cosine(other); };
      double of_first = 1.0, of_second = 1.0, plus = 1.0, minus = 1.0;
      for (const Link& x : first)
        if (x.spin != link.spin) of_first *= cosine(x);
      for (const Link& y : second)
        if (y.spin != i) of_second *= cosine(y);
      auto x = first.begin();
      auto y = second.begin();
      while (x != first.end() || y != second.end()) {
        const bool only_first = y == second.end() || (x != first.end() && x->spin < y->spin);
        const bool only_second = !only_first && (x == first.end() || y->spin < x->spin);
        double sum, difference;  // the cosines of both
        if (only_first) {
          sum = difference = x->spin == link.spin ? 1.0 : cosine(*x);
        } else if (only_second) {
          sum = difference = y->spin == i ? 1.0 : cosine(*y);
        } else {
          sum = cosine(*x) * cosine(*y) - sine(*x) * sine(*y);
          difference = cosine(*x) * cosine(*y) + sine(*x) * sine(*y);
        }
        plus *= sum;
        minus *= difference;
        if (!only_second) ++x;
        if (!only_first) ++y;
      }
      const double cosines = one.field_cosine[l] * two.field_cosine[l];
      const double sines = one.field_sine[l] * two.field_sine[l];
      b[l] = sine(link) * (one.field_cosine[l] * of_first + two.field_cosine[l] * of_second);
      c[l] = (cosines - sines) * plus - (cosines + sines) * minus;
    }
    replace(link.edge, b, c);
  }

  Graph& graph_;
  const plugin::Run run_;
  Lane gammas_{};
  std::array<Known, 64> known_{};
  plugin::Array<Turn> turns_;         // of each edge
  plugin::Array<Qubit> qubits_;       // of each spin
  plugin::Array<double> a_, b_, c_;   // for each gamma those of all spins, or of all edges
  Lane sum_a_{}, sum_b_{}, sum_c_{};  // times the fields or couplings
  Largest strongest_edges_, strongest_spins_;
  size_t bounded_ = kGammas;        // the gamma whose means these two know; kGammas: none
  plugin::Array<int32_t> edge_to_;  // from the spin at hand to its neighbours
  plugin::Array<int8_t> role_;
  Merged merged_;
  plugin::Array<int32_t> neighbours_;
  int64_t evaluated_ = 0, couplings_ = 0;  // since the last payment
};

}  // namespace rqaoa
}  // namespace weiss

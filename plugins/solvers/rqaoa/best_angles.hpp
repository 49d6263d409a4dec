// The gamma and beta of least mean energy at depth 1, followed while the graph shrinks.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

#include "closed_form.hpp"

namespace weiss {
namespace rqaoa {

// beta is exact at each gamma. gamma is on a grid of a few per cent, where the energy is flat: a window of
// four stays around the minimum, and moves with it. Now and then all of the range is looked at, as another
// minimum may have become the deepest. When the run should stop the searches leave off, and the angles are
// worth nothing.
class BestAngles {
 public:
  static constexpr size_t kWindow = 4;

  BestAngles(Graph& graph, ClosedForm<kWindow>& means, const plugin::Run& run)
      : graph_(graph), means_(means), run_(run) {}

  // The minimum of the graph as it is, gamma to six digits.
  void find() {
    scan();
    for (double step = kStep * gamma(); step > 1e-6 * gamma() && !run_.should_stop(); step *= 0.125)
      settle(gamma(), step);
    settle(gamma(), kStep * gamma());
  }
  // After an elimination.
  void follow() {
    if (graph_.num_active() <= kRescan * scanned_) {
      scan();
    } else {
      choose();
      if (at_edge()) settle(gamma(), kStep * gamma());
    }
  }

  Pick strongest(plugin::Random& ties) noexcept { return means_.strongest(best_, beta(), ties); }
  double gamma() const noexcept { return means_.gammas()[best_]; }
  double beta() const noexcept { return minimum_.beta; }
  // <E> without the offset.
  double value() const noexcept { return minimum_.value; }

 private:
  static constexpr double kStep = 0.04;    // of gamma, between neighbours in the window
  static constexpr double kRescan = 0.75;  // of the spins of the last scan
  static constexpr int kBlocks = 8;        // of a scan, with a window each
  static constexpr double kRange = 3.0;    // of a scan, times what first order tells
  static constexpr int kMostMoves = 64;    // in one walk, which rounding alone could make endless

  void scan() {
    scanned_ = graph_.num_active();
    graph_.compact();
    // At small gamma the energy falls until the phases that a spin collects spread by about 1.
    const double spacing = kRange * 0.5 / graph_.local_size() / (kBlocks * kWindow);
    double best_gamma = spacing;
    double least = 0.0;
    for (int block = 0; block < kBlocks && !run_.should_stop(); ++block) {
      ClosedForm<kWindow>::Lane gammas;
      for (size_t l = 0; l < kWindow; ++l) gammas[l] = spacing * static_cast<double>(block * kWindow + l + 1);
      place(gammas);
      if (!(value() < least)) continue;
      least = value();
      best_gamma = gamma();
    }
    settle(best_gamma, kStep * best_gamma);
  }

  // Walks downhill until the best gamma has neighbours in the window.
  void settle(double centre, double step) {
    for (int moves = 0; moves < kMostMoves && centre > 2.5 * step && !run_.should_stop(); ++moves) {
      ClosedForm<kWindow>::Lane gammas;
      for (size_t l = 0; l < kWindow; ++l) gammas[l] = centre + (static_cast<double>(l) - 2.0) * step;
      place(gammas);
      if (!at_edge()) break;
      centre = gamma();
    }
  }

  void place(const ClosedForm<kWindow>::Lane& gammas) {
    means_.set(gammas);
    choose();
  }
  void choose() noexcept {
    minimum_ = best_beta(means_.curve(0));
    best_ = 0;
    for (size_t l = 1; l < kWindow; ++l) {
      const BestBeta other = best_beta(means_.curve(l));
      if (!(other.value < minimum_.value)) continue;
      minimum_ = other;
      best_ = l;
    }
  }
  bool at_edge() const noexcept { return best_ == 0 || best_ == kWindow - 1; }

  Graph& graph_;
  ClosedForm<kWindow>& means_;
  const plugin::Run run_;
  size_t best_ = 0;
  BestBeta minimum_{0.0, 0.0};
  double scanned_ = 0.0;
};

// Angles that stay.
class FixedAngles {
 public:
  FixedAngles(Graph& graph, ClosedForm<1>& means, double gamma, double beta)
      : graph_(graph), means_(means), gamma_(gamma), beta_(beta) {}
  // Edges that are gone cost time, so they are taken out when they are many.
  void follow() {
    if (graph_.num_active() > set_at_ / 2) return;
    set_at_ = graph_.num_active();
    graph_.compact();
    means_.set({gamma_});
  }
  Pick strongest(plugin::Random& ties) noexcept { return means_.strongest(0, beta_, ties); }

 private:
  Graph& graph_;
  ClosedForm<1>& means_;
  double gamma_, beta_;
  int64_t set_at_ = std::numeric_limits<int64_t>::max();
};

}  // namespace rqaoa
}  // namespace weiss

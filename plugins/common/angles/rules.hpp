// Angles of a circuit without any search. Those that come out multiply the energy as it is given, in the
// convention prod_l exp(-i beta_l sum X) exp(-i gamma_l E), l = 1 first: with gamma >= 0 a good beta is below
// 0. Tables and schedules are published for E = -C or the mixer -sum X; here, and nowhere else, betas change
// their sign.
#pragma once

#include "extend.hpp"
#include "large_girth.hpp"
#include "regular_maxcut.hpp"
#include "scale.hpp"
#include "sk.hpp"

namespace weiss {
namespace bundled {

// Published angles at a depth, scaled to the problem:
//   no fields, equal couplings on a regular graph: those of the degree, while its table reaches the depth;
//   no fields otherwise: those of the SK model, for couplings of any size on a graph of any mean degree d by
//     2 gamma arctan(1/sqrt(d - 1)) (S. H. Sureshbabu et al., Quantum 8, 1231, arXiv:2305.15201), in units of
//     the root mean square coupling;
//   fields: those of the SK model, such that the first order of the exact depth-1 formula has its optimum:
//   there
//     the random phase that a spin gathers from its field and its neighbours has variance 1.
// Depths between and beyond those of the SK table are interpolated from the next shallower one.
class TableAngles {
 public:
  explicit TableAngles(int64_t depth) : depth_(depth) {
    const AngleTable::Entry entry = kSkTable.deepest(0, depth);
    sk_.assign(entry.gammas, entry.gammas + 2 * entry.row->depth);
    while (static_cast<int64_t>(sk_.size()) < 2 * depth) sk_ = interpolated(sk_);
  }

  // angles [2 * depth].
  void write(const EnergyScale& scale, double* angles) const noexcept {
    const auto p = static_cast<size_t>(depth_);
    const double* gammas = sk_.data();
    const double* betas = gammas + p;
    double factor = 0.0;  // of the gammas
    if (scale.fields) {
      factor = 1.0 / scale.local;
    } else if (scale.coupling > 0.0) {
      const AngleTable::Entry entry = regular(scale.regular_degree);
      if (entry.row) {
        gammas = entry.gammas;
        betas = entry.betas;
        factor = 1.0 / (2.0 * scale.coupling);
      } else {
        const double degree = std::max(scale.mean_degree, 2.0);
        factor = std::atan(1.0 / std::sqrt(degree - 1.0)) / scale.coupling;
      }
    }
    for (size_t l = 0; l < p; ++l) {
      angles[l] = factor * gammas[l];
      angles[p + l] = -betas[l];
    }
  }

 private:
  AngleTable::Entry regular(int64_t degree) const noexcept {
    for (const AngleTable& table : {kRegularMaxCutTable, kLargeGirthTable}) {
      const AngleTable::Entry entry = table.deepest(degree, depth_);
      if (entry.row && entry.row->depth == depth_) return entry;
    }
    return {};
  }

  int64_t depth_;
  Angles sk_;
};

// A linear ramp, gamma up and |beta| down, at the middle of each layer: the path of an annealer in steps of
// length dt when both heights are dt (S. H. Sack, M. Serbyn, Quantum 5, 491, arXiv:2101.05742). gamma counts
// in units of 1 / scale.
inline void ramp_angles(int64_t depth, double gamma, double beta, double scale, double* angles) noexcept {
  for (int64_t l = 0; l < depth; ++l) {
    const double s = (static_cast<double>(l) + 0.5) / static_cast<double>(depth);
    angles[l] = scale > 0.0 ? gamma * s / scale : 0.0;
    angles[depth + l] = -beta * (1.0 - s);
  }
}

// The schedule of HADOF (arXiv:2510.02926): from gamma 0, |beta| 1 to gamma 1, beta 0 with both ends, so that
// the first and the last layer do nothing. gamma counts in units of 1 / scale.
inline void annealing_angles(int64_t depth, double scale, double* angles) noexcept {
  for (int64_t l = 0; l < depth; ++l) {
    const double s = depth > 1 ? static_cast<double>(l) / static_cast<double>(depth - 1) : 0.0;
    angles[l] = scale > 0.0 ? s / scale : 0.0;
    angles[depth + l] = s - 1.0;
  }
}

// gamma uniform in [0, pi) in units of 1 / scale, beta in [-pi/2, pi/2).
inline void random_angles(int64_t depth, uint64_t seed, double scale, double* angles) noexcept {
  const double pi = std::acos(-1.0);
  plugin::Random random(seed);
  for (int64_t l = 0; l < depth; ++l) angles[l] = scale > 0.0 ? pi * random.uniform() / scale : 0.0;
  for (int64_t l = 0; l < depth; ++l) angles[depth + l] = pi * (random.uniform() - 0.5);
}

}  // namespace bundled
}  // namespace weiss

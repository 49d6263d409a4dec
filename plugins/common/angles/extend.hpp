// Angles for a circuit that is one layer deeper, from good ones (L. Zhou, S.-T. Wang, S. Choi, H. Pichler,
// M. D. Lukin, Phys. Rev. X 10, 021067, arXiv:1812.01041).
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

namespace weiss {
namespace bundled {

// gamma_1..gamma_p, beta_1..beta_p.
using Angles = std::vector<double>;

// INTERP: each of the two sequences, stretched over one more point.
inline Angles interpolated(const Angles& angles) {
  const size_t p = angles.size() / 2;
  Angles deeper(2 * (p + 1));
  for (size_t half = 0; half < 2; ++half) {
    const double* const from = angles.data() + half * p;
    double* const to = deeper.data() + half * (p + 1);
    for (size_t i = 0; i <= p; ++i) {
      const double before = i > 0 ? from[i - 1] : 0.0;
      const double after = i < p ? from[i] : 0.0;
      to[i] = (static_cast<double>(i) * before + static_cast<double>(p - i) * after) / static_cast<double>(p);
    }
  }
  return deeper;
}

// FOURIER: gammas as a sine series, betas as a cosine series, of as many terms as there were layers.
inline Angles fourier_extended(const Angles& angles) {
  const size_t p = angles.size() / 2;
  const double pi = std::acos(-1.0);
  const auto phase = [&](size_t k, size_t i, size_t layers) {
    return (static_cast<double>(k) + 0.5) * (static_cast<double>(i) + 0.5) * pi / static_cast<double>(layers);
  };
  Angles deeper(2 * (p + 1), 0.0);
  for (size_t k = 0; k < p; ++k) {
    double sine = 0.0, cosine = 0.0;  // the transforms are their own inverses, up to 2/p
    for (size_t i = 0; i < p; ++i) {
      sine += angles[i] * std::sin(phase(k, i, p));
      cosine += angles[p + i] * std::cos(phase(k, i, p));
    }
    for (size_t i = 0; i <= p; ++i) {
      deeper[i] += 2.0 / static_cast<double>(p) * sine * std::sin(phase(k, i, p + 1));
      deeper[p + 1 + i] += 2.0 / static_cast<double>(p) * cosine * std::cos(phase(k, i, p + 1));
    }
  }
  return deeper;
}

}  // namespace bundled
}  // namespace weiss

#include "bounds/lattice.hpp"

#include <cmath>
#include <cstdint>
#include <numeric>

namespace weiss {

EnergyLattice::EnergyLattice(const Problem& problem) noexcept {
  // Everything below is an integer in units of 1 / scale, and less than 2^53 (model/properties.hpp).
  const auto integer = [&](double x) { return static_cast<int64_t>(std::abs(x) * problem.scale); };
  int64_t divisor = 0;
  double couplings = 0.0, fields = 0.0;
  for (size_t i = 0; i < problem.field.size(); ++i) {
    double field = problem.field[i];
    int64_t of_couplings = 0;
    for (size_t e = problem.row_begin(i); e < problem.row_end(i); ++e) {
      field += problem.value[e];
      if (static_cast<size_t>(problem.column[e]) > i) couplings += problem.value[e];
      of_couplings = std::gcd(of_couplings, integer(problem.value[e]));
    }
    fields += problem.field[i];
    divisor = std::gcd(divisor, std::gcd(integer(field), 2 * of_couplings));
  }
  origin = problem.offset + fields + couplings;
  step = 2.0 * static_cast<double>(divisor) / problem.scale;
}

double EnergyLattice::at_or_above(double bound) const noexcept {
  if (step == 0.0) return origin;
  const double steps =
      (bound - origin) / step;  // two roundings of it, which must not raise it over an integer
  return origin + step * std::ceil(steps - std::abs(steps) * 0x1p-50);
}

}  // namespace weiss

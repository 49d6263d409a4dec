#include "model/properties.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "model/sum.hpp"

namespace weiss {

namespace {

constexpr double kExactLimit = 0x1p53;  // integers below it are doubles

// Finds the least power of two, at least 1, that makes all coefficients integers below 2^53.
bool find_scale(const Problem& problem, double& scale) {
  scale = 1.0;
  const auto fits = [&scale](double coefficient) {
    const double size = std::fabs(coefficient);
    for (; size * scale < kExactLimit; scale *= 2.0)
      if (size * scale == static_cast<double>(static_cast<int64_t>(size * scale))) return true;
    return false;
  };
  return fits(problem.offset) && std::all_of(problem.field.begin(), problem.field.end(), fits) &&
         std::all_of(problem.value.begin(), problem.value.end(), fits);
}

// |offset| + sum |h| + sum |J|, exact for integers whose total is below 2^53; sets HAS_FIELDS.
double weigh(Problem& problem) {
  problem.offset += 0.0;
  CompensatedSum total(std::fabs(problem.offset));
  for (double& h : problem.field) {
    h += 0.0;
    total.add(std::fabs(h));
    if (h != 0.0) problem.flags |= WEISS_PROBLEM_HAS_FIELDS;
  }
  for (const double coupling : problem.value) total.add(0.5 * std::fabs(coupling));  // each comes twice
  const double weight = total.value();
  if (!std::isfinite(weight))
    throw Error(WEISS_E_ARGUMENT, "the coefficients sum up to more than a double can hold; scale them down");
  return weight;
}

// Full rows win when a row of the CSR is about as long, and they fit the caches of a machine.
bool dense_advised(const Problem& problem) {
  constexpr int64_t kMaxSpins = 20000;
  const int64_t n = problem.num_spins();
  return n > 1 && n <= kMaxSpins && problem.num_entries() >= n * n / 8;
}

void set_bound(Problem& problem, double weight) {
  const double size = weight - std::fabs(problem.offset);
  problem.trivial_bound = problem.offset - size + 0.0;
  if (problem.integer()) return;
  // Room for the rounding of the sums above, and of those of an energy.
  problem.trivial_bound = std::nextafter(problem.trivial_bound - 0x1p-50 * weight,
                                         -std::numeric_limits<double>::infinity());
}

void set_integer(Problem& problem, bool integer, double scale) {
  problem.scale = integer ? scale : 1.0;
  if (integer) problem.flags |= WEISS_PROBLEM_INTEGER;
}

}  // namespace

void find_properties(Problem& problem) {
  problem.flags = dense_advised(problem) ? WEISS_PROBLEM_DENSE_ADVISED : 0u;
  const double weight = weigh(problem);
  double scale = 1.0;
  const bool integer = find_scale(problem, scale) && weight * scale < kExactLimit;
  set_integer(problem, integer, scale);
  set_bound(problem, weight);
}

void inherit_properties(Problem& problem, const Problem& parent) {
  if (!parent.integer()) return find_properties(problem);
  problem.flags = dense_advised(problem) ? WEISS_PROBLEM_DENSE_ADVISED : 0u;
  const double weight = weigh(problem);
  set_integer(problem, true, parent.scale);
  set_bound(problem, weight);
}

}  // namespace weiss

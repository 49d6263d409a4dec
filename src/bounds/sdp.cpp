#include "bounds/sdp.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <new>
#include <numeric>

#include "base/error.hpp"
#include "bounds/cholesky.hpp"
#include "bounds/elimination.hpp"
#include "bounds/lanczos.hpp"
#include "bounds/lattice.hpp"
#include "bounds/roundings.hpp"
#include "bounds/unit_vectors.hpp"

namespace weiss {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// With any y, and s so large that C + Diag(y + s w) has no negative eigenvalue, no state has
// s'Cs / 2 < -sum_i (y_i + s w_i) / 2. At the optimum y_i = |sum_j C_ij v_j| is feasible with s = 0.
class Dual {
 public:
  explicit Dual(const QuadraticForm& form)
      : form_(form), y_(at(form.size()), 0.0, form.memory), weight_(at(form.size()), 0.0, form.memory) {}

  // Sweeps until what s costs, known to a part accuracy, is small against the value, and settled(dual, value)
  // says that it does not matter where between the two the optimum lies. Returns the value.
  template <class Settled>
  double ascend(UnitVectors& vectors, const weiss_sdp_params& params, double accuracy, const Settled& settled,
                Meter& meter) {
    constexpr int64_t kMostSweeps = 3000;
    constexpr double kLeastTolerance = 1e-10;  // below it the vectors, in float, make no way
    double tolerance = params.tolerance > 0.0 ? params.tolerance : 1e-7;
    const double enough = 100.0 * tolerance;
    int64_t sweeps = params.max_sweeps > 0 ? params.max_sweeps : kMostSweeps;
    for (;;) {
      sweeps -= vectors.descend(tolerance, sweeps, meter);
      const double value = vectors.fields(y_.data());
      set_weights();
      least_ = least_eigenvalue(form_, y_.data(), weight_.data(), accuracy * enough, params.seed, meter);
      const double cost =
          std::max(0.0, -least_.value) * 0.5 * std::accumulate(weight_.begin(), weight_.end(), 0.0);
      const double dual = -0.5 * std::accumulate(y_.begin(), y_.end(), 0.0) - cost;
      tolerance *= 0.25;
      if (sweeps <= 0 || tolerance < kLeastTolerance || meter.stopped()) return value;
      if (cost <= enough * std::abs(value) && settled(dual, value)) return value;
    }
  }

  // A proven bound of s'Cs / 2; -infinity when there is no proof.
  double prove(const CholeskyKernels& kernels, Meter& meter) const {
    const Elimination elimination(form_, meter);
    if (!elimination.affordable) return -kInfinity;
    Cholesky cholesky(form_, elimination, kernels);
    // The estimate lies above the least eigenvalue. What is added costs less than the vectors miss, at first.
    constexpr int kAttempts = 8;
    constexpr double kGrowth = 8.0;
    double margin = std::max(1e-9, 2.0 * least_.change);
    Vector<double> diagonal(y_.size(), 0.0, form_.memory);
    for (int attempt = 0; attempt < kAttempts && !meter.stopped(); ++attempt, margin *= kGrowth) {
      const double shift = std::max(0.0, -least_.value) + margin;
      for (size_t i = 0; i < y_.size(); ++i) diagonal[i] = y_[i] + shift * weight_[i];
      if (!cholesky.factors(diagonal.data(), meter)) continue;
      const double sum = std::accumulate(diagonal.begin(), diagonal.end(), 0.0);
      const double rounding = 4.0 * 0x1p-53 * static_cast<double>(diagonal.size() + 4);
      return -0.5 * sum * (1.0 + cholesky.slack() + rounding);
    }
    return -kInfinity;
  }

 private:
  static size_t at(int64_t i) { return static_cast<size_t>(i); }

  // Rows of any size count alike: y itself, and where it is next to nothing a part of sum_j |C_ij|.
  void set_weights() {
    for (size_t i = 0; i < y_.size(); ++i) {
      double row = 0.0;
      for (auto e = at(form_.row_start[i]); e < at(form_.row_start[i + 1]); ++e)
        row += std::abs(form_.value[e]);
      weight_[i] = y_[i] + row / 64.0;
    }
  }

  const QuadraticForm& form_;
  Vector<double> y_;
  Vector<double> weight_;
  LeastEigenvalue least_;
};

// The same without a proof where there is no memory for one.
double prove_if_possible(const Dual& dual, const CholeskyKernels& kernels, Meter& meter) {
  try {
    return dual.prove(kernels, meter);
  } catch (const Error& e) {
    if (e.status() != WEISS_E_LIMIT) throw;
  } catch (const std::bad_alloc&) {
  }
  return -kInfinity;
}

// offset + 2^exponent * x, rounded down.
double energy_below(const Problem& problem, int exponent, double x) {
  const double scaled = std::ldexp(x, exponent);
  const double energy = problem.offset + scaled;
  const double error = 0x1p-51 * (std::abs(problem.offset) + std::abs(scaled));
  return std::nextafter(energy - error, -kInfinity);
}

}  // namespace

SdpBound sdp_bound(const Problem& problem, const weiss_sdp_params& params, int8_t* roundings, Meter& meter) {
  const QuadraticForm form(problem);
  if (form.size() == 0) {
    if (roundings) std::fill_n(roundings, params.num_roundings * problem.num_spins(), int8_t{1});
    return {problem.offset, problem.offset, true};
  }
  const KernelTable& kernels = problem.environment->kernels();
  UnitVectors vectors(form, kernels.mixing, params.rank, params.seed);
  const auto energy = [&](double x) { return problem.offset + std::ldexp(x, form.exponent); };
  // Where energies are far apart it pays to know between which two the optimum lies.
  const bool integer = problem.integer();
  const EnergyLattice lattice = integer ? EnergyLattice(problem) : EnergyLattice();
  const bool coarse = lattice.step > 1e-5 * (problem.offset - problem.trivial_bound);
  const auto settled = [&](double dual, double value) {
    return !coarse || lattice.at_or_above(energy(dual)) >= lattice.at_or_above(energy(value));
  };
  Dual dual(form);
  SdpBound result;
  result.value = energy(dual.ascend(vectors, params, coarse ? 0.001 : 0.02, settled, meter));
  if (roundings && params.num_roundings > 0)
    round_by_hyperplanes(problem, form, vectors, params.num_roundings, params.seed, roundings);
  const double proven = prove_if_possible(dual, kernels.cholesky, meter);
  result.bound = std::max(problem.trivial_bound, energy_below(problem, form.exponent, proven));
  if (integer) result.bound = std::max(result.bound, lattice.at_or_above(result.bound));
  result.complete = !meter.stopped();
  return result;
}

}  // namespace weiss

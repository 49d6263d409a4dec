// The Laplacian of one view of the correlations of a group of spins.
#pragma once

#include <algorithm>
#include <cmath>
#include <weiss/plugin.hpp>

namespace {

// What of the correlations c_ij = J_ij s_i s_j makes a graph: max(c, 0), couplings that the state leaves
// unsatisfied; max(-c, 0), satisfied ones; or |c|, which does not look at the state.
enum class View { kPositive, kNegative, kAbsolute };

// The problem in a state, and which group each spin is in, under which local number.
struct Correlations {
  const weiss_problem_view& problem;
  const int8_t* state;  // null: only kAbsolute makes sense
  const int32_t* group;
  const int32_t* local;

  double weight(View view, int64_t i, int32_t j, double coupling) const noexcept {
    if (view == View::kAbsolute) return std::abs(coupling);
    const double c = coupling * state[i] * state[j];
    return std::max(view == View::kPositive ? c : -c, 0.0);
  }
};

// D - S by rows, or D^-1/2 (D - S) D^-1/2.
class Laplacian {
 public:
  Laplacian(const weiss::plugin::Host& host, const Correlations& correlations, int64_t num_members,
            const int32_t* members, View view, bool normalised)
      : start_(host), column_(host), value_(host), diagonal_(host) {
    start_.push_back(0);
    for (int64_t k = 0; k < num_members; ++k) {
      const int32_t i = members[k];
      double degree = 0.0;
      for (const auto [j, coupling] : weiss::plugin::row(correlations.problem, i)) {
        if (correlations.group[j] != correlations.group[i]) continue;
        const double w = correlations.weight(view, i, j, coupling);
        if (!(w > 0.0)) continue;
        column_.push_back(correlations.local[j]);
        value_.push_back(-w);
        degree += w;
      }
      start_.push_back(column_.size());
      diagonal_.push_back(degree);
    }
    if (normalised) normalise();
  }

  size_t size() const noexcept { return diagonal_.size(); }
  size_t entries() const noexcept { return column_.size(); }

  // No eigenvalue is larger (Gershgorin); none is below 0.
  double largest() const noexcept {
    double most = 0.0;
    for (size_t i = 0; i < size(); ++i) {
      double radius = diagonal_[i];
      for (size_t e = start_[i]; e < start_[i + 1]; ++e) radius -= value_[e];
      most = std::max(most, radius);
    }
    return most;
  }

  // y = L x for count vectors, vector k of row i at [i * count + k].
  void multiply(size_t count, const double* x, double* y) const noexcept {
    for (size_t i = 0; i < size(); ++i) {
      double* const out = y + i * count;
      for (size_t k = 0; k < count; ++k) out[k] = diagonal_[i] * x[i * count + k];
      for (size_t e = start_[i]; e < start_[i + 1]; ++e) {
        const double* const in = x + static_cast<size_t>(column_[e]) * count;
        for (size_t k = 0; k < count; ++k) out[k] += value_[e] * in[k];
      }
    }
  }

  // matrix [size * size]
  void write_dense(double* matrix) const noexcept {
    std::fill(matrix, matrix + size() * size(), 0.0);
    for (size_t i = 0; i < size(); ++i) {
      matrix[i * size() + i] = diagonal_[i];
      for (size_t e = start_[i]; e < start_[i + 1]; ++e)
        matrix[i * size() + static_cast<size_t>(column_[e])] = value_[e];
    }
  }

 private:
  void normalise() noexcept {
    for (size_t i = 0; i < size(); ++i)
      for (size_t e = start_[i]; e < start_[i + 1]; ++e)
        value_[e] /= std::sqrt(diagonal_[i]) * std::sqrt(diagonal_[static_cast<size_t>(column_[e])]);
    for (double& d : diagonal_) d = d > 0.0 ? 1.0 : 0.0;
  }

  weiss::plugin::Array<size_t> start_;
  weiss::plugin::Array<int32_t> column_;  // off the diagonal
  weiss::plugin::Array<double> value_;
  weiss::plugin::Array<double> diagonal_;
};

}  // namespace

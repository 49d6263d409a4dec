// Mean values of QAOA on infinite graphs, by exact recursion over the 2^(2p+1) configurations of a spin's
// path (J. Basso et al., arXiv:2110.14206, sections 3 and 4). Angles are gamma_1..gamma_p, beta_1..beta_p
// with prod_l exp(-i beta_l sum X) exp(-i gamma_l C), C maximised.
#pragma once

#include <cmath>
#include <complex>
#include <cstddef>
#include <vector>

namespace weiss_test {

class InfiniteTree {
 public:
  InfiniteTree(size_t depth, const double* gammas, const double* betas)
      : depth_(depth), length_(2 * depth + 1), gamma_(length_, 0.0), f_(size_t{1} << length_, 0.5) {
    for (size_t l = 0; l < depth; ++l) {
      gamma_[l] = gammas[l];
      gamma_[length_ - 1 - l] = -gammas[l];
    }
    for (size_t a = 0; a < f_.size(); ++a)
      for (size_t l = 0; l < depth; ++l)
        f_[a] *= element(a, l, betas[l]) * std::conj(element(a, length_ - 2 - l, betas[l]));
  }

  // Cut fraction of an infinite tree in which all nodes have degree neighbours; C = sum (1 - ZZ)/2.
  double cut_fraction(int degree) const {
    const size_t size = f_.size();
    std::vector<double> phase(size);
    for (size_t x = 0; x < size; ++x) phase[x] = 0.5 * total(x);
    Values h(size, 1.0);
    for (size_t m = 0; m < depth_; ++m) {
      Values next(size);
      for (size_t a = 0; a < size; ++a) {
        Value sum = 0.0;
        for (size_t b = 0; b < size; ++b) sum += f_[b] * h[b] * std::cos(phase[a ^ b]);
        next[a] = std::pow(sum, degree - 1);
      }
      h = next;
    }
    Value zz = 0.0;
    for (size_t a = 0; a < size; ++a)
      for (size_t b = 0; b < size; ++b)
        zz += sign(a ^ b, depth_) * f_[a] * f_[b] * h[a] * h[b] * std::sin(phase[a ^ b]);
    return 0.5 - 0.5 * (Value(0.0, -1.0) * zz).real();
  }

  // <C>/n of the Sherrington-Kirkpatrick model as n goes to infinity, C = sum J_ij z_i z_j / sqrt n.
  double sk() const {
    std::vector<Values> g(length_, Values(length_, 0.0));
    Values weight(f_.size());
    for (size_t m = 0; m <= depth_; ++m) {
      for (size_t a = 0; a < f_.size(); ++a) {
        Value exponent = 0.0;
        for (size_t j = 0; j < length_; ++j)
          for (size_t k = 0; k < length_; ++k)
            exponent -= 0.5 * gamma_[j] * gamma_[k] * sign(a, j) * sign(a, k) * g[j][k];
        weight[a] = f_[a] * std::exp(exponent);
      }
      for (size_t j = 0; j < length_; ++j)
        for (size_t k = 0; k < length_; ++k) {
          g[j][k] = 0.0;
          for (size_t a = 0; a < f_.size(); ++a) g[j][k] += weight[a] * sign(a, j) * sign(a, k);
        }
    }
    Value energy = 0.0;
    for (size_t j = 0; j < length_; ++j) energy += gamma_[j] * g[depth_][j] * g[depth_][j];
    return (Value(0.0, 0.5) * energy).real();
  }

 private:
  using Value = std::complex<double>;
  using Values = std::vector<Value>;

  // Spin number j of the path a: a_1..a_p, a_0, a_-p..a_-1.
  static double sign(size_t a, size_t j) { return (a >> j) & 1u ? -1.0 : 1.0; }
  double total(size_t a) const {
    double sum = 0.0;
    for (size_t j = 0; j < length_; ++j) sum += gamma_[j] * sign(a, j);
    return sum;
  }
  // <a_j| exp(i beta X) |a_j+1>.
  static Value element(size_t a, size_t j, double beta) {
    return ((a >> j) ^ (a >> (j + 1))) & 1u ? Value(0.0, std::sin(beta)) : Value(std::cos(beta));
  }

  size_t depth_, length_;
  std::vector<double> gamma_;
  Values f_;
};

}  // namespace weiss_test

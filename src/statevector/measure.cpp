// Measurements of a register. Sums are made in double, whatever amplitudes are stored in.
#include <string>

#include "base/error.hpp"
#include "statevector/blocks.hpp"
#include "statevector/moments.hpp"
#include "statevector/register.hpp"
#include "statevector/sampling.hpp"

namespace weiss {

namespace {

constexpr int64_t kStretch = 1024;

// Amplitudes of a stretch of states in double: where they are, or a copy of those in single precision. So
// there is one code for both.
class Stretch {
 public:
  Stretch(const Statevector& state, int64_t first, int64_t count) noexcept {
    state.visit([&](const auto& a) { set(a.re() + first, a.im() + first, count); });
  }
  double re(int64_t k) const noexcept { return re_[k]; }
  double im(int64_t k) const noexcept { return im_[k]; }
  double probability(int64_t k) const noexcept { return re_[k] * re_[k] + im_[k] * im_[k]; }

 private:
  void set(const double* re, const double* im, int64_t) noexcept {
    re_ = re;
    im_ = im;
  }
  void set(const float* re, const float* im, int64_t count) noexcept {
    for (int64_t k = 0; k < count; ++k) copy_[k] = static_cast<double>(re[k]);
    for (int64_t k = 0; k < count; ++k) copy_[kStretch + k] = static_cast<double>(im[k]);
    re_ = copy_;
    im_ = copy_ + kStretch;
  }

  const double* re_;
  const double* im_;
  double copy_[2 * kStretch];
};

// Sum of body(first, count) over stretches that together are all states.
template <class Body>
double sum_over_stretches(const Statevector& state, const Body& body) {
  return sum_over_blocks<double>(state.threads(), state.size(), [&](int64_t begin, int64_t end) {
    double sum = 0.0;
    for (int64_t first = begin; first < end; first += kStretch)
      sum += body(first, std::min(kStretch, end - first));
    return sum;
  });
}

void write_probabilities(const Statevector& state, int64_t first, int64_t count, double* out) noexcept {
  for (int64_t done = 0; done < count; done += kStretch) {
    const int64_t part = std::min(kStretch, count - done);
    const Stretch a(state, first + done, part);
    for (int64_t k = 0; k < part; ++k) out[done + k] = a.probability(k);
  }
}

Weights probabilities_of(const Statevector& state) {
  return
      [&state](int64_t first, int64_t count, double* out) { write_probabilities(state, first, count, out); };
}

double sign_of(uint64_t bits) noexcept { return __builtin_parityll(bits) ? -1.0 : 1.0; }

}  // namespace

}  // namespace weiss

double weiss_statevector::norm() const {
  return weiss::sum_over_stretches(*this, [&](int64_t first, int64_t count) {
    const weiss::Stretch a(*this, first, count);
    return weiss::sum_of_terms(0, count, [&](int64_t k) { return a.probability(k); });
  });
}

double weiss_statevector::expectation(const weiss::Pauli& pauli) const {
  // conj(a_k) i^num_y s(k) a_{k ^ x} with s = (-1)^popcount((k ^ x) & z): the sum over all k is real, so only
  // real parts are added up. A stretch has its partners in one other.
  const auto x = static_cast<int64_t>(pauli.x);
  const int64_t near_x = x & (weiss::kStretch - 1), far_x = x - near_x;
  const bool odd = pauli.num_y % 2 != 0;
  const double sign = pauli.num_y % 4 == 0 || pauli.num_y % 4 == 3 ? 1.0 : -1.0;
  return sign * weiss::sum_over_stretches(*this, [&](int64_t first, int64_t count) {
    const weiss::Stretch a(*this, first, count), b(*this, first ^ far_x, count);
    const double far_sign = weiss::sign_of(static_cast<uint64_t>(first ^ far_x) & pauli.z);
    return far_sign * weiss::sum_of_terms(0, count, [&](int64_t k) {
      const int64_t l = k ^ near_x;
      const double product =
          odd ? a.re(k) * b.im(l) - a.im(k) * b.re(l) : a.re(k) * b.re(l) + a.im(k) * b.im(l);
      return weiss::sign_of(static_cast<uint64_t>(l) & pauli.z) * product;
    });
  });
}

double weiss_statevector::mean(const double* costs) const {
  return weiss::sum_over_stretches(*this, [&](int64_t first, int64_t count) {
    const weiss::Stretch a(*this, first, count);
    return weiss::sum_of_terms(0, count, [&](int64_t k) { return costs[first + k] * a.probability(k); });
  });
}

void weiss_statevector::probabilities(int64_t first, int64_t count, double* out) const {
  require_range(first, count);
  weiss::write_probabilities(*this, first, count, out);
}

void weiss_statevector::marginals(double* out) const {
  weiss::z_moments(environment_->memory(), threads_, num_qubits_, weiss::probabilities_of(*this), out,
                   nullptr);
}

void weiss_statevector::correlations(double* out) const {
  weiss::z_moments(environment_->memory(), threads_, num_qubits_, weiss::probabilities_of(*this), nullptr,
                   out);
}

int64_t weiss_statevector::sample(uint64_t seed, int64_t shots, uint64_t* states, int64_t* counts) const {
  return weiss::sample(environment_->memory(), threads_, size(), weiss::probabilities_of(*this), seed, shots,
                       states, counts);
}

void weiss_statevector::overlap(const weiss_statevector& other, double* re_im) const {
  if (other.num_qubits() != num_qubits_)
    throw weiss::Error(WEISS_E_ARGUMENT, "other has " + std::to_string(other.num_qubits()) +
                                             " qubits, this register has " + std::to_string(num_qubits_) +
                                             "; only equal ones have an overlap");
  const auto sum = [&](bool imaginary) {
    return weiss::sum_over_stretches(*this, [&](int64_t first, int64_t count) {
      const weiss::Stretch a(*this, first, count), b(other, first, count);
      return imaginary ? weiss::sum_of_terms(0, count,
                                             [&](int64_t k) { return a.re(k) * b.im(k) - a.im(k) * b.re(k); })
                       : weiss::sum_of_terms(
                             0, count, [&](int64_t k) { return a.re(k) * b.re(k) + a.im(k) * b.im(k); });
    });
  };
  re_im[0] = sum(false);
  re_im[1] = sum(true);
}

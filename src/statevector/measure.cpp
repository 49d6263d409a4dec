// Measurements of a register. Sums are made in double, whatever amplitudes are stored in.
#include <string>

#include "base/error.hpp"
#include "statevector/blocks.hpp"
#include "statevector/moments.hpp"
#include "statevector/register.hpp"
#include "statevector/sampling.hpp"

namespace weiss {

namespace {

template <class Real>
double probability(const Amplitudes<Real>& a, int64_t k) noexcept {
  const double re = a.re()[k], im = a.im()[k];
  return re * re + im * im;
}

template <class Real>
void write_probabilities(const Amplitudes<Real>& a, int64_t first, int64_t count, double* out) noexcept {
  for (int64_t k = 0; k < count; ++k) out[k] = probability(a, first + k);
}

double sign_of(uint64_t bits) noexcept { return __builtin_parityll(bits) ? -1.0 : 1.0; }

struct ComplexSum {
  double re = 0.0, im = 0.0;
  ComplexSum& operator+=(const ComplexSum& other) noexcept {
    re += other.re;
    im += other.im;
    return *this;
  }
};

}  // namespace

}  // namespace weiss

double weiss_statevector::norm() const {
  return visit([&](const auto& a) {
    return weiss::sum_over_blocks<double>(threads_, a.size(), [&](int64_t begin, int64_t end) {
      return weiss::sum_of_terms(begin, end, [&](int64_t k) { return weiss::probability(a, k); });
    });
  });
}

double weiss_statevector::expectation(const weiss::Pauli& pauli) const {
  // conj(a_k) i^num_y s(k) a_{k ^ x} with s = (-1)^popcount((k ^ x) & z): the sum over all k is real, so only
  // real parts are added up.
  const uint64_t x = pauli.x, z = pauli.z;
  const bool odd = pauli.num_y % 2 != 0;
  const double sign = pauli.num_y % 4 == 0 || pauli.num_y % 4 == 3 ? 1.0 : -1.0;
  return sign * visit([&](const auto& a) {
    return weiss::sum_over_blocks<double>(threads_, a.size(), [&](int64_t begin, int64_t end) {
      return weiss::sum_of_terms(begin, end, [&](int64_t k) {
        const uint64_t partner = static_cast<uint64_t>(k) ^ x;
        const double re = a.re()[k], im = a.im()[k], other_re = a.re()[partner], other_im = a.im()[partner];
        const double product = odd ? re * other_im - im * other_re : re * other_re + im * other_im;
        return weiss::sign_of(partner & z) * product;
      });
    });
  });
}

double weiss_statevector::mean(const double* costs) const {
  return visit([&](const auto& a) {
    return weiss::sum_over_blocks<double>(threads_, a.size(), [&](int64_t begin, int64_t end) {
      return weiss::sum_of_terms(begin, end, [&](int64_t k) { return costs[k] * weiss::probability(a, k); });
    });
  });
}

void weiss_statevector::probabilities(int64_t first, int64_t count, double* out) const {
  require_range(first, count);
  visit([&](const auto& a) { weiss::write_probabilities(a, first, count, out); });
}

void weiss_statevector::marginals(double* out) const {
  visit([&](const auto& a) {
    const auto probabilities = [&](int64_t first, int64_t count, double* p) {
      weiss::write_probabilities(a, first, count, p);
    };
    weiss::z_moments(environment_->memory(), threads_, num_qubits_, probabilities, out, nullptr);
  });
}

void weiss_statevector::correlations(double* out) const {
  visit([&](const auto& a) {
    const auto probabilities = [&](int64_t first, int64_t count, double* p) {
      weiss::write_probabilities(a, first, count, p);
    };
    weiss::z_moments(environment_->memory(), threads_, num_qubits_, probabilities, nullptr, out);
  });
}

int64_t weiss_statevector::sample(uint64_t seed, int64_t shots, uint64_t* states, int64_t* counts) const {
  return visit([&](const auto& a) {
    const weiss::Weights weights = [&a](int64_t first, int64_t count, double* out) {
      weiss::write_probabilities(a, first, count, out);
    };
    return weiss::sample(environment_->memory(), threads_, size(), weights, seed, shots, states, counts);
  });
}

void weiss_statevector::overlap(const weiss_statevector& other, double* re_im) const {
  if (other.num_qubits() != num_qubits_)
    throw weiss::Error(WEISS_E_ARGUMENT, "other has " + std::to_string(other.num_qubits()) +
                                             " qubits, this register has " + std::to_string(num_qubits_) +
                                             "; only equal ones have an overlap");
  const weiss::ComplexSum sum = visit([&](const auto& a) {
    return other.visit([&](const auto& b) {
      return weiss::sum_over_blocks<weiss::ComplexSum>(threads_, size(), [&](int64_t begin, int64_t end) {
        const auto term = [](double x, double y, double u, double v) { return x * u + y * v; };
        weiss::ComplexSum block;
        block.re = weiss::sum_of_terms(begin, end, [&](int64_t k) {
          return term(a.re()[k], a.im()[k], b.re()[k], b.im()[k]);
        });
        block.im = weiss::sum_of_terms(begin, end, [&](int64_t k) {
          return term(a.re()[k], -static_cast<double>(a.im()[k]), b.im()[k], b.re()[k]);
        });
        return block;
      });
    });
  });
  re_im[0] = sum.re;
  re_im[1] = sum.im;
}

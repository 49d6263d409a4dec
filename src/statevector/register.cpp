#include "statevector/register.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "statevector/blocks.hpp"
#include "statevector/memory_forecast.hpp"

namespace {

int64_t bytes_per_amplitude(int32_t precision) {
  switch (precision) {
    case WEISS_PRECISION_DOUBLE: return 2 * int64_t{sizeof(double)};
    case WEISS_PRECISION_SINGLE: return 2 * int64_t{sizeof(float)};
    default:
      throw weiss::Error(WEISS_E_ARGUMENT, "precision is " + std::to_string(precision) +
                                               "; set it to one of WEISS_PRECISION_*");
  }
}

// The forecast comes first: a refused register never asks for memory.
template <class Storage>
Storage make_amplitudes(weiss::Environment& environment, int32_t num_qubits, int32_t precision) {
  const int64_t bytes = bytes_per_amplitude(precision);
  weiss::require_qubits(num_qubits, static_cast<double>(bytes));
  weiss::require_memory(environment, bytes << num_qubits,
                        "a register of " + std::to_string(num_qubits) + " qubits");
  if (precision == WEISS_PRECISION_SINGLE)
    return weiss::Amplitudes<float>(environment.memory(), num_qubits);
  return weiss::Amplitudes<double>(environment.memory(), num_qubits);
}

// Sets all amplitudes, and what lies beyond them to 0.
template <class Real>
void fill(weiss::Amplitudes<Real>& a, const weiss::Threads& threads, Real value) {
  weiss::for_each_block(threads, a.size(), [&](int64_t begin, int64_t end) {
    std::fill(a.re() + begin, a.re() + end, value);
    std::fill(a.im() + begin, a.im() + end, Real(0));
  });
  std::fill(a.re() + a.size(), a.re() + a.padded_size(), Real(0));
  std::fill(a.im() + a.size(), a.im() + a.padded_size(), Real(0));
}

}  // namespace

weiss_statevector::weiss_statevector(weiss::EnvironmentPtr environment, weiss::Threads threads,
                                     int32_t num_qubits, int32_t precision)
    : environment_(std::move(environment)), threads_(threads), num_qubits_(num_qubits),
      amplitudes_(make_amplitudes<Storage>(*environment_, num_qubits, precision)) {
  set_basis(0);
}

int64_t weiss_statevector::memory(int32_t num_qubits, int32_t precision) noexcept {
  if (num_qubits < 0 || num_qubits > WEISS_MAX_QUBITS) return -1;
  return (precision == WEISS_PRECISION_SINGLE ? int64_t{8} : int64_t{16}) << num_qubits;
}

void weiss_statevector::require_range(int64_t first, int64_t count) const {
  if (first < 0 || count < 0 || first > size() || count > size() - first)
    throw weiss::Error(WEISS_E_ARGUMENT, std::to_string(count) + " amplitudes from index " +
                                             std::to_string(first) + " on are not among the " +
                                             std::to_string(size()) + " of " + std::to_string(num_qubits_) +
                                             " qubits");
}

void weiss_statevector::set_basis(uint64_t index) {
  if (index >= static_cast<uint64_t>(size()))
    throw weiss::Error(WEISS_E_ARGUMENT, "basis state " + std::to_string(index) + " is not among the " +
                                             std::to_string(size()) + " of " + std::to_string(num_qubits_) +
                                             " qubits");
  visit([&](auto& a) {
    using Real = typename std::decay_t<decltype(a)>::value_type;
    fill(a, threads_, Real(0));
    a.re()[index] = 1;
  });
}

void weiss_statevector::set_uniform() {
  visit([&](auto& a) {
    using Real = typename std::decay_t<decltype(a)>::value_type;
    fill(a, threads_, static_cast<Real>(std::exp2(-0.5 * num_qubits_)));
  });
}

void weiss_statevector::set_amplitudes(int64_t first, int64_t count, const double* re_im) {
  require_range(first, count);
  visit([&](auto& a) {
    using Real = typename std::decay_t<decltype(a)>::value_type;
    for (int64_t k = 0; k < count; ++k) {
      a.re()[first + k] = static_cast<Real>(re_im[2 * k]);
      a.im()[first + k] = static_cast<Real>(re_im[2 * k + 1]);
    }
  });
}

void weiss_statevector::amplitudes(int64_t first, int64_t count, double* re_im) const {
  require_range(first, count);
  visit([&](const auto& a) {
    for (int64_t k = 0; k < count; ++k) {
      re_im[2 * k] = a.re()[first + k];
      re_im[2 * k + 1] = a.im()[first + k];
    }
  });
}

void weiss_statevector::copy(const weiss_statevector& source) {
  if (source.num_qubits() != num_qubits_)
    throw weiss::Error(WEISS_E_ARGUMENT, "source has " + std::to_string(source.num_qubits()) +
                                             " qubits, this register has " + std::to_string(num_qubits_) +
                                             "; only equal ones can be copied");
  visit([&](auto& a) {
    using Real = typename std::decay_t<decltype(a)>::value_type;
    source.visit([&](const auto& b) {
      weiss::for_each_block(threads_, size(), [&](int64_t begin, int64_t end) {
        for (int64_t k = begin; k < end; ++k) {
          a.re()[k] = static_cast<Real>(b.re()[k]);
          a.im()[k] = static_cast<Real>(b.im()[k]);
        }
      });
    });
  });
}

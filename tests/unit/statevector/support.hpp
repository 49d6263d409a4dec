// Registers of the core for tests, and random gates for them.
#pragma once

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "model/support.hpp"
#include "simd/tables.hpp"
#include "statevector/naive.hpp"
#include "statevector/register.hpp"

namespace weiss_test {

// A pool for the threads of registers.
inline weiss::Pool& pool() {
  static weiss::Pool shared(nullptr, nullptr);
  return shared;
}

inline weiss::Statevector make_register(const weiss::EnvironmentPtr& environment, int n,
                                        int32_t precision = WEISS_PRECISION_DOUBLE, int32_t threads = 1) {
  return weiss::Statevector(environment, weiss::Threads(pool(), threads), n, precision);
}

inline naive::State amplitudes_of(const weiss::Statevector& state) {
  naive::State amplitudes(static_cast<size_t>(state.size()));
  state.amplitudes(0, state.size(), reinterpret_cast<double*>(amplitudes.data()));
  return amplitudes;
}

inline void set_amplitudes(weiss::Statevector& state, const naive::State& amplitudes) {
  state.set_amplitudes(0, state.size(), reinterpret_cast<const double*>(amplitudes.data()));
}

// Runs body(environment) for each SIMD level of this machine.
template <class Body>
void for_each_simd_level(const Body& body) {
  for (const weiss::KernelTable* table : weiss::test::tables()) {
    const std::string level = table->name;
    CAPTURE(level);
    body(make_environment(0, table->name));
  }
}

// Random numbers of a test.
class Dice {
 public:
  explicit Dice(uint64_t seed) : random_(seed) {}
  std::mt19937_64& generator() { return random_; }
  int below(int bound) { return static_cast<int>(random_() % static_cast<uint64_t>(bound)); }
  double angle() {
    return std::uniform_real_distribution<double>(-2.0 * naive::kPi, 2.0 * naive::kPi)(random_);
  }
  double normal() { return std::normal_distribution<double>()(random_); }
  // Two different ones of 0 ... n - 1.
  std::vector<int32_t> qubits(int n, int count) {
    std::vector<int32_t> chosen;
    while (static_cast<int>(chosen.size()) < count) {
      const int32_t q = below(n);
      if (chosen.empty() || chosen[0] != q) chosen.push_back(q);
    }
    return chosen;
  }
  std::string pauli(int n) {
    std::string letters;
    for (int i = 0; i < n; ++i) letters += "IXYZ"[below(4)];
    return letters;
  }
  naive::Matrix matrix(int dimension) {
    naive::Matrix matrix;
    for (int k = 0; k < dimension * dimension; ++k) matrix.push_back({normal(), normal()});
    return matrix;
  }

 private:
  std::mt19937_64 random_;
};

}  // namespace weiss_test

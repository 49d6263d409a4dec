// Measurements of a register against the definition.
#include <doctest/doctest.h>

#include "base/error.hpp"
#include "statevector/support.hpp"

using namespace weiss_test;

namespace {

constexpr int kSizes[] = {1, 2, 3, 5, 9, 11, 14};

// Runs body(state, its amplitudes, tolerance) for random states of all sizes in both precisions.
template <class Body>
void for_each_random_state(const Body& body) {
  Dice dice(17);
  for (const int n : kSizes)
    for (const int32_t precision : {WEISS_PRECISION_DOUBLE, WEISS_PRECISION_SINGLE}) {
      CAPTURE(n);
      CAPTURE(precision);
      weiss::Statevector state = make_register(make_environment(), n, precision, 2);
      set_amplitudes(state, naive::random_state(dice.generator(), n));
      body(dice, state, amplitudes_of(state), 1e-13);  // sums are in double, so single precision is as good
    }
}

double spin(size_t k, int i) { return naive::bit(k, i) ? -1.0 : 1.0; }

}  // namespace

TEST_CASE("norm, mean and probabilities are sums over squared amplitudes") {
  for_each_random_state(
      [](Dice& dice, weiss::Statevector& state, const naive::State& amplitudes, double tolerance) {
        std::vector<double> costs, probabilities(amplitudes.size());
        double norm = 0.0, mean = 0.0;
        state.probabilities(0, state.size(), probabilities.data());
        for (size_t k = 0; k < amplitudes.size(); ++k) {
          costs.push_back(dice.normal());
          norm += std::norm(amplitudes[k]);
          mean += costs[k] * std::norm(amplitudes[k]);
          CHECK(probabilities[k] == doctest::Approx(std::norm(amplitudes[k])).epsilon(tolerance));
        }
        CHECK(std::abs(state.norm() - norm) < tolerance);
        CHECK(std::abs(state.mean(costs.data()) - mean) < tolerance);
      });
}

TEST_CASE("expectations of Pauli strings are those of the definition") {
  for_each_random_state([](Dice& dice, weiss::Statevector& state, const naive::State& amplitudes,
                           double tolerance) {
    const int n = state.num_qubits();
    for (int k = 0; k < 12; ++k) {
      const std::string letters = k == 0 ? std::string(static_cast<size_t>(n), 'Y') : dice.pauli(n);
      CAPTURE(letters);
      CHECK(std::abs(state.expectation(weiss::parse_pauli(letters.c_str(), n)) -
                     naive::expectation(amplitudes, letters)) < tolerance);
    }
  });
}

TEST_CASE("marginals and correlations of all qubits are means of their spins") {
  for_each_random_state([](Dice&, weiss::Statevector& state, const naive::State& amplitudes,
                           double tolerance) {
    const int n = state.num_qubits();
    const auto size = static_cast<size_t>(n);
    std::vector<double> marginals(size), correlations(size * size);
    state.marginals(marginals.data());
    state.correlations(correlations.data());
    for (int i = 0; i < n; ++i) {
      double marginal = 0.0;
      for (size_t k = 0; k < amplitudes.size(); ++k) marginal += spin(k, i) * std::norm(amplitudes[k]);
      CHECK(std::abs(marginals[static_cast<size_t>(i)] - marginal) < tolerance);
      for (int j = 0; j < n; ++j) {
        double correlation = i == j ? 1.0 : 0.0;
        if (i != j)
          for (size_t k = 0; k < amplitudes.size(); ++k)
            correlation += spin(k, i) * spin(k, j) * std::norm(amplitudes[k]);
        CHECK(std::abs(correlations[static_cast<size_t>(i) * size + static_cast<size_t>(j)] - correlation) <
              tolerance);
      }
    }
  });
}

TEST_CASE("the overlap is antilinear in the first state, in both precisions") {
  for_each_random_state(
      [](Dice& dice, weiss::Statevector& state, const naive::State& amplitudes, double tolerance) {
        for (const int32_t precision : {WEISS_PRECISION_DOUBLE, WEISS_PRECISION_SINGLE}) {
          weiss::Statevector other = make_register(make_environment(), state.num_qubits(), precision);
          set_amplitudes(other, naive::random_state(dice.generator(), state.num_qubits()));
          naive::Complex overlap;
          state.overlap(other, reinterpret_cast<double*>(&overlap));
          CHECK(std::abs(overlap - naive::overlap(amplitudes, amplitudes_of(other))) < tolerance);
        }
      });
}

TEST_CASE("measurements have the same bits for every number of threads") {
  constexpr int n = 16;
  Dice dice(19);
  const naive::State amplitudes = naive::random_state(dice.generator(), n);
  std::vector<double> costs(amplitudes.size());
  for (double& c : costs) c = dice.normal();
  std::vector<std::vector<double>> results;
  for (const int32_t threads : {1, 2, 5}) {
    weiss::Statevector state = make_register(make_environment(), n, WEISS_PRECISION_DOUBLE, threads);
    set_amplitudes(state, amplitudes);
    std::vector<double> result(n + n * n + 3);
    state.marginals(result.data());
    state.correlations(result.data() + n);
    result[n + n * n] = state.norm();
    result[n + n * n + 1] = state.mean(costs.data());
    result[n + n * n + 2] = state.expectation(weiss::parse_pauli("XYZIXYZIXYZIXYZI", n));
    results.push_back(result);
  }
  CHECK(results[0] == results[1]);
  CHECK(results[0] == results[2]);
}

TEST_CASE("ranges and registers that do not fit each other are refused") {
  weiss::Statevector state = make_register(make_environment(), 3),
                     other = make_register(make_environment(), 4);
  double buffer[32] = {};
  CHECK_THROWS_AS(state.probabilities(5, 4, buffer), weiss::Error);
  CHECK_THROWS_AS(state.probabilities(-1, 1, buffer), weiss::Error);
  CHECK_THROWS_AS(state.amplitudes(8, 1, buffer), weiss::Error);
  CHECK_THROWS_AS(state.set_basis(8), weiss::Error);
  CHECK_THROWS_AS(state.overlap(other, buffer), weiss::Error);
  CHECK_THROWS_AS(state.copy(other), weiss::Error);
}

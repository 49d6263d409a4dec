// The classes of the quantum engine of weiss/weiss.hpp.
#include <doctest/doctest.h>

#include <cmath>
#include <complex>
#include <string>
#include <type_traits>
#include <vector>

#include "weiss/weiss.hpp"

namespace {

using Complex = std::complex<double>;

constexpr double kPi = 3.14159265358979323846;

template <class T>
constexpr bool moves_only = !std::is_copy_constructible_v<T> && !std::is_copy_assignable_v<T> &&
                            std::is_nothrow_move_constructible_v<T> && std::is_nothrow_move_assignable_v<T>;

template <class Call>
weiss_status status_of(const Call& call) {
  try {
    call();
  } catch (const weiss::Error& error) {
    return error.status();
  }
  return WEISS_OK;
}

}  // namespace

TEST_CASE("a register makes and measures a Bell state") {
  static_assert(moves_only<weiss::Statevector>);
  const weiss::Context context;
  weiss::Statevector state(context, 2);
  state.gate(WEISS_GATE_H, 0);
  state.gate(WEISS_GATE_CX, 0, 1);
  CHECK(state.norm() == doctest::Approx(1.0));
  CHECK(std::abs(state.amplitudes()[3] - std::sqrt(0.5)) < 1e-15);
  CHECK(state.expectation({{"ZZ", 2.0}, {"XX", 1.0}, {"YY", 0.5}}) == doctest::Approx(2.5));
  CHECK(std::abs(state.marginals()[0]) < 1e-15);
  CHECK(state.correlations()[1] == doctest::Approx(1.0));
  CHECK(state.mean({1.0, 5.0, 5.0, 3.0}) == doctest::Approx(2.0));
  const weiss::Shots shots = state.sample(1000, 1);
  CHECK(shots.states == std::vector<std::uint64_t>{0, 3});
  CHECK(shots.counts[0] + shots.counts[1] == 1000);
  CHECK(shots.counts == state.sample(1000, 1).counts);
}

TEST_CASE("a register takes states, matrices, rotations and phases") {
  const weiss::Context context;
  weiss::Statevector state(context, 2, WEISS_PRECISION_SINGLE, 2), other(context, 2);
  state.set_amplitudes({0.0, 1.0}, 0);
  state.matrix({0}, {0.0, Complex(0.0, -1.0), Complex(0.0, 1.0), 0.0});  // Y
  CHECK(state.amplitudes(0, 1)[0] == Complex(0.0, -1.0));
  state.set_uniform();
  state.pauli_rotation("XI", 0.3);
  state.phase({0.0, 0.0, 0.0, 1.0}, kPi);
  other.set_basis(3);
  CHECK(std::abs(other.overlap(state) + std::polar(0.5, -0.15)) < 1e-6);
  other.copy(state);
  CHECK(other.probabilities() == state.probabilities());
  CHECK(status_of([&] { state.matrix({0}, {1.0}); }) == WEISS_E_ARGUMENT);
  CHECK(status_of([&] { state.gate(WEISS_GATE_X, 2); }) == WEISS_E_ARGUMENT);
  CHECK(status_of([&] { state.phase({1.0}, 1.0); }) == WEISS_E_ARGUMENT);
  CHECK(status_of([&] { weiss::Statevector(context, 40); }) == WEISS_E_LIMIT);
}

TEST_CASE("a circuit is run, counted, sampled and written") {
  static_assert(moves_only<weiss::Circuit>);
  const weiss::Context context;
  weiss::Circuit circuit(context, 2), bell(context, 2);
  bell.gate(WEISS_GATE_H, 0);
  bell.gate(WEISS_GATE_CX, 0, 1);
  circuit.append(bell);
  circuit.controlled_phase({0, 1}, kPi);
  circuit.pauli_rotation("ZZ", 0.0);
  circuit.matrix({0}, {1.0, 0.0, 0.0, 1.0});
  CHECK(circuit.count().one_qubit_gates == 2);
  CHECK(circuit.qasm(2).find("OPENQASM 2.0") == 0);
  weiss::Statevector state(context, 2);
  circuit.run(state);
  CHECK(state.expectation({{"XX", 1.0}}) == doctest::Approx(-1.0));
  CHECK(circuit.sample(100, 1).states == std::vector<std::uint64_t>{0, 3});
  weiss_noise noise = {};
  noise.struct_size = sizeof noise;
  noise.depolarizing_1 = 1.0;
  const weiss::NoisyMean mean = circuit.expectation({{"XX", 1.0}}, &noise, 400, 1);
  CHECK(mean.standard_error > 0.0);
  CHECK(std::abs(mean.value) < 4.0 * mean.standard_error);
  CHECK(circuit.expectation({{"ZZ", 1.0}}).value == doctest::Approx(1.0));
}

TEST_CASE("an evaluator of QAOA has the angles of the known example") {
  static_assert(moves_only<weiss::Qaoa>);
  const weiss::Context context;
  const weiss::Problem problem = weiss::Problem::ising(context, {0.0, 0.0}, {{0}, {1}, {0.5}});
  const std::vector<double> parameters{kPi / 2, -kPi / 8};  // <s_0 s_1> is -1 there
  weiss::Qaoa qaoa(context, problem);
  CHECK(qaoa.num_parameters(3) == 6);
  CHECK(qaoa.value(parameters) == doctest::Approx(-0.5));
  CHECK(qaoa.values(1, {parameters[0], parameters[1], 0.0, 0.3})[1] == doctest::Approx(0.0));
  const weiss::QaoaGradient gradient = qaoa.gradient(parameters);
  CHECK(gradient.value == doctest::Approx(-0.5));
  CHECK(std::abs(gradient.gradient[0]) + std::abs(gradient.gradient[1]) < 1e-12);
  double least = 0.0;
  CHECK(qaoa.best_beta(kPi / 2, &least) == doctest::Approx(-kPi / 8));
  CHECK(least == doctest::Approx(-0.5));

  qaoa.prepare(parameters);
  CHECK(qaoa.mean() == doctest::Approx(-0.5));
  CHECK(std::abs(qaoa.marginals()[0]) < 1e-12);
  CHECK(qaoa.correlations()[1] == doctest::Approx(-1.0));

  weiss::QaoaOptions options;
  options.method = WEISS_QAOA_STATEVECTOR;
  weiss::Qaoa states(context, problem, options);
  states.prepare(parameters);
  CHECK(states.probabilities(1, 1)[0] == doctest::Approx(0.5));
  const weiss::QaoaShots shots = states.sample(100, 1);
  CHECK(shots.states == std::vector<std::uint64_t>{1, 2});
  CHECK(shots.energies == std::vector<double>{-0.5, -0.5});

  weiss::Statevector state(context, 2), from_circuit(context, 2);
  states.state(state);
  weiss::Qaoa::circuit(context, problem, 1, parameters).run(from_circuit);
  CHECK(std::abs(state.overlap(from_circuit)) == doctest::Approx(1.0));
}

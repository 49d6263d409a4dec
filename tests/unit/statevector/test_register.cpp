// Gates and states of a register against the definition.
#include <doctest/doctest.h>

#include "base/error.hpp"
#include "statevector/memory_forecast.hpp"
#include "statevector/support.hpp"

using namespace weiss_test;

namespace {

// Applies a random operation of the interface to both.
void apply_random(Dice& dice, int n, weiss::Statevector& state, naive::State& expected) {
  const double angle = dice.angle();
  switch (dice.below(n > 1 ? 8 : 4)) {
    case 0: {
      const std::string letters = dice.pauli(n);
      state.pauli_rotation(weiss::parse_pauli(letters.c_str(), n), angle);
      return naive::pauli_rotation(expected, letters, angle);
    }
    case 1: {
      std::vector<double> costs;
      for (size_t k = 0; k < expected.size(); ++k) costs.push_back(dice.normal());
      state.phase(costs.data(), angle);
      return naive::phase(expected, costs, angle);
    }
    case 2: {
      const int32_t qubit = dice.below(n);
      const naive::Matrix matrix = dice.matrix(2);
      state.matrix(1, &qubit, reinterpret_cast<const double*>(matrix.data()));
      return naive::apply(expected, {qubit}, matrix);
    }
    case 3: {
      const auto gate = static_cast<int32_t>(WEISS_GATE_H + dice.below(WEISS_GATE_P - WEISS_GATE_H + 1));
      const int32_t qubit = dice.below(n);
      state.gate(gate, qubit, -7, angle);
      return naive::gate(expected, n, gate, qubit, -1, angle);
    }
    case 4: {
      const std::vector<int32_t> qubits = dice.qubits(n, 2);
      const naive::Matrix matrix = dice.matrix(4);
      state.matrix(2, qubits.data(), reinterpret_cast<const double*>(matrix.data()));
      return naive::apply(expected, {qubits[0], qubits[1]}, matrix);
    }
    case 5: {
      std::vector<int> qubits;
      uint64_t mask = 0;
      for (int q = 0; q < n; ++q)
        if (dice.below(3) == 0) {
          qubits.push_back(q);
          mask |= uint64_t{1} << q;
        }
      state.controlled_phase(mask, angle);
      return naive::controlled_phase(expected, qubits, angle);
    }
    default: {
      const auto gate = static_cast<int32_t>(WEISS_GATE_CX + dice.below(WEISS_GATE_CP - WEISS_GATE_CX + 1));
      const std::vector<int32_t> qubits = dice.qubits(n, 2);
      state.gate(gate, qubits[0], qubits[1], angle);
      return naive::gate(expected, n, gate, qubits[0], qubits[1], angle);
    }
  }
}

// Random operations on random states; matrices that are not unitary change the norm, which is set back.
void check_circuits(const weiss::EnvironmentPtr& environment, int32_t precision, double tolerance) {
  Dice dice(3);
  for (int n = 1; n <= 10; ++n) {
    CAPTURE(n);
    weiss::Statevector state = make_register(environment, n, precision);
    for (int circuit = 0; circuit < 4; ++circuit) {
      naive::State expected = naive::random_state(dice.generator(), n);
      set_amplitudes(state, expected);
      for (int k = 0; k < 30; ++k) {
        apply_random(dice, n, state, expected);
        const double size = std::sqrt(naive::overlap(expected, expected).real());
        if (size < 0.5 || size > 2.0) {
          for (naive::Complex& a : expected) a /= size;
          naive::State own = amplitudes_of(state);
          for (naive::Complex& a : own) a /= size;
          set_amplitudes(state, own);
        }
      }
      CHECK(naive::distance(amplitudes_of(state), expected) < tolerance);
    }
  }
}

template <class Call>
std::string refusal(weiss_status status, const Call& call) {
  try {
    call();
  } catch (const weiss::Error& error) {
    CHECK(error.status() == status);
    return error.message();
  }
  return "";
}

}  // namespace

TEST_CASE("random circuits give the amplitudes of the definition on every SIMD level") {
  for_each_simd_level([](const weiss::EnvironmentPtr& environment) {
    check_circuits(environment, WEISS_PRECISION_DOUBLE, 1e-12);
    check_circuits(environment, WEISS_PRECISION_SINGLE, 1e-5);
  });
}

TEST_CASE("every gate on every pair of qubits gives the amplitudes of the definition") {
  for_each_simd_level([](const weiss::EnvironmentPtr& environment) {
    constexpr int n = 6;
    Dice dice(5);
    for (const int32_t precision : {WEISS_PRECISION_DOUBLE, WEISS_PRECISION_SINGLE}) {
      weiss::Statevector state = make_register(environment, n, precision);
      for (int32_t gate = WEISS_GATE_H; gate <= WEISS_GATE_CP; ++gate)
        for (int a = 0; a < n; ++a)
          for (int b = 0; b < n; ++b) {
            if (a == b) continue;
            CAPTURE(gate);
            CAPTURE(a);
            CAPTURE(b);
            naive::State expected = naive::random_state(dice.generator(), n);
            set_amplitudes(state, expected);
            state.gate(gate, a, b, 0.7);
            naive::gate(expected, n, gate, a, b, 0.7);
            CHECK(naive::distance(amplitudes_of(state), expected) < (precision == 0 ? 1e-14 : 1e-6));
          }
    }
  });
}

TEST_CASE("gates have the same bits for every number of threads and on every SIMD level") {
  constexpr int n = 17;
  std::vector<naive::State> results;
  for_each_simd_level([&](const weiss::EnvironmentPtr& environment) {
    for (const int32_t threads : {1, 3}) {
      Dice dice(7);
      weiss::Statevector state = make_register(environment, n, WEISS_PRECISION_DOUBLE, threads);
      state.set_uniform();
      for (int k = 0; k < 40; ++k) {
        state.pauli_rotation(weiss::parse_pauli(dice.pauli(n).c_str(), n), dice.angle());
        const std::vector<int32_t> qubits = dice.qubits(n, 2);
        const naive::Matrix matrix = dice.matrix(4);
        state.matrix(2, qubits.data(), reinterpret_cast<const double*>(matrix.data()));
        state.gate(WEISS_GATE_H + k % WEISS_GATE_CP, qubits[0], qubits[1], dice.angle());
      }
      results.push_back(amplitudes_of(state));
    }
  });
  for (const naive::State& result : results)
    CHECK(weiss::test::same_bits(result.data(), results[0].data(), result.size() * sizeof(naive::Complex)));
}

TEST_CASE("a large register gives the amplitudes of the definition with threads") {
  constexpr int n = 17;
  Dice dice(11);
  weiss::Statevector state = make_register(make_environment(), n, WEISS_PRECISION_DOUBLE, 4);
  naive::State expected = naive::random_state(dice.generator(), n);
  set_amplitudes(state, expected);
  for (int32_t gate = WEISS_GATE_H; gate <= WEISS_GATE_CP; ++gate) {
    const std::vector<int32_t> qubits = dice.qubits(n, 2);
    state.gate(gate, qubits[0], qubits[1], 0.3 * gate);
    naive::gate(expected, n, gate, qubits[0], qubits[1], 0.3 * gate);
    const std::vector<int32_t> high{16, 15 - gate % 15};
    const naive::Matrix matrix{0.5, 0.5, 0.5,  0.5,  0.5, -0.5, 0.5,  -0.5,
                               0.5, 0.5, -0.5, -0.5, 0.5, -0.5, -0.5, 0.5};
    state.matrix(2, high.data(), reinterpret_cast<const double*>(matrix.data()));
    naive::apply(expected, {high[0], high[1]}, matrix);
  }
  CHECK(naive::distance(amplitudes_of(state), expected) < 1e-13);
}

TEST_CASE("phases of any size keep the norm") {
  for_each_simd_level([](const weiss::EnvironmentPtr& environment) {
    for (const double scale : {1e-3, 1.0, 1e3, 1e9, 1e15, 1e300}) {
      CAPTURE(scale);
      Dice dice(13);
      constexpr int n = 7;
      weiss::Statevector state = make_register(environment, n);
      naive::State expected = naive::random_state(dice.generator(), n);
      set_amplitudes(state, expected);
      std::vector<double> costs;
      for (size_t k = 0; k < expected.size(); ++k) costs.push_back(scale * dice.normal());
      state.phase(costs.data(), 0.5);  // exact, so that both take the same angles
      naive::phase(expected, costs, 0.5);
      CHECK(std::abs(state.norm() - 1.0) < 1e-13);
      if (scale <= 1e3)
        CHECK(naive::distance(amplitudes_of(state), expected) < 1e-15 * std::max(1.0, scale) + 1e-14);
    }
  });
}

TEST_CASE("a register without qubits has one amplitude") {
  weiss::Statevector state = make_register(make_environment(), 0);
  CHECK(amplitudes_of(state) == naive::State{1.0});
  state.set_uniform();
  CHECK(state.norm() == 1.0);
  state.pauli_rotation({}, 1.0);  // the empty string is the identity
  CHECK(naive::distance(amplitudes_of(state), {std::polar(1.0, -0.5)}) < 1e-15);
}

TEST_CASE("states are set, read in parts and copied between precisions") {
  const weiss::EnvironmentPtr environment = make_environment();
  weiss::Statevector state = make_register(environment, 4), single = make_register(environment, 4, 1);
  state.set_basis(11);
  CHECK(amplitudes_of(state)[11] == naive::Complex{1.0});
  CHECK(state.norm() == 1.0);
  state.set_uniform();
  CHECK(amplitudes_of(state) == naive::State(16, 0.25));
  const double part[] = {1.0, 2.0, 3.0, 4.0};
  state.set_amplitudes(14, 2, part);
  double read[4] = {};
  state.amplitudes(14, 2, read);
  CHECK(std::equal(read, read + 4, part));
  single.copy(state);
  CHECK(amplitudes_of(single) == amplitudes_of(state));
}

TEST_CASE("what does not fit is refused with a forecast before memory is taken") {
  const weiss::EnvironmentPtr environment = make_environment(1 << 20);
  CHECK(refusal(WEISS_E_LIMIT, [&] { make_register(environment, 40); }).find("40 qubits need 16 TiB") == 0);
  CHECK(refusal(WEISS_E_LIMIT, [&] { make_register(environment, 1100); }).find("2^1104 bytes") !=
        std::string::npos);
  CHECK(refusal(WEISS_E_LIMIT, [&] { make_register(environment, 20); })
            .find("a register of 20 qubits would take 17 MiB more") == 0);
  CHECK(environment->memory()->peak() == 0);
  CHECK(refusal(WEISS_E_ARGUMENT, [&] { make_register(environment, -1); }).find("num_qubits is -1") == 0);
  CHECK(refusal(WEISS_E_ARGUMENT, [&] { make_register(environment, 1, 2); }).find("precision is 2") == 0);
  CHECK(weiss::Statevector::memory(30, WEISS_PRECISION_SINGLE) == int64_t{8} << 30);
  CHECK(weiss::Statevector::memory(31, WEISS_PRECISION_DOUBLE) == -1);
}

TEST_CASE("what no machine holds is refused with both sizes") {
  const weiss::EnvironmentPtr environment = make_environment();
  const std::string message =
      refusal(WEISS_E_LIMIT, [&] { weiss::require_memory(*environment, int64_t{3} << 59, "a test"); });
  CHECK(message.find("a test needs 1.5 EiB; this machine has ") == 0);
  CHECK(weiss::size_text(1000.0) == "1000 bytes");
  CHECK(weiss::size_text(1536.0) == "1.5 KiB");
}

TEST_CASE("gates that make no sense are refused with what is wrong") {
  weiss::Statevector state = make_register(make_environment(), 3);
  CHECK(refusal(WEISS_E_ARGUMENT, [&] { state.gate(99, 0, 1, 0.0); }).find("gate 99") != std::string::npos);
  CHECK(refusal(WEISS_E_ARGUMENT, [&] { state.gate(WEISS_GATE_H, 3, 0, 0.0); }) == "qubit 3 is not in 0..2");
  CHECK(refusal(WEISS_E_ARGUMENT, [&] { state.gate(WEISS_GATE_CX, 1, 1, 0.0); }).find("must differ") !=
        std::string::npos);
  CHECK(refusal(WEISS_E_ARGUMENT, [&] { state.gate(WEISS_GATE_RX, 0, 0, NAN); }).find("finite") !=
        std::string::npos);
  CHECK(refusal(WEISS_E_ARGUMENT, [&] { weiss::parse_pauli("XQZ", 3); }).find("letter 1") == 0);
  CHECK(refusal(WEISS_E_ARGUMENT, [&] { weiss::parse_pauli("XX", 3); }).find("2 letters") !=
        std::string::npos);
  const int32_t targets[] = {0, 1, 2};
  const double matrix[128] = {};
  CHECK(refusal(WEISS_E_ARGUMENT, [&] { state.matrix(3, targets, matrix); }).find("1 or 2 qubits") !=
        std::string::npos);
  CHECK(amplitudes_of(state)[0] == naive::Complex{1.0});
}

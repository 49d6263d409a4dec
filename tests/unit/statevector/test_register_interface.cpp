// weiss/statevector.h and the extension "weiss.statevector/1": arguments, errors, threads of a context.
#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "statevector_extension.hpp"
#include "weiss/weiss.h"

namespace {

struct Fixture {
  Fixture() { REQUIRE(weiss_context_create(nullptr, &context, nullptr) == WEISS_OK); }
  explicit Fixture(int64_t memory_limit) {
    weiss_context_config config = {};
    config.struct_size = sizeof config;
    config.memory_limit = memory_limit;
    REQUIRE(weiss_context_create(&config, &context, nullptr) == WEISS_OK);
  }
  ~Fixture() {
    weiss_statevector_destroy(state);
    weiss_context_destroy(context);
  }

  // Statuses of a failure with a message.
  weiss_status create(int32_t num_qubits, int32_t threads = 1) {
    return weiss_statevector_create(context, num_qubits, WEISS_PRECISION_DOUBLE, threads, &state, &error);
  }

  weiss_context* context = nullptr;
  weiss_statevector* state = nullptr;
  weiss_error error = WEISS_ERROR_INIT;
};

}  // namespace

TEST_CASE("a register of the interface is created, used and destroyed") {
  Fixture f;
  REQUIRE(f.create(3, 2) == WEISS_OK);
  CHECK(weiss_statevector_num_qubits(f.state) == 3);
  CHECK(weiss_statevector_norm(f.state) == 1.0);
  CHECK(weiss_context_memory(f.context, nullptr) >= 8 * 16);
  CHECK(weiss_statevector_gate(f.state, WEISS_GATE_RX, 1, 0, std::acos(-1.0), &f.error) == WEISS_OK);
  double p[8] = {};
  CHECK(weiss_statevector_probabilities(f.state, 0, 8, p, &f.error) == WEISS_OK);
  CHECK(p[2] == doctest::Approx(1.0));
  CHECK(weiss_statevector_pauli_rotation(f.state, "IXI", -std::acos(-1.0), &f.error) == WEISS_OK);
  const char* const paulis[] = {"ZII", "IZZ"};
  const double coefficients[] = {1.0, 2.0};
  double value = 0.0;
  CHECK(weiss_statevector_expectation(f.state, 2, paulis, coefficients, &value, &f.error) == WEISS_OK);
  CHECK(value == doctest::Approx(3.0));
  CHECK(weiss_statevector_expectation(f.state, 0, nullptr, nullptr, &value, &f.error) == WEISS_OK);
  CHECK(value == 0.0);
}

TEST_CASE("refusals of the interface say what is wrong, and leave no handle") {
  Fixture f(1 << 20);
  CHECK(f.create(40) == WEISS_E_LIMIT);
  CHECK(f.state == nullptr);
  CHECK(std::string(f.error.message).find("40 qubits need 16 TiB") == 0);
  CHECK(f.create(20) == WEISS_E_LIMIT);
  CHECK(std::string(f.error.message).find("memory_limit") != std::string::npos);
  CHECK(weiss_context_memory(f.context, nullptr) == 0);
  REQUIRE(f.create(2) == WEISS_OK);
  CHECK(weiss_statevector_matrix(f.state, 1, nullptr, nullptr, &f.error) == WEISS_E_ARGUMENT);
  CHECK(std::string(f.error.message) == "targets is NULL");
  CHECK(weiss_statevector_gate(nullptr, WEISS_GATE_H, 0, 0, 0.0, &f.error) == WEISS_E_ARGUMENT);
  CHECK(weiss_statevector_pauli_rotation(f.state, "XX", INFINITY, &f.error) == WEISS_E_ARGUMENT);
  CHECK(weiss_statevector_pauli_rotation(f.state, nullptr, 1.0, &f.error) == WEISS_E_ARGUMENT);
  CHECK(weiss_statevector_phase(f.state, nullptr, 1.0, &f.error) == WEISS_E_ARGUMENT);
  CHECK(weiss_statevector_set_basis(f.state, 4, &f.error) == WEISS_E_ARGUMENT);
  int64_t num_states = 7;
  CHECK(weiss_statevector_sample(f.state, 1, 5, nullptr, nullptr, &num_states, &f.error) == WEISS_E_ARGUMENT);
  CHECK(num_states == 0);
  CHECK(weiss_statevector_sample(f.state, 1, 0, nullptr, nullptr, &num_states, &f.error) == WEISS_OK);
  weiss_statevector_set_uniform(nullptr);  // nothing happens
  weiss_statevector_destroy(nullptr);
  CHECK(std::isnan(weiss_statevector_norm(nullptr)));
}

TEST_CASE("memory of a register is known before it is created") {
  CHECK(weiss_statevector_memory(0, WEISS_PRECISION_DOUBLE) == 16);
  CHECK(weiss_statevector_memory(26, WEISS_PRECISION_DOUBLE) == int64_t{1} << 30);
  CHECK(weiss_statevector_memory(26, WEISS_PRECISION_SINGLE) == int64_t{1} << 29);
  CHECK(weiss_statevector_memory(31, WEISS_PRECISION_DOUBLE) == -1);
  CHECK(weiss_statevector_memory(-1, WEISS_PRECISION_DOUBLE) == -1);
}

TEST_CASE("the extension has the functions of the interface, every one") {
  const weiss_ext_statevector* table = weiss::statevector_extension();
  REQUIRE(table->struct_size == sizeof(weiss_ext_statevector));
  CHECK((table->state_create == weiss_statevector_create));
  CHECK((table->state_overlap == weiss_statevector_overlap));
  CHECK((table->circuit_create == weiss_circuit_create));
  // All members from state_memory on are function pointers.
  const size_t first = offsetof(weiss_ext_statevector, state_memory);
  std::vector<void*> functions((sizeof *table - first) / sizeof(void*));
  std::memcpy(functions.data(), reinterpret_cast<const char*>(table) + first,
              functions.size() * sizeof(void*));
  for (size_t k = 0; k < functions.size(); ++k) {
    CAPTURE(k);
    CHECK(functions[k] != nullptr);
  }
}

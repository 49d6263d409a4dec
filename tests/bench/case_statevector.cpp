// Gates, measurements and sampling of a register of qubits. The limit of a gate is reading and writing what
// it must change once.
#include <memory>
#include <string>
#include <vector>

#include "bench.hpp"
#include "statevector/register.hpp"

namespace weiss::bench {
namespace {

std::shared_ptr<Statevector> make_register(const KernelTable& table, int32_t n, int32_t precision) {
  static Pool pool(nullptr, nullptr);
  auto environment = std::make_shared<Environment>(0, nullptr, nullptr, nullptr, table, LogTarget{});
  auto state = std::make_shared<Statevector>(environment, Threads(pool, 1), n, precision);
  state->set_uniform();
  return state;
}

// What a gate does on the best level, and on scalar registers for comparison.
void add_gate(Case& c, const std::string& name, int32_t n, int32_t precision, double share,
              const std::function<void(Statevector&)>& gate) {
  const auto state = make_register(*find_kernels(nullptr), n, precision);
  const double bytes = share * static_cast<double>(Statevector::memory(n, precision));
  c.add({name, [state, gate] { gate(*state); }, static_cast<double>(state->size()), bytes, ""});
}

void gates(Case& c, int32_t n, int32_t precision) {
  const int32_t low = 0, middle = 5, high = n - 1;
  const auto add_named = [&](const std::string& name, int32_t gate, int32_t a, int32_t b, double share) {
    add_gate(c, name, n, precision, share, [=](Statevector& s) { s.gate(gate, a, b, 0.1); });
  };
  add_named("h low", WEISS_GATE_H, low, 0, 1.0);
  add_named("h high", WEISS_GATE_H, high, 0, 1.0);
  add_named("rx low", WEISS_GATE_RX, low, 0, 1.0);
  add_named("rx middle", WEISS_GATE_RX, middle, 0, 1.0);
  add_named("rx high", WEISS_GATE_RX, high, 0, 1.0);
  add_named("rz high", WEISS_GATE_RZ, high, 0, 1.0);
  add_named("x low", WEISS_GATE_X, low, 0, 1.0);
  add_named("x high", WEISS_GATE_X, high, 0, 1.0);
  add_named("t low", WEISS_GATE_T, low, 0, 1.0);  // half the amplitudes, but all cache lines
  add_named("t high", WEISS_GATE_T, high, 0, 0.5);
  add_named("cx low", WEISS_GATE_CX, low, 1, 1.0);
  add_named("cx high", WEISS_GATE_CX, high, high - 1, 0.5);
  add_named("cz middle", WEISS_GATE_CZ, middle, middle + 1, 0.25);
  add_named("rzz low", WEISS_GATE_RZZ, low, 1, 1.0);
  add_named("rxx low high", WEISS_GATE_RXX, low, high, 1.0);
  add_gate(c, "pauli string", n, precision, 1.0, [n](Statevector& s) {
    std::string letters;
    for (int32_t i = 0; i < n; ++i) letters += "XYZ"[i % 3];
    s.pauli_rotation(parse_pauli(letters.c_str(), n), 0.1);
  });
  for (const auto& [name, a, b] : {std::tuple("matrix low", low, 1), std::tuple("matrix low high", low, high),
                                   std::tuple("matrix high", high, high - 1)})
    add_gate(c, name, n, precision, 1.0, [a = a, b = b](Statevector& s) {
      double matrix[32] = {};
      for (int k = 0; k < 4; ++k) matrix[2 * (4 * k + 3 - k)] = 1.0;
      const int32_t targets[] = {a, b};
      s.matrix(2, targets, matrix);
    });
}

void measurements(Case& c, int32_t n) {
  const auto state = make_register(*find_kernels(nullptr), n, WEISS_PRECISION_DOUBLE);
  const auto size = static_cast<double>(state->size());
  const auto bytes = static_cast<double>(Statevector::memory(n, WEISS_PRECISION_DOUBLE));
  const auto out = std::make_shared<std::vector<double>>(static_cast<size_t>(state->size()), 1.0);
  c.add({"norm", [=] { keep(state->norm()); }, size, bytes, ""});
  c.add({"mean", [=] { keep(state->mean(out->data())); }, size, 1.5 * bytes, ""});
  const Pauli zz = {0, 3, 0}, xy = {6, 2, 1};
  c.add({"expectation zz", [=] { keep(state->expectation(zz)); }, size, bytes, ""});
  c.add({"expectation xy", [=] { keep(state->expectation(xy)); }, size, bytes, ""});
  c.add({"marginals", [=] { state->marginals(out->data()); }, size, bytes, ""});
  c.add({"correlations", [=] { state->correlations(out->data()); }, size, bytes, ""});
  c.add({"phase", [=] { state->phase(out->data(), 0.1); }, size, 1.5 * bytes, ""});
}

void sampling(Case& c, int32_t n) {
  const auto state = make_register(*find_kernels(nullptr), n, WEISS_PRECISION_DOUBLE);
  state->visit([](auto& a) {  // probabilities of all sizes
    for (int64_t k = 0; k < a.size(); ++k) a.re()[k] = static_cast<std::decay_t<decltype(a.re()[0])>>(k % 37);
  });
  constexpr int64_t kShots = 1024;
  const auto states = std::make_shared<std::vector<uint64_t>>(kShots);
  const auto counts = std::make_shared<std::vector<int64_t>>(kShots);
  const auto seed = std::make_shared<uint64_t>(0);
  c.add({"1024 shots",
         [=] { keep(state->sample((*seed)++, kShots, states->data(), counts->data())); },
         1.0, 0.0, ""});
}

const RegisterCase g10("statevector.gates.n10", "amplitude",
                       [](Case& c) { gates(c, 10, WEISS_PRECISION_DOUBLE); });
const RegisterCase g20("statevector.gates.n20", "amplitude",
                       [](Case& c) { gates(c, 20, WEISS_PRECISION_DOUBLE); });
const RegisterCase f20("statevector.gates.n20.single", "amplitude",
                       [](Case& c) { gates(c, 20, WEISS_PRECISION_SINGLE); });
const RegisterCase m20("statevector.measure.n20", "amplitude", [](Case& c) { measurements(c, 20); });
const RegisterCase s10("statevector.sample.n10", "call", [](Case& c) { sampling(c, 10); });
const RegisterCase s20("statevector.sample.n20", "call", [](Case& c) { sampling(c, 20); });

}  // namespace
}  // namespace weiss::bench

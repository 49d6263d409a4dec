// The classes of weiss/ext/statevector.hpp, in a solver that is linked in.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "weiss/ext/statevector.hpp"
#include "weiss/weiss.hpp"

namespace {

void require(bool holds, const char* what) {
  if (!holds) throw weiss::plugin::Failure(WEISS_E_FAIL, what);
}

// Samples the QAOA circuit of depth one in three ways, which must agree, and reports the best state.
class Probe {
 public:
  static constexpr weiss::plugin::About about = {"test.probe", "Probe", "1.0", "Samples a circuit three times.",
                                                 WEISS_CAP_DETERMINISTIC};

  Probe(const weiss::plugin::Host& host, const weiss::plugin::Options&) : host_(host) {}

  void solve(const weiss_problem_view& view, const weiss_solver_input&, const weiss::plugin::Run& run,
             const weiss::plugin::Sink& sink) {
    const double parameters[] = {0.4, -0.3};
    weiss_qaoa_config config = weiss::plugin::sized<weiss_qaoa_config>();
    config.method = WEISS_QAOA_STATEVECTOR;
    require(weiss::plugin::qaoa_memory(host_, view.num_spins, config, 1, false) > 0, "memory");
    weiss::plugin::Qaoa qaoa(host_, view.problem, config);
    require(qaoa.num_parameters(1) == 2, "num_parameters");
    require(qaoa.prepare(run, 1, parameters), "prepare");
    double value = 0.0;
    require(qaoa.values(run, 1, 1, parameters, &value), "values");
    require(qaoa.prepare(run, 1, parameters), "prepare again");
    require(std::abs(qaoa.mean() - value) < 1e-12, "mean");

    const auto num_qubits = static_cast<int32_t>(view.num_spins);
    weiss::plugin::Statevector state(host_, num_qubits), from_circuit(host_, num_qubits);
    qaoa.state(state);
    const weiss::plugin::Circuit circuit(host_, view.problem, config, 1, parameters);
    require(circuit.run(run, from_circuit), "run");
    double overlap[2] = {};
    state.overlap(from_circuit, overlap);
    require(std::abs(std::hypot(overlap[0], overlap[1]) - 1.0) < 1e-12, "overlap");

    constexpr int64_t kShots = 64;
    std::vector<uint64_t> states(kShots), circuit_states(kShots);
    std::vector<int64_t> counts(kShots);
    std::vector<double> energies(kShots);
    int64_t distinct = 0;
    require(circuit.sample(run, nullptr, run.seed(), kShots, circuit_states.data(), counts.data(), &distinct),
            "sample of the circuit");
    require(qaoa.sample(run, run.seed(), kShots, states.data(), counts.data(), energies.data(), &distinct),
            "sample");
    int64_t best = 0;
    for (int64_t k = 1; k < distinct; ++k)
      if (energies[static_cast<size_t>(k)] < energies[static_cast<size_t>(best)]) best = k;
    std::vector<int8_t> spins;
    for (int32_t i = 0; i < num_qubits; ++i)
      spins.push_back((states[static_cast<size_t>(best)] >> i) & 1 ? int8_t{-1} : int8_t{1});
    sink.report(spins.data(), energies[static_cast<size_t>(best)]);
  }

 private:
  weiss::plugin::Host host_;
};

constexpr weiss::plugin::Module<Probe> module("test", "Tests", "1.0", "MIT");

}  // namespace

TEST_CASE("a plugin has registers, circuits and QAOA by the extension") {
  weiss::Context context;
  context.add_plugin([](const weiss_host*) noexcept { return &module.table; });
  const weiss::Problem problem =
      weiss::Problem::maxcut(context, 5, {{0, 1, 2, 3, 4}, {1, 2, 3, 4, 0}, {}});
  const weiss::Result result = weiss::solve(context, problem, "test.probe");
  CHECK(result.objective() == 4.0);
}

#include "statevector/circuit_measure.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "runtime/context.hpp"
#include "statevector/noise.hpp"

namespace weiss {

namespace {

Statevector run_once(const Circuit& circuit, const weiss_run* run, Meter& meter) {
  Statevector state(circuit.shared_environment(), Threads(circuit.context().pool, run ? run->threads : 1),
                    circuit.num_qubits(), WEISS_PRECISION_DOUBLE);
  apply(circuit, 0, circuit.num_gates(), meter, state);
  return state;
}

uint64_t flip_bits(uint64_t bits, int32_t num_qubits, double probability, Random random) noexcept {
  for (int32_t i = 0; i < num_qubits; ++i)
    if (random.uniform() < probability) bits ^= uint64_t{1} << i;
  return bits;
}

// Shots one by one into distinct states with counts, in place.
int64_t gather(int64_t shots, uint64_t* states, int64_t* counts) noexcept {
  std::sort(states, states + shots);
  int64_t distinct = 0;
  for (int64_t k = 0; k < shots; ++k) {
    if (k > 0 && states[k] == states[distinct - 1]) {
      ++counts[distinct - 1];
    } else {
      states[distinct] = states[k];
      counts[distinct++] = 1;
    }
  }
  return distinct;
}

double mean_of(const Statevector& state, const Vector<PauliTerm>& terms, Meter& meter) {
  double value = 0.0;
  for (const PauliTerm& term : terms) {
    if (meter.stopped()) throw_stopped();
    value += term.coefficient * state.expectation(term.pauli);
    meter.spend(state.size());
  }
  return value;
}

}  // namespace

int64_t sample_circuit(const Circuit& circuit, const weiss_run* run, const weiss_noise& noise, uint64_t seed,
                       int64_t shots, uint64_t* states, int64_t* counts) {
  if (!has_gate_noise(noise) && noise.readout == 0.0) {
    Meter meter(run);
    return run_once(circuit, run, meter).sample(seed, shots, states, counts);
  }
  Memory* const memory = circuit.environment().memory();
  const auto measure = [&](const Statevector& state, const Trajectory* first, int64_t count, Meter&) {
    Vector<uint64_t> seen(static_cast<size_t>(count), 0, memory);
    Vector<int64_t> times(static_cast<size_t>(count), 0, memory);
    const int64_t distinct =
        state.sample(weiss_seed_derive(first->seed, kMeasureStream), count, seen.data(), times.data());
    for (int64_t k = 0; k < distinct; ++k)
      for (int64_t repeat = 0; repeat < times[static_cast<size_t>(k)]; ++repeat, ++first)
        states[first->index] = flip_bits(seen[static_cast<size_t>(k)], circuit.num_qubits(), noise.readout,
                                         Random(weiss_seed_derive(first->seed, kReadoutStream)));
  };
  run_trajectories(circuit, run, noise, seed, shots, measure);
  return gather(shots, states, counts);
}

NoisyMean expect_circuit(const Circuit& circuit, const weiss_run* run, const weiss_noise& noise,
                         uint64_t seed, int64_t trajectories, const Vector<PauliTerm>& terms) {
  if (!has_gate_noise(noise)) {
    Meter meter(run);
    const Statevector state = run_once(circuit, run, meter);
    return {mean_of(state, terms, meter), 0.0};
  }
  Vector<double> values(static_cast<size_t>(trajectories), 0.0, circuit.environment().memory());
  const auto measure = [&](const Statevector& state, const Trajectory* first, int64_t count, Meter& meter) {
    const double value = mean_of(state, terms, meter);
    for (int64_t k = 0; k < count; ++k) values[static_cast<size_t>(first[k].index)] = value;
  };
  run_trajectories(circuit, run, noise, seed, trajectories, measure);
  const auto count = static_cast<double>(trajectories);
  double mean = 0.0, squares = 0.0;
  for (const double value : values) mean += value / count;
  for (const double value : values) squares += (value - mean) * (value - mean);
  if (trajectories == 1)
    return {mean, std::numeric_limits<double>::infinity()};  // one value tells nothing of errors
  return {mean, std::sqrt(squares / (count * (count - 1.0)))};
}

}  // namespace weiss

// Noise by trajectories: each run of the circuit draws Pauli errors of its own, and the mean over runs is
// what the channels of weiss_noise make of the density matrix (Dalibard, Castin, Molmer, Phys. Rev. Lett. 68,
// 1992, for channels that mix unitaries). A qubit that is replaced by the maximally mixed state is one that
// suffers I, X, Y or Z with equal probability.
//
// Runs are equal until the first error of one of them: they are made in the order of their first errors, each
// from a copy of the state without errors at that point.
#pragma once

#include <functional>

#include "base/random.hpp"
#include "statevector/circuit_run.hpp"

namespace weiss {

// Throws E_ARGUMENT for what is not a probability.
void require_noise(const weiss_noise& noise);

bool has_gate_noise(const weiss_noise& noise) noexcept;

struct Trajectory {
  int64_t index;
  uint64_t seed;
  int64_t first_error;  // gate after which it happens; the number of gates: none
  Random random;        // as it was right before the errors of that gate were drawn
};

// Streams below the seed of a trajectory, past the four of its Random.
constexpr uint64_t kMeasureStream = 4;
constexpr uint64_t kReadoutStream = 5;

// Receives the state at the end of count trajectories that share it: one, or all those without errors. Calls
// for different trajectories may come from different threads at once.
using MeasureFn =
    std::function<void(const Statevector& state, const Trajectory* first, int64_t count, Meter& meter)>;

// Makes count runs from all 0. Throws Error(WEISS_STOPPED) when the run, which may be null, says stop.
// Results do not depend on the run's number of threads.
void run_trajectories(const Circuit& circuit, const weiss_run* run, const weiss_noise& noise, uint64_t seed,
                      int64_t count, const MeasureFn& measure);

}  // namespace weiss

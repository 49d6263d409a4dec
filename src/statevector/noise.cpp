#include "statevector/noise.hpp"

#include <algorithm>
#include <exception>
#include <string>

#include "base/error.hpp"
#include "runtime/context.hpp"

namespace weiss {

namespace {

// Draws the errors after one gate and hands each, a qubit and one of X, Y and Z, to act. Says whether there
// was one.
template <class Act>
bool draw_errors(const weiss_noise& noise, const GateView& gate, Random& random, const Act& act) {
  bool any = false;
  const auto error = [&](int32_t qubit, int32_t pauli) {
    any = true;
    act(qubit, pauli);
  };
  const double depolarizing = gate.num_qubits == 1 ? noise.depolarizing_1 : noise.depolarizing_2;
  if (depolarizing > 0.0 && random.uniform() < depolarizing)
    for (int32_t k = 0; k < gate.num_qubits; ++k)
      if (const auto letter = static_cast<int32_t>(random.next() >> 62))
        error(gate.qubits[k], WEISS_GATE_X + letter - 1);
  const double x = noise.pauli_x, xy = x + noise.pauli_y, xyz = xy + noise.pauli_z;
  if (xyz > 0.0)
    for (int32_t k = 0; k < gate.num_qubits; ++k) {
      const double u = random.uniform();
      if (u < xyz) error(gate.qubits[k], u < x ? WEISS_GATE_X : u < xy ? WEISS_GATE_Y : WEISS_GATE_Z);
    }
  return any;
}

class Runner {
 public:
  Runner(const Circuit& circuit, const weiss_run* run, const weiss_noise& noise, const MeasureFn& measure)
      : circuit_(circuit), run_(run), noise_(noise), measure_(measure) {}

  void run_all(uint64_t seed, int64_t count) {
    const Vector<Trajectory> trajectories = draw(seed, count);
    const auto clean = std::partition_point(
        trajectories.begin(), trajectories.end(),
        [&](const Trajectory& trajectory) { return trajectory.first_error < circuit_.num_gates(); });
    if (clean != trajectories.end()) run_clean(&*clean, trajectories.end() - clean);
    run_blocks(trajectories.data(), clean - trajectories.begin());
  }

 private:
  // In the order of their first errors.
  Vector<Trajectory> draw(uint64_t seed, int64_t count) const {
    Vector<Trajectory> trajectories(circuit_.environment().memory());
    trajectories.reserve(static_cast<size_t>(count));
    for (int64_t t = 0; t < count; ++t) {
      if (t % 16 == 0 && run_ && run_->should_stop(run_)) throw_stopped();
      const uint64_t own_seed = weiss_seed_derive(seed, static_cast<uint64_t>(t));
      Random random(own_seed), before = random;
      int64_t k = 0;
      for (; k < circuit_.num_gates(); ++k) {
        before = random;
        if (draw_errors(noise_, circuit_.gate(k), random, [](int32_t, int32_t) {})) break;
      }
      trajectories.push_back({t, own_seed, k, before});
    }
    std::sort(trajectories.begin(), trajectories.end(), [](const Trajectory& a, const Trajectory& b) {
      return a.first_error != b.first_error ? a.first_error < b.first_error : a.index < b.index;
    });
    return trajectories;
  }

  Statevector make_register(int32_t threads) const {
    return {circuit_.shared_environment(), Threads(circuit_.context().pool, threads), circuit_.num_qubits(),
            WEISS_PRECISION_DOUBLE};
  }

  void run_clean(const Trajectory* first, int64_t count) const {
    Statevector state = make_register(run_ ? run_->threads : 1);
    Meter meter(run_);
    apply(circuit_, 0, circuit_.num_gates(), meter, state);
    measure_(state, first, count, meter);
  }

  // Blocks do not depend on threads. Some tens keep those busy; more would go the way to their first errors
  // too often.
  void run_blocks(const Trajectory* first, int64_t count) {
    const int64_t size = std::clamp<int64_t>((count + 63) / 64, 1, 128);
    const int64_t num_blocks = (count + size - 1) / size;
    struct Section {
      const Runner& runner;
      const Trajectory* first;
      int64_t count, size;
      std::vector<std::exception_ptr> failures;
    } section{*this, first, count, size, std::vector<std::exception_ptr>(static_cast<size_t>(num_blocks))};
    const auto body = [](void* user, int64_t block, const weiss_run* run) noexcept {
      auto& s = *static_cast<Section*>(user);
      try {
        const int64_t begin = block * s.size;
        s.runner.run_block(s.first + begin, std::min(s.size, s.count - begin), run);
      } catch (...) {
        s.failures[static_cast<size_t>(block)] = std::current_exception();
      }
    };
    if (run_ && num_blocks > 0) {
      if (run_->parallel_for(run_, num_blocks, body, &section) < 0)
        throw Error(WEISS_E_INTERNAL, "the parallel section of the trajectories failed");
    } else {
      for (int64_t block = 0; block < num_blocks; ++block) body(&section, block, nullptr);
    }
    for (const std::exception_ptr& failure : section.failures)
      if (failure) std::rethrow_exception(failure);
  }

  void run_block(const Trajectory* first, int64_t count, const weiss_run* run) const {
    Statevector clean = make_register(1), state = make_register(1);
    Meter meter(run);
    int64_t done = 0;  // gates that clean has behind it
    for (int64_t t = 0; t < count; ++t) {
      const Trajectory& trajectory = first[t];
      apply(circuit_, done, trajectory.first_error + 1, meter, clean);
      done = trajectory.first_error + 1;
      state.copy(clean);
      run_on(trajectory, meter, state);
      measure_(state, &trajectory, 1, meter);
    }
  }

  void run_on(const Trajectory& trajectory, Meter& meter, Statevector& state) const {
    Random random = trajectory.random;
    for (int64_t k = trajectory.first_error; k < circuit_.num_gates(); ++k) {
      if (k > trajectory.first_error) apply(circuit_, k, k + 1, meter, state);
      draw_errors(noise_, circuit_.gate(k), random, [&](int32_t qubit, int32_t pauli) {
        state.gate(pauli, qubit, 0, 0.0);
        meter.spend(state.size());
      });
    }
  }

  const Circuit& circuit_;
  const weiss_run* const run_;
  const weiss_noise& noise_;
  const MeasureFn& measure_;
};

}  // namespace

bool has_gate_noise(const weiss_noise& noise) noexcept {
  return noise.depolarizing_1 > 0.0 || noise.depolarizing_2 > 0.0 || noise.pauli_x > 0.0 ||
         noise.pauli_y > 0.0 || noise.pauli_z > 0.0;
}

void require_noise(const weiss_noise& noise) {
  const auto require = [](double probability, const char* name) {
    constexpr double kRounding = 1e-12;  // a sum such as 0.7 + 0.2 + 0.1 may pass 1
    if (!(probability >= 0.0 && probability <= 1.0 + kRounding))
      throw Error(WEISS_E_ARGUMENT, std::string("noise: ") + name + " must lie in 0..1");
  };
  require(noise.depolarizing_1, "depolarizing_1");
  require(noise.depolarizing_2, "depolarizing_2");
  require(noise.pauli_x, "pauli_x");
  require(noise.pauli_y, "pauli_y");
  require(noise.pauli_z, "pauli_z");
  require(noise.readout, "readout");
  require(noise.pauli_x + noise.pauli_y + noise.pauli_z, "the sum of pauli_x, pauli_y and pauli_z");
}

void run_trajectories(const Circuit& circuit, const weiss_run* run, const weiss_noise& noise, uint64_t seed,
                      int64_t count, const MeasureFn& measure) {
  Runner(circuit, run, noise, measure).run_all(seed, count);
}

}  // namespace weiss

// What a FastQaoa holds, and how a layer walks over it: low qubits first, then the next ones while a part of
// the state is in a cache, then the others by passes over everything.
#pragma once

#include <algorithm>
#include <cstdint>

#include "statevector/fast_costs.hpp"
#include "statevector/fast_mixer.hpp"
#include "statevector/fast_qaoa.hpp"
#include "statevector/fast_sweep.hpp"

namespace weiss {

// Qubits first ... first + count - 1, mixed by one pass.
struct FastGroup {
  int32_t first;
  int32_t count;
};

// The passes that follow the low pass of a layer: those over a part of the state while it is in the first
// cache, then those over some such parts together while they are in the second, and so on, then those over
// everything.
struct FastPlan {
  static constexpr int32_t kLevels = 3;

  int32_t level_qubits[kLevels] = {};
  int32_t level_end[kLevels] = {};  // groups up to here are done by then; the last group never is
  int32_t num_groups = 0;
  int32_t top_first = 0;  // halved: the top pass has the qubits from here on
  FastGroup groups[32];

  int64_t level_size(int32_t level) const noexcept { return int64_t{1} << level_qubits[level]; }
  int32_t level_begin(int32_t level) const noexcept { return level == 0 ? 0 : level_end[level - 1]; }

  template <class Real>
  static FastPlan of(const QaoaKernels<Real>& kernels, int32_t qubits, bool halved);
};

template <class Real>
struct FastQaoa<Real>::State {
  State(EnvironmentPtr env, Threads thread_count)
      : environment(std::move(env)), threads(thread_count), kernels(qaoa_kernels_of<Real>(*environment)) {}

  const EnvironmentPtr environment;
  const Threads threads;
  const QaoaKernels<Real>& kernels;
  int32_t num_spins = 0;
  int32_t qubits = 0;  // that are kept, unused ones included
  bool halved = false;
  bool prepared = false;
  bool turned = false;  // the state is that of all spins turned over
  FastPlan plan;
  FastCosts<Real> costs;
  FastArray<Real> amplitudes;
  QaoaPhase<Real> phase;

  int64_t size() const noexcept { return int64_t{1} << qubits; }
  // Real and imaginary parts of state k.
  Real* re(int32_t k) const noexcept { return amplitudes.data() + 2 * k * stride(qubits); }
  Real* im(int32_t k) const noexcept { return re(k) + stride(qubits); }
  void require_states(int32_t count) { amplitudes.grow(environment->memory(), 2 * count * stride(qubits)); }
  // Arrays begin at different places of a page, as loads wait for stores at the same place of another page.
  static int64_t stride(int32_t num_qubits) noexcept {
    return (int64_t{1} << num_qubits) + 5 * 64 / static_cast<int64_t>(sizeof(Real));
  }

  int32_t mixed_qubits() const noexcept { return qubits + (halved ? 1 : 0); }
  int64_t units() const noexcept {
    return int64_t{1} << (num_spins - (halved ? 1 : 0));
  }  // of work in a layer

  void set_uniform() noexcept;

  // A layer from state from to state to, which may be the same. first: from the uniform state instead. keep:
  // from becomes the state after the phases. Returns the mean energy if that is wanted; the amplitudes are
  // lost then.
  double layer(FastSweep& sweep, double gamma, double beta, int32_t from, int32_t to, bool first, bool keep,
               bool mean);
  // The phases of a layer that begins with the spins turned over or not.
  void set_phase(double gamma, const FastMixer& mixer, bool turned_over, bool first);
  // The passes of the mixer over everything, which end it.
  double finish_mixer(FastSweep& sweep, double tangent, int32_t state, bool mean);
  double top(FastSweep& sweep, double tangent, int32_t state, bool mean);
  double mean(FastSweep& sweep);  // of state 0
  // Calls before(level, begin) for each part of a level within begin ... end - 1, goes through the parts of
  // the level below, down to body(begin, end) for those of the lowest, and calls after(level, begin).
  template <class Before, class Body, class After>
  void walk(int32_t level, int64_t begin, int64_t end, const Before& before, const Body& body,
            const After& after) const {
    const int64_t length = std::min(plan.level_size(level), end - begin);
    for (int64_t i = begin; i < end; i += length) {
      before(level, i);
      if (level == 0)
        body(i, i + length);
      else
        walk(level - 1, i, i + length, before, body, after);
      after(level, i);
    }
  }
  static constexpr int32_t kHighestLevel = FastPlan::kLevels - 1;
  // The passes of a level over the part that begins there.
  void mix_part(int32_t level, double tangent, int32_t state, int64_t begin) const;
  // Factor of the top pass for tangent 1: see top.
  double top_factor() const noexcept { return qubits % 4 < 2 ? -1.0 : 1.0; }
};

}  // namespace weiss

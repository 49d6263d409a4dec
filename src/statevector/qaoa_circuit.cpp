#include "statevector/qaoa_circuit.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace weiss {

namespace {

struct Coupling {
  int32_t i, j;
  double value;
  int64_t index;  // among all pairs i < j by i, then j
};

// All couplings in an order in which those without a common spin stand side by side, so that they run at the
// same time: by the colours of a greedy edge colouring. What finds none of the 64 colours comes last, as it
// stands.
Vector<Coupling> parallel_couplings(const Problem& problem, Memory* memory) {
  constexpr size_t kColours = 64;
  const auto n = static_cast<size_t>(problem.num_spins());
  Vector<uint64_t> used(n, 0, memory);
  Vector<Coupling> couplings(memory);
  Vector<uint8_t> colour(memory);
  couplings.reserve(static_cast<size_t>(problem.num_entries()) / 2);
  colour.reserve(couplings.capacity());
  for (size_t i = 0; i < n; ++i)
    for (size_t k = problem.row_begin(i); k < problem.row_end(i); ++k) {
      const auto j = static_cast<size_t>(problem.column[k]);
      if (j < i) continue;
      uint8_t free = 0;
      for (uint64_t taken = used[i] | used[j]; taken & 1; taken >>= 1) ++free;
      if (free < kColours) {
        used[i] |= uint64_t{1} << free;
        used[j] |= uint64_t{1} << free;
      }
      colour.push_back(free);
      couplings.push_back({static_cast<int32_t>(i), problem.column[k], problem.value[k],
                           static_cast<int64_t>(couplings.size())});
    }
  Vector<Coupling> ordered(memory);
  ordered.reserve(couplings.size());
  for (size_t c = 0; c <= kColours; ++c)
    for (size_t k = 0; k < couplings.size(); ++k)
      if (colour[k] == c) ordered.push_back(couplings[k]);
  return ordered;
}

class Builder {
 public:
  Builder(const Problem& problem, const Mixer& mixer, Circuit& circuit)
      : problem_(problem),
        mixer_(mixer),
        circuit_(circuit),
        n_(circuit.num_qubits()),
        couplings_(parallel_couplings(problem, circuit.environment().memory())),
        start_(circuit.context(), circuit.shared_environment(), n_) {
    prepare_start();
  }

  void build(int32_t depth, const double* parameters) {
    circuit_.append(start_);
    const auto couplings = static_cast<int64_t>(couplings_.size());
    const int64_t gammas = mixer_.multi_angle ? couplings + n_ : 1, betas = mixer_.multi_angle ? n_ : 1;
    for (int32_t layer = 0; layer < depth; ++layer) {
      add_phase(parameters + layer * gammas);
      add_mixer(parameters + depth * gammas + layer * betas);
    }
  }

 private:
  // The same angle for all, or one of its own for each.
  double angle(const double* parameters, int64_t index) const {
    return parameters[mixer_.multi_angle ? index : 0];
  }

  void prepare_start() {
    for (int32_t i = 0; i < n_; ++i) {
      if (mixer_.kind == WEISS_MIXER_WARM_START)
        start_.add(WEISS_GATE_RY, i, -1, mixer_.tilt[static_cast<size_t>(i)]);
      else if (mixer_.free(i))
        start_.add(WEISS_GATE_H, i);
    }
    for (size_t g = 0; g < static_cast<size_t>(mixer_.num_groups); ++g)
      prepare_w_state(mixer_.member.data() + mixer_.member_start[g],
                      mixer_.member_start[g + 1] - mixer_.member_start[g]);
  }

  // The uniform superposition of the states in which one member is 1: a 1 begins at the first and moves on
  // from member to member with what is left of its amplitude. RY(-t) CZ RY(t) on a 0 is RY(2t) when the
  // control is 1.
  void prepare_w_state(const int32_t* member, int32_t count) {
    start_.add(WEISS_GATE_X, member[0]);
    for (int32_t k = 0; k + 1 < count; ++k) {
      const double t = std::acos(std::sqrt(1.0 / (count - k)));
      start_.add(WEISS_GATE_RY, member[k + 1], -1, -t);
      start_.add(WEISS_GATE_CZ, member[k], member[k + 1]);
      start_.add(WEISS_GATE_RY, member[k + 1], -1, t);
      start_.add(WEISS_GATE_CX, member[k + 1], member[k]);
    }
  }

  void add_phase(const double* gammas) {
    const auto num_couplings = static_cast<int64_t>(couplings_.size());
    for (int32_t i = 0; i < n_; ++i)
      if (const double field = problem_.field[static_cast<size_t>(i)]; field != 0.0)
        circuit_.add(WEISS_GATE_RZ, i, -1, 2.0 * angle(gammas, num_couplings + i) * field);
    for (const Coupling& coupling : couplings_)
      circuit_.add(WEISS_GATE_RZZ, coupling.i, coupling.j,
                   2.0 * angle(gammas, coupling.index) * coupling.value);
  }

  void add_mixer(const double* betas) {
    if (mixer_.kind == WEISS_MIXER_GROVER) return add_grover(betas[0]);
    for (int32_t i = 0; i < n_; ++i) {
      const double turn = 2.0 * angle(betas, i);
      if (mixer_.kind == WEISS_MIXER_WARM_START) {
        const double tilt = mixer_.tilt[static_cast<size_t>(i)];
        circuit_.add(WEISS_GATE_RY, i, -1, -tilt);
        circuit_.add(WEISS_GATE_RZ, i, -1, turn);
        circuit_.add(WEISS_GATE_RY, i, -1, tilt);
      } else if (mixer_.free(i)) {
        circuit_.add(WEISS_GATE_RX, i, -1, turn);
      }
    }
    for (const Mixer::Pair& pair : mixer_.pairs) {
      circuit_.add(WEISS_GATE_RXX, pair.a, pair.b, betas[0]);
      circuit_.add(WEISS_GATE_RYY, pair.a, pair.b, betas[0]);
    }
  }

  // exp(-i beta |start><start|): back to all 0, a phase on that, and forth again.
  void add_grover(double beta) {
    if (n_ == 0) return;
    Vector<int32_t> all(static_cast<size_t>(n_), 0, circuit_.environment().memory());
    std::iota(all.begin(), all.end(), 0);
    circuit_.append_inverse(start_);
    for (const int32_t i : all) circuit_.add(WEISS_GATE_X, i);
    circuit_.add_controlled_phase(n_, all.data(), -beta);
    for (const int32_t i : all) circuit_.add(WEISS_GATE_X, i);
    circuit_.append(start_);
  }

  const Problem& problem_;
  const Mixer& mixer_;
  Circuit& circuit_;
  const int32_t n_;
  const Vector<Coupling> couplings_;
  Circuit start_;
};

}  // namespace

void add_qaoa(const Problem& problem, const Mixer& mixer, int32_t depth, const double* parameters,
              Circuit& circuit) {
  Builder(problem, mixer, circuit).build(depth, parameters);
}

}  // namespace weiss

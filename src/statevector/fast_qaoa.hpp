// The circuit of QAOA with the X mixer on all 2^n amplitudes, or on half of them when the problem has no
// fields: then a state and its complement have the same amplitude, and the last spin stays +1.
//
// Energies are without the problem's offset here. Sums are made in the same blocks and order for every number
// of threads: results have the same bits.
#pragma once

#include <cstdint>
#include <memory>

#include "base/environment.hpp"
#include "model/problem.hpp"
#include "statevector/threads.hpp"
#include "weiss/plugin.h"

namespace weiss {

// Real: how amplitudes and their energies are stored. Arguments and results are double.
template <class Real>
class FastQaoa {
 public:
  FastQaoa(EnvironmentPtr environment, Threads threads);
  FastQaoa(FastQaoa&&) noexcept;
  FastQaoa& operator=(FastQaoa&&) noexcept;
  ~FastQaoa();

  // Computes the energies of all states that are kept; 1 ... WEISS_MAX_QUBITS spins. use_symmetry: keeps half
  // of them when the problem has no fields. The problem is not needed any more afterwards. Throws
  // Error(E_LIMIT) when the memory does not suffice.
  void set_problem(const Problem& problem, bool use_symmetry);

  int32_t num_spins() const noexcept;
  bool halved() const noexcept;
  // Amplitudes that a layer visits, the unit of work: 2^n or 2^(n-1).
  int64_t size() const noexcept;

  // The functions below charge size() units to the run for each layer, and return false when it says stop;
  // the results are undefined then, and no state is prepared. run may be null. gammas, betas [depth].

  // Mean energy.
  bool value(const weiss_run* run, int32_t depth, const double* gammas, const double* betas, double* value);
  // The same with its derivatives [depth] each. The work is three times as much.
  bool gradient(const weiss_run* run, int32_t depth, const double* gammas, const double* betas, double* value,
                double* d_gammas, double* d_betas);
  // Keeps the state for the functions that follow, until one of those above is called. Depth 0 is the start.
  bool prepare(const weiss_run* run, int32_t depth, const double* gammas, const double* betas);
  bool prepared() const noexcept;

  // Of the prepared state, in the order of all 2^n basis states, whatever is stored.
  void probabilities(int64_t first, int64_t count, double* out) const;
  void amplitudes(int64_t first, int64_t count, double* re_im) const;  // [2 * count], up to a global phase
  double mean() const;
  void marginals(double* out) const;     // <s_i> [n]
  void correlations(double* out) const;  // <s_i s_j> [n * n], 1 on the diagonal

  // Energies of basis states, in the precision of Real. Needs set_problem only.
  void energies(int64_t first, int64_t count, double* out) const;

  // Bytes that set_problem and the calls at this depth take. depth is that of gradient(), 0 without
  // gradients.
  static int64_t memory(int32_t num_spins, bool halved, int32_t depth) noexcept;

 private:
  struct State;
  class WayBack;
  std::unique_ptr<State> state_;
};

extern template class FastQaoa<double>;
extern template class FastQaoa<float>;

}  // namespace weiss

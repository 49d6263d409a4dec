// Circuits of QAOA on amplitudes, whatever the mixer. Energies are without the problem's offset; parameters
// and mixers are those of weiss/qaoa.h.
#pragma once

#include <cstdint>
#include <memory>

#include "base/environment.hpp"
#include "model/problem.hpp"
#include "statevector/mixers.hpp"
#include "statevector/threads.hpp"
#include "weiss/plugin.h"

namespace weiss {

class QaoaEngine {
 public:
  virtual ~QaoaEngine() = default;

  virtual void set_problem(const Problem& problem) = 0;

  // False: the run, which may be null, said stop, and the results are undefined.
  virtual bool value(const weiss_run* run, int32_t depth, const double* parameters, double* value) = 0;
  virtual bool gradient(const weiss_run* run, int32_t depth, const double* parameters, double* value,
                        double* gradient) = 0;
  // Keeps the state for the functions that follow, until one of those above is called.
  virtual bool prepare(const weiss_run* run, int32_t depth, const double* parameters) = 0;

  virtual double mean() const = 0;
  virtual void marginals(double* out) const = 0;
  virtual void correlations(double* out) const = 0;
  // Of count basis states from index first on; amplitudes re, im in turn.
  virtual void probabilities(int64_t first, int64_t count, double* out) const = 0;
  virtual void energies(int64_t first, int64_t count, double* out) const = 0;
  virtual void amplitudes(int64_t first, int64_t count, double* out) const = 0;
};

// The X mixer with an angle for each layer (qaoa_fast.cpp), and everything else (qaoa_general.cpp). The mixer
// must outlive the second. Throw E_LIMIT with a forecast when the amplitudes do not fit.
std::unique_ptr<QaoaEngine> make_fast_qaoa(const Problem& problem, Threads threads, int32_t precision,
                                           bool use_symmetry);
std::unique_ptr<QaoaEngine> make_general_qaoa(const Problem& problem, Threads threads, int32_t precision,
                                              const Mixer& mixer);

// Bytes that they take for at most WEISS_MAX_QUBITS spins; gradients at a depth, 0 without gradients.
int64_t fast_qaoa_memory(int64_t num_spins, int32_t precision, bool halved, int32_t depth) noexcept;
int64_t general_qaoa_memory(int64_t num_spins, int32_t precision, int32_t mixer, bool multi_angle,
                            bool gradient) noexcept;

}  // namespace weiss

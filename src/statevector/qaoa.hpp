// The evaluator behind weiss/qaoa.h: chooses how to compute what is asked for. The C handle weiss_qaoa is
// this class; see there for what each function does. Functions that take a run return false when it says
// stop.
#pragma once

#include <cstdint>
#include <memory>

#include "statevector/depth_one.hpp"
#include "statevector/qaoa_engine.hpp"
#include "statevector/register.hpp"
#include "weiss/qaoa.h"

struct weiss_qaoa {
 public:
  // Throws E_ARGUMENT for a config that breaks the contract. Nothing is computed yet.
  weiss_qaoa(const weiss::Problem& problem, weiss::Threads threads, const weiss_qaoa_config& config);

  // Bytes for at most WEISS_MAX_QUBITS spins; arrays of the config are not read.
  static int64_t memory(int64_t num_spins, const weiss_qaoa_config& config, int32_t depth,
                        bool with_gradient);

  int64_t num_spins() const noexcept { return num_spins_; }
  int64_t num_parameters(int32_t depth) const noexcept;
  void set_problem(const weiss::Problem& problem);

  bool values(const weiss_run* run, int64_t count, int32_t depth, const double* parameters, double* values);
  bool gradient(const weiss_run* run, int32_t depth, const double* parameters, double* value,
                double* gradient);
  bool best_beta(const weiss_run* run, double gamma, double* beta, double* value);

  bool prepare(const weiss_run* run, int32_t depth, const double* parameters);
  double mean();
  void marginals(double* out);
  void correlations(double* out);
  void probabilities(int64_t first, int64_t count, double* probabilities, double* energies);
  // Returns the number of distinct states in num_states.
  bool sample(const weiss_run* run, uint64_t seed, int64_t shots, uint64_t* states, int64_t* counts,
              double* energies, int64_t* num_states);
  void state(weiss::Statevector& state);

 private:
  enum class Prepared { kNothing, kClosedForm, kState };

  bool plain_x() const noexcept { return mixer_.kind == WEISS_MIXER_X && !mixer_.multi_angle; }
  bool closed_form_at(int32_t depth) const;
  weiss::DepthOne& closed_form();
  weiss::QaoaEngine& engine();
  void require_parameters(int32_t depth, const double* parameters) const;
  bool has_closed_form() const;  // of what is prepared; throws E_ARGUMENT when nothing is
  bool require_amplitudes(const weiss_run* run);
  void energies(int64_t first, int64_t count, double* out) const;

  const weiss::Problem* problem_;  // may be gone when set_problem is called
  const int64_t num_spins_;
  const weiss::Threads threads_;
  const int32_t method_;
  const int32_t precision_;
  const bool use_symmetry_;
  const weiss::Mixer mixer_;
  double largest_factor_;  // of a gamma: no energy is larger
  std::unique_ptr<weiss::DepthOne> closed_form_;
  std::unique_ptr<weiss::QaoaEngine> engine_;
  bool closed_form_is_old_ = false, engine_is_old_ = false;  // made for another problem
  Prepared prepared_ = Prepared::kNothing;
  double closed_parameters_[2] = {};  // of what is prepared as kClosedForm
};

namespace weiss {

using Qaoa = ::weiss_qaoa;

// Mean energies of problems of any kind, see weiss_qaoa_values_many.
bool qaoa_values_many(const EnvironmentPtr& environment, Threads threads, const weiss_run* run, int64_t count,
                      const Problem* const* problems, int32_t depth, const double* parameters,
                      double* values);

}  // namespace weiss

// Where a solver's results arrive: every one is checked, every energy recomputed. A solver that lies or
// writes nonsense is set aside: nothing that it says afterwards counts.
#pragma once

#include <string>
#include <vector>

#include "model/problem.hpp"
#include "runtime/gate.hpp"
#include "runtime/plugin_calls.hpp"
#include "runtime/result.hpp"
#include "runtime/run.hpp"
#include "weiss/plugin.h"

namespace weiss {

struct PartList;

class Collector {
 public:
  // samples keeps what arrives.
  Collector(const Problem& problem, const Algorithm& algorithm, Run& run, SampleStore& samples);
  Collector(const Collector&) = delete;
  Collector& operator=(const Collector&) = delete;

  const weiss_sink* sink() const noexcept { return &gate_->sink; }

  // The user's own run: records the incumbent trace in result and tells the session.
  void record_into(Result& result) noexcept { result_ = &result; }
  // A nested run on the very problem of the run above: what arrives here goes on to it, too.
  void forward_to(Collector& above) noexcept { above_ = &above; }
  // Stop when a sample has an energy of target or less.
  void set_target(double target) noexcept { target_ = target; }

  const Problem& problem() const noexcept { return problem_; }
  const SampleStore& samples() const noexcept { return samples_; }
  const Vector<double>& marginals() const noexcept { return marginals_; }
  const Vector<double>& parameters() const noexcept { return parameters_; }
  const Figures& figures() const noexcept { return figures_; }

  // Adds a state whose energy the host knows.
  void accept(const int8_t* spins, double energy, int64_t multiplicity, const std::string& source, int64_t work);
  void accept_proof(double lower_bound, int32_t proof) noexcept;
  // The problem has been cut into parts: the last cut of the user's own problem stands in his result.
  void accept_parts(const std::string& partitioner, const PartList& list);

  bool failed() const noexcept { return failed_ || gate_->misused(); }
  CallResult failure() const;
  // Last checks when run() has returned: bounds against samples. May make failed() true.
  void finish();
  int32_t proof() const noexcept { return proof_; }
  double bound() const noexcept { return bound_; }

 private:
  static int32_t report(const weiss_sink* sink, const weiss_sample* sample) noexcept;
  static void take_marginals(const weiss_sink* sink, const double* marginals) noexcept;
  static void take_parameters(const weiss_sink* sink, int64_t count, const double* parameters) noexcept;
  static void take_figure(const weiss_sink* sink, const char* name, double value) noexcept;
  static void take_bound(const weiss_sink* sink, double lower_bound, int32_t proof) noexcept;

  template <class Body>
  static bool guarded(const weiss_sink* sink, Body&& body) noexcept;
  void check_sample(const weiss_sample& sample);
  void fail(std::string why);
  // The host itself could not go on: no memory, or over the limit.
  void give_up(weiss_status status) noexcept;
  // How far two ways to add the same energy may differ.
  double tolerance() const noexcept;

  const Problem& problem_;
  const Algorithm& algorithm_;
  Run& run_;
  SampleStore& samples_;
  const OpenGate gate_;
  Result* result_ = nullptr;
  Collector* above_ = nullptr;
  double target_;
  bool failed_ = false;
  weiss_status status_ = WEISS_E_PLUGIN;  // of the failure
  std::string failure_;
  double bound_;
  int32_t proof_ = WEISS_PROOF_NONE;
  Vector<double> marginals_;
  Vector<double> parameters_;
  Figures figures_;
};

}  // namespace weiss

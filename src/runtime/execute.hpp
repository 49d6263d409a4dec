// Calls one algorithm once and judges what it did: the step that runs of the user and nested runs share.
#pragma once

#include "runtime/collector.hpp"
#include "runtime/plugin_calls.hpp"

namespace weiss {

// An instance of a plugin's algorithm: what create made, destroyed with it.
class PluginObject {
 public:
  // Throws Error with the plugin's status and text.
  PluginObject(const Algorithm& algorithm, const std::vector<weiss_value>& values);
  ~PluginObject();
  PluginObject(const PluginObject&) = delete;
  PluginObject& operator=(const PluginObject&) = delete;
  void* get() const noexcept { return self_; }

 private:
  const Algorithm& algorithm_;
  void* self_ = nullptr;
};

weiss_problem_view view_of(const Problem& problem) noexcept;

// Runs a solver. result.status is below OK when it failed, lied or returned OK without a sample; when it was
// stopped before its first sample the first start of input, or all +1, stands in for one. The collector's
// finish() has been called; run.reason() is settled.
CallResult execute_solver(const Algorithm& algorithm, void* self, const Problem& problem,
                          const weiss_solver_input& input, Run& run, Collector& collector);
// Judges one solver run whose function has returned with outcome: the second half of execute_solver, for
// batches.
CallResult judge_solver(const Algorithm& algorithm, CallResult outcome, const weiss_solver_input& input, Run& run,
                        Collector& collector);
// E_LIMIT when the problem is larger than the algorithm takes.
CallResult check_size(const Algorithm& algorithm, const Problem& problem);

// Sets run.reason() when the algorithm ended by itself, and notes when it went on for too long after it had
// been asked to stop.
void settle_reason(const Algorithm& algorithm, bool failed, Run& run);

}  // namespace weiss

// The only file through which functions of plugins are called. Each call is fenced: a C++ exception
// becomes a status, and the floating-point control state is put back as it was.
#pragma once

#include <string>

#include "runtime/algorithm.hpp"

namespace weiss {

// How a call ended. status is OK, STOPPED, or a failure; other codes are turned into E_PLUGIN.
struct CallResult {
  weiss_status status = WEISS_OK;
  std::string message;  // of an exception or a broken rule; empty otherwise
};

const weiss_plugin* call_entry(weiss_plugin_entry_fn entry, const weiss_host* host, CallResult& result);
CallResult call_create(const Algorithm& algorithm, const weiss_value* values, uint32_t num_values, void** self,
                       weiss_error* error);
CallResult call_run(const Algorithm& algorithm, void* self, const weiss_problem_view* problem,
                    const weiss_solver_input* input, const weiss_run* run, const weiss_sink* sink);
CallResult call_run_batch(const Algorithm& algorithm, void* self, int64_t count,
                          const weiss_problem_view* const* problems, const weiss_solver_input* const* inputs,
                          const weiss_run* const* runs, const weiss_sink* const* sinks,
                          weiss_status* statuses);
CallResult call_run(const Algorithm& algorithm, void* self, const weiss_problem_view* problem,
                    const weiss_partition_task* task, const weiss_run* run, const weiss_part_sink* sink);
CallResult call_run(const Algorithm& algorithm, void* self, const weiss_objective* objective,
                    const weiss_run* run, weiss_optimizer_output* output);
// A body of a parallel section, on whatever thread it runs.
CallResult call_body(void (*body)(void* user, int64_t index, const weiss_run* run), void* user, int64_t index,
                     const weiss_run* run);
void call_destroy(const Algorithm& algorithm, void* self) noexcept;
void call_shutdown(const weiss_plugin& plugin, const weiss_plugin* original) noexcept;

// A status as we hand it on: unknown positive ones are OK, unknown negative ones E_PLUGIN with a message.
CallResult known_status(weiss_status status);

// Remembers the rounding mode and the other floating-point controls, and restores them.
class FloatingPointGuard {
 public:
  FloatingPointGuard() noexcept : saved_(read()) {}
  // Restores; true when something had been changed.
  bool restore() noexcept;

 private:
  static uint64_t read() noexcept;
  static void write(uint64_t state) noexcept;
  uint64_t saved_;
};

}  // namespace weiss

#include "runtime/plugin_calls.hpp"

#include <cfenv>
#include <exception>
#include <new>
#include <utility>

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

namespace weiss {

#if defined(__SSE2__)
// MXCSR: rounding, flush to zero, denormals are zero, exception masks; its six flags do not count. Above it the
// control word of the x87, which fesetround changes, too.
uint64_t FloatingPointGuard::read() noexcept {
  uint16_t x87 = 0;
  __asm__ volatile("fnstcw %0" : "=m"(x87));
  return uint64_t{x87} << 32 | (_mm_getcsr() & ~0x3Fu);
}
void FloatingPointGuard::write(uint64_t state) noexcept {
  const auto x87 = static_cast<uint16_t>(state >> 32);
  __asm__ volatile("fldcw %0" ::"m"(x87));
  _mm_setcsr(static_cast<unsigned>(state));
}
#elif defined(__aarch64__)
uint64_t FloatingPointGuard::read() noexcept {
  uint64_t state;
  __asm__ volatile("mrs %0, fpcr" : "=r"(state));
  return state;
}
void FloatingPointGuard::write(uint64_t state) noexcept { __asm__ volatile("msr fpcr, %0" ::"r"(state)); }
#else
uint64_t FloatingPointGuard::read() noexcept { return static_cast<uint64_t>(std::fegetround()); }
void FloatingPointGuard::write(uint64_t state) noexcept { std::fesetround(static_cast<int>(state)); }
#endif

bool FloatingPointGuard::restore() noexcept {
  if (read() == saved_) return false;
  write(saved_);
  return true;
}

namespace {

// The functions of plugins have noexcept types, but a plugin written against C or an older C++ can throw
// all the same. The parameter here has no noexcept, so the compiler must keep the handlers.
template <class Return, class... Parameters, class... Arguments>
Return fenced(CallResult& result, Return (*function)(Parameters...), Arguments... arguments) {
  FloatingPointGuard guard;
  Return value{};
  try {
    value = function(arguments...);
  } catch (const std::bad_alloc&) {
    result = {WEISS_E_NOMEM, "threw std::bad_alloc"};
  } catch (const std::exception& e) {
    result = {WEISS_E_PLUGIN, std::string("threw an exception: ") + e.what()};
  } catch (...) {
    result = {WEISS_E_PLUGIN, "threw an exception of an unknown type"};
  }
  if (guard.restore() && result.status >= WEISS_OK)
    result = {WEISS_E_PLUGIN, "changed the floating-point control state"};
  return value;
}

template <class... Parameters, class... Arguments>
CallResult fenced_status(weiss_status (*function)(Parameters...), Arguments... arguments) {
  CallResult result;
  const weiss_status status = fenced(result, function, arguments...);
  return result.status < WEISS_OK ? result : known_status(status);
}

}  // namespace

CallResult known_status(weiss_status status) {
  if (status == WEISS_OK || status == WEISS_STOPPED) return {status, {}};
  if (status > 0) return {WEISS_OK, {}};
  if (status >= WEISS_E_INTERNAL) return {status, {}};
  return {WEISS_E_PLUGIN, "returned the unknown status " + std::to_string(status)};
}

const weiss_plugin* call_entry(weiss_plugin_entry_fn entry, const weiss_host* host, CallResult& result) {
  const weiss_plugin* plugin = nullptr;
  return result.status < WEISS_OK ? plugin : fenced(result, entry, host);
}

CallResult call_create(const Algorithm& algorithm, const weiss_value* values, uint32_t num_values, void** self,
                       weiss_error* error) {
  return fenced_status(algorithm.table.create, algorithm.original, algorithm.host, values, num_values, self,
                       error);
}

CallResult call_run(const Algorithm& algorithm, void* self, const weiss_problem_view* problem,
                    const weiss_solver_input* input, const weiss_run* run, const weiss_sink* sink) {
  return fenced_status(algorithm.solver.run, self, problem, input, run, sink);
}

CallResult call_run_batch(const Algorithm& algorithm, void* self, int64_t count,
                          const weiss_problem_view* const* problems, const weiss_solver_input* const* inputs,
                          const weiss_run* const* runs, const weiss_sink* const* sinks,
                          weiss_status* statuses) {
  return fenced_status(algorithm.solver.run_batch, self, count, problems, inputs, runs, sinks, statuses);
}

CallResult call_run(const Algorithm& algorithm, void* self, const weiss_problem_view* problem,
                    const weiss_partition_task* task, const weiss_run* run, const weiss_part_sink* sink) {
  return fenced_status(algorithm.partitioner.run, self, problem, task, run, sink);
}

CallResult call_run(const Algorithm& algorithm, void* self, const weiss_objective* objective,
                    const weiss_run* run, weiss_optimizer_output* output) {
  return fenced_status(algorithm.optimizer.run, self, objective, run, output);
}

CallResult call_body(void (*body)(void* user, int64_t index, const weiss_run* run), void* user, int64_t index,
                     const weiss_run* run) {
  CallResult result;
  // fenced() wants a value back.
  struct Call {
    void (*body)(void*, int64_t, const weiss_run*);
    void* user;
    int64_t index;
    const weiss_run* run;
    static int make(const Call* call) {
      call->body(call->user, call->index, call->run);
      return 0;
    }
  };
  const Call call{body, user, index, run};
  fenced(result, &Call::make, &call);
  return result;
}

namespace {

template <class... Parameters, class... Arguments>
void fenced_void(void (*function)(Parameters...), Arguments... arguments) noexcept {
  FloatingPointGuard guard;
  try {
    function(arguments...);
  } catch (...) {  // nobody is left to tell
  }
  guard.restore();
}

}  // namespace

void call_destroy(const Algorithm& algorithm, void* self) noexcept {
  fenced_void(algorithm.table.destroy, algorithm.original, self);
}

void call_shutdown(const weiss_plugin& plugin, const weiss_plugin* original) noexcept {
  if (plugin.shutdown) fenced_void(plugin.shutdown, original);
}

}  // namespace weiss

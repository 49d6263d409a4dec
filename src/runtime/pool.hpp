// Threads of a context: its own pool, started by the first section that wants more than one thread, or the
// embedder's parallel-for.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>

namespace weiss {

class Pool {
 public:
  using ParallelFor = void (*)(void* user, int64_t count, int32_t threads,
                               void (*body)(void* body_user, int64_t index), void* body_user) noexcept;

  // parallel_for may be null: the pool keeps threads of its own.
  Pool(ParallelFor parallel_for, void* user) noexcept;
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  // Calls body(index, worker) for each index in 0 ... count - 1 on at most threads threads, the caller's
  // among them as worker 0, and returns when all are done. A worker number is held by one body at a time.
  // body must not throw. One section at a time for each pool: others run on their own thread.
  void run(int64_t count, int32_t threads, const std::function<void(int64_t index, int32_t worker)>& body);

  // Joins the threads, when no section is running; the next run starts new ones. In the child of a fork it
  // leaves them alone.
  void stop() noexcept;

 private:
  struct State;
  void run_own(int64_t count, int32_t threads, const std::function<void(int64_t, int32_t)>& body);
  void run_foreign(int64_t count, int32_t threads, const std::function<void(int64_t, int32_t)>& body);

  const pid_t process_;  // a fork does not take the threads along
  const ParallelFor parallel_for_;
  void* const user_;
  std::mutex creation_;  // of state_
  std::unique_ptr<State> state_;
};

}  // namespace weiss

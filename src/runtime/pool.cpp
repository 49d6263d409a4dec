#include "runtime/pool.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>
#include <vector>

namespace weiss {

namespace {

// One parallel section: indices are handed out one by one, in order.
struct Section {
  const std::function<void(int64_t, int32_t)>* body;
  int64_t count;
  int32_t workers;                   // threads that may take part, the caller included
  std::atomic<int64_t> next{0};

  void work(int32_t worker) {
    for (int64_t index = next++; index < count; index = next++) (*body)(index, worker);
  }
};

}  // namespace

struct Pool::State {
  std::mutex section_mutex;  // held by the thread whose section is running
  std::mutex mutex;
  std::condition_variable wake, done;
  Section* section = nullptr;
  uint64_t generation = 0;
  int32_t busy = 0;
  bool stopping = false;
  std::vector<std::thread> threads;

  void serve(int32_t worker) {
    std::unique_lock<std::mutex> lock(mutex);
    for (uint64_t seen = 0;;) {
      wake.wait(lock, [&] { return stopping || (section && generation != seen); });
      if (stopping) return;
      seen = generation;
      Section* const mine = section;
      if (worker >= mine->workers) continue;
      ++busy;
      lock.unlock();
      mine->work(worker);
      lock.lock();
      if (--busy == 0) done.notify_all();
    }
  }
};

Pool::Pool(ParallelFor parallel_for, void* user) noexcept
    : process_(::getpid()), parallel_for_(parallel_for), user_(user) {}

Pool::~Pool() { stop(); }

void Pool::stop() noexcept {
  if (!state_) return;
  // In the child of a fork the threads do not exist, and destroying what they wait on would wait for them.
  if (process_ != ::getpid()) {
    static_cast<void>(state_.release());
    return;
  }
  {
    const std::lock_guard<std::mutex> lock(state_->mutex);
    state_->stopping = true;
  }
  state_->wake.notify_all();
  for (std::thread& thread : state_->threads) thread.join();
  state_.reset();
}

void Pool::run(int64_t count, int32_t threads, const std::function<void(int64_t, int32_t)>& body) {
  const auto useful = static_cast<int32_t>(std::min<int64_t>(threads, count));
  if (useful <= 1) {
    for (int64_t index = 0; index < count; ++index) body(index, 0);
  } else if (parallel_for_) {
    run_foreign(count, useful, body);
  } else {
    run_own(count, useful, body);
  }
}

void Pool::run_own(int64_t count, int32_t threads, const std::function<void(int64_t, int32_t)>& body) {
  State* state;
  {
    const std::lock_guard<std::mutex> lock(creation_);
    if (!state_) state_ = std::make_unique<State>();
    state = state_.get();
  }
  Section section{&body, count, threads};
  const std::unique_lock<std::mutex> turn(state->section_mutex, std::try_to_lock);
  if (!turn) {  // another run of this context uses the threads
    section.work(0);
    return;
  }
  {
    const std::lock_guard<std::mutex> lock(state->mutex);
    try {
      while (static_cast<int32_t>(state->threads.size()) < threads - 1) {
        const auto worker = static_cast<int32_t>(state->threads.size()) + 1;
        state->threads.emplace_back([state, worker] { state->serve(worker); });
      }
    } catch (const std::system_error&) {  // the system gives no more threads: go on with those there are
    } catch (const std::bad_alloc&) {
    }
    state->section = &section;
    ++state->generation;
  }
  state->wake.notify_all();
  section.work(0);
  std::unique_lock<std::mutex> lock(state->mutex);
  state->section = nullptr;  // late wakers find nothing
  state->done.wait(lock, [&] { return state->busy == 0; });
}

namespace {

// Worker numbers for an embedder's parallel-for, which does not tell which thread it uses. One that runs more
// bodies at a time than it was allowed to is held up: there is a state for each number, and no more.
struct ForeignSection {
  const std::function<void(int64_t, int32_t)>* body;
  std::mutex mutex;
  std::condition_variable one_is_free;
  std::vector<int32_t> free_workers;

  static void call(void* self, int64_t index) {
    auto& section = *static_cast<ForeignSection*>(self);
    int32_t worker;
    {
      std::unique_lock<std::mutex> lock(section.mutex);
      section.one_is_free.wait(lock, [&] { return !section.free_workers.empty(); });
      worker = section.free_workers.back();
      section.free_workers.pop_back();
    }
    (*section.body)(index, worker);
    const std::lock_guard<std::mutex> lock(section.mutex);
    section.free_workers.push_back(worker);
    section.one_is_free.notify_one();
  }
};

}  // namespace

void Pool::run_foreign(int64_t count, int32_t threads, const std::function<void(int64_t, int32_t)>& body) {
  ForeignSection section;
  section.body = &body;
  for (int32_t worker = threads; worker-- > 0;) section.free_workers.push_back(worker);
  parallel_for_(user_, count, threads, &ForeignSection::call, &section);
}

}  // namespace weiss

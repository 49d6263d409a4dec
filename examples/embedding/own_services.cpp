// Weiss inside a program that has threads and memory of its own: the library starts no thread and allocates its
// arrays where it is told to.
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include <weiss/weiss.hpp>

#include "graph.h"

namespace {

// The program's own pool, of the usual kind: workers take one job after another.
class Pool {
 public:
  explicit Pool(int size) {
    for (int k = 0; k < size; ++k) workers_.emplace_back([this] { work(); });
  }
  ~Pool() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      ending_ = true;
    }
    changed_.notify_all();
    for (std::thread& worker : workers_) worker.join();
  }
  void submit(std::function<void()> job) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    changed_.notify_all();
  }
  // weiss_context_config.parallel_for. The caller takes part and waits for indices, not for workers: so a call from
  // one of the workers ends, too, when all others are busy.
  static void parallel_for(void* user, int64_t count, int32_t threads, void (*body)(void* body_user, int64_t index),
                           void* body_user) noexcept {
    struct Section {
      std::atomic<int64_t> next{0};
      int64_t finished = 0;
      std::mutex mutex;
      std::condition_variable changed;
    };
    const auto section = std::make_shared<Section>();  // a worker may come when all is over
    const auto run = [=] {
      for (int64_t index = section->next++; index < count; index = section->next++) {
        body(body_user, index);
        const std::lock_guard<std::mutex> lock(section->mutex);
        if (++section->finished == count) section->changed.notify_all();
      }
    };
    for (int64_t k = 1; k < std::min<int64_t>(threads, count); ++k) static_cast<Pool*>(user)->submit(run);
    run();
    std::unique_lock<std::mutex> lock(section->mutex);
    section->changed.wait(lock, [&] { return section->finished == count; });
  }

 private:
  void work() {
    for (;;) {
      std::unique_lock<std::mutex> lock(mutex_);
      changed_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      const std::function<void()> job = std::move(jobs_.back());
      jobs_.pop_back();
      lock.unlock();
      job();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::function<void()>> jobs_;
  bool ending_ = false;
  std::vector<std::thread> workers_;
};

// The program's own memory: here the system's, with a count.
struct Arena {
  std::atomic<int64_t> held{0};
  std::atomic<int64_t> calls{0};

  static void* allocate(void* user, size_t size, size_t alignment) noexcept {
    auto& arena = *static_cast<Arena*>(user);
    void* memory = nullptr;
    if (posix_memalign(&memory, alignment < sizeof(void*) ? sizeof(void*) : alignment, size) != 0) return nullptr;
    arena.held += static_cast<int64_t>(size);
    ++arena.calls;
    return memory;
  }
  static void deallocate(void* user, void* memory, size_t size, size_t) noexcept {
    static_cast<Arena*>(user)->held -= static_cast<int64_t>(size);
    std::free(memory);
  }
};

}  // namespace

int main() {
  Pool pool(3);
  Arena arena;
  try {
    weiss_context_config config{};
    config.struct_size = sizeof config;
    config.allocate = Arena::allocate;
    config.deallocate = Arena::deallocate;
    config.allocate_user = &arena;
    config.parallel_for = Pool::parallel_for;
    config.parallel_for_user = &pool;
    config.memory_limit = 64 << 20;
    const weiss::Context context(config);

    weiss_problem* made = nullptr;
    weiss_error error = WEISS_ERROR_INIT;
    if (make_graph(context.get(), &made, &error) < 0) throw weiss::Error(error);
    const weiss::Problem problem(made);

    weiss::RunOptions options;
    options.threads = 4;
    options.work_limit = 20000000;
    const weiss::Result result = weiss::solve(context, problem, "annealing", options);
    std::printf("cut %g of %d edges, %lld blocks of memory from the program\n", result.objective(), int{kEdges},
                static_cast<long long>(arena.calls));
  } catch (const weiss::Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  std::printf("%lld bytes are left\n", static_cast<long long>(arena.held));
  return arena.held == 0 && arena.calls > 0 ? 0 : 1;
}

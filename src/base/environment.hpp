// What every part of the core needs from the context: memory, kernels and the log. Problems, searches and
// results share it, so they may outlive the context handle.
#pragma once

#include <sys/types.h>
#include <unistd.h>

#include <memory>
#include <mutex>
#include <string>

#include "base/memory.hpp"
#include "simd/kernels.h"

namespace weiss {

struct LogTarget {
  void (*log)(void* user, int32_t level, const char* text) noexcept = nullptr;
  void* user = nullptr;
  int32_t level = 0;  // highest WEISS_LOG_* that is wanted
};

class Environment {
 public:
  Environment(int64_t memory_limit, Memory::AllocateFn allocate, Memory::DeallocateFn deallocate,
              void* allocate_user, const KernelTable& kernels, LogTarget log) noexcept
      : memory_(memory_limit, allocate, deallocate, allocate_user), kernels_(kernels), log_(log) {}

  Memory* memory() noexcept { return &memory_; }
  const KernelTable& kernels() const noexcept { return kernels_; }

  // False in the child of a fork.
  bool in_own_process() const noexcept { return process_ == ::getpid(); }

  bool logs(int32_t level) const noexcept { return log_.log && level <= log_.level; }
  void log(int32_t level, const std::string& text) noexcept {
    // A child says nothing: a thread of the parent's may have held the lock when it was forked.
    if (!logs(level) || !in_own_process()) return;
    const std::lock_guard<std::mutex> lock(log_mutex_);
    log_.log(log_.user, level, text.c_str());
  }

 private:
  const pid_t process_ = ::getpid();
  Memory memory_;
  const KernelTable& kernels_;
  const LogTarget log_;
  std::mutex log_mutex_;
};

using EnvironmentPtr = std::shared_ptr<Environment>;

}  // namespace weiss

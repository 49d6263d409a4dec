#include "runtime/gate.hpp"

#include <new>

#include "weiss/context.h"

namespace weiss {

void* Gate::pass() noexcept {
  void* const owner = owner_.load(std::memory_order_acquire);
  if (owner && thread_.load(std::memory_order_relaxed) == std::this_thread::get_id()) return owner;
  const bool told = misused_.exchange(true, std::memory_order_relaxed);
  if (owner || told) return nullptr;  // while it is open its run tells
  try {
    environment_.log(WEISS_LOG_WARNING,
                     "a plugin used a sink or an objective after its run had returned: nothing of it is taken");
  } catch (const std::bad_alloc&) {  // not letting it in is what counts
  }
  return nullptr;
}

Gate& Gates::open(void* owner) {
  constexpr int kTogether = 64;  // so many at least, so that a closed gate rests for a while
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!first_closed_)
    for (int k = 0; k < kTogether; ++k) {
      Gate& fresh = gates_.emplace_back(environment_);
      fresh.next_closed_ = first_closed_;
      first_closed_ = &fresh;
      if (!last_closed_) last_closed_ = &fresh;
    }
  Gate& gate = *first_closed_;
  first_closed_ = gate.next_closed_;
  if (!first_closed_) last_closed_ = nullptr;
  gate.misused_.store(false, std::memory_order_relaxed);
  gate.thread_.store(std::this_thread::get_id(), std::memory_order_relaxed);
  gate.owner_.store(owner, std::memory_order_release);
  return gate;
}

void Gates::close(Gate& gate) noexcept {
  gate.owner_.store(nullptr, std::memory_order_release);
  gate.misused_.store(false, std::memory_order_relaxed);
  const std::lock_guard<std::mutex> lock(mutex_);
  gate.next_closed_ = nullptr;
  (last_closed_ ? last_closed_->next_closed_ : first_closed_) = &gate;
  last_closed_ = &gate;
}

}  // namespace weiss

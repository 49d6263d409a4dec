// The tables through which a plugin hands its results over, at addresses that stay good as long as the context:
// who keeps one and uses it after his run has returned, or on another thread, finds a closed gate, not memory
// that belongs to somebody else by then.
#pragma once

#include <atomic>
#include <deque>
#include <mutex>
#include <thread>

#include "base/environment.hpp"
#include "weiss/plugin.h"

namespace weiss {

class Gate {
 public:
  explicit Gate(Environment& environment) noexcept : environment_(environment) {}

  // The one of them that the run needs; its impl or user is the gate. A sink is filled in once: its functions
  // are the same for every run, and somebody who should not may be reading it.
  weiss_sink sink{};
  weiss_part_sink part_sink{};
  weiss_objective objective{};

  // The owner that the gate at ptr leads to, for a caller on the thread that opened it while it is open;
  // otherwise null, and the misuse is noted.
  template <class Owner>
  static Owner* enter(void* ptr) noexcept {
    return static_cast<Owner*>(static_cast<Gate*>(ptr)->pass());
  }
  // Has somebody knocked on another thread since it was opened?
  bool misused() const noexcept { return misused_.load(std::memory_order_relaxed); }

 private:
  friend class Gates;
  void* pass() noexcept;

  Environment& environment_;
  std::atomic<void*> owner_{nullptr};  // null: closed
  std::atomic<std::thread::id> thread_{};
  std::atomic<bool> misused_{false};
  Gate* next_closed_ = nullptr;
};

// All gates of a context. A closed one is used again when those that were closed before it have been.
class Gates {
 public:
  explicit Gates(Environment& environment) : environment_(environment) {}

  // A gate to owner for the calling thread. Throws std::bad_alloc.
  Gate& open(void* owner);
  void close(Gate& gate) noexcept;

 private:
  Environment& environment_;
  std::mutex mutex_;
  std::deque<Gate> gates_;  // grows without moving what is there
  Gate *first_closed_ = nullptr, *last_closed_ = nullptr;
};

// A gate that is open as long as this lives.
class OpenGate {
 public:
  OpenGate(Gates& gates, void* owner) : gates_(gates), gate_(gates.open(owner)) {}
  ~OpenGate() { gates_.close(gate_); }
  OpenGate(const OpenGate&) = delete;
  OpenGate& operator=(const OpenGate&) = delete;
  Gate* operator->() const noexcept { return &gate_; }
  Gate* get() const noexcept { return &gate_; }

 private:
  Gates& gates_;
  Gate& gate_;
};

}  // namespace weiss

// Charges the work of a search to the run of its caller, and learns from it when to stop. Work is charged,
// and the run is asked, each time some amount of work is done: at the same steps on every machine.
//
// What is whole or nothing ends with Error(WEISS_STOPPED) instead: by Meter::go_on, and by a Watch where nothing
// is charged.
#pragma once

#include <algorithm>
#include <cstdint>

#include "base/error.hpp"
#include "weiss/plugin.h"

namespace weiss {

[[noreturn]] inline void throw_stopped() {
  throw Error(WEISS_STOPPED, "the run was asked to stop");
}

class Meter {
 public:
  // run may be null: nothing is charged and nothing stops.
  explicit Meter(const weiss_run* run) noexcept : run_(run) {
    if (run_) ask();
  }
  Meter(const Meter&) = delete;
  Meter& operator=(const Meter&) = delete;
  ~Meter() { charge(); }

  // Adds units of work and says whether to stop.
  bool spend(int64_t units) noexcept {
    pending_ += units;
    if (pending_ >= block_) {
      charge();
      ask();
    }
    return stopped_;
  }
  void go_on(int64_t units) {
    if (spend(units)) throw_stopped();
  }

  // The units after which the run is asked.
  int64_t room() const noexcept { return block_ - pending_; }
  bool stopped() const noexcept { return stopped_; }
  int64_t spent() const noexcept { return charged_ + pending_; }
  const weiss_run* run() const noexcept { return run_; }

  // A fraction of a millisecond when the data are near, a few when each unit is a cache miss.
  static constexpr int64_t kBlock = 1 << 18;

 private:
  void charge() noexcept {
    if (run_ && pending_ > 0) run_->spend(run_, pending_);
    charged_ += pending_;
    pending_ = 0;
  }
  void ask() noexcept {
    if (!run_) return;
    stopped_ = run_->should_stop(run_) != 0;
    block_ = std::clamp<int64_t>(run_->work_left(run_), 1, kBlock);
  }

  const weiss_run* const run_;
  int64_t charged_ = 0;
  int64_t pending_ = 0;
  int64_t block_ = kBlock;
  bool stopped_ = false;
};

// Asks the run while something is set up that belongs to a thread: how often that happens depends on the number
// of threads, so it is not charged, and what is smaller than a block is always made, so that there is a first
// state even when the run stops at once.
class Watch {
 public:
  explicit Watch(const weiss_run* run) noexcept : run_(run) {}

  void pass(int64_t units) {
    pending_ += units;
    if (pending_ >= Meter::kBlock) ask();
  }

 private:
  void ask() {
    pending_ = 0;
    if (run_ && run_->should_stop(run_) != 0) throw_stopped();
  }

  const weiss_run* const run_;
  int64_t pending_ = 0;
};

}  // namespace weiss

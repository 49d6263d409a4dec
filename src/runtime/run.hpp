// One run of an algorithm as the host sees it: limits, seed, work, counters, stop, parallel sections. A
// Session is what all nested runs below one call of the user share; a Run is one node of that tree.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/saturate.hpp"
#include "runtime/algorithm.hpp"
#include "runtime/context.hpp"
#include "weiss/run.h"

namespace weiss {

constexpr int64_t kNoWorkLimit = INT64_MAX;
constexpr double kNoTimeLimit = std::numeric_limits<double>::infinity();

// Work limit of a run to which no limit was given: about a second at 1,000 spins.
//   root run:   3,000,000 * sqrt(spins + couplings), and up to 30 spins twice what an enumeration takes;
//               for solvers that prove so much more that a bound fits in, but no more than as much again
//   nested run: at most 2,000 * (spins + couplings) of it
//   partitioner: at least 200,000 * (spins + couplings), nested or not. It ends by itself, and parts that are cut
//               short are worth little, so the rule is only for one that does not
int64_t default_work_limit(int64_t num_spins, int64_t num_couplings) noexcept;
int64_t default_proving_work_limit(int64_t num_spins, int64_t num_couplings) noexcept;
int64_t default_nested_work_limit(int64_t num_spins, int64_t num_couplings) noexcept;
int64_t default_partition_work_limit(int64_t num_spins, int64_t num_couplings) noexcept;

// What the user's call set, and what may be asked from every depth.
class Session {
 public:
  Session(weiss_context& context, const std::atomic<int32_t>& cancelled, const weiss_run_config& config);

  Environment& environment() noexcept { return *context_.environment; }
  Pool& pool() noexcept { return context_.pool; }
  Gates& gates() noexcept { return context_.gates; }

  double seconds() const noexcept {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }
  double deadline() const noexcept { return deadline_; }  // seconds since the start
  // WEISS_REASON_CANCELLED, _TIME or _NONE. Calls the progress function when it is due.
  int32_t stop_reason() noexcept;
  // Ends this call, and no later one, for the reason CANCELLED.
  void cancel() noexcept { refused_.store(true, std::memory_order_relaxed); }

  // Progress, on the caller's thread only.
  bool on_caller_thread() const noexcept { return std::this_thread::get_id() == caller_; }
  void report(int32_t event, double fraction = -1.0) noexcept;
  // The best sample so far, for progress reports.
  void set_best(double energy, double objective, const std::string& source) noexcept;
  void set_bound(double bound) noexcept { state_.bound = bound; }
  // The limit that progress is measured against.
  void set_work_limit(int64_t limit) noexcept { work_limit_ = limit; }
  // Work charged by any run of the session, for progress reports.
  void charge(int64_t units) noexcept { work_.fetch_add(units, std::memory_order_relaxed); }
  void set_fraction(double fraction) noexcept { fraction_ = fraction; }

  // One line for the log and for the result's warnings.
  void warn(const std::string& text) noexcept;
  std::vector<std::string> take_warnings();

 private:
  weiss_context& context_;
  const std::atomic<int32_t>& cancelled_;
  const int32_t* const cancel_flag_;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  const double deadline_;
  const std::thread::id caller_ = std::this_thread::get_id();

  int32_t (*const progress_)(void*, const weiss_progress*) noexcept;
  void* const progress_user_;
  std::atomic<bool> refused_{false};  // the progress function, or a run below this call, said stop
  double next_report_ = 0.0;
  double fraction_ = -1.0;
  bool reporting_ = false;
  int64_t work_limit_ = kNoWorkLimit;
  std::atomic<int64_t> work_{0};
  weiss_progress state_{};
  std::string source_;

  std::mutex mutex_;
  std::vector<std::string> warnings_;
};

class Run {
 public:
  Run(Session& session, uint64_t seed, int32_t threads, int64_t work_limit);
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  const weiss_run* table() const noexcept { return &table_; }
  static Run& of(const weiss_run* table) noexcept { return *static_cast<Run*>(table->impl); }

  Session& session() const noexcept { return session_; }
  uint64_t seed() const noexcept { return table_.seed; }
  int32_t threads() const noexcept { return table_.threads; }
  int32_t worker() const noexcept { return table_.worker; }
  int64_t work() const noexcept { return work_; }
  int64_t work_limit() const noexcept { return table_.work_limit; }
  int64_t work_left() const noexcept {
    return work_limit() == kNoWorkLimit ? kNoWorkLimit : std::max<int64_t>(work_limit() - work_, 0);
  }
  // While a parallel section of this run is at work nobody may use its sink.
  bool in_section() const noexcept { return in_section_; }

  bool should_stop() noexcept;
  // Makes should_stop true from now on.
  void stop(int32_t reason) noexcept;
  // The first reason to stop that came up; _NONE while there is none.
  int32_t reason() const noexcept { return reason_; }
  // Seconds since should_stop first said yes; negative when it never did.
  double seconds_since_stop() const noexcept;

  void spend(int64_t units) noexcept {
    if (units <= 0) return;
    work_ = saturated_sum(work_, units);
    session_.charge(units);
  }
  void count(const char* name, int64_t n);
  const std::vector<std::pair<std::string, int64_t>>& counters() const noexcept { return counters_; }
  // Adds work, counters and quarantined algorithms of a nested run or of a section's body.
  void merge(const Run& nested);

  using RunBody = void (*)(void* user, int64_t index, const weiss_run* run);
  // A failure when a body threw; the others have still run.
  weiss_status parallel_for(int64_t count, RunBody body, void* user);

  void set_error(const char* text);
  const std::string& error() const noexcept { return error_; }

  // Algorithms that are left out of this run from now on. Known to nested runs, and to the parent after the
  // section, so that it does not depend on threads.
  void quarantine(const Algorithm& algorithm);
  bool is_quarantined(const Algorithm& algorithm) const noexcept;
  void set_parent(const Run* parent) noexcept { parent_ = parent; }

  // Where samples of this run arrive; null in bodies of sections.
  void set_collector(class Collector* collector) noexcept { collector_ = collector; }
  Collector* collector() const noexcept { return collector_; }

 private:
  Session& session_;
  const Run* parent_ = nullptr;
  Collector* collector_ = nullptr;
  weiss_run table_;
  int64_t work_ = 0;
  uint64_t sections_ = 0;
  int32_t reason_ = WEISS_REASON_NONE;
  double stopped_at_ = -1.0;
  bool in_section_ = false;
  std::vector<std::pair<std::string, int64_t>> counters_;
  std::vector<const Algorithm*> quarantined_;
  std::string error_;
};

}  // namespace weiss

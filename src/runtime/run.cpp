#include "runtime/run.hpp"

#include <algorithm>
#include <memory>
#include <new>

#include "base/error.hpp"
#include "runtime/plugin_calls.hpp"
#include "runtime/clean_text.hpp"
#include "weiss/context.h"

namespace weiss {

// ---- the table that plugins see ----

namespace {

int32_t run_should_stop(const weiss_run* run) noexcept { return Run::of(run).should_stop() ? 1 : 0; }

double run_time_left(const weiss_run* run) noexcept {
  Session& session = Run::of(run).session();
  return session.deadline() == kNoTimeLimit ? kNoTimeLimit : std::max(0.0, session.deadline() - session.seconds());
}

int64_t run_work_left(const weiss_run* run) noexcept { return Run::of(run).work_left(); }
void run_spend(const weiss_run* run, int64_t units) noexcept { Run::of(run).spend(units); }

void run_count(const weiss_run* run, const char* name, int64_t n) noexcept {
  try {
    Run::of(run).count(name, n);
  } catch (const std::bad_alloc&) {  // a counter is not worth a failure
  }
}

void run_progress(const weiss_run* run, double fraction) noexcept {
  Session& session = Run::of(run).session();
  if (session.on_caller_thread() && fraction >= 0.0 && fraction <= 1.0) session.set_fraction(fraction);
}

weiss_status run_parallel_for(const weiss_run* run, int64_t count,
                              void (*body)(void* user, int64_t index, const weiss_run* run) noexcept,
                              void* user) noexcept {
  if (count < 0 || !body) return WEISS_E_ARGUMENT;
  try {
    return Run::of(run).parallel_for(count, body, user);
  } catch (const std::bad_alloc&) {
    return WEISS_E_NOMEM;
  } catch (...) {
    return WEISS_E_INTERNAL;
  }
}

void run_cancel(const weiss_run* run) noexcept { Run::of(run).session().cancel(); }

void run_set_error(const weiss_run* run, const char* text) noexcept {
  try {
    Run::of(run).set_error(text);
  } catch (const std::bad_alloc&) {  // the status still says that it failed
  }
}

}  // namespace

// ---- default rule ----

int64_t default_work_limit(int64_t num_spins, int64_t num_couplings) noexcept {
  const auto limit =
      static_cast<int64_t>(3e6 * std::sqrt(static_cast<double>(num_spins + num_couplings) + 1.0));
  return num_spins <= 30 ? std::max(limit, (num_spins << num_spins) / 32) : limit;
}

// The bound is that of semidefinite programming by 25 sweeps, 150 steps for its margin and a full factor
// (weiss/bounds.h). Twice its work is added, so that it fits into half of the rest when half is used up.
int64_t default_proving_work_limit(int64_t num_spins, int64_t num_couplings) noexcept {
  const auto n = static_cast<double>(num_spins), entries = 2.0 * static_cast<double>(num_couplings);
  const double rank = std::sqrt(2.0 * n) + 17.0;
  const double bound = 25.0 * (entries * rank / 16.0 + n) + 150.0 * (entries + 8.0 * n) + n * n * n / 48.0;
  const int64_t search = default_work_limit(num_spins, num_couplings);
  return search + static_cast<int64_t>(std::min(2.0 * bound, static_cast<double>(search)));
}

int64_t default_nested_work_limit(int64_t num_spins, int64_t num_couplings) noexcept {
  return std::min(default_work_limit(num_spins, num_couplings), 2000 * (num_spins + num_couplings + 1));
}

int64_t default_partition_work_limit(int64_t num_spins, int64_t num_couplings) noexcept {
  return std::max(default_work_limit(num_spins, num_couplings), 200000 * (num_spins + num_couplings + 1));
}

// ---- session ----

Session::Session(weiss_context& context, const std::atomic<int32_t>& cancelled, const weiss_run_config& config)
    : context_(context), cancelled_(cancelled), cancel_flag_(config.cancel_flag),
      deadline_(config.time_limit > 0.0 ? config.time_limit : kNoTimeLimit), progress_(config.progress),
      progress_user_(config.progress_user) {
  state_.struct_size = sizeof state_;
  state_.energy = std::numeric_limits<double>::infinity();
  state_.objective = std::numeric_limits<double>::infinity();
  state_.bound = -std::numeric_limits<double>::infinity();
}

int32_t Session::stop_reason() noexcept {
  if (cancelled_.load(std::memory_order_relaxed) != 0 || refused_.load(std::memory_order_relaxed))
    return WEISS_REASON_CANCELLED;
  if (cancel_flag_ && __atomic_load_n(cancel_flag_, __ATOMIC_RELAXED) != 0) return WEISS_REASON_CANCELLED;
  if (deadline_ == kNoTimeLimit && !progress_) return WEISS_REASON_NONE;
  const double now = seconds();
  if (now >= deadline_) return WEISS_REASON_TIME;
  if (progress_ && on_caller_thread() && now >= next_report_) report(WEISS_EVENT_PROGRESS);
  return refused_.load(std::memory_order_relaxed) ? WEISS_REASON_CANCELLED : WEISS_REASON_NONE;
}

void Session::report(int32_t event, double fraction) noexcept {
  if (!progress_ || reporting_ || !on_caller_thread()) return;
  constexpr double kInterval = 0.1;
  state_.event = event;
  state_.seconds = seconds();
  next_report_ = state_.seconds + kInterval;
  state_.work = work_.load(std::memory_order_relaxed);
  if (fraction < 0.0) fraction = fraction_;
  if (fraction < 0.0 && deadline_ != kNoTimeLimit) fraction = state_.seconds / deadline_;
  if (fraction < 0.0 && work_limit_ != kNoWorkLimit)
    fraction = static_cast<double>(state_.work) / static_cast<double>(std::max<int64_t>(work_limit_, 1));
  state_.fraction = std::min(fraction, 1.0);
  state_.source = source_.c_str();
  reporting_ = true;
  if (progress_(progress_user_, &state_) != 0) cancel();
  reporting_ = false;
}

void Session::set_best(double energy, double objective, const std::string& source) noexcept {
  state_.energy = energy;
  state_.objective = objective;
  try {
    source_ = source;
  } catch (const std::bad_alloc&) {  // the old name stands
  }
}

void Session::warn(const std::string& text) noexcept {
  environment().log(WEISS_LOG_WARNING, text);
  constexpr size_t kMost = 100;
  try {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (warnings_.size() < kMost) warnings_.push_back(text);
  } catch (const std::bad_alloc&) {  // it was logged
  }
}

std::vector<std::string> Session::take_warnings() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return std::move(warnings_);
}

// ---- run ----

Run::Run(Session& session, uint64_t seed, int32_t threads, int64_t work_limit)
    : session_(session) {
  table_.struct_size = sizeof table_;
  table_.threads = threads;
  table_.worker = 0;  // bodies of sections get theirs from the section
  table_.reserved = 0;
  table_.seed = seed;
  table_.time_limit =
      session.deadline() == kNoTimeLimit ? kNoTimeLimit : std::max(0.0, session.deadline() - session.seconds());
  table_.work_limit = work_limit;
  table_.impl = this;
  table_.should_stop = run_should_stop;
  table_.time_left = run_time_left;
  table_.work_left = run_work_left;
  table_.spend = run_spend;
  table_.count = run_count;
  table_.progress = run_progress;
  table_.parallel_for = run_parallel_for;
  table_.set_error = run_set_error;
  table_.cancel = run_cancel;
}

bool Run::should_stop() noexcept {
  if (reason_ != WEISS_REASON_NONE) return true;
  int32_t why = WEISS_REASON_NONE;
  if (work_ >= work_limit())
    why = WEISS_REASON_WORK;
  else
    why = session_.stop_reason();
  if (why != WEISS_REASON_NONE) stop(why);
  return reason_ != WEISS_REASON_NONE;
}

void Run::stop(int32_t reason) noexcept {
  if (reason_ != WEISS_REASON_NONE) return;
  reason_ = reason;
  stopped_at_ = session_.seconds();
}

double Run::seconds_since_stop() const noexcept {
  return stopped_at_ < 0.0 ? -1.0 : session_.seconds() - stopped_at_;
}

void Run::count(const char* name, int64_t n) {
  if (!name) return;
  for (auto& counter : counters_)
    if (counter.first == name) {
      counter.second = saturated_sum(counter.second, n);
      return;
    }
  constexpr size_t kMost = 64;
  if (counters_.size() < kMost) counters_.emplace_back(clean_text(name, 64), n);
}

void Run::merge(const Run& nested) {
  work_ = saturated_sum(work_, nested.work_);
  for (const auto& counter : nested.counters_) count(counter.first.c_str(), counter.second);
  for (const Algorithm* algorithm : nested.quarantined_) quarantine(*algorithm);
}

namespace {

// Marks that a section is at work, for as long as it lives.
class InSection {
 public:
  explicit InSection(bool& mark) noexcept : mark_(mark) { mark_ = true; }
  ~InSection() { mark_ = false; }
  InSection(const InSection&) = delete;
  InSection& operator=(const InSection&) = delete;

 private:
  bool& mark_;
};

}  // namespace

weiss_status Run::parallel_for(int64_t count, RunBody body, void* user) {
  if (count == 0) return WEISS_OK;
  // Shares and seeds are settled before the section begins, and bodies are merged in the order of their
  // index, so the outcome does not depend on how many threads there are.
  const int64_t share = work_limit() == kNoWorkLimit ? kNoWorkLimit : work_left() / count;
  const uint64_t section_seed = weiss_seed_derive(~seed(), sections_++);
  std::vector<std::unique_ptr<Run>> bodies;
  bodies.reserve(static_cast<size_t>(count));
  for (int64_t index = 0; index < count; ++index) {
    bodies.push_back(std::make_unique<Run>(
        session_, weiss_seed_derive(section_seed, static_cast<uint64_t>(index)), 1, share));
    bodies.back()->parent_ = this;
  }
  std::vector<CallResult> outcomes(bodies.size());
  const int32_t own_worker = worker();
  const auto work = [&](int64_t index, int32_t thread_worker) {
    Run& run = *bodies[static_cast<size_t>(index)];
    // A section of one thread inside of another section keeps the number of that thread.
    run.table_.worker = threads() == 1 ? own_worker : thread_worker;
    outcomes[static_cast<size_t>(index)] = call_body(body, user, index, run.table());
  };
  {
    const InSection mark(in_section_);
    session_.pool().run(count, threads(), work);
  }
  weiss_status status = WEISS_OK;
  for (size_t index = 0; index < bodies.size(); ++index) {
    merge(*bodies[index]);
    if (error_.empty()) error_ = bodies[index]->error_;
    if (status == WEISS_OK && outcomes[index].status < WEISS_OK) {
      status = outcomes[index].status;
      error_ = "a parallel body " + outcomes[index].message;
    }
  }
  return status;
}

void Run::set_error(const char* text) { error_ = clean_text(text, 400); }

void Run::quarantine(const Algorithm& algorithm) {
  if (!is_quarantined(algorithm)) quarantined_.push_back(&algorithm);
}

bool Run::is_quarantined(const Algorithm& algorithm) const noexcept {
  for (const Run* run = this; run; run = run->parent_)
    if (std::find(run->quarantined_.begin(), run->quarantined_.end(), &algorithm) != run->quarantined_.end())
      return true;
  return false;
}

}  // namespace weiss

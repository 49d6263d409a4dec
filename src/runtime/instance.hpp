// An algorithm with checked options, ready to run for the user. The C handle weiss_instance is this struct.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "model/problem.hpp"
#include "runtime/choice.hpp"
#include "runtime/context.hpp"
#include "runtime/execute.hpp"
#include "runtime/result.hpp"

struct weiss_instance {
  weiss_instance(std::shared_ptr<weiss_context> owner, int32_t kind, const weiss::Spec& parsed);

  const std::shared_ptr<weiss_context> context;
  const std::unique_ptr<weiss_choice> choice;
  const std::string spec;
  const weiss::PluginObject object;
  std::atomic<int32_t> cancelled{0};
  std::atomic<bool> busy{false};

  const weiss::Algorithm& algorithm() const noexcept { return *choice->algorithm; }
};

namespace weiss {

using Instance = ::weiss_instance;
using ResultPtr = std::unique_ptr<Result>;

// The user's runs. config has been copied in and checked by check_config. Throw Error when there is no
// result.
ResultPtr solve(Instance& instance, const Problem& problem, const weiss_run_config& config);
ResultPtr partition(Instance& instance, const Problem& problem, const weiss_partition_task& task,
                    const weiss_run_config& config);
ResultPtr minimize(Instance& instance, const weiss_objective& objective, const weiss_run_config& config);

// Throws E_ARGUMENT when a number of config is NaN, negative, or not fit for num_spins.
void check_config(const weiss_run_config& config, int64_t num_spins);

// False, with a line in the log, while the instance is running: what a run uses must not be freed.
bool is_idle(const Instance& instance) noexcept;

// Marks the instance as running; throws E_BUSY when it is. Throws E_ARGUMENT when it is of another kind.
class Running {
 public:
  Running(Instance& instance, int32_t kind);
  ~Running() { instance_.busy.store(false, std::memory_order_release); }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

 private:
  Instance& instance_;
};

// Threads that a run may use: what was asked for, below the context's cap, and one when some algorithm of
// the tree must stay on the caller's thread.
int32_t allowed_threads(const Instance& instance, const weiss_run_config& config) noexcept;

// A result with what is known before the run, and the part of it that is filled in after the run.
ResultPtr begin_result(const Instance& instance, const weiss_run_config& config, const Run& run);
void finish_result(Result& result, Session& session, const Run& run, int32_t reason);

}  // namespace weiss

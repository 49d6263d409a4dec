// weiss::Instance and weiss::solve: set an algorithm up and run it.
#ifndef WEISS_EMBED_RUN_HPP
#define WEISS_EMBED_RUN_HPP

#include <algorithm>
#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "../plugin.h"
#include "../run.h"
#include "base.hpp"
#include "context.hpp"
#include "problem.hpp"
#include "result.hpp"

namespace weiss {
inline namespace embed {

// One run; see weiss_run_config.
struct RunOptions {
  std::int32_t threads = 1;
  std::uint64_t seed = 0;
  double time_limit = 0.0;          // seconds; 0: none
  std::int64_t work_limit = 0;      // units; 0: none
  std::optional<double> target;     // in the user's own value
  std::int64_t max_samples = 0;     // 0: 16
  std::vector<std::int8_t> starts;  // states to start from, one after another
  std::vector<double> mean_spins;
  std::vector<double> parameters;
  std::function<bool(const weiss_progress&)> progress;  // false cancels; what it throws ends the run
  const std::int32_t* cancel_flag = nullptr;
};

// Settings of an algorithm as text: {{"sweeps", "100"}, {"subsolver.tenure", "20"}}.
using Settings = std::vector<std::pair<std::string, std::string>>;

// A function to minimise. evaluate(x, gradient) returns the value at x [dimension]; gradient [dimension] is
// to be filled unless it is null, which it always is without has_gradient.
struct Objective {
  std::int64_t dimension = 1;
  std::function<double(const double* x, double* gradient)> evaluate;
  bool has_gradient = false;
  bool stochastic = false;
  std::vector<double> lower, upper, start;  // empty: none
  double initial_step = 0.0;                // 0: unknown
};

namespace detail {

// The C struct of RunOptions; what a callback throws waits here until the library has returned.
class RunConfig {
 public:
  RunConfig(const RunOptions& options, std::int64_t num_spins) : options_(options) {
    const auto n = static_cast<std::size_t>(num_spins);
    require(options.starts.empty() || (n > 0 && options.starts.size() % n == 0),
            "starts must hold num_spins entries for each state");
    require(options.mean_spins.empty() || options.mean_spins.size() == n,
            "mean_spins must hold num_spins entries");
    config_.threads = options.threads;
    config_.seed = options.seed;
    config_.time_limit = options.time_limit;
    config_.work_limit = options.work_limit;
    config_.has_target = options.target.has_value();
    config_.target = options.target.value_or(0.0);
    config_.max_samples = options.max_samples;
    config_.num_starts = options.starts.empty() ? 0 : static_cast<std::int32_t>(options.starts.size() / n);
    config_.starts = data_or_null(options.starts);
    config_.mean_spins = data_or_null(options.mean_spins);
    config_.parameters = data_or_null(options.parameters);
    config_.num_parameters = static_cast<std::int64_t>(options.parameters.size());
    config_.cancel_flag = options.cancel_flag;
    if (options.progress) config_.progress = on_progress;
    config_.progress_user = this;
  }
  RunConfig(const RunConfig&) = delete;
  RunConfig& operator=(const RunConfig&) = delete;

  template <class T>
  static const T* data_or_null(const std::vector<T>& values) noexcept {
    return values.empty() ? nullptr : values.data();
  }

  // Runs call(config, out, error).
  template <class Call>
  Result run(const Call& call) {
    weiss_result* result = nullptr;
    weiss_error error = WEISS_ERROR_INIT;
    const weiss_status status = call(&config_, &result, &error);
    Result owned(result);
    if (thrown_) std::rethrow_exception(thrown_);
    if (status < 0) throw Error(error);
    return owned;
  }

  // Runs a callback of the user's; false when it has thrown.
  template <class Callback>
  bool guarded(const Callback& callback) noexcept {
    try {
      callback();
      return true;
    } catch (...) {
      thrown_ = std::current_exception();
      return false;
    }
  }

 private:
  static std::int32_t on_progress(void* user, const weiss_progress* progress) noexcept {
    RunConfig& self = *static_cast<RunConfig*>(user);
    bool go_on = false;
    self.guarded([&] { go_on = self.options_.progress(*progress); });
    return go_on ? 0 : 1;
  }

  const RunOptions& options_;
  weiss_run_config config_ = make<weiss_run_config>();
  std::exception_ptr thrown_;
};

}  // namespace detail

// An algorithm with checked options. spec as in weiss_instance_create; "" is the default of the kind.
class Instance {
 public:
  Instance(const Context& context, std::int32_t kind, const std::string& spec = "",
           const Settings& settings = {}) {
    std::vector<weiss_value> values(settings.size(), weiss_value{});
    for (std::size_t k = 0; k < settings.size(); ++k) {
      values[k].key = settings[k].first.c_str();
      values[k].s = settings[k].second.c_str();
    }
    detail::check([&](weiss_error* error) {
      weiss_instance* instance = nullptr;
      const weiss_status status =
          weiss_instance_create(context.get(), kind, spec.c_str(), values.data(),
                                static_cast<std::int64_t>(values.size()), &instance, error);
      handle_.reset(instance);
      return status;
    });
  }

  weiss_instance* get() const noexcept { return handle_.get(); }
  std::string spec() const { return weiss_instance_spec(get()); }

  // From any thread.
  void cancel() const noexcept { weiss_instance_cancel(get()); }
  void reset_cancel() const noexcept { weiss_instance_reset_cancel(get()); }

  Result solve(const Problem& problem, const RunOptions& options = {}) {
    return detail::RunConfig(options, problem.num_spins())
        .run([&](const weiss_run_config* config, weiss_result** out, weiss_error* error) {
          return weiss_instance_solve(get(), problem.get(), config, out, error);
        });
  }
  Result partition(const Problem& problem, const weiss_partition_task& task,
                   const RunOptions& options = {}) {
    return detail::RunConfig(options, problem.num_spins())
        .run([&](const weiss_run_config* config, weiss_result** out, weiss_error* error) {
          return weiss_instance_partition(get(), problem.get(), &task, config, out, error);
        });
  }
  Result partition(const Problem& problem, const RunOptions& options = {}) {
    return partition(problem, detail::make<weiss_partition_task>(), options);
  }
  Result minimize(const Objective& objective, const RunOptions& options = {}) {
    const auto bounded = [&](const std::vector<double>& values) {
      return values.empty() || static_cast<std::int64_t>(values.size()) == objective.dimension;
    };
    detail::require(bounded(objective.lower) && bounded(objective.upper) && bounded(objective.start),
                    "lower, upper and start must hold dimension entries");
    detail::RunConfig run(options, 0);
    Evaluation evaluation{objective, run};
    auto c_objective = detail::make<weiss_objective>();
    c_objective.has_gradient = objective.has_gradient;
    c_objective.stochastic = objective.stochastic;
    c_objective.dimension = objective.dimension;
    c_objective.lower = detail::RunConfig::data_or_null(objective.lower);
    c_objective.upper = detail::RunConfig::data_or_null(objective.upper);
    c_objective.start = detail::RunConfig::data_or_null(objective.start);
    c_objective.initial_step = objective.initial_step;
    c_objective.user = &evaluation;
    c_objective.evaluate = evaluate;
    return run.run([&](const weiss_run_config* config, weiss_result** out, weiss_error* error) {
      return weiss_instance_minimize(get(), &c_objective, config, out, error);
    });
  }

 private:
  struct Evaluation {
    const Objective& objective;
    detail::RunConfig& run;
  };
  static weiss_status evaluate(const weiss_objective* c_objective, std::int64_t count, const double* x,
                               double* f, double* g) noexcept {
    const Evaluation& evaluation = *static_cast<const Evaluation*>(c_objective->user);
    const std::int64_t dimension = c_objective->dimension;
    const bool worked = evaluation.run.guarded([&] {
      for (std::int64_t k = 0; k < count; ++k)
        f[k] = evaluation.objective.evaluate(x + k * dimension, g ? g + k * dimension : nullptr);
    });
    return worked ? WEISS_OK : WEISS_E_FAIL;
  }

  detail::Handle<weiss_instance, weiss_instance_destroy> handle_;
};

// One call: makes an instance of the solver spec ("": the default) and runs it.
inline Result solve(const Context& context, const Problem& problem, const std::string& spec = "",
                    const RunOptions& options = {}) {
  return detail::RunConfig(options, problem.num_spins())
      .run([&](const weiss_run_config* config, weiss_result** out, weiss_error* error) {
        return weiss_solve(context.get(), problem.get(), spec.c_str(), config, out, error);
      });
}

}  // namespace embed
}  // namespace weiss

#endif  // WEISS_EMBED_RUN_HPP
